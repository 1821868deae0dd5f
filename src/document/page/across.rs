//! Tables that go on over a page break: their columns are counted alike, and what the break tore apart is joined on the
//! page where it began.

use super::cells::Ruled;
use super::{Laid, Part};
use crate::document::content::Cell;
use crate::text::fold::split_ordinal;

/// Points by which a column may be off on the next page.
const OFF: f32 = 3.5;

/// Joins what is torn.
pub fn join(pages: &mut [Laid]) {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let (Some(Part::Table(upper)), Some(Part::Table(lower))) =
            (before[at - 1].parts.last_mut(), after[0].parts.first_mut())
        else {
            continue;
        };
        if agree(upper, lower) {
            mend(upper, lower);
            if lower.table.rows.is_empty() {
                after[0].parts.remove(0);
            }
        }
    }
}

/// Whether two tables have the same columns, one perhaps not all of them; they are then counted alike in both.
fn agree(upper: &mut Ruled, lower: &mut Ruled) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= OFF;
    let is_same_width = near(upper.area.x0, lower.area.x0) && near(upper.area.x1, lower.area.x1);
    let (few, many) = if upper.columns.len() <= lower.columns.len() {
        (&mut *upper, &mut *lower)
    } else {
        (&mut *lower, &mut *upper)
    };
    let numbers: Option<Vec<usize>> =
        few.columns.iter().map(|x| many.columns.iter().position(|other| near(*x, *other))).collect();
    let Some(numbers) = numbers.filter(|_| is_same_width) else { return false };
    for cell in few.table.rows.iter_mut().flatten() {
        let (from, to) = (numbers[cell.column as usize], numbers[(cell.column + cell.columns) as usize]);
        (cell.column, cell.columns) = (from as u32, (to.saturating_sub(from)).max(1) as u32);
    }
    few.columns.clone_from(&many.columns);
    true
}

/// Joins the first row below the break with what stands above it.
fn mend(upper: &mut Ruled, lower: &mut Ruled) {
    let Some(first) = lower.table.rows.first() else { return };
    let above: Option<Vec<(usize, usize)>> = first.iter().map(|cell| last_over(upper, cell)).collect();
    // A row that the break tears has the same cells on both sides.
    if let Some(above) = &above
        && above.len() == first.len()
        && is_torn(upper, lower, first, above)
    {
        for (cell, (row, at)) in first.iter().zip(above) {
            append(&mut upper.table.rows[*row][*at].text, &cell.text);
        }
        lower.table.rows.remove(0);
        return;
    }
    // A merged cell that goes on is no cell of its own on the next page.
    let goes_on: Vec<Option<(usize, usize)>> = first.iter().map(|cell| goes_on(upper, cell)).collect();
    let Some(first) = lower.table.rows.first_mut() else { return };
    let mut at = 0;
    first.retain(|cell| {
        at += 1;
        let Some((row, above)) = goes_on[at - 1] else { return true };
        append(&mut upper.table.rows[row][above].text, &cell.text);
        false
    });
    if first.is_empty() {
        lower.table.rows.remove(0);
    }
}

/// The cell above the break that has the same columns and reaches down to it.
fn last_over(upper: &Ruled, cell: &Cell) -> Option<(usize, usize)> {
    let rows = &upper.table.rows;
    let reaches = |row: usize, other: &Cell| row + other.rows as usize >= rows.len();
    (0..rows.len()).rev().find_map(|row| {
        let is_over =
            |other: &Cell| other.column == cell.column && other.columns == cell.columns && reaches(row, other);
        rows[row].iter().position(is_over).map(|at| (row, at))
    })
}

/// Whether the first row below the break is the rest of the last row above it: no two values meet in a cell, and either
/// no line is drawn at the break, or all that the row has is the rest of a label whose beginning is numbered.
fn is_torn(upper: &Ruled, lower: &Ruled, first: &[Cell], above: &[(usize, usize)]) -> bool {
    let over = |(row, at): &(usize, usize)| &upper.table.rows[*row][*at];
    let pairs = || above.iter().map(over).zip(first);
    let is_value = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && split_ordinal(text).is_none();
    let meet = pairs().any(|(over, cell)| {
        !over.text.is_empty() && !cell.text.is_empty() && (is_value(&over.text) || is_value(&cell.text))
    });
    if meet || first.iter().all(|cell| cell.text.is_empty()) {
        return false;
    }
    let is_open = !upper.closed_below || !lower.closed_above;
    let mut filled = pairs().filter(|(_, cell)| !cell.text.is_empty());
    let (one, more) = (filled.next(), filled.next());
    let is_rest = one.is_some_and(|(over, cell)| is_rest_of(&over.text, &cell.text)) && more.is_none();
    is_open || (is_rest && pairs().count() > 1)
}

/// Where a cell is the lower part of a merged cell above the break: blank, or the rest of a label.
fn goes_on(upper: &Ruled, cell: &Cell) -> Option<(usize, usize)> {
    let (row, at) = last_over(upper, cell)?;
    let over = &upper.table.rows[row][at];
    let is_merged = over.rows > 1 && !over.text.is_empty();
    (is_merged && (cell.text.is_empty() || is_rest_of(&over.text, &cell.text))).then_some((row, at))
}

/// Whether a label goes on in another cell: it begins with a number as those beside it do, and the other does not.
fn is_rest_of(label: &str, rest: &str) -> bool {
    split_ordinal(label).is_some()
        && split_ordinal(rest).is_none()
        && rest.chars().any(|c| c.is_alphabetic())
        && !rest.chars().next().is_some_and(|c| c.is_ascii_digit())
}

fn append(text: &mut String, rest: &str) {
    if !rest.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(rest);
    }
}
