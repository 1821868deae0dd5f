//! Makes a document of the lines and tables that a reader found: a text in which each row of a table is a line, pieces as
//! the aligner takes them, and the way back to the original.

use std::ops::Range;

use super::content::{Block, Cell, Content, Table};
use super::line::{BREAK, BarStyle, cut_long, is_sentence, is_wide};
use super::origins::{Grid, GridCell, Origins, Part};
use super::text::{Document, Reader};

/// What stands between two cells of a row in the text.
const BAR: &str = " | ";

/// Bytes of the longest text that is a cell's; what is longer only stands in one.
const LONGEST_CELL: usize = 1 << 15;

/// A line of the text under way.
enum Line {
    Text(Range<usize>),
    /// Bytes of the line and of the cells in it, each with its column.
    Row(Range<usize>, Vec<(u16, Range<usize>)>),
}

/// Joins what was read into a document.
#[must_use]
pub fn compose(content: Content) -> Document {
    let mut writer = Writer::default();
    for block in content.blocks {
        match block {
            Block::Line(line) => writer.lines_of(&line),
            Block::Table(table) => writer.table(table),
            Block::Page(page) => writer.part(Part::Page(page)),
            Block::Sheet(name) => writer.part(Part::Sheet(name)),
        }
    }
    let Writer { text, lines, mut origins } = writer;
    let of_text: Vec<Range<usize>> = lines
        .iter()
        .filter_map(|line| match line {
            Line::Text(range) => Some(range.clone()),
            Line::Row(..) => None,
        })
        .collect();
    let mut reader = Reader::new(&text, BarStyle::of(&text, &of_text), lines.len());
    let mut ranges = Vec::with_capacity(lines.len());
    for (number, line) in (1..).zip(lines) {
        match line {
            Line::Text(range) => {
                reader.line(number, range.clone());
                ranges.push(range);
            }
            Line::Row(range, cells) => {
                reader.row(number, range.clone(), cells.into_iter());
                ranges.push(range);
            }
        }
    }
    let pieces = reader.pieces;
    origins.parts.dedup_by(|later, earlier| later.1 == earlier.1);
    Document { text, lines: ranges, pieces, origins, remarks: content.remarks }
}

#[derive(Default)]
struct Writer {
    text: String,
    lines: Vec<Line>,
    origins: Origins,
}

impl Writer {
    /// The number of the line that comes next.
    fn next(&self) -> u32 {
        self.lines.len() as u32 + 1
    }

    fn part(&mut self, part: Part) {
        self.origins.parts.push((self.next(), part));
    }

    /// Writes text that may have line breaks, as so many lines.
    fn lines_of(&mut self, text: &str) {
        for line in text.split('\n') {
            let start = self.text.len();
            self.text.extend(line.chars().filter(|c| !matches!(c, '\r' | '\0')));
            self.lines.extend(cut_long(&self.text, start..self.text.len()).map(Line::Text));
            self.text.push('\n');
        }
    }

    fn table(&mut self, table: Table) {
        let is_blank = |cell: &Cell| cell.text.trim().is_empty();
        let is_laid_out = |row: &Vec<Cell>| row.iter().filter(|cell| !is_blank(cell)).count() <= 1;
        // A table of one column is a frame around text.
        if table.rows.iter().all(is_laid_out) {
            table.rows.iter().flatten().filter(|cell| !is_blank(cell)).for_each(|cell| self.lines_of(&cell.text));
            return;
        }
        let columns = table.rows.iter().flatten().map(|cell| cell.column + cell.columns).max().unwrap_or(0);
        let new =
            |line: u32, row: u32| Grid { line, first: (table.first.0 + row, table.first.1), columns, rows: Vec::new() };
        let mut grid = new(self.next(), 0);
        for (at, row) in table.rows.iter().enumerate() {
            // A cell with paragraphs of running text is a part of a page that a table only lays out.
            if row.iter().any(|cell| is_article(&cell.text) || cell.text.len() > LONGEST_CELL) {
                self.end(&mut grid);
                row.iter().filter(|cell| !is_blank(cell)).for_each(|cell| self.lines_of(&cell.text));
                grid = new(self.next(), at as u32 + 1);
            } else {
                let cells = self.row(row);
                grid.rows.push(cells);
            }
        }
        self.end(&mut grid);
    }

    fn end(&mut self, grid: &mut Grid) {
        if !grid.rows.is_empty() {
            self.origins.grids.push(std::mem::take(grid));
        }
    }

    fn row(&mut self, row: &[Cell]) -> Vec<GridCell> {
        let line = self.text.len();
        let mut column = 1;
        let mut cells = Vec::with_capacity(row.len());
        let mut pieces = Vec::with_capacity(row.len());
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                self.text.push_str(BAR);
                column += BAR.chars().count() as u32;
            }
            let start = self.text.len();
            join(&cell.text, &mut self.text);
            let chars = self.text[start..].chars().count() as u32;
            pieces.push((cell.column.min(u32::from(u16::MAX)) as u16, start..self.text.len()));
            cells.push(GridCell { at: cell.column, columns: cell.columns, rows: cell.rows, column, chars });
            column += chars;
        }
        self.lines.push(Line::Row(line..self.text.len(), pieces));
        self.text.push('\n');
        cells
    }
}

/// Whether a cell holds several paragraphs of running text.
fn is_article(text: &str) -> bool {
    text.len() > 300 && text.contains('\n') && text.split('\n').any(|line| is_sentence(line, line.chars().count()))
}

/// Writes a cell's text on one line. Between two Chinese characters a line break is nothing; between two numbers it is shown,
/// since a blank might join them to one; anywhere else it is a blank.
fn join(text: &str, into: &mut String) {
    let start = into.len();
    let is_number = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '-' | '+' | '－' | '．' | '，');
    for line in text.split(['\n', '\r', '\0', '\t']).map(|line| line.trim_matches(super::line::is_blank)) {
        let Some(first) = line.chars().next() else { continue };
        match into[start..].chars().next_back() {
            Some(last) if is_number(last) && is_number(first) => into.push_str(BREAK),
            Some(last) if !(is_wide(last) && is_wide(first)) => into.push(' '),
            _ => {}
        }
        into.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::*;
    use crate::text::lang::Lang;

    fn cell(column: u32, columns: u32, rows: u32, text: &str) -> Cell {
        Cell { column, columns, rows, text: text.to_owned() }
    }

    #[test]
    fn rows_are_lines_and_cells_are_pieces() {
        let table = Table {
            rows: vec![
                vec![cell(0, 1, 2, "本年新收\n申请"), cell(1, 2, 1, "1\n2")],
                vec![cell(1, 1, 1, ""), cell(2, 1, 1, "３")],
            ],
            first: (1, 1),
        };
        let blocks = vec![Block::Page(2), Block::Line("一、总体情况".to_owned()), Block::Table(table)];
        let document = compose(Content { blocks, remarks: Vec::new() });
        assert_eq!(document.line_texts(), ["一、总体情况", "本年新收申请 | 1 ⏎ 2", " | ３"]);
        let pieces: Vec<_> = document.pieces.iter().map(|piece| (document.piece(piece), piece.cell)).collect();
        assert_eq!(pieces, [("一、总体情况", 0), ("本年新收申请", 0), ("1 ⏎ 2", 1), ("", 1), ("３", 2)]);
        let last = document.pieces.last().unwrap();
        assert_eq!(last.span, Span::new(3, 4, 1));
        assert_eq!(document.origins.name(last.span, Lang::Zh), "第 2 页表 1 第 2 行第 3 格");
        assert_eq!(document.origins.name(Span::new(1, 1, 2), Lang::En), "page 2, line 1");
    }

    #[test]
    fn what_only_lays_out_a_page_is_text() {
        let article = format!("一、总体情况\n{}", "本年度主动公开政府信息，完善制度，加强培训。".repeat(8));
        let rows = vec![vec![cell(0, 1, 1, "首页"), cell(1, 1, 1, &article)]];
        let frame = vec![vec![cell(0, 1, 1, "二、\n主动公开")], vec![cell(0, 1, 1, "")]];
        let blocks = [rows, frame].map(|rows| Block::Table(Table { rows, first: (1, 1) }));
        let document = compose(Content { blocks: blocks.into(), remarks: Vec::new() });
        assert_eq!(document.lines.len(), 5);
        assert!(document.origins.is_plain());
    }
}
