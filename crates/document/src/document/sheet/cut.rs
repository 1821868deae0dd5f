//! Tells what of a sheet is a table and what is text around it, and gives every row of a table its cells.
//!
//! Rows that touch belong together; a row with one text is a line above or below a table, or a row of it whose values
//! were left blank. Which columns a row has is told by the rows from the last header on: a column in which none of them
//! has text is none, so that columns which are only coloured, and those of another table, give no blank cells.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::{Block, Cell, Table};
use super::model::{Merge, Sheet};
use crate::source::Budget;

/// Merged areas that may cross one row; columns of a table are far fewer.
const MOST_ACROSS: usize = 250;

/// Characters above which a text in a row of its own is a paragraph.
const PARAGRAPH: usize = 60;

/// A row that has text.
struct Row {
    at: u32,
    /// Columns with their texts; blank ones where something is in the cell that is not to be seen.
    texts: Vec<(u32, String)>,
    /// Merged areas that cross it.
    across: Vec<Merge>,
    /// How many cells the file has in it that are blank.
    blanks: usize,
}

/// Cuts a sheet into tables and lines.
pub fn cut(sheet: Sheet, blocks: &mut Vec<Block>, budget: &Budget) {
    let rows = rows(&sheet, budget);
    let mut start = 0;
    for end in 1..=rows.len() {
        let is_joined = rows.get(end).is_some_and(|row| {
            let before = &rows[end - 1];
            sheet.touch(before.at, row.at)
                || before.across.iter().any(|merge| merge.bottom >= row.at && row.at - before.at < 10)
        });
        if !is_joined {
            run(&rows[start..end], &sheet, blocks, budget);
            start = end;
        }
    }
}

/// The rows that have text, without what merged cells hide.
fn rows(sheet: &Sheet, budget: &Budget) -> Vec<Row> {
    let Sheet { cells, blanks, .. } = sheet;
    let mut merges = sheet.merges.clone();
    merges.sort_by_key(|merge| merge.top);
    let mut merges = merges.into_iter().peekable();
    let mut active: Vec<Merge> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for (&(at, column), text) in cells {
        if rows.last().is_none_or(|row| row.at != at) {
            while let Some(merge) = merges.next_if(|merge| merge.top <= at) {
                active.push(merge);
            }
            // Areas that reach over many rows are looked at in each of them.
            if !budget.step(1 + active.len() as u64 / 8) {
                break;
            }
            active.retain(|merge| merge.bottom >= at);
            let across = active.iter().take(MOST_ACROSS).copied().collect();
            let mut row = Row { at, texts: Vec::new(), across, blanks: 0 };
            let is_hidden =
                |column: u32| row.covering(at, column).is_some_and(|merge| (merge.top, merge.left) != (at, column));
            row.blanks =
                blanks.range((at, 0)..(at + 1, 0)).take(MOST_ACROSS).filter(|blank| !is_hidden(blank.1)).count();
            rows.push(row);
        }
        let row = rows.last_mut().expect("a row was pushed");
        if row.covering(at, column).is_none_or(|merge| (merge.top, merge.left) == (at, column)) {
            row.texts.push((column, text.clone()));
        }
    }
    rows.retain(|row| row.texts.iter().any(|(_, text)| !text.is_empty()));
    rows
}

impl Row {
    fn covering(&self, row: u32, column: u32) -> Option<&Merge> {
        let covers =
            |merge: &&Merge| (merge.top..=merge.bottom).contains(&row) && (merge.left..=merge.right).contains(&column);
        self.across.iter().find(covers)
    }

    fn is_lone(&self) -> bool {
        self.texts.len() == 1
    }

    fn has_number(&self) -> bool {
        self.texts.iter().any(|(_, text)| is_number(text))
    }

    /// The last column that the cell at a column covers.
    fn end(&self, column: u32) -> u32 {
        self.covering(self.at, column).map_or(column, |merge| merge.right)
    }
}

fn is_number(text: &str) -> bool {
    text.trim().trim_end_matches('%').replace(',', "").parse::<f64>().is_ok()
}

fn is_paragraph(text: &str) -> bool {
    let chars = text.chars().count();
    chars > PARAGRAPH || (chars > 20 && text.contains('。'))
}

/// Cuts rows that touch.
fn run(rows: &[Row], sheet: &Sheet, blocks: &mut Vec<Block>, budget: &Budget) {
    let is_row = is_row(rows);
    let mut start = 0;
    while start < rows.len() {
        let same = is_row[start..].iter().take_while(|same| **same == is_row[start]).count();
        let part = &rows[start..start + same];
        if is_row[start] {
            blocks.push(Block::Table(table(part, sheet, budget)));
        } else {
            for row in part {
                for (_, text) in &row.texts {
                    blocks.extend(text.lines().map(|line| Block::Line(line.trim_end().to_owned())));
                }
            }
        }
        start += same;
    }
}

/// Which rows are rows of a table.
fn is_row(rows: &[Row]) -> Vec<bool> {
    let mut is_row: Vec<bool> = rows.iter().map(|row| !row.is_lone()).collect();
    let Some(first) = is_row.iter().position(|is_row| *is_row) else { return is_row };
    // Where blank cells are drawn, a row without any stands outside of the tables.
    let tells_blanks = rows.iter().any(|row| row.blanks > 0);
    let left = rows.iter().flat_map(|row| &row.texts).map(|text| text.0).min().unwrap_or(0);
    let right = rows.iter().flat_map(|row| row.texts.iter().map(|text| row.end(text.0))).max().unwrap_or(0);
    for at in 0..rows.len() {
        let row = &rows[at];
        if is_row[at] {
            continue;
        }
        let (column, text) = &row.texts[0];
        let end = row.end(*column);
        is_row[at] = if is_paragraph(text) {
            false
        } else if row.across.iter().any(|merge| merge.left != *column && merge.bottom > row.at) {
            // A blank cell that is merged down into the table below begins here.
            true
        } else if at < first {
            // A header over some of the columns, such as the first line of two.
            *column > left && end > *column && end < right.max(*column + 1) + 1 && at + 1 == first
        } else if end > *column && *column == left && end == right {
            // Over the whole width, between rows: a heading inside the table, if more of it follows that is like it.
            rows.get(at + 1).is_some_and(|next| !next.is_lone() && is_like(rows, at))
        } else if row.blanks > 0 {
            true
        } else if tells_blanks {
            false
        } else {
            let next = rows.get(at + 1);
            next.is_none_or(|next| next.is_lone() || next.has_number())
        };
    }
    is_row
}

/// Whether the rows before and after a heading have their last cells in the same column.
fn is_like(rows: &[Row], at: usize) -> bool {
    let end = |row: &Row| row.texts.last().map(|text| row.end(text.0));
    let before = rows[..at].iter().rev().find(|row| !row.is_lone());
    before.is_some_and(|before| end(before) == end(&rows[at + 1]))
}

/// Makes a table of rows, with those between them that have no text; a hidden one has no cells.
fn table(rows: &[Row], sheet: &Sheet, budget: &Budget) -> Table {
    let columns = columns(rows, budget);
    let left = columns.iter().filter_map(|columns| columns.first()).min().copied().unwrap_or(0);
    let first = rows[0].at;
    let last = rows.last().map_or(first, |row| row.at);
    let mut made = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        // Every column of the table is a cell of the row, whether the file has one or not.
        let next = rows.get(at + 1).map_or(row.at + 1, |next| next.at);
        let lines = (next - row.at) as usize;
        if !budget.hold(lines * (size_of::<Vec<Cell>>() + columns[at].len() * size_of::<Cell>() / 2)) {
            break;
        }
        made.push(cells(row, row.at, left, last, &columns[at], &row.texts));
        made.extend((row.at + 1..next).map(|blank| match sheet.is_hidden_row(blank) {
            true => Vec::new(),
            false => cells(row, blank, left, last, &columns[at], &[]),
        }));
    }
    Table { rows: made, first: (first + 1, left + 1) }
}

fn cells(row: &Row, at: u32, left: u32, last: u32, columns: &BTreeSet<u32>, texts: &[(u32, String)]) -> Vec<Cell> {
    let right = columns.iter().next_back().copied().unwrap_or(left);
    let mut cells = Vec::new();
    for column in columns.iter().copied() {
        let merge = row.covering(at, column);
        let begins = merge.is_none_or(|merge| (merge.top, merge.left) == (at, column));
        if !begins {
            continue;
        }
        let text = texts.binary_search_by_key(&column, |text| text.0).map(|at| texts[at].1.clone()).unwrap_or_default();
        let columns = merge.map_or(1, |merge| merge.right.min(right.max(column)) - column + 1);
        let rows = merge.map_or(1, |merge| merge.bottom.min(last).max(at) - at + 1);
        cells.push(Cell { column: column - left, columns, rows, text });
    }
    cells
}

/// The columns of each row: those in which some row has text, from the last header to the next.
fn columns(rows: &[Row], budget: &Budget) -> Vec<Rc<BTreeSet<u32>>> {
    let mut columns = Vec::with_capacity(rows.len());
    let mut start = 0;
    let mut before = Before::default();
    for end in 1..=rows.len() {
        before.add(&rows[end - 1]);
        if end < rows.len() && !before.is_header(&rows[end]) {
            continue;
        }
        let part = &rows[start..end];
        let used: BTreeSet<u32> = part.iter().flat_map(|row| &row.texts).map(|text| text.0).collect();
        let (first, last) = (used.first().copied().unwrap_or(0), used.last().copied().unwrap_or(0));
        let used = Rc::new(used);
        for row in part {
            // What is merged and blank is a cell where it begins.
            let merged = row.across.iter().filter(|merge| merge.top == row.at && (first..=last).contains(&merge.left));
            let others: Vec<u32> = merged.map(|merge| merge.left).filter(|column| !used.contains(column)).collect();
            let is_room = others.is_empty() || budget.step(used.len() as u64);
            columns.push(match others.is_empty() || !is_room {
                true => Rc::clone(&used),
                false => Rc::new(used.iter().copied().chain(others).collect()),
            });
        }
        start = end;
        before = Before::default();
    }
    columns
}

/// What is known of the rows since the last header.
#[derive(Default)]
struct Before {
    has_number: bool,
    numbers: BTreeSet<u32>,
}

impl Before {
    fn add(&mut self, row: &Row) {
        self.numbers.extend(row.texts.iter().filter(|(_, text)| is_number(text)).map(|(column, _)| *column));
        self.has_number |= !self.numbers.is_empty();
    }

    /// Whether a row begins another part of a table: without numbers, with words where the rows before have numbers, or over
    /// all of its width.
    fn is_header(&self, row: &Row) -> bool {
        if !self.has_number || row.has_number() {
            return false;
        }
        let is_wide = |column: u32| row.is_lone() && row.end(column) > column;
        row.texts.iter().any(|(column, _)| self.numbers.contains(column) || is_wide(*column))
    }
}
