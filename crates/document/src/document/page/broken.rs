//! Values that a narrow column broke: one line of them stands above the values of the row, and one as far below them. They
//! are put into the row as one cell of two lines, and never made one number: nothing says that they are.

use super::columns::values;
use super::lines::{Line, Stretch};
use super::tuning::Tuning;
use super::values::{is_value, meet};

/// Joins the values of lines, which stand from above.
pub fn join(lines: &mut Vec<Line>) {
    for row in 0..lines.len() {
        if values(&lines[row]).len() < 2 {
            continue;
        }
        let is_near =
            |at: &usize| (lines[*at].base - lines[row].base).abs() <= Tuning::get().leading / 2.0 * lines[row].size;
        let above: Vec<usize> = (0..row).rev().take_while(is_near).collect();
        let below: Vec<usize> = (row + 1..lines.len()).take_while(is_near).collect();
        let pairs = above.iter().flat_map(|&upper| below.iter().map(move |&lower| (upper, lower)));
        for (upper, lower) in pairs {
            while let Some((first, second)) = broken(&lines[upper], &lines[row], &lines[lower]) {
                let (first, second) = (lines[upper].stretches.remove(first), lines[lower].stretches.remove(second));
                let row = &mut lines[row];
                let at = row.stretches.iter().position(|other| other.x0 > first.x0).unwrap_or(row.stretches.len());
                let text = first.text + "\n" + &second.text;
                let (x0, x1) = (first.x0.min(second.x0), first.x1.max(second.x1));
                row.stretches.insert(at, Stretch { text, x0, x1, base: row.base });
            }
        }
    }
    lines.retain(|line| !line.stretches.is_empty());
}

/// The stretches of the lines above and below a row that are a value of it: below each other, where it has none.
fn broken(upper: &Line, row: &Line, lower: &Line) -> Option<(usize, usize)> {
    let is_free = |part: &Stretch| {
        let is_label = |other: &&Stretch| !is_value(&other.text);
        let left = row.stretches.iter().filter(is_label).map(|label| label.x1).fold(0.0, f32::max);
        is_value(&part.text)
            && part.x0 > left
            && row.stretches.iter().all(|other| !meet((other.x0, other.x1), (part.x0, part.x1)))
    };
    let is_pair = |first: &Stretch, second: &Stretch| {
        let (up, down) = (row.base - first.base, second.base - row.base);
        let aside = (first.x0 + first.x1 - second.x0 - second.x1).abs() / 2.0;
        (up - down).abs() <= Tuning::get().broken_amid * row.size
            && aside <= Tuning::get().broken_under * row.size
            && is_free(second)
    };
    let find = |(at, first): (usize, &Stretch)| {
        let second = lower.stretches.iter().position(|second| is_pair(first, second))?;
        Some((at, second))
    };
    upper.stretches.iter().enumerate().filter(|(_, first)| is_free(first)).find_map(find)
}
