//! Lays out a table of the original for the screen: columns fitted to the room, merged cells as merged, long cells in several
//! lines, the rules around them. Only what is asked for is laid out; what a table needs to be measured for is measured once.

mod rule;

use std::ops::Range;

use crate::document::{Grid, GridCell};
use crate::text::width::width;
use crate::tui::paint::clean;
use crate::tui::wrap;

/// Rows of a table that its columns are measured by, spread over the whole of it.
const SAMPLED: usize = 500;
/// Cells that a column never needs more of.
const WIDEST: u16 = 48;
/// Cells that a column of words should have, though its words were shorter or broken.
const WORDS: u16 = 4;
/// Digits that are kept on one line.
const DIGITS: u16 = 10;
/// Lines that a cell has at most; what is longer ends with ….
pub const TALLEST: usize = 8;

/// What of a table does not depend on the room: how wide its columns want to be, and its cells of several rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    /// Of each column the least and the pleasant width.
    columns: Vec<(u16, u16)>,
    /// Cells of several rows, by their first row: that row, the one after their last, and the cell's number in its row.
    merged: Vec<(u32, u32, u32)>,
    /// Most rows that one of them has.
    deepest: u32,
}

/// The measures of a text's tables.
#[must_use]
pub fn measure(grids: &[Grid], lines: &[String]) -> Vec<Measure> {
    grids.iter().map(|grid| Measure::of(grid, lines)).collect()
}

impl Measure {
    fn of(grid: &Grid, lines: &[String]) -> Self {
        let mut measure = Self { columns: vec![(1, 1); grid.columns as usize], merged: Vec::new(), deepest: 0 };
        let stride = (grid.rows.len() / SAMPLED).max(1);
        for (row, cells) in grid.rows.iter().enumerate() {
            for (number, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.rows > 1) {
                let end = (row as u32).saturating_add(cell.rows).min(grid.rows.len() as u32);
                measure.merged.push((row as u32, end, number as u32));
                measure.deepest = measure.deepest.max(end - row as u32);
            }
            if row % stride == 0 {
                let texts = texts(grid, lines, row);
                for (cell, text) in cells.iter().zip(&texts).filter(|(cell, _)| cell.columns == 1) {
                    let Some(column) = measure.columns.get_mut(cell.at as usize) else { continue };
                    let wide = (width(&clean(text)) as u16).min(WIDEST);
                    let least = wide.min(if is_number(text) { DIGITS } else { WORDS });
                    *column = (column.0.max(least), column.1.max(wide));
                }
            }
        }
        measure
    }
}

/// The texts of a row's cells.
fn texts<'l>(grid: &Grid, lines: &'l [String], row: usize) -> Vec<&'l str> {
    let Some(line) = lines.get(grid.line as usize - 1 + row) else { return Vec::new() };
    let mut at = line.char_indices().map(|(at, _)| at).chain([line.len()]).enumerate().peekable();
    let mut byte = |wanted: u32| {
        while at.next_if(|(number, _)| (*number as u32) < wanted).is_some() {}
        at.peek().map_or(line.len(), |(_, byte)| *byte)
    };
    let text = |cell: &GridCell| {
        let start = byte(cell.column.saturating_sub(1));
        line.get(start..byte(cell.column.saturating_sub(1) + cell.chars)).unwrap_or_default()
    };
    grid.rows[row].iter().map(text).collect()
}

/// Whether a text is a number, which stands at the right of its cell.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ".,-+%/".contains(c))
}

/// A table laid out for so many cells of the screen.
#[derive(Debug)]
pub struct Fitted<'a> {
    /// The table.
    pub grid: &'a Grid,
    measure: &'a Measure,
    lines: &'a [String],
    /// The width of every column.
    widths: Vec<u16>,
    /// The columns that are shown.
    shown: Range<usize>,
}

/// A cell's part of a line of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// First cell of the screen, from the table's left edge, after the rule.
    pub x: u16,
    /// Cells of the screen up to the next rule.
    pub cells: u16,
    /// The row of the table in which the cell begins, and the cell's number in it.
    pub cell: (usize, usize),
    /// The characters of the text's line that stand here.
    pub text: Range<u32>,
    /// Whether it stands at the right.
    pub is_number: bool,
    /// Whether the cell's text goes on where there is no room for it.
    pub is_cut: bool,
}

impl<'a> Fitted<'a> {
    /// Fits a table to the room. Where not even the least widths have room, those columns are shown that end with the one
    /// that is wanted.
    #[must_use]
    pub fn new(grid: &'a Grid, measure: &'a Measure, lines: &'a [String], room: usize, wanted: usize) -> Self {
        let count = measure.columns.len();
        let outer = |shown: &Range<usize>| shown.len() + 1;
        let least = |shown: &Range<usize>| -> usize {
            measure.columns[shown.clone()].iter().map(|column| usize::from(column.0)).sum::<usize>() + outer(shown)
        };
        let mut shown = 0..count;
        if least(&shown) > room {
            let wanted = wanted.min(count.saturating_sub(1));
            let mut end = 0;
            let mut used = 1;
            while end < count && used + usize::from(measure.columns[end].0) < room {
                used += usize::from(measure.columns[end].0) + 1;
                end += 1;
            }
            shown = 0..end.max(1);
            if wanted >= shown.end {
                shown = wanted..wanted + 1;
                while shown.start > 0 && least(&(shown.start - 1..shown.end)) <= room {
                    shown.start -= 1;
                }
            }
        }
        let mut widths: Vec<u16> = measure.columns.iter().map(|column| column.1).collect();
        let free = room.saturating_sub(outer(&shown));
        let asked = |cap: u16| -> usize {
            measure.columns[shown.clone()].iter().map(|column| usize::from(column.1.min(cap.max(column.0)))).sum()
        };
        if asked(u16::MAX) > free {
            // The widest columns give way first, all down to one width.
            let cap = (1..=WIDEST).rev().find(|&cap| asked(cap) <= free).unwrap_or(1);
            let mut left = free.saturating_sub(asked(cap));
            for (at, &(least, pleasant)) in measure.columns.iter().enumerate() {
                widths[at] = pleasant.min(cap.max(least));
                if shown.contains(&at) && left > 0 && widths[at] < pleasant {
                    widths[at] += 1;
                    left -= 1;
                }
            }
            if shown.len() == 1 {
                widths[shown.start] = widths[shown.start].min(free.max(1) as u16);
            }
        }
        Self { grid, measure, lines, widths, shown }
    }

    /// Whether columns are left out at the left and at the right.
    #[must_use]
    pub fn is_cut(&self) -> (bool, bool) {
        (self.shown.start > 0, self.shown.end < self.widths.len())
    }

    /// Cells of the screen from the left rule to the right one.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.x(self.shown.end)
    }

    /// The columns that are shown: number from 0, first cell of the screen, width.
    pub fn columns(&self) -> impl Iterator<Item = (usize, u16, u16)> + '_ {
        self.shown.clone().map(|column| (column, self.x(column), self.widths[column]))
    }

    /// First cell of a column, after the rule at its left.
    fn x(&self, column: usize) -> u16 {
        1 + self.widths[self.shown.start..column].iter().map(|cells| cells + 1).sum::<u16>()
    }

    /// What is shown of the columns that a cell covers: first cell of the screen, and width without the rules around.
    fn extent(&self, cell: &GridCell) -> Option<(u16, u16)> {
        let from = (cell.at as usize).max(self.shown.start);
        let until = ((cell.at + cell.columns) as usize).min(self.shown.end);
        (from < until).then(|| (self.x(from), self.x(until) - self.x(from) - 1))
    }

    /// The cells that a row shows, those begun in rows above among them: row and number of each.
    fn cells(&self, row: usize) -> Vec<(usize, usize)> {
        let merged = &self.measure.merged;
        let from = merged.partition_point(|(first, ..)| first + self.measure.deepest <= row as u32);
        let above = merged[from..].iter().take_while(|(first, ..)| (*first as usize) < row);
        let mut cells: Vec<(usize, usize)> = above
            .filter(|(_, end, _)| row < *end as usize)
            .map(|&(first, _, number)| (first as usize, number as usize))
            .collect();
        cells.extend((0..self.grid.rows[row].len()).map(|number| (row, number)));
        cells
    }

    /// Which cell has each of the shown columns in a row; two that share a cell have no rule between them.
    fn owners(&self, row: Option<usize>) -> Vec<Option<(usize, usize)>> {
        let mut owners = vec![None; self.shown.len()];
        let Some(row) = row.filter(|&row| row < self.grid.rows.len()) else { return owners };
        for at in self.cells(row) {
            let cell = &self.grid.rows[at.0][at.1];
            for column in cell.at as usize..(cell.at + cell.columns) as usize {
                if self.shown.contains(&column) {
                    owners[column - self.shown.start] = Some(at);
                }
            }
        }
        owners
    }

    /// The lines of a cell, as characters of its text's line, and whether more of it was cut off.
    fn wrapped(&self, cell: &GridCell, text: &str) -> (Vec<Range<u32>>, bool) {
        let Some((_, cells)) = self.extent(cell) else { return (Vec::new(), false) };
        let most = TALLEST * usize::from(cells) + 1;
        let text = text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at]);
        let first = cell.column - 1;
        let mut lines: Vec<Range<u32>> =
            wrap::line(text, usize::from(cells)).into_iter().map(|line| first + line.start..first + line.end).collect();
        let is_cut = lines.len() > TALLEST;
        lines.truncate(TALLEST);
        (lines, is_cut)
    }

    /// How many lines of the screen a row has, without rules. A cell of several rows has its text beside all of them.
    #[must_use]
    pub fn height(&self, row: usize) -> usize {
        let texts = texts(self.grid, self.lines, row);
        let needed = self.grid.rows[row].iter().zip(texts).map(|(cell, text)| {
            let others = (cell.rows.saturating_sub(1) as usize).min(self.grid.rows.len() - 1 - row);
            self.wrapped(cell, text).0.len().saturating_sub(others)
        });
        needed.max().unwrap_or(1).max(1)
    }

    /// Whether a rule is drawn above a row: around the table, where a row has several lines, and where a cell of several
    /// rows begins or ends.
    #[must_use]
    pub fn has_rule(&self, row: usize) -> bool {
        if row == 0 || row >= self.grid.rows.len() {
            return true;
        }
        let begins = |row: usize| self.grid.rows[row].iter().any(|cell| cell.rows > 1);
        let merged = &self.measure.merged;
        let from = merged.partition_point(|(first, ..)| first + self.measure.deepest < row as u32);
        let ends = merged[from..].iter().take_while(|(first, ..)| (*first as usize) < row);
        begins(row)
            || ends.into_iter().any(|(_, end, _)| *end as usize == row)
            || self.height(row - 1) > 1
            || self.height(row) > 1
    }

    /// A line of a row, by its number from 0; the rule above the row where there is none.
    #[must_use]
    pub fn line(&self, row: usize, nth: Option<usize>) -> Vec<Piece> {
        let shown = self.cells(row).into_iter().filter(|&(first, _)| nth.is_some() || first < row);
        shown.filter_map(|at| self.piece(at, row, nth)).collect()
    }

    fn piece(&self, at: (usize, usize), row: usize, nth: Option<usize>) -> Option<Piece> {
        let cell = &self.grid.rows[at.0][at.1];
        let (x, cells) = self.extent(cell)?;
        let text = texts(self.grid, self.lines, at.0).get(at.1).copied().unwrap_or_default();
        let (lines, is_long) = self.wrapped(cell, text);
        // The lines of the cell above this one: those of the rows since it began, with the rules between them.
        let mut before = nth.unwrap_or(0);
        for above in at.0..row {
            if before >= lines.len() {
                break;
            }
            before += self.height(above);
            if above > at.0 && self.has_rule(above) {
                before += 1;
            }
        }
        if nth.is_some() && at.0 < row && self.has_rule(row) {
            before += 1;
        }
        let last = cell.column - 1 + cell.chars;
        let text = lines.get(before).cloned().unwrap_or(last..last);
        let is_cut = is_long && before + 1 == TALLEST;
        Some(Piece { x, cells, cell: at, text, is_number: cell.columns == 1 && is_number_of(self, at), is_cut })
    }
}

fn is_number_of(fitted: &Fitted, (row, number): (usize, usize)) -> bool {
    texts(fitted.grid, fitted.lines, row).get(number).is_some_and(|text| is_number(text))
}
