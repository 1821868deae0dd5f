//! Rows of values below a head: where their columns stand, and with which line they begin.

use super::atoms::Atom;
use super::places::Columns;
use super::tuning::Tuning;
use super::values::{self, Edges, meet};
use super::words::{self, Word};

/// How many lines are asked where the columns stand.
pub const ROWS: usize = 60;

/// The text of a line.
pub fn text(line: &[Atom]) -> String {
    line.iter().map(|atom| atom.text.as_str()).collect()
}

/// The columns of the table whose first row of values this is.
pub fn columns(lines: &[Vec<Atom>], values: &[Vec<Edges>], first: usize) -> Option<Columns> {
    let rows = rows(lines, values, first);
    let of_rows: Vec<&[Edges]> = rows.iter().map(|&at| values[at].as_slice()).collect();
    let columns = values::columns(&of_rows).or_else(|| values::gathered(&of_rows))?;
    // Where a row stands its values say: beside them may be a line of a label that belongs to the next row. A few values on a
    // line may be what a narrow column broke.
    let most = rows.iter().map(|&at| values[at].len()).max().unwrap_or(0);
    let full: Vec<usize> = rows.iter().copied().filter(|&at| 2 * values[at].len() > most).collect();
    let end = |at: usize| {
        lines[at].iter().filter(|atom| atom.x1 < values[at][0].0).map(|atom| atom.x1).max_by(f32::total_cmp)
    };
    let ends: Vec<_> = full.iter().filter_map(|&at| Some((lines[at].last()?, end(at)))).collect();
    let found = Columns::new(&columns, &ends);
    // Where rows have no labels, the first columns may be blank.
    let is_bare = |at: usize| {
        let edge = values[at][0].0;
        let is_label = |other: &Vec<Atom>| {
            let is_near = (other[0].base - lines[at][0].base).abs() <= Tuning::get().leading * other[0].size;
            is_near && other.iter().all(|atom| atom.x1 < edge)
        };
        lines[at][0].x0 >= edge && !lines[at.saturating_sub(1)..lines.len().min(at + 2)].iter().any(is_label)
    };
    let are_below =
        || full.len() > 1 && full.windows(2).all(|pair| (pair[0] + 1..pair[1]).any(|at| is_alone(&lines[at])));
    Some(match full.iter().all(|&at| is_bare(at)) {
        false => found,
        true if are_below() => found.below_labels(),
        true => found.without_labels(),
    })
}

/// Whether a line has no gaps as between columns.
pub fn is_alone(line: &[Atom]) -> bool {
    line.windows(2).all(|pair| pair[1].x0 - pair[0].x1 < Tuning::get().joined_character * pair[0].size)
}

/// The rows of values of a table, from its first on: up to words over its columns, as another head has them.
fn rows(lines: &[Vec<Atom>], values: &[Vec<Edges>], first: usize) -> Vec<usize> {
    let left = values[first][0].0;
    let mut rows = vec![first];
    for at in first + 1..lines.len().min(first + ROWS) {
        let is_head = |word: &Word| values::is_head((word.x0, word.x1), left, lines[at][0].size);
        let is_over = || !values::heads_rows(&text(&lines[at])) && words::of(&lines[at]).iter().any(is_head);
        if !values[at].is_empty() {
            rows.push(at);
        } else if rows.last().is_some_and(|last| at - last > Tuning::get().rows_apart)
            || (is_over() && !is_of_rows(lines, values, &rows, at))
        {
            break;
        }
    }
    rows
}

/// Whether a line is the label of a group of rows in the middle of a table: it stands alone, and the values below it stand
/// below those of the rows above it, which have so many that another table hardly has them there too.
fn is_of_rows(lines: &[Vec<Atom>], values: &[Vec<Edges>], rows: &[usize], at: usize) -> bool {
    let below = values[at + 1..].iter().take(Tuning::get().rows_apart).find(|row| !row.is_empty());
    let is_below = |value: &Edges| rows.iter().any(|&row| values[row].iter().any(|other| meet(*value, *other)));
    let has_many = rows.iter().any(|&row| values[row].len() >= Tuning::get().fewest_columns);
    is_alone(&lines[at]) && has_many && below.is_some_and(|row| row.iter().all(is_below))
}

/// The first line below a head: the label of the first row may begin above its values, and rows before it may have none. What
/// follows the head closely is the text of its corner.
pub fn below_head(lines: &[Vec<Atom>], row: usize, columns: &Columns) -> usize {
    if columns.are_below {
        let is_label = |at: &usize| {
            let is_close = || lines[at + 1][0].base - lines[*at][0].base <= Tuning::get().leading * lines[*at][0].size;
            is_alone(&lines[*at]) && (at + 1 == row || is_close())
        };
        return (0..row).rev().take_while(is_label).last().unwrap_or(row);
    }
    let left = columns.left;
    let is_label = |at: &usize| lines[*at].iter().all(|atom| atom.x1 < left);
    let first = (0..row).rev().take(Tuning::get().rows_apart).take_while(is_label).last().unwrap_or(row);
    let is_close =
        |at: &usize| *at > 0 && lines[*at][0].base - lines[*at - 1][0].base <= columns.near(lines[*at][0].size);
    (first..row).take_while(is_close).last().map_or(first, |last| last + 1)
}
