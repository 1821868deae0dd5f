//! Workbooks in Office Open XML: xlsx and xlsm, by calamine, cell by cell. What it does not tell, which rows and columns are
//! hidden, is read beside it.

use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::super::Unreadable;
use super::format::{Shown, builtin, hides_text, shown};
use super::model::{Book, Merge, Sheet};
use super::parts;
use super::unseen::unseen;
use crate::source::{Kind, Limits};

/// Cells of a sheet that are looked at for each that is kept: sheets may be drawn far beyond what is in them.
const LOOKED_AT: u32 = 8;

/// Reads a workbook.
///
/// # Errors
/// Where it is locked, damaged or too large.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Book, Unreadable> {
    let mut archive = parts::open(bytes, Kind::Xlsx, limits)?;
    let unreadable = |error| match error {
        XlsxError::Password => Unreadable::Locked(Kind::Xlsx),
        _ => Unreadable::Damaged(Kind::Xlsx),
    };
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut unseen = unseen(&mut archive, limits);
    drop(archive);
    let mut book = Book::default();
    let mut fault = None;
    for sheet in workbook.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let is_hidden = sheet.visible != SheetVisible::Visible;
        let unseen = unseen.remove(&sheet.name).unwrap_or_default();
        book.sheets.push(Sheet {
            name: sheet.name.clone(),
            is_hidden,
            hidden_rows: unseen.rows,
            hidden_columns: unseen.columns,
            ..Sheet::default()
        });
        if let Err(error) = cells(&mut workbook, &sheet.name, &mut book, limits) {
            fault = Some(error);
        }
        let merges = workbook.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        if let Some(last) = book.sheets.last_mut() {
            for Dimensions { start, end } in merges {
                last.merge(Merge { top: start.0, left: start.1, bottom: end.0, right: end.1 });
            }
        }
    }
    let has_any = book.sheets.iter().any(|sheet| !sheet.cells.is_empty());
    match fault {
        Some(error) if !has_any => Err(unreadable(error)),
        fault => {
            book.is_rescued = fault.is_some();
            Ok(book)
        }
    }
}

/// Reads the cells of a sheet into the last one of the book.
fn cells(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, book: &mut Book, limits: &Limits) -> Result<(), XlsxError> {
    let is_1904 = workbook.has_1904_epoch();
    let styles = styles(workbook, name, limits)?;
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let kinds: Vec<(String, bool)> = reader.styles().iter().map(kind_of_cell).collect();
    let plain = ("General".to_owned(), false);
    let mut number = 0;
    while let Some(cell) = reader.next_cell_with_formula()? {
        let (code, is_drawn) = styles.get(number).and_then(|style| kinds.get(*style as usize)).unwrap_or(&plain);
        number += 1;
        if number >= most_looked_at(limits) {
            book.is_cut = true;
            break;
        }
        let (row, column) = cell.pos;
        let has_room = match (text(&cell.value, code, is_1904), &cell.formula) {
            (None, Some(_)) => book.put_formula(row, column, limits),
            (text, _) => book.put(row, column, text.unwrap_or_else(|| String::new().into()), *is_drawn, limits),
        };
        if !has_room {
            break;
        }
    }
    Ok(())
}

fn most_looked_at(limits: &Limits) -> usize {
    limits.cells.saturating_mul(LOOKED_AT) as usize
}

/// The style of each cell in the order of the file: they come from a pass of their own.
fn styles(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, limits: &Limits) -> Result<Vec<u32>, XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let mut styles = Vec::new();
    while let Some((_, style)) = reader.next_cell_with_style_id()? {
        styles.push(style as u32);
        if styles.len() >= most_looked_at(limits) {
            break;
        }
    }
    Ok(styles)
}

/// The code of a style's number format, and whether it draws lines.
fn kind_of_cell(style: &calamine::Style) -> (String, bool) {
    let is_drawn = style.borders.as_ref().is_some_and(calamine::Borders::has_visible_borders);
    let code = match &style.number_format {
        Some(format) => match format.format_id {
            Some(id) if builtin(id) != "General" => builtin(id).to_owned(),
            _ => format.format_code.clone(),
        },
        None => "General".to_owned(),
    };
    (code, is_drawn)
}

/// A value as it is shown; `None` where there is none.
fn text(value: &DataRef, code: &str, is_1904: bool) -> Option<Shown> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(value) => shown(*value as f64, code, is_1904),
        DataRef::Float(value) => shown(*value, code, is_1904),
        DataRef::DateTime(value) => shown(value.as_f64(), code, is_1904),
        DataRef::SharedString(_) | DataRef::String(_) if hides_text(code) => Shown::Nothing,
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned().into(),
        DataRef::SharedString(text) => (*text).to_owned().into(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone().into(),
        DataRef::Error(_) => Data::from(value.clone()).to_string().into(),
    })
}
