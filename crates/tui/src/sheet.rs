//! A report's tables laid out as the form prints them: a pure function of the report and the width.
//!
//! Blocks stand one below the other. Each has a stub of label columns at the left, which never scrolls away, and a body
//! of value columns, which may be wider than the pane. Rows and columns that the cursor can stand on do not depend on
//! the width. Colours and the cursor are for the view to draw.

mod stub;

use crate::report::{Report, TableReading};
use crate::schema::{CellId, Field, Schema, TableRef};
use crate::text::width::{Align, width};
use crate::wrap;

use self::stub::{GROUP, PART, stub_of};

/// What stands in one stretch of a printed line.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The heading of a section or block.
    Heading(String),
    /// A remark of the program's, such as that a block is missing.
    Absent,
    /// The lines of the source text that the block occupies.
    Lines(u32, u32),
    /// A printed label, and whether its mapping waits for the reviewer.
    Label(String, Align, bool),
    /// A value.
    Cell(CellId),
    /// An upright rule.
    Bar,
    /// A level rule.
    Rule(String),
}

/// A stretch of a printed line.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Distance from the left edge of its part, stub or body.
    pub x: u16,
    /// Its width in cells.
    pub cells: u16,
    /// What stands there.
    pub what: What,
}

/// One printed line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Index of its block.
    pub block: usize,
    /// The part that stays.
    pub stub: Vec<Piece>,
    /// The part that scrolls.
    pub body: Vec<Piece>,
}

/// One table or block of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Which table.
    pub table: TableRef,
    /// Width of the stub.
    pub stub: u16,
    /// Right edges of the body's value columns.
    pub edges: Vec<u16>,
    /// First line of its column headers, and the line after the last.
    pub header: (usize, usize),
}

/// A row of values that the cursor can stand in.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueRow {
    /// Index of its line.
    pub line: usize,
    /// Index of the first line of its block, from which headers are seen.
    pub from: usize,
    /// The cells from left to right.
    pub cells: Vec<CellId>,
}

/// The printed tables of a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Every printed line.
    pub lines: Vec<Line>,
    /// Every block.
    pub blocks: Vec<Block>,
    /// Every row of values.
    pub rows: Vec<ValueRow>,
}

/// The least that a value column takes: a sign and three digits.
const VALUE: u16 = 4;

impl Sheet {
    /// Lays out the tables of a report in so many cells. A report of no tabular form gives an empty sheet.
    #[must_use]
    pub fn print(report: &Report, cells: u16) -> Self {
        let mut sheet = Self::default();
        let mut section = "";
        for table in tables(report) {
            let description = table.get();
            if description.section != section {
                section = description.section;
                sheet.heading(section_label(section), report.table(table), description.id.starts_with("art20"));
            }
            sheet.table(report, table, cells);
        }
        sheet
    }

    /// Where a cell stands: row and column of the cursor.
    #[must_use]
    pub fn find(&self, cell: CellId) -> Option<(usize, usize)> {
        self.rows
            .iter()
            .enumerate()
            .find_map(|(row, values)| values.cells.iter().position(|&at| at == cell).map(|column| (row, column)))
    }

    /// The cell at a row and column of the cursor.
    #[must_use]
    pub fn cell(&self, (row, column): (usize, usize)) -> Option<CellId> {
        let cells = &self.rows.get(row)?.cells;
        cells.get(column.min(cells.len().saturating_sub(1))).copied()
    }

    /// The header lines to draw over the first lines of a pane because those of the cursor's block have scrolled away;
    /// `None` where they are seen, or where there is no room for them.
    #[must_use]
    pub fn pinned(&self, cursor_line: usize, first: usize, rows: usize) -> Option<(usize, usize)> {
        let (from, until) = self.blocks.get(self.lines.get(cursor_line)?.block)?.header;
        (from < first && until - from + 3 <= rows).then_some((from, until))
    }

    fn heading(&mut self, text: &str, reading: Option<&TableReading>, blocks_follow: bool) {
        let block = self.blocks.len();
        if !self.lines.is_empty() {
            self.lines.push(Line { block, ..Line::default() });
        }
        let mut stub = vec![Piece { x: 0, cells: 44, what: What::Heading(text.to_owned()) }];
        if let (Some(reading), false) = (reading, blocks_follow) {
            stub.push(Piece { x: 46, cells: 20, what: What::Lines(reading.lines.0, reading.lines.1) });
        }
        self.lines.push(Line { block, stub, body: Vec::new() });
    }

    fn table(&mut self, report: &Report, table: TableRef, cells: u16) {
        let description = table.get();
        let from = self.lines.len();
        let reading = report.table(table);
        let is_block = description.id.starts_with("art20");
        if is_block || reading.is_none() {
            let block = self.blocks.len();
            let mut stub = vec![Piece { x: 1, cells: 24, what: What::Heading(description.label.to_owned()) }];
            match reading {
                Some(reading) => {
                    stub.push(Piece { x: 26, cells: 20, what: What::Lines(reading.lines.0, reading.lines.1) })
                }
                None => stub.push(Piece { x: 38, cells: 40, what: What::Absent }),
            }
            self.lines.push(Line { block, stub, body: Vec::new() });
        }
        match reading {
            None => self.blocks.push(Block { table, stub: 0, edges: Vec::new(), header: (0, 0) }),
            Some(reading) if description.id == "remedies" => self.one_row(report, reading, from, cells),
            Some(reading) => self.by_rows(report, reading, from, cells),
        }
    }

    /// A table printed row by row: group columns and labels at the left, headers above.
    fn by_rows(&mut self, report: &Report, reading: &TableReading, from: usize, cells: u16) {
        let table = reading.table;
        let description = table.get();
        let count = description.columns.len() as u16;
        let depth = description.rows.iter().map(|row| row.group.len()).max().unwrap_or(0);
        let (stub, value) = if depth == 0 {
            // Three columns of seven characters each fit beside the longest label of the form's blocks.
            (24.min(cells / 2), value_width(reading, if cells >= 24 + 46 { 14 } else { 10 }).min(16))
        } else {
            let least = value_width(reading, VALUE + 1);
            let labels = PART + 1 + GROUP + 1 + 41;
            let stub = cells.saturating_sub(count * (least + 1) + 1).clamp(28.min(cells / 2), labels);
            let room = cells.saturating_sub(stub + 1) / count;
            (stub, room.saturating_sub(1).clamp(least, least + 4))
        };
        let block = self.blocks.len();
        let edges = (1..=count).map(|i| i * (value + 1)).collect();
        let first = self.lines.len();
        self.headers(report, reading, block, stub, value);
        self.blocks.push(Block { table, stub, edges, header: (first, self.lines.len()) });
        for (index, row) in description.rows.iter().enumerate() {
            let label = uncertain(report, reading, index as u8, None);
            let mut line = Line { block, stub: stub_of(description, index, stub, label), body: bars(count, value) };
            for column in 0..count {
                let what = What::Cell(table.cell(index as u8, column as u8));
                line.body.push(Piece { x: column * (value + 1) + 1, cells: value, what });
            }
            let values = (0..count).map(|column| table.cell(index as u8, column as u8)).collect();
            self.rows.push(ValueRow { line: self.lines.len(), from, cells: values });
            self.lines.push(line);
            debug_assert!(row.group.len() <= 2, "the stub has columns for two groups");
        }
    }

    fn headers(&mut self, report: &Report, reading: &TableReading, block: usize, stub: u16, value: u16) {
        let columns = &reading.table.get().columns;
        let count = columns.len() as u16;
        if columns.iter().any(|column| !column.group.is_empty()) {
            let mut body = vec![Piece { x: 0, cells: 1, what: What::Bar }];
            for (first, last, text) in runs(columns, |column| column.group.first().copied()) {
                let x = first as u16 * (value + 1) + 1;
                let cells = (last - first + 1) as u16 * (value + 1) - 1;
                if let Some(text) = text {
                    body.push(Piece { x, cells, what: What::Label(text.to_owned(), Align::Centre, false) });
                }
                body.push(Piece { x: x + cells, cells: 1, what: What::Bar });
            }
            self.lines.push(Line { block, stub: Vec::new(), body });
        }
        let labels: Vec<Vec<String>> =
            columns.iter().map(|column| wrap::sentence(column.label, usize::from(value))).collect();
        let height = labels.iter().map(Vec::len).max().unwrap_or(0);
        for y in 0..height {
            let mut body = bars(count, value);
            for (column, rows) in labels.iter().enumerate() {
                let above = height - rows.len();
                if let Some(text) = y.checked_sub(above).and_then(|y| rows.get(y)) {
                    let waits = uncertain(report, reading, 0, Some(column as u8));
                    let what = What::Label(text.clone(), Align::Centre, waits);
                    body.push(Piece { x: column as u16 * (value + 1) + 1, cells: value, what });
                }
            }
            self.lines.push(Line { block, stub: Vec::new(), body });
        }
        self.lines.push(rule(block, stub, count, value));
    }

    /// A table printed as one row of values under three levels of headers, its rows standing side by side.
    fn one_row(&mut self, report: &Report, reading: &TableReading, from: usize, cells: u16) {
        let table = reading.table;
        let description = table.get();
        let (rows, columns) = (description.rows.len() as u16, description.columns.len() as u16);
        let count = rows * columns;
        let least = value_width(reading, VALUE);
        let value = (cells.saturating_sub(1) / count).saturating_sub(1).clamp(least, least + 3);
        let block = self.blocks.len();
        let edges = (1..=count).map(|i| i * (value + 1)).collect();
        let first = self.lines.len();
        let span =
            |first: u16, last: u16| (first * columns * (value + 1) + 1, (last - first + 1) * columns * (value + 1) - 1);
        let mut upper = vec![Piece { x: 0, cells: 1, what: What::Bar }];
        for (first, last, group) in runs(&description.rows, |row| row.group.first().copied()) {
            let (x, cells) = span(first as u16, last as u16);
            let text = group.unwrap_or(description.rows[first].label);
            upper.push(Piece { x, cells, what: What::Label(text.to_owned(), Align::Centre, false) });
            upper.push(Piece { x: x + cells, cells: 1, what: What::Bar });
        }
        let mut middle = vec![Piece { x: 0, cells: 1, what: What::Bar }];
        for (index, row) in description.rows.iter().enumerate() {
            let (x, cells) = span(index as u16, index as u16);
            if !row.group.is_empty() {
                let waits = uncertain(report, reading, index as u8, None);
                middle.push(Piece { x, cells, what: What::Label(row.label.to_owned(), Align::Centre, waits) });
            }
            middle.push(Piece { x: x + cells, cells: 1, what: What::Bar });
        }
        self.lines.push(Line { block, stub: Vec::new(), body: upper });
        self.lines.push(Line { block, stub: Vec::new(), body: middle });
        let labels: Vec<Vec<String>> =
            description.columns.iter().map(|column| even(column.label, usize::from(value))).collect();
        for y in 0..labels.iter().map(Vec::len).max().unwrap_or(0) {
            let mut body = bars(count, value);
            for at in 0..count {
                let column = at % columns;
                if let Some(text) = labels[usize::from(column)].get(y) {
                    let waits = uncertain(report, reading, (at / columns) as u8, Some(column as u8));
                    let what = What::Label(text.clone(), Align::Centre, waits);
                    body.push(Piece { x: at * (value + 1) + 1, cells: value, what });
                }
            }
            self.lines.push(Line { block, stub: Vec::new(), body });
        }
        self.lines.push(rule(block, 0, count, value));
        self.blocks.push(Block { table, stub: 0, edges, header: (first, self.lines.len()) });
        let cells: Vec<CellId> = (0..count).map(|at| table.cell((at / columns) as u8, (at % columns) as u8)).collect();
        let mut body = bars(count, value);
        body.extend(cells.iter().enumerate().map(|(at, &cell)| Piece {
            x: at as u16 * (value + 1) + 1,
            cells: value,
            what: What::Cell(cell),
        }));
        self.rows.push(ValueRow { line: self.lines.len(), from, cells });
        self.lines.push(Line { block, stub: Vec::new(), body });
    }
}

/// The tables to print: those of the report's form in its order, each in the edition in which the report has it.
fn tables(report: &Report) -> Vec<TableRef> {
    let Some(form) = report.form else { return report.tables.iter().map(|reading| reading.table).collect() };
    let description = &Schema::get().forms[usize::from(form)];
    if description.is_narrative() {
        return Vec::new();
    }
    let mut found: Vec<TableRef> = (0..description.tables.len())
        .map(|table| TableRef { form, table: table as u8 })
        .map(|own| report.table_by_id(own.get().id).map_or(own, |reading| reading.table))
        .collect();
    for reading in &report.tables {
        if !found.contains(&reading.table) {
            found.push(reading.table);
        }
    }
    found
}

fn section_label(id: &str) -> &'static str {
    Schema::get().sections.iter().find(|section| section.id == id).map_or("", |section| section.label)
}

/// A heading in as few rows as its column allows, and these about equally long.
fn even(text: &str, cells: usize) -> Vec<String> {
    let rows = wrap::sentence(text, cells);
    (1..cells).map(|cells| wrap::sentence(text, cells)).find(|fewer| fewer.len() == rows.len()).unwrap_or(rows)
}

/// The width of a value column: a sign and the widest value, at least so many cells.
fn value_width(reading: &TableReading, least: u16) -> u16 {
    let widest = reading.cells().map(|(_, cell)| width(cell.raw.trim()).min(14) as u16 + 1).max().unwrap_or(0);
    widest.max(least)
}

/// Whether the label of a row, or of a column at a row, waits for the reviewer.
fn uncertain(report: &Report, reading: &TableReading, row: u8, column: Option<u8>) -> bool {
    let columns = reading.table.get().columns.len() as u8;
    let label = match column {
        None => (0..columns).find_map(|column| reading.cell(row, column).and_then(|cell| cell.row_label)),
        Some(column) if reading.table.get().id == "remedies" => {
            reading.cell(row, column).and_then(|cell| cell.column_label)
        }
        Some(column) => (0..reading.table.get().rows.len() as u8)
            .find_map(|row| reading.cell(row, column).and_then(|cell| cell.column_label)),
    };
    label.and_then(|label| report.labels.get(label as usize)).is_some_and(|label| label.needs_review)
}

/// Neighbours that share a key, as first index, last index and key. Those without a key stand alone.
fn runs<'a>(fields: &[Field], key: impl Fn(&Field) -> Option<&'a str>) -> Vec<(usize, usize, Option<&'a str>)> {
    let mut found: Vec<(usize, usize, Option<&'a str>)> = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        let key = key(field);
        match found.last_mut() {
            Some(last) if key.is_some() && last.2 == key => last.1 = index,
            _ => found.push((index, index, key)),
        }
    }
    found
}

fn bars(count: u16, value: u16) -> Vec<Piece> {
    (0..=count).map(|i| Piece { x: i * (value + 1), cells: 1, what: What::Bar }).collect()
}

fn rule(block: usize, stub: u16, count: u16, value: u16) -> Line {
    let left = Piece { x: 0, cells: stub, what: What::Rule("─".repeat(usize::from(stub))) };
    let mut text = String::from("┼");
    for i in 0..count {
        text.push_str(&"─".repeat(usize::from(value)));
        text.push(if i + 1 == count { '┤' } else { '┼' });
    }
    let body = Piece { x: 0, cells: count * (value + 1) + 1, what: What::Rule(text) };
    Line { block, stub: vec![left], body: vec![body] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty_reading(table: TableRef) -> TableReading {
        let description = table.get();
        TableReading {
            table,
            cells: vec![None; description.rows.len() * description.columns.len()],
            lines: (1, 2),
            rows_found: vec![true; description.rows.len()],
            printed: 1,
        }
    }

    #[test]
    fn every_cell_of_a_form_can_be_reached_at_every_width() {
        for form in 0..2 {
            let tables: Vec<TableReading> =
                Schema::get().tables().filter(|table| table.form == form).map(empty_reading).collect();
            let mut report = Report::default();
            (report.form, report.tables) = (Some(form), tables);
            let logical: Vec<Vec<CellId>> = Sheet::print(&report, 80).rows.into_iter().map(|row| row.cells).collect();
            for cells in [20, 40, 58, 78, 118, 198] {
                let sheet = Sheet::print(&report, cells);
                assert_eq!(sheet.rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>(), logical);
                for table in &report.tables {
                    let description = table.table.get();
                    for row in 0..description.rows.len() {
                        for column in 0..description.columns.len() {
                            let cell = table.table.cell(row as u8, column as u8);
                            assert!(sheet.find(cell).is_some_and(|at| sheet.cell(at) == Some(cell)));
                        }
                    }
                }
            }
        }
    }
}
