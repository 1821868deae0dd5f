//! From a place in the decoded text to the place in the original: page, sheet, table, row and cell.
//!
//! Everything that is read carries a [`Span`] of the text, whatever kind of file it came from. For files that are more
//! than text, the text is a rendition in which every row of a table is one line, and [`Origins`] knows what each line was.

use super::Span;
pub use super::numeral::letters;
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

    /// Where pages begin in the text, as far as the text has them.
    #[must_use]
    pub fn pages(&self, pages: &[u32]) -> Vec<Span> {
        let is_meant = |part: &Part| matches!(part, Part::Page(page) if pages.contains(page));
        self.parts.iter().filter(|(_, part)| is_meant(part)).map(|(line, _)| Span::line(*line)).collect()
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

    /// Where a place in the text stands in the original. A span of a whole line names no cell.
    #[must_use]
    pub fn origin(&self, span: Span) -> Origin<'_> {
        let mut origin = Origin::default();
        let begun = self.parts.partition_point(|(line, _)| *line <= span.line);
        for (_, part) in self.parts[..begun].iter().rev() {
            match part {
                Part::Page(page) if origin.page.is_none() => origin.page = Some(*page),
                Part::Sheet(name) if origin.sheet.is_none() => origin.sheet = Some(name),
                Part::Page(_) | Part::Sheet(_) => break,
            }
        }
        let Some((grid, row)) = self.row(span.line) else { return origin };
        if origin.sheet.is_none() {
            origin.table = Some(self.grids.partition_point(|other| other.line <= grid.line) as u32);
        }
        origin.row = Some(grid.first.0 + row as u32);
        let is_whole = span == Span::line(span.line) && grid.rows[row].first().is_some_and(|cell| cell.chars > 0);
        if !is_whole {
            origin.cell = self.cell(span).map(|(grid, _, cell)| grid.first.1 + cell.at);
        }
        origin
    }

    /// How the place of a span is named to a person: `第 3 页表 2 第 5 行第 3 格`, `表三!C5`, `第 12 行`.
    #[must_use]
    pub fn name(&self, span: Span, lang: Lang) -> String {
        self.names(&[span], lang)
    }

    /// How the places of several spans are named together, from the first to the last: `第 2 页表 1 第 5–9 行`,
    /// `表三!C5–F9`, `第 4–9 行`; empty where there is none.
    #[must_use]
    pub fn names(&self, spans: &[Span], lang: Lang) -> String {
        let lines = spans.iter().map(|span| span.line);
        let (Some(first), Some(last)) = (lines.clone().min(), lines.max()) else { return String::new() };
        let cells: Option<Vec<u32>> = spans.iter().map(|&span| self.origin(span).cell).collect();
        let cells = cells.and_then(|cells| Some((*cells.iter().min()?, *cells.iter().max()?)));
        self.within((first, last), cells, lang)
    }

    /// How whole lines are named, from the first to the last.
    #[must_use]
    pub fn lines(&self, first: u32, last: u32, lang: Lang) -> String {
        self.within((first, last), None, lang)
    }

    /// Names lines, with the leftmost and rightmost cell in them where cells are spoken of.
    fn within(&self, (first, last): (u32, u32), cells: Option<(u32, u32)>, lang: Lang) -> String {
        if self.is_plain() {
            return range(first, last, lang);
        }
        let (from, to) = (self.origin(Span::line(first)), self.origin(Span::line(last)));
        let is_one = (from.page, from.sheet, from.table) == (to.page, to.sheet, to.table);
        let (Some(upper), Some(lower)) = (from.row, to.row) else {
            return match is_one && from.row.is_some() == to.row.is_some() {
                true => part(&from, lang) + &range(first, last, lang),
                false => self.apart(first, last, lang),
            };
        };
        if !is_one {
            return self.apart(first, last, lang);
        }
        if let Some(sheet) = from.sheet {
            let corner = |column: Option<u32>, row: u32| column.map_or_else(String::new, letters) + &row.to_string();
            let (start, end) = (corner(cells.map(|cells| cells.0), upper), corner(cells.map(|cells| cells.1), lower));
            return if start == end { format!("{sheet}!{start}") } else { format!("{sheet}!{start}–{end}") };
        }
        let table = from.table.unwrap_or_default();
        let (rows, rows_en) = (span_of(upper, lower), if upper == lower { "row" } else { "rows" });
        let mut name = part(&from, lang)
            + &lang.pick(format!("表 {table} 第 {rows} 行"), format!("table {table}, {rows_en} {rows}"));
        if let Some((left, right)) = cells.filter(|_| upper == lower) {
            let (cells, cells_en) = (span_of(left, right), if left == right { "cell" } else { "cells" });
            name += &lang.pick(format!("第 {cells} 格"), format!(", {cells_en} {cells}"));
        }
        name
    }

    /// Two places that lie in different tables, or one of them in none.
    fn apart(&self, first: u32, last: u32, lang: Lang) -> String {
        let (from, to) = (self.lines(first, first, lang), self.lines(last, last, lang));
        lang.pick(format!("{from}至{to}"), format!("{from} to {to}"))
    }
}

/// The page or sheet before what stands on it.
fn part(origin: &Origin, lang: Lang) -> String {
    let page = origin.page.map(|page| lang.pick(format!("第 {page} 页"), format!("page {page}, ")));
    let sheet = origin.sheet.map(|sheet| lang.pick(format!("{sheet} "), format!("{sheet}, ")));
    page.unwrap_or_default() + &sheet.unwrap_or_default()
}

/// Lines of a text.
fn range(first: u32, last: u32, lang: Lang) -> String {
    let (lines, en) = (span_of(first, last), if first == last { "line" } else { "lines" });
    lang.pick(format!("第 {lines} 行"), format!("{en} {lines}"))
}

/// One number, or the first and the last.
fn span_of(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of text, then a table of two rows with a merged cell, then a second table.
    fn origins(parts: Vec<(u32, Part)>) -> Origins {
        let cell = |at, columns, column, chars| GridCell { at, columns, rows: 1, column, chars };
        let grid = |line, rows| Grid { line, first: (5, 2), columns: 3, rows };
        let row = vec![cell(0, 1, 1, 2), cell(1, 2, 6, 1)];
        let blank = vec![cell(0, 1, 1, 0), cell(1, 1, 4, 1), cell(2, 1, 8, 0)];
        Origins { grids: vec![grid(2, vec![row.clone(), blank]), grid(5, vec![row])], parts }
    }

    #[test]
    fn places_are_named_as_the_original_has_them() {
        let paged = origins(vec![(1, Part::Page(3)), (5, Part::Page(4))]);
        let sheets = origins(vec![(1, Part::Sheet("表三".to_owned()))]);
        let bare = origins(Vec::new());
        let plain = Origins::default();
        for (origins, spans, zh, en) in [
            (&plain, vec![], "", ""),
            (&plain, vec![Span::line(4)], "第 4 行", "line 4"),
            (&plain, vec![Span::line(9), Span::new(4, 3, 1)], "第 4–9 行", "lines 4–9"),
            (&paged, vec![Span::line(1)], "第 3 页第 1 行", "page 3, line 1"),
            (&paged, vec![Span::line(4), Span::line(1)], "第 3 页第 1–4 行", "page 3, lines 1–4"),
            (&paged, vec![Span::new(2, 6, 1)], "第 3 页表 1 第 5 行第 3 格", "page 3, table 1, row 5, cell 3"),
            (&paged, vec![Span::line(2)], "第 3 页表 1 第 5 行", "page 3, table 1, row 5"),
            (&bare, vec![Span::new(2, 1, 2), Span::new(3, 4, 1)], "表 1 第 5–6 行", "table 1, rows 5–6"),
            (&bare, vec![Span::new(3, 4, 1), Span::new(3, 8, 0)], "表 1 第 6 行第 3–4 格", "table 1, row 6, cells 3–4"),
            (&bare, vec![Span::new(3, 1, 0)], "表 1 第 6 行第 2 格", "table 1, row 6, cell 2"),
            (&bare, vec![Span::line(1), Span::line(5)], "第 1 行至表 2 第 5 行", "line 1 to table 2, row 5"),
            (
                &paged,
                vec![Span::line(3), Span::line(5)],
                "第 3 页表 1 第 6 行至第 4 页表 2 第 5 行",
                "page 3, table 1, row 6 to page 4, table 2, row 5",
            ),
            (&sheets, vec![Span::new(2, 6, 1)], "表三!C5", "表三!C5"),
            (&sheets, vec![Span::new(2, 6, 1), Span::new(3, 8, 0)], "表三!C5–D6", "表三!C5–D6"),
            (&sheets, vec![Span::line(2)], "表三!5", "表三!5"),
            (&sheets, vec![Span::line(4)], "表三 第 4 行", "表三, line 4"),
        ] {
            assert_eq!(origins.names(&spans, Lang::Zh), zh, "{spans:?}");
            assert_eq!(origins.names(&spans, Lang::En), en, "{spans:?}");
        }
    }
}
