//! From a place in the decoded text to the place in the original: page, sheet, table, row and cell.
//!
//! Everything that is read carries a [`Span`] of the text, whatever kind of file it came from. For files that are more
//! than text, the text is a rendition in which every row of a table is one line, and [`Origins`] knows what each line was.

use super::Span;
use crate::text::lang::Lang;

/// Where the lines of a text come from. Empty for plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// Tables in the order of the text.
    pub grids: Vec<Grid>,
    /// Where pages and sheets begin: line from 1, in order.
    pub parts: Vec<(u32, Part)>,
}

/// A page or a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A page, from 1.
    Page(u32),
    /// A sheet by its name.
    Sheet(String),
}

/// A table of the original, as it stands in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Its first line in the text; its rows are the lines from there on.
    pub line: u32,
    /// Number of the row and column in the original where it begins, both from 1.
    pub first: (u32, u32),
    /// How many columns its grid has.
    pub columns: u32,
    /// Its rows, each a line of the text.
    pub rows: Vec<Vec<GridCell>>,
}

/// A cell of a table as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    /// Column of the grid, from 0.
    pub at: u32,
    /// How many columns it covers.
    pub columns: u32,
    /// How many rows it covers.
    pub rows: u32,
    /// First character of its text in the line, from 1; where a blank cell would have it.
    pub column: u32,
    /// Characters of its text.
    pub chars: u32,
}

/// A place in the original, as far as it is known. All numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Origin<'a> {
    /// The page.
    pub page: Option<u32>,
    /// The sheet.
    pub sheet: Option<&'a str>,
    /// The table, counted through the file, or on its sheet through the sheet.
    pub table: Option<u32>,
    /// The row of the table; on a sheet the row of the sheet.
    pub row: Option<u32>,
    /// The cell of the row: the column of the grid where it begins, so that merged cells count as many as they cover; on a
    /// sheet the column of the sheet.
    pub cell: Option<u32>,
}

impl Origins {
    /// Whether the text is the file itself.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.grids.is_empty() && self.parts.is_empty()
    }

    /// The table that a line is a row of, with the row's number from 0.
    #[must_use]
    pub fn row(&self, line: u32) -> Option<(&Grid, usize)> {
        let at = self.grids.partition_point(|grid| grid.line <= line).checked_sub(1)?;
        let grid = &self.grids[at];
        let row = (line - grid.line) as usize;
        (row < grid.rows.len()).then_some((grid, row))
    }

    /// The cell of a table that a place in the text lies in.
    #[must_use]
    pub fn cell(&self, span: Span) -> Option<(&Grid, usize, &GridCell)> {
        let (grid, row) = self.row(span.line)?;
        let cell = grid.rows[row].iter().rev().find(|cell| cell.column <= span.column)?;
        Some((grid, row, cell))
    }

    /// Where a place in the text stands in the original.
    #[must_use]
    pub fn origin(&self, span: Span) -> Origin<'_> {
        let mut origin = Origin::default();
        for (_, part) in self.parts.iter().take_while(|(line, _)| *line <= span.line) {
            match part {
                Part::Page(page) => origin.page = Some(*page),
                Part::Sheet(name) => origin.sheet = Some(name),
            }
        }
        let Some((grid, row)) = self.row(span.line) else { return origin };
        let is_before = |other: &&Grid| other.line <= grid.line;
        if origin.sheet.is_none() {
            origin.table = Some(self.grids.iter().filter(is_before).count() as u32);
        }
        origin.row = Some(grid.first.0 + row as u32);
        origin.cell = self.cell(span).map(|(grid, _, cell)| grid.first.1 + cell.at);
        origin
    }

    /// How the place of a span is named to a person: `第 3 页表 2 第 5 行第 3 格`, `表三!C5`, `第 12 行`.
    #[must_use]
    pub fn name(&self, span: Span, lang: Lang) -> String {
        let Origin { page, sheet, table, row, cell } = self.origin(span);
        let mut name = String::new();
        if let Some(page) = page {
            name += &lang.pick(format!("第 {page} 页"), format!("page {page}, "));
        }
        match (sheet, table, row, cell) {
            (Some(sheet), _, Some(row), Some(cell)) => name += &format!("{sheet}!{}{row}", letters(cell)),
            (Some(sheet), _, Some(row), None) => name += &format!("{sheet}!{row}"),
            (_, Some(table), Some(row), Some(cell)) => {
                name += &lang.pick(
                    format!("表 {table} 第 {row} 行第 {cell} 格"),
                    format!("table {table}, row {row}, cell {cell}"),
                );
            }
            (_, Some(table), Some(row), None) => {
                name += &lang.pick(format!("表 {table} 第 {row} 行"), format!("table {table}, row {row}"));
            }
            (sheet, ..) => {
                if let Some(sheet) = sheet {
                    name += &lang.pick(format!("{sheet} "), format!("{sheet}, "));
                }
                name += &lang.pick(format!("第 {} 行", span.line), format!("line {}", span.line));
            }
        }
        name
    }
}

/// A column of a sheet by its letters: 1 is A, 27 is AA.
#[must_use]
pub fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_sheets_have_letters() {
        for (column, expected) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(letters(column), expected);
        }
    }
}
