//! The rows of a list, whatever file they come from.

use crate::document::SheetGrid;
use crate::source;

/// A row that has something in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number, from 1, as an editor or a spreadsheet counts.
    pub(super) line: u32,
    /// Texts by column, from 0, without blanks at their ends; none is empty.
    pub(super) cells: Vec<(u32, String)>,
}

impl Row {
    /// The text in a column.
    pub(super) fn text(&self, column: u32) -> Option<&str> {
        self.cells.iter().find(|cell| cell.0 == column).map(|cell| cell.1.as_str())
    }
}

/// The rows of a text: values separated by commas, or by semicolons or tabs where its first line has more of those.
pub(super) fn of_text(bytes: &[u8]) -> Result<Vec<Row>, (String, String)> {
    let decoded = source::decode(bytes).map_err(|_| {
        (
            "单位名单不是文本，也不是电子表格。".to_owned(),
            "the list of units is neither text nor a spreadsheet".to_owned(),
        )
    })?;
    let first = decoded.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count =
        |delimiter: u8| decoded.text.bytes().take(first.len().max(2000)).filter(|byte| *byte == delimiter).count();
    let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(|&delimiter| (count(delimiter), delimiter == b','));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(decoded.text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            (format!("第 {line} 行不合 CSV 格式（{error}）。"), format!("line {line} is no CSV ({error})"))
        })?;
        let line = record.position().map_or(0, |position| line_of(position, &decoded.text));
        let cells = (0..).zip(record.iter()).map(|(column, text)| (column, text.trim().to_owned()));
        let cells: Vec<(u32, String)> = cells.filter(|(_, text)| !text.is_empty()).collect();
        if !cells.is_empty() {
            rows.push(Row { line, cells });
        }
    }
    Ok(rows)
}

/// The line of a record, whose place is told before the blank lines above it.
fn line_of(position: &csv::Position, text: &str) -> u32 {
    let rest = text.get(position.byte() as usize..).unwrap_or_default();
    let blank = rest.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| *byte == b'\n').count();
    position.line() as u32 + blank as u32
}

/// The rows of a sheet.
pub(super) fn of_sheet(sheet: SheetGrid) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for ((row, column), text) in sheet.cells {
        let cell = (column, text.trim().to_owned());
        if cell.1.is_empty() {
            continue;
        }
        match rows.last_mut().filter(|last| last.line == row + 1) {
            Some(last) => last.cells.push(cell),
            None => rows.push(Row { line: row + 1, cells: vec![cell] }),
        }
    }
    rows
}
