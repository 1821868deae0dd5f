//! What a table is measured for once: how wide its columns want to be, and which of its cells have several rows.

use crate::document::{Grid, GridCell};
use crate::paint::clean;
use crate::text::width::width;

/// Rows of a table that its columns are measured by, spread over the whole of it.
const SAMPLED: usize = 500;
/// Cells that a column never needs more of.
const WIDEST: u16 = 48;
/// Cells that a column of words should have, though its words were shorter or broken.
const WORDS: u16 = 4;
/// Digits that are kept on one line.
const DIGITS: u16 = 10;

/// What of a table does not depend on the room: how wide its columns want to be, and its cells of several rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    pub(super) columns: Vec<Widths>,
    /// Cells of several rows, by their first row: that row, the one after their last, and the cell's number in its row.
    pub(super) merged: Vec<(u32, u32, u32)>,
    /// Most rows that one of them has.
    pub(super) deepest: u32,
}

/// How wide a column must be, should be, and would be if there were room for everything in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Widths {
    pub(super) least: u16,
    pub(super) pleasant: u16,
    pub(super) full: u16,
}

/// The measures of a text's tables.
#[must_use]
pub fn measure(grids: &[Grid], lines: &[String]) -> Vec<Measure> {
    grids.iter().map(|grid| Measure::of(grid, lines)).collect()
}

impl Measure {
    fn of(grid: &Grid, lines: &[String]) -> Self {
        let stride = (grid.rows.len() / SAMPLED).max(1);
        let mut columns = vec![Column::default(); grid.columns as usize];
        let mut wide_cells = Vec::new();
        for row in (0..grid.rows.len()).step_by(stride) {
            for (cell, text) in grid.rows[row].iter().zip(texts(grid, lines, row)) {
                let full = (width(&clean(text)) as u16).min(WIDEST);
                // A cell of several rows has its text beside all of them.
                let beside = full.div_ceil(cell.rows.clamp(1, u32::from(WIDEST)) as u16);
                match columns.get_mut(cell.at as usize) {
                    Some(column) if cell.columns == 1 => column.take(text, full, beside),
                    Some(_) => wide_cells.push((cell, beside.min(WIDEST / 2))),
                    None => {}
                }
            }
        }
        let mut columns: Vec<Widths> = columns.iter().map(Column::widths).collect();
        for (cell, wanted) in wide_cells {
            spread(&mut columns, cell, wanted);
        }
        let mut merged = Vec::new();
        for (row, cells) in (0..).zip(&grid.rows) {
            for (number, cell) in (0..).zip(cells).filter(|(_, cell)| cell.rows > 1) {
                merged.push((row, cell.rows.saturating_add(row).min(grid.rows.len() as u32), number));
            }
        }
        let deepest = merged.iter().map(|(row, end, _)| end - row).max().unwrap_or(0);
        Self { columns, merged, deepest }
    }
}

/// What was seen of a column.
#[derive(Debug, Clone, Copy, Default)]
struct Column {
    numbers: u32,
    words: u32,
    /// The longest number.
    number: u16,
    /// The longest words, those of several rows by the part that stands beside each.
    word: u16,
    full: u16,
}

impl Column {
    fn take(&mut self, text: &str, full: u16, beside: u16) {
        self.full = self.full.max(full);
        if is_number(text) {
            self.numbers += 1;
            self.number = self.number.max(full);
        } else if full > 0 {
            self.words += 1;
            self.word = self.word.max(beside.max(full.min(WORDS)));
        }
    }

    /// A column of numbers gives its header no more than words need at least; that goes into several lines.
    fn widths(&self) -> Widths {
        let least = self.number.min(DIGITS).max(self.word.min(WORDS)).max(1);
        let pleasant = self.number.max(if self.numbers >= self.words { self.word.min(WORDS) } else { self.word });
        Widths { least, pleasant: pleasant.max(least), full: self.full.max(least) }
    }
}

/// Gives the columns of a wide cell what it needs beyond what they have anyway.
fn spread(columns: &mut [Widths], cell: &GridCell, wanted: u16) {
    let last = ((cell.at + cell.columns) as usize).min(columns.len());
    let columns = &mut columns[cell.at as usize..last];
    let has = |columns: &[Widths], of: fn(&Widths) -> u16| {
        let rules = columns.len().saturating_sub(1);
        let cells = columns.iter().map(of).map(usize::from).sum::<usize>() + rules;
        cells.min(usize::from(u16::MAX)) as u16
    };
    let least = wanted.min(WORDS).saturating_sub(has(columns, |widths| widths.least));
    if let Some(last) = columns.last_mut() {
        last.least += least;
        last.pleasant = last.pleasant.max(last.least);
    }
    let mut lacking = wanted.saturating_sub(has(columns, |widths| widths.pleasant));
    let count = columns.len();
    for (before, widths) in columns.iter_mut().enumerate() {
        let share = lacking.div_ceil((count - before).min(usize::from(u16::MAX)) as u16);
        widths.pleasant += share;
        lacking -= share;
        widths.full = widths.full.max(widths.pleasant);
    }
}

/// The texts of a row's cells.
pub(super) fn texts<'l>(grid: &Grid, lines: &'l [String], row: usize) -> Vec<&'l str> {
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
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ".,-+%/".contains(c))
}
