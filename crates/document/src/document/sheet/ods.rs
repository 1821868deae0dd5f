//! Workbooks in OpenDocument.
//!
//! They are read from their XML here; libraries lay out every sheet as one full grid and tell neither merged cells nor what
//! a cell shows. What a cell or row is repeated for is paid out of the file's budget, copy by copy.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::Unreadable;
use super::format::{Shown, against};
use super::model::{Book, Merge, Sheet};
use super::parts::Parts;
use super::xml::{attribute, character};
use crate::source::{Budget, Kind};

/// Rows and columns of the largest sheet that any program makes.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// Elements with text that is not the cell's own.
const ASIDE: &[&str] = &["office:annotation", "text:ruby-text", "table:shapes", "draw:frame", "draw:custom-shape"];

/// Reads a workbook.
///
/// # Errors
/// Where it is locked, damaged or too large.
pub fn read(bytes: &[u8], budget: &Budget) -> Result<Book, Unreadable> {
    let damaged = || Unreadable::Damaged(Kind::Ods);
    let mut parts = Parts::open(bytes, Kind::Ods, budget)?;
    if parts.text("META-INF/manifest.xml").is_some_and(|text| text.contains(":encryption-data")) {
        return Err(Unreadable::Locked(Kind::Ods));
    }
    let content = parts.text("content.xml").ok_or_else(damaged)?;
    let mut walk = Walk::new(budget);
    let mut reader = Reader::from_str(&content);
    reader.config_mut().check_end_names = false;
    let fault = loop {
        if !budget.step(1) {
            break false;
        }
        match reader.read_event() {
            Ok(Event::Start(element)) => walk.begin(&element, false),
            Ok(Event::Empty(element)) => {
                walk.begin(&element, true);
                walk.end(element.name().as_ref());
            }
            Ok(Event::End(element)) => walk.end(element.name().as_ref()),
            Ok(Event::Text(text)) => walk.text(&text.xml10_content()),
            Ok(Event::CData(text)) => walk.text(&text),
            Ok(Event::GeneralRef(name)) => walk.text(&character(&name)),
            Ok(Event::Eof) => break false,
            Ok(_) => {}
            Err(_) => break true,
        }
        if walk.book.is_cut {
            break false;
        }
    };
    let mut book = walk.book;
    book.is_rescued = fault;
    if fault && book.sheets.iter().all(|sheet| sheet.cells.is_empty()) { Err(damaged()) } else { Ok(book) }
}

/// A cell under way.
#[derive(Default)]
struct Open {
    repeated: u32,
    columns: u32,
    rows: u32,
    formula: Option<String>,
    kind: String,
    value: String,
    /// Its paragraphs.
    text: String,
    paragraphs: u32,
    is_covered: bool,
    is_drawn: bool,
}

/// The way through the XML.
struct Walk<'a> {
    budget: &'a Budget,
    book: Book,
    /// Styles of sheets that are not shown, and the style whose properties follow.
    hidden_styles: BTreeSet<String>,
    /// Styles of rows and columns without height or width.
    flat_styles: BTreeSet<String>,
    /// Styles of cells that have lines around them.
    drawn_styles: BTreeSet<String>,
    style: Option<String>,
    is_in_sheet: bool,
    /// How deep in tables inside of cells, and in elements that stand aside.
    aside: u32,
    is_in_paragraph: bool,
    row: u32,
    column: u32,
    row_repeated: u32,
    /// Cells of the row, each with the column where it begins.
    cells: Vec<(u32, Open)>,
    cell: Option<Open>,
}

impl<'a> Walk<'a> {
    fn new(budget: &'a Budget) -> Self {
        Self {
            budget,
            book: Book::default(),
            hidden_styles: BTreeSet::new(),
            flat_styles: BTreeSet::new(),
            drawn_styles: BTreeSet::new(),
            style: None,
            is_in_sheet: false,
            aside: 0,
            is_in_paragraph: false,
            row: 0,
            column: 0,
            row_repeated: 1,
            cells: Vec::new(),
            cell: None,
        }
    }

    fn begin(&mut self, element: &BytesStart, is_empty: bool) {
        let name = element.name();
        let name = name.as_ref();
        let get = |key: &str| attribute(element, key);
        let count = |key: &str| get(key).and_then(|value| value.parse().ok()).unwrap_or(1_u32).max(1);
        if self.aside > 0 || ASIDE.contains(&name) {
            self.aside += u32::from(ASIDE.contains(&name));
            return;
        }
        let is_hidden = |flat_styles: &BTreeSet<String>| {
            matches!(get("table:visibility").as_deref(), Some("collapse" | "filter"))
                || get("table:style-name").is_some_and(|style| flat_styles.contains(&style))
        };
        match name {
            "style:style" => self.style = get("style:name"),
            "style:table-properties" if get("table:display").as_deref() == Some("false") => {
                self.hidden_styles.extend(self.style.clone());
            }
            "style:table-row-properties" | "style:table-column-properties" => {
                let size = get("style:row-height").or_else(|| get("style:column-width"));
                let size = size.and_then(|size| size.trim_end_matches(char::is_alphabetic).parse::<f64>().ok());
                if size.is_some_and(|size| size <= 0.0) {
                    self.flat_styles.extend(self.style.clone());
                }
            }
            "style:table-cell-properties" => {
                let sides = ["fo:border", "fo:border-top", "fo:border-bottom", "fo:border-left", "fo:border-right"];
                if sides.into_iter().filter_map(get).any(|line| line != "none") {
                    self.drawn_styles.extend(self.style.clone());
                }
            }
            "table:table" if self.cell.is_none() => {
                let is_hidden = get("table:style-name").is_some_and(|style| self.hidden_styles.contains(&style));
                let name = get("table:name").unwrap_or_default();
                self.book.sheets.push(Sheet { name, is_hidden, ..Sheet::default() });
                (self.row, self.column, self.is_in_sheet) = (0, 0, true);
            }
            "table:table-column" if self.is_in_sheet => {
                let repeated = count("table:number-columns-repeated");
                let first = self.column;
                self.column = first.saturating_add(repeated);
                if is_hidden(&self.flat_styles)
                    && let Some(sheet) = self.book.sheets.last_mut()
                {
                    sheet.hidden_columns.push((first, self.column - 1));
                }
            }
            "table:table-row" if self.is_in_sheet => {
                self.row_repeated = count("table:number-rows-repeated");
                self.column = 0;
                if is_hidden(&self.flat_styles)
                    && let Some(sheet) = self.book.sheets.last_mut()
                {
                    sheet.hidden_rows.push((self.row, self.row.saturating_add(self.row_repeated - 1)));
                }
            }
            "table:table-cell" | "table:covered-table-cell" if self.is_in_sheet && self.cell.is_none() => {
                self.cell = Some(Open {
                    repeated: count("table:number-columns-repeated"),
                    columns: count("table:number-columns-spanned"),
                    rows: count("table:number-rows-spanned"),
                    formula: get("table:formula"),
                    kind: get("office:value-type").unwrap_or_default(),
                    value: ["office:value", "office:date-value", "office:boolean-value", "office:string-value"]
                        .into_iter()
                        .find_map(get)
                        .unwrap_or_default(),
                    is_covered: name == "table:covered-table-cell",
                    is_drawn: get("table:style-name").is_some_and(|style| self.drawn_styles.contains(&style)),
                    ..Open::default()
                });
            }
            "text:p" | "text:h" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                    self.is_in_paragraph = !is_empty;
                }
            }
            "text:line-break" => self.text("\n"),
            "text:tab" => self.text(" "),
            "text:s" => self.text(&" ".repeat(count("text:c").min(100) as usize)),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if ASIDE.contains(&name) {
            self.aside = self.aside.saturating_sub(1);
        }
        if self.aside > 0 {
            return;
        }
        match name {
            "style:style" => self.style = None,
            "text:p" | "text:h" => self.is_in_paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    let column = self.column;
                    self.column = column.saturating_add(cell.repeated);
                    // The last cell of a row is often repeated to the end of the sheet.
                    if column < MOST_COLUMNS && (cell.has_text() || cell.is_drawn || cell.columns + cell.rows > 2) {
                        self.cells.push((column, cell));
                    }
                }
            }
            "table:table-row" if self.is_in_sheet => self.end_row(),
            "table:table" if self.cell.is_none() => self.is_in_sheet = false,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.aside == 0
            && self.is_in_paragraph
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let has_text = cells.iter().any(|(_, cell)| cell.has_text());
        let first = self.row;
        self.row = first.saturating_add(self.row_repeated);
        for row in first..self.row.min(MOST_ROWS) {
            for (column, cell) in &cells {
                if !self.put(row, *column, cell) {
                    return;
                }
            }
            // A row without text is there once at most: what is repeated to the end of a sheet is only coloured.
            if !has_text {
                break;
            }
        }
    }

    fn put(&mut self, row: u32, column: u32, cell: &Open) -> bool {
        if cell.columns + cell.rows > 2
            && let Some(sheet) = self.book.sheets.last_mut()
        {
            let (bottom, right) = (row.saturating_add(cell.rows - 1), column.saturating_add(cell.columns - 1));
            sheet.merge(Merge { top: row, left: column, bottom, right });
        }
        if cell.is_covered && !cell.has_text() {
            return true;
        }
        let last = column.saturating_add(cell.repeated).min(MOST_COLUMNS);
        // Blank cells to the end of the sheet are only coloured.
        let last = if cell.has_text() { last } else { last.min(column + 64) };
        let shown = cell.shown();
        for column in column..last {
            let has_room = match &shown {
                Some(text) => self.book.put(row, column, text.clone(), cell.is_drawn, self.budget),
                None => self.book.put_formula(row, column, self.budget),
            };
            if !has_room {
                return false;
            }
        }
        true
    }
}

impl Open {
    fn has_text(&self) -> bool {
        !self.text.trim().is_empty() || !self.value.is_empty() || self.formula.is_some()
    }

    /// What the cell shows; `None` where a formula has no result. A number that only lacks digits in what is shown is given
    /// in full.
    fn shown(&self) -> Option<Shown> {
        let text = self.text.trim_end();
        if text.is_empty() && self.value.is_empty() && self.formula.is_some() && self.kind != "string" {
            return None;
        }
        let full = self.value.parse::<f64>().ok().filter(|_| matches!(self.kind.as_str(), "float" | "percentage"));
        Some(match full {
            // A paragraph is there and nothing in it: the format hides the number.
            Some(_) if text.is_empty() && self.paragraphs > 0 => Shown::Nothing,
            Some(full) => against(full, text, self.kind == "percentage"),
            None => Shown::Text(if text.is_empty() { self.value.clone() } else { text.to_owned() }),
        })
    }
}
