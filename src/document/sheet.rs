//! Spreadsheets: every sheet that is shown, with its cells as a person sees them, cut into tables and lines.
//!
//! Workbooks of one kind each have a reader of their own, which gives a [`Book`]; what of a sheet is a table and what is
//! text around it is told in [`cut`] alone. Only cells that are there are held, so that a sheet with one cell in its first
//! corner and one in its last is no larger than any other.

mod biff;
mod cut;
mod format;
mod model;
mod ods;
mod parts;
mod xls;
mod xlsx;

use super::quiet::attempt;
use super::{Block, Content, Remark, Unreadable};
use crate::source::{Kind, Limits};
use model::Book;

/// Reads a workbook.
///
/// # Errors
/// Where it is locked, damaged beyond rescue, or larger than a limit allows.
pub fn read(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Content, Unreadable> {
    let reader = match kind {
        Kind::Xls => xls::read,
        Kind::Ods => ods::read,
        _ => xlsx::read,
    };
    // The library under the reader of xlsx answers some damage with a panic.
    let book = attempt(|| reader(bytes, limits)).unwrap_or(Err(Unreadable::Damaged(kind)))?;
    Ok(content(book, limits))
}

/// Cuts the sheets that are shown, and names what was left out.
fn content(book: Book, limits: &Limits) -> Content {
    let mut blocks = Vec::new();
    let mut hidden = Vec::new();
    for mut sheet in book.sheets {
        if sheet.is_hidden {
            if !sheet.cells.is_empty() {
                hidden.push(sheet.name);
            }
            continue;
        }
        hidden.extend(sheet.leave_out_hidden());
        if !sheet.cells.is_empty() {
            blocks.push(Block::Sheet(sheet.name.clone()));
            cut::cut(sheet, &mut blocks);
        }
    }
    let mut remarks = Vec::new();
    if !hidden.is_empty() {
        remarks.push(Remark::Hidden(hidden));
    }
    if !book.uncalculated.is_empty() {
        remarks.push(Remark::Uncalculated(book.uncalculated));
    }
    if book.is_rescued {
        remarks.push(Remark::Rescued);
    }
    if book.is_cut {
        remarks.push(Remark::Cut { setting: "limits.cells", limit: u64::from(limits.cells) });
    }
    Content { blocks, remarks }
}
