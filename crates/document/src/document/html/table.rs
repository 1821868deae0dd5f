//! Reads a table: its rows and cells as they are shown. A table around tables only lays out a page, and what is in it is
//! handed over in the order of reading.

use super::super::content::{Block, Cell, Table};
use super::flow::{Around, Flow};
use super::grid::{Asked, Place, place, span};
use super::lines::Lines;
use super::style::{Blanks, is_run_of_cells};
use super::tag::{Section, Tag};
use super::tree::{Element, Id};

/// Most cells of a table inside a cell of figures that is taken as the cell's text, and how many cells must stand beside it.
const INNER_CELLS: usize = 8;
const CELLS_BESIDE: usize = 3;

/// Longest text of a cell beside it, in characters.
const SHORT: usize = 60;

/// A cell with what is in it.
struct Made {
    asked: Asked,
    blocks: Vec<Block>,
}

impl Made {
    fn has_table(&self) -> bool {
        self.blocks.iter().any(|block| matches!(block, Block::Table(_)))
    }

    fn text(&self) -> String {
        let lines: Vec<&str> = self.blocks.iter().filter_map(line).collect();
        lines.join("\n")
    }
}

fn line(block: &Block) -> Option<&str> {
    match block {
        Block::Line(line) => Some(line),
        _ => None,
    }
}

type Row = Vec<Made>;

impl Flow<'_> {
    /// Writes a table with its caption; text that stands between its rows comes behind it.
    pub(super) fn table(&mut self, id: Id, around: Around, lines: &mut Lines) {
        lines.end();
        let mut after = Lines::default();
        let mut sections: Vec<(Section, Vec<Row>)> = Vec::new();
        let mut is_open = false;
        for child in self.tree.children(id) {
            let tag = self.tree.element(child).map(|element| element.tag);
            match (tag, self.tree.element(child)) {
                (Some(Tag::Caption), Some(caption)) if !self.is_hidden(child, caption) => {
                    self.inside(child, around, lines);
                    lines.end();
                }
                (Some(Tag::Row), Some(row)) => {
                    if !is_open {
                        sections.push((Section::Body, Vec::new()));
                        is_open = true;
                    }
                    if !self.is_hidden(child, row) {
                        let row = self.row(child, around, &mut after);
                        sections.last_mut().expect("one is open").1.push(row);
                    }
                }
                (Some(Tag::Section(kind)), Some(section)) => {
                    is_open = false;
                    if !self.is_hidden(child, section) {
                        let rows = self.section(child, around, &mut after);
                        sections.push((kind, rows));
                    }
                }
                (Some(Tag::Column | Tag::Caption), _) => {}
                _ if sections.iter().all(|(_, rows)| rows.is_empty()) => self.walk(child, around, lines),
                _ => self.walk(child, around, &mut after),
            }
        }
        sections.sort_by_key(|(kind, _)| *kind);
        let sections: Vec<Vec<Row>> = sections.into_iter().map(|(_, rows)| rows).collect();
        lines.blocks(blocks(sections));
        lines.blocks(after.finish());
    }

    fn section(&mut self, id: Id, around: Around, after: &mut Lines) -> Vec<Row> {
        let mut rows = Vec::new();
        for child in self.tree.children(id) {
            match self.tree.element(child) {
                Some(row) if row.tag == Tag::Row => {
                    if !self.is_hidden(child, row) {
                        rows.push(self.row(child, around, after));
                    }
                }
                _ => self.walk(child, around, after),
            }
        }
        rows
    }

    fn row(&mut self, id: Id, around: Around, after: &mut Lines) -> Row {
        let mut row = Vec::new();
        for child in self.tree.children(id) {
            match self.tree.element(child) {
                Some(cell) if cell.tag == Tag::Cell => {
                    if !self.is_hidden(child, cell) {
                        self.cell(child, cell, &mut row);
                    }
                }
                _ => self.walk(child, around, after),
            }
        }
        // Word ends a table with a row that has no height and only holds the columns' widths.
        let is_flat = self.tree.element(id).is_some_and(|row| row.get("height").trim() == "0");
        if is_flat && row.iter().all(|made| made.blocks.is_empty()) { Row::new() } else { row }
    }

    fn cell(&mut self, id: Id, element: &Element, row: &mut Row) {
        let mut asked = Asked {
            columns: span(element.get("colspan"), 1000).filter(|columns| *columns > 0).unwrap_or(1),
            rows: span(element.get("rowspan"), 65_534).unwrap_or(1),
        };
        let blank = if is_run_of_cells(element) { std::mem::replace(&mut asked.columns, 1) - 1 } else { 0 };
        if self.met.cells + blank >= self.most_cells {
            self.met.is_cut = true;
            return;
        }
        self.met.cells += 1 + blank;
        let blanks = super::style::blanks(element).unwrap_or(Blanks::Collapsed);
        let mut lines = Lines::default();
        self.inside(id, Around { blanks, is_cell: true }, &mut lines);
        row.push(Made { asked, blocks: lines.finish() });
        row.extend((0..blank).map(|_| Made { asked, blocks: Vec::new() }));
    }
}

/// What a table comes to: itself, or what it lays out.
fn blocks(mut sections: Vec<Vec<Row>>) -> Vec<Block> {
    sections.iter_mut().flatten().for_each(flatten_inner);
    let asked: Vec<Vec<Vec<Asked>>> = sections
        .iter()
        .map(|rows| rows.iter().map(|row| row.iter().map(|made| made.asked).collect()).collect())
        .collect();
    let is_column = sections.iter().flatten().all(|row| row.len() <= 1);
    let rows = sections.into_iter().flatten().zip(place(&asked)).filter(|(row, _)| !row.is_empty());
    let mut blocks = Vec::new();
    let mut table = Table { rows: Vec::new(), first: (1, 1) };
    for (number, (row, places)) in (1..).zip(rows) {
        if is_column || row.iter().any(Made::has_table) {
            end(&mut table, &mut blocks);
            blocks.extend(row.into_iter().flat_map(|made| made.blocks));
        } else {
            if table.rows.is_empty() {
                table.first = (number, 1);
            }
            table.rows.push(row.iter().zip(places).map(|(made, place)| cell(made, place)).collect());
        }
    }
    end(&mut table, &mut blocks);
    blocks
}

fn cell(made: &Made, Place { column, columns, rows }: Place) -> Cell {
    Cell { column, columns, rows, text: made.text() }
}

/// Hands over the rows so far as a table; its cells reach no further than they do.
fn end(table: &mut Table, blocks: &mut Vec<Block>) {
    let mut ended = std::mem::take(table);
    let height = ended.rows.len() as u32;
    for (row, cells) in (0..).zip(&mut ended.rows) {
        cells.iter_mut().for_each(|cell| cell.rows = cell.rows.min(height - row));
    }
    if height > 0 {
        blocks.push(Block::Table(ended));
    }
}

/// Makes text of a small table inside a row of short cells: it only sets the words of one cell.
fn flatten_inner(row: &mut Row) {
    let is_short = |made: &&Made| !made.has_table() && made.text().chars().count() <= SHORT;
    if !row.iter().any(Made::has_table) || row.iter().filter(is_short).count() < CELLS_BESIDE {
        return;
    }
    let inner = |block: &Block| match block {
        Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.clone()).collect(),
        _ => Vec::new(),
    };
    let cells: Vec<String> = row.iter().flat_map(|made| &made.blocks).flat_map(inner).collect();
    let figures = cells.iter().filter(|cell| cell.contains(|c: char| c.is_numeric())).count();
    if cells.len() > INNER_CELLS || figures > 1 {
        return;
    }
    for block in row.iter_mut().flat_map(|made| &mut made.blocks) {
        if let Block::Table(table) = block {
            let rows = table.rows.iter().map(|row| {
                let texts: Vec<&str> =
                    row.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
                texts.join(" ")
            });
            *block = Block::Line(rows.collect::<Vec<_>>().join("\n"));
        }
    }
}
