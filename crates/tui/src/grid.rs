//! Lays out a table of the original for the screen: columns fitted to the room, merged cells as merged, long cells in several
//! lines, the rules around them. Only what is asked for is laid out; what a table needs to be measured for is measured once.

mod measure;
mod rule;

use std::ops::Range;

use crate::document::{Grid, GridCell};
use crate::wrap;
use measure::{Widths, is_number, texts};

pub use measure::{Measure, measure};

/// Lines that a cell has at most; what is longer ends with ….
pub const TALLEST: usize = 8;

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

/// The widths of columns between two bounds, the narrowest first, so that those which are shown fill the room.
fn fill(
    columns: &[Widths],
    shown: &Range<usize>,
    free: usize,
    (from, until): (impl Fn(&Widths) -> u16, impl Fn(&Widths) -> u16),
) -> Vec<u16> {
    let at_most = |column: &Widths, cap: u16| until(column).min(cap.max(from(column)));
    let asked = |cap: u16| columns[shown.clone()].iter().map(|column| usize::from(at_most(column, cap))).sum::<usize>();
    let cap = (1..=free.min(usize::from(u16::MAX)) as u16).rev().find(|&cap| asked(cap) <= free).unwrap_or(1);
    let mut widths: Vec<u16> = columns.iter().map(|column| at_most(column, cap)).collect();
    let mut left = free.saturating_sub(asked(cap));
    for at in shown.clone() {
        if left > 0 && widths[at] < until(&columns[at]) {
            widths[at] += 1;
            left -= 1;
        }
    }
    widths
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
            measure.columns[shown.clone()].iter().map(|column| usize::from(column.least)).sum::<usize>() + outer(shown)
        };
        let mut shown = 0..count;
        if least(&shown) > room {
            let wanted = wanted.min(count.saturating_sub(1));
            let mut end = 0;
            let mut used = 1;
            while end < count && used + usize::from(measure.columns[end].least) < room {
                used += usize::from(measure.columns[end].least) + 1;
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
        let free = room.saturating_sub(outer(&shown));
        let (least, pleasant) = (|widths: &Widths| widths.least, |widths: &Widths| widths.pleasant);
        let wanted: usize = measure.columns[shown.clone()].iter().map(|widths| usize::from(widths.pleasant)).sum();
        let mut widths = if wanted > free {
            fill(&measure.columns, &shown, free, (least, pleasant))
        } else {
            fill(&measure.columns, &shown, free, (pleasant, |widths: &Widths| widths.full.max(widths.pleasant)))
        };
        // One column that is wider than the room is cut by it.
        if shown.len() == 1 {
            widths[shown.start] = widths[shown.start].min(free.max(1) as u16);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Cell, Content, Document, Table, compose};

    fn cell(column: u32, columns: u32, rows: u32, text: &str) -> Cell {
        Cell { column, columns, rows, text: text.to_owned() }
    }

    /// A table with a header over two columns, a cell of two rows, a blank cell and a row that ends early.
    fn document() -> Document {
        let rows = vec![
            vec![cell(0, 1, 2, "事项名称及说明"), cell(1, 2, 1, "数量（件）")],
            vec![cell(1, 1, 1, "本年"), cell(2, 1, 1, "累计")],
            vec![cell(0, 1, 1, "行政规范性文件"), cell(1, 1, 1, "12"), cell(2, 1, 1, "")],
            vec![cell(0, 1, 1, "合计"), cell(1, 1, 1, "12")],
        ];
        compose(Content { blocks: vec![Block::Table(Table { rows, first: (1, 1) })], remarks: Vec::new() })
    }

    /// The table as it is drawn.
    fn picture(document: &Document, room: usize, wanted: usize) -> Vec<String> {
        let lines: Vec<String> = document.line_texts().into_iter().map(str::to_owned).collect();
        let measures = measure(&document.origins.grids, &lines);
        let grid = &document.origins.grids[0];
        let table = Fitted::new(grid, &measures[0], &lines, room, wanted);
        let mut drawn = Vec::new();
        let put = |mut line: Vec<String>, pieces: Vec<Piece>| {
            for piece in pieces {
                let text = &lines[piece.cell.0];
                let mut at = usize::from(piece.x);
                for c in text.chars().skip(piece.text.start as usize).take(piece.text.len()) {
                    let wide = crate::text::width::width(c.encode_utf8(&mut [0; 4]));
                    assert!(at + wide <= usize::from(piece.x + piece.cells), "{text} {room}");
                    line[at] = c.to_string();
                    line[at + 1..at + wide].fill(String::new());
                    at += wide;
                }
            }
            line.concat()
        };
        for row in 0..=grid.rows.len() {
            if table.has_rule(row) {
                let rule = table.rule(row).chars().map(String::from).collect();
                // Cells that go on below the rule have their text beside it, too.
                let beside = if row < grid.rows.len() { table.line(row, None) } else { Vec::new() };
                drawn.push(put(rule, beside));
            }
            for nth in 0..if row < grid.rows.len() { table.height(row) } else { 0 } {
                let mut line = vec![" ".to_owned(); usize::from(table.width())];
                for edge in table.edges(row) {
                    line[usize::from(edge)] = "│".to_owned();
                }
                drawn.push(put(line, table.line(row, Some(nth))));
            }
        }
        drawn
    }

    #[test]
    fn tables_are_drawn_with_their_merged_cells() {
        let expected = [
            "┌──────────────┬──────────┐",
            "│事项名称及说明│数量（件）│",
            "│              │本年 │累计│",
            "├──────────────┼─────┼────┤",
            "│行政规范性文件│12   │    │",
        ];
        assert_eq!(picture(&document(), 28, 0)[..5], expected);
        let narrow = picture(&document(), 20, 0);
        assert!(narrow.iter().all(|line| crate::text::width::width(line) <= 20), "{narrow:#?}");
        let text: String = narrow.concat().chars().filter(|c| !" │─┌┐└┘├┤┬┴┼".contains(*c)).collect();
        for c in "行政规范性文件事项名称及说明".chars() {
            assert!(text.contains(c), "{narrow:#?}");
        }
    }

    #[test]
    fn a_table_fits_any_room() {
        for room in 12..80 {
            for wanted in 0..3 {
                let drawn = picture(&document(), room, wanted);
                let widest = drawn.iter().map(|line| crate::text::width::width(line)).max();
                assert!(widest <= Some(room), "{room} {wanted}: {drawn:#?}");
            }
        }
    }
}
