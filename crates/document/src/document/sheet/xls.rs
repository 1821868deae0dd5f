//! Workbooks of older Excel, and of WPS: xls and et.
//!
//! They are read record by record here; libraries lay out every sheet as one full grid when a workbook is opened, so that
//! two cells far apart take all memory, and tell neither hidden rows nor formats.

use std::collections::HashMap;

use super::super::Unreadable;
use super::biff::{Record, f64_at, records, rk, shared_strings, string, u16_at, u32_at};
use super::format::{Format, Shown, builtin};
use super::model::{Book, Merge, Sheet};
use crate::source::{Budget, Kind, ole_stream};

/// Longest format code that any program writes, in bytes, with room to spare.
const LONGEST_CODE: usize = 3000;

/// What of a workbook its sheets share.
#[derive(Default)]
struct Globals {
    strings: Vec<String>,
    /// Formats by their numbers, as the file spells them out and as it does not.
    formats: HashMap<u16, Format>,
    /// The format of each kind of cell, and whether it draws lines.
    kinds: Vec<(u16, bool)>,
    /// The format of cells whose kind is not listed.
    general: Format,
    is_1904: bool,
    is_unicode: bool,
    /// Where each sheet begins in the stream, its name, and whether it is hidden.
    sheets: Vec<(usize, String, bool)>,
}

/// Reads a workbook.
///
/// # Errors
/// Where it is locked or damaged.
pub fn read(bytes: &[u8], budget: &Budget) -> Result<Book, Unreadable> {
    let stream = ole_stream(bytes, &["Workbook", "Book"]).ok_or(Unreadable::Damaged(Kind::Xls))?;
    let globals = globals(&stream, budget)?;
    let mut book = Book::default();
    for (start, name, is_hidden) in &globals.sheets {
        book.sheets.push(Sheet { name: name.clone(), is_hidden: *is_hidden, ..Sheet::default() });
        sheet(&stream, *start, &globals, &mut book, budget);
        if budget.is_spent() || book.is_cut {
            break;
        }
    }
    if book.sheets.is_empty() { Err(Unreadable::Damaged(Kind::Xls)) } else { Ok(book) }
}

fn globals(stream: &[u8], budget: &Budget) -> Result<Globals, Unreadable> {
    let mut globals = Globals { general: Format::of("General"), ..Globals::default() };
    // Of a number that is spelled out twice the first counts.
    let mut codes: HashMap<u16, String> = HashMap::new();
    let mut strings: Vec<&[u8]> = Vec::new();
    let mut before = 0;
    for Record { kind, data } in records(stream, 0) {
        match kind {
            0x0809 => globals.is_unicode = u16_at(data, 0).is_some_and(|version| version >= 0x0600),
            0x002F => return Err(Unreadable::Locked(Kind::Xls)),
            0x0022 => globals.is_1904 = u16_at(data, 0) == Some(1),
            0x00FC => strings.push(data),
            0x003C if before == 0x00FC => {
                strings.push(data);
                continue;
            }
            0x041E => {
                let code = string(data, 2, globals.is_unicode, globals.is_unicode);
                if let Some((number, code)) = u16_at(data, 0).zip(code).filter(|(_, code)| code.len() <= LONGEST_CODE) {
                    codes.entry(number).or_insert(code);
                }
            }
            0x00E0 => {
                let is_drawn = u16_at(data, 10).is_some_and(|lines| lines != 0);
                globals.kinds.push((u16_at(data, 2).unwrap_or(0), is_drawn));
            }
            // Only sheets of cells; charts and macros are of other kinds.
            0x0085 if data.get(5) == Some(&0) => {
                let name = string(data, 6, false, globals.is_unicode).unwrap_or_default();
                let is_hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                globals.sheets.extend(u32_at(data, 0).map(|start| (start as usize, name, is_hidden)));
            }
            0x000A => break,
            _ => {}
        }
        before = kind;
    }
    globals.strings = shared_strings(strings, budget);
    for &(number, _) in &globals.kinds {
        globals.formats.entry(number).or_insert_with(|| match builtin(u32::from(number)) {
            "General" => Format::of(codes.get(&number).map_or("General", String::as_str)),
            code => Format::of(code),
        });
    }
    Ok(globals)
}

impl Globals {
    /// A number as a kind of cell shows it.
    fn shown(&self, value: f64, cell_kind: u16) -> Shown {
        self.format(cell_kind).shown(value, self.is_1904)
    }

    /// A text as a kind of cell shows it.
    fn shown_text(&self, text: String, cell_kind: Option<u16>) -> Shown {
        if cell_kind.is_some_and(|kind| self.format(kind).hides_text()) { Shown::Nothing } else { Shown::Text(text) }
    }

    /// The format of a kind of cell.
    fn format(&self, cell_kind: u16) -> &Format {
        let number = self.kinds.get(usize::from(cell_kind)).map(|kind| kind.0);
        number.and_then(|number| self.formats.get(&number)).unwrap_or(&self.general)
    }

    /// Whether a kind of cell draws lines.
    fn is_drawn(&self, cell_kind: u16) -> bool {
        self.kinds.get(usize::from(cell_kind)).is_some_and(|kind| kind.1)
    }
}

/// Reads the cells of a sheet into the last one of the book. Charts inside the sheet have records of their own, between
/// their own first and last.
fn sheet(stream: &[u8], start: usize, globals: &Globals, book: &mut Book, budget: &Budget) {
    let mut depth = 0;
    let mut formula = None;
    for Record { kind, data } in records(stream, start) {
        if !budget.step(1) {
            break;
        }
        match kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => break,
            0x000A => depth -= 1,
            _ if depth != 1 => {}
            // The text of a formula follows in a record of its own.
            0x0207 => {
                if let Some((row, column)) = formula.take() {
                    let text = string(data, 0, true, globals.is_unicode).unwrap_or_default();
                    if !book.put(row, column, text, true, budget) {
                        break;
                    }
                }
            }
            0x00E5 => merges(data, book),
            0x0208 => {
                let is_flat = u16_at(data, 6).is_some_and(|height| height & 0x7FFF == 0);
                if (is_flat || u32_at(data, 12).is_some_and(|options| options & 0x20 != 0))
                    && let (Some(row), Some(sheet)) = (u16_at(data, 0), book.sheets.last_mut())
                {
                    push_range(&mut sheet.hidden_rows, u32::from(row));
                }
            }
            0x007D => {
                if let (Some(first), Some(last), Some(options)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 8))
                    && (options & 1 != 0 || u16_at(data, 4) == Some(0))
                    && let Some(sheet) = book.sheets.last_mut()
                {
                    sheet.hidden_columns.push((u32::from(first), u32::from(last)));
                }
            }
            _ => {
                let Some((row, column)) = u16_at(data, 0).zip(u16_at(data, 2)) else { continue };
                let (row, column) = (u32::from(row), u32::from(column));
                if kind == 0x0006 && data.get(12..14) == Some(&[0xFF, 0xFF]) && data.get(6) == Some(&0) {
                    formula = Some((row, column));
                    continue;
                }
                if !cell(kind, data, (row, column), globals, book, budget).unwrap_or(true) {
                    break;
                }
            }
        }
    }
}

/// Extends the last range by a row, or begins another.
fn push_range(ranges: &mut Vec<(u32, u32)>, at: u32) {
    match ranges.last_mut() {
        Some((_, last)) if *last + 1 == at => *last = at,
        _ => ranges.push((at, at)),
    }
}

fn merges(data: &[u8], book: &mut Book) {
    let Some(sheet) = book.sheets.last_mut() else { return };
    let number = |bytes: &[u8], at: usize| u32::from(u16_at(bytes, at).unwrap_or(0));
    for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
        let (top, bottom, left, right) = (number(area, 0), number(area, 2), number(area, 4), number(area, 6));
        sheet.merge(Merge { top, left, bottom, right });
    }
}

/// Puts what a record says of one cell, or of a row of them. `None` where the record is cut off.
fn cell(
    kind: u16,
    data: &[u8],
    (row, column): (u32, u32),
    globals: &Globals,
    book: &mut Book,
    budget: &Budget,
) -> Option<bool> {
    let kind_of_cell = u16_at(data, 4);
    let text = match kind {
        0x0203 => globals.shown(f64_at(data, 6)?, kind_of_cell?),
        0x027E => globals.shown(rk(u32_at(data, 6)?), kind_of_cell?),
        0x00FD => globals.shown_text(globals.strings.get(u32_at(data, 6)? as usize)?.clone(), kind_of_cell),
        0x0204 | 0x00D6 => globals.shown_text(string(data, 6, true, globals.is_unicode)?, kind_of_cell),
        0x0205 => constant(*data.get(6)?, *data.get(7)? != 0).into(),
        0x0201 => String::new().into(),
        0x00BD => {
            for (at, packed) in data.get(4..)?.chunks_exact(6).enumerate() {
                let text = globals.shown(rk(u32_at(packed, 2)?), u16_at(packed, 0)?);
                if !book.put(row, column + at as u32, text, true, budget) {
                    return Some(false);
                }
            }
            return Some(true);
        }
        0x00BE => {
            let count = data.len().saturating_sub(6) / 2;
            let is_drawn = |at: usize| globals.is_drawn(u16_at(data, 4 + 2 * at).unwrap_or(0));
            return Some((0..count).all(|at| book.put(row, column + at as u32, String::new(), is_drawn(at), budget)));
        }
        0x0006 => {
            if data.get(12..14)? == [0xFF, 0xFF] {
                match data.get(6)? {
                    1 => constant(*data.get(8)?, false).into(),
                    2 => constant(*data.get(8)?, true).into(),
                    // No text: what programs write that do not work formulas out.
                    _ => return Some(book.put_formula(row, column, budget)),
                }
            } else if f64_at(data, 6)?.to_bits() == 0 && u16_at(data, 14)? & 2 != 0 {
                // To be worked out when it is opened, by programs that do not work it out themselves.
                return Some(book.put_formula(row, column, budget));
            } else {
                globals.shown(f64_at(data, 6)?, kind_of_cell?)
            }
        }
        _ => return Some(true),
    };
    Some(book.put(row, column, text, kind_of_cell.is_some_and(|kind| globals.is_drawn(kind)), budget))
}

/// A truth value or an error by its number.
fn constant(value: u8, is_error: bool) -> String {
    let words = match (is_error, value) {
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
        (true, 0x00) => "#NULL!",
        (true, 0x07) => "#DIV/0!",
        (true, 0x0F) => "#VALUE!",
        (true, 0x17) => "#REF!",
        (true, 0x1D) => "#NAME?",
        (true, 0x24) => "#NUM!",
        (true, _) => "#N/A",
    };
    words.to_owned()
}
