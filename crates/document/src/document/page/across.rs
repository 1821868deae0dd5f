//! Tables that go on over a page break: their columns are counted alike, and what the break tore apart is joined on the
//! page where it began.

use super::cells::Ruled;
use super::tuning::Tuning;
use super::{Laid, Part};
use crate::document::content::Cell;
use crate::text::fold::split_ordinal;

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
    let near = |a: f32, b: f32| (a - b).abs() <= Tuning::get().column_off;
    let is_same_width = near(upper.area.x0, lower.area.x0) && near(upper.area.x1, lower.area.x1);
    let (few, many) = if upper.columns.len() <= lower.columns.len() {
        (&mut *upper, &mut *lower)
    } else {
        (&mut *lower, &mut *upper)
    };
    let numbers: Option<Vec<usize>> =
        few.columns.iter().map(|x| many.columns.iter().position(|other| near(*x, *other))).collect();
    let Some(numbers) = numbers.filter(|_| is_same_width) else { return false };
    for cell in few.table.rows.iter_mut().flatten().chain(&mut few.continued) {
        let (from, to) = (numbers[cell.column as usize], numbers[(cell.column + cell.columns) as usize]);
        (cell.column, cell.columns) = (from as u32, (to.saturating_sub(from)).max(1) as u32);
    }
    few.columns.clone_from(&many.columns);
    true
}

/// What stands above the break in the columns of a cell below it.
#[derive(Clone, Copy)]
enum Over {
    /// A cell of the page before, by its row and its number there.
    Cell(usize, usize),
    /// A merged cell that began on an earlier page still.
    Earlier,
}

/// Joins the first row below the break with what stands above it.
fn mend(upper: &mut Ruled, lower: &mut Ruled) {
    let Some(first) = lower.table.rows.first() else { return };
    let above: Option<Vec<Over>> = first.iter().map(|cell| over(upper, cell)).collect();
    // A row that the break tears has the same cells on both sides.
    let is_torn = above.filter(|above| is_torn(upper, lower, first, above)).is_some();
    let goes_on = |cell: &Cell| over(upper, cell).filter(|over| is_torn || goes_on(upper, *over, cell));
    // A merged cell that goes on is no cell of its own on the next page.
    let (continued, own): (Vec<Cell>, Vec<Cell>) = first.iter().cloned().partition(|cell| goes_on(cell).is_some());
    for mut cell in continued {
        if let Some(Over::Cell(row, at)) = over(upper, &cell) {
            append(&mut upper.table.rows[row][at].text, &cell.text);
        }
        cell.rows -= u32::from(own.is_empty());
        lower.continued.push(cell);
    }
    if own.is_empty() {
        lower.table.rows.remove(0);
    } else {
        lower.table.rows[0] = own;
    }
}

/// What has the same columns as a cell and reaches down to the break.
fn over(upper: &Ruled, cell: &Cell) -> Option<Over> {
    let rows = &upper.table.rows;
    let is_over = |row: usize, other: &Cell| {
        other.column == cell.column && other.columns == cell.columns && row + other.rows as usize >= rows.len()
    };
    let here = (0..rows.len()).rev().find_map(|row| {
        let at = rows[row].iter().position(|other| is_over(row, other))?;
        Some(Over::Cell(row, at))
    });
    here.or_else(|| upper.continued.iter().any(|other| is_over(0, other)).then_some(Over::Earlier))
}

/// Whether the first row below the break is the rest of the last row above it: no two values meet in a cell, and either
/// no line is drawn at the break, or all that the row has is the rest of a label whose beginning is numbered.
fn is_torn(upper: &Ruled, lower: &Ruled, first: &[Cell], above: &[Over]) -> bool {
    let is_value = |text: &str| text.chars().any(|c| c.is_ascii_digit()) && split_ordinal(text).is_none();
    let (mut filled, mut rests) = (0, 0);
    for (over, cell) in above.iter().zip(first).filter(|(_, cell)| !cell.text.is_empty()) {
        let Over::Cell(row, at) = *over else { return false };
        let text = &upper.table.rows[row][at].text;
        if !text.is_empty() && (is_value(text) || is_value(&cell.text)) {
            return false;
        }
        filled += 1;
        rests += usize::from(is_rest_of(text, &cell.text));
    }
    let is_open = !upper.closed_below || !lower.closed_above;
    let is_rest = filled == 1 && rests == 1 && first.len() > 1;
    filled > 0 && (is_open || is_rest)
}

/// Whether a cell is the lower part of a merged cell above the break: blank, or the rest of a label.
fn goes_on(upper: &Ruled, over: Over, cell: &Cell) -> bool {
    match over {
        Over::Earlier => cell.text.is_empty(),
        Over::Cell(row, at) => {
            let over = &upper.table.rows[row][at];
            let is_merged = over.rows > 1 && !over.text.is_empty();
            is_merged && (cell.text.is_empty() || is_rest_of(&over.text, &cell.text))
        }
    }
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
