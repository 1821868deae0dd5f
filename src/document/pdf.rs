//! PDF documents with a text layer: characters and lines are taken off each page by their places, and what they are is for
//! [`super::page`].
//!
//! A file is read with what it may unpack and how many steps it may take, both in proportion to its size, so that none can
//! fill the machine or keep it.

mod canvas;
mod interpret;
mod layers;
mod quiet;
mod state;
mod weight;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::page::{self, Page};
use super::{Content, Remark, Unreadable};
use crate::source::{Kind, Limits};
use interpret::Interpreter;
use weight::Allowance;

/// What any file may unpack to, in bytes, however small it is.
const SMALL: u64 = 32 << 20;

/// Reads a file of this kind.
///
/// # Errors
/// Where nothing can be had from it.
pub fn read(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Content, Unreadable> {
    let size = bytes.len() as u64;
    let most = limits.unpacked_bytes.min(SMALL.max(size.saturating_mul(limits.ratio)));
    if weight::is_bomb(bytes, most) {
        return Err(Unreadable::TooLarge { setting: "ratio", limit: limits.ratio });
    }
    let pdf = match quiet::attempt(|| Pdf::new(bytes.to_vec())) {
        Some(Ok(pdf)) => pdf,
        Some(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => {
            return Err(Unreadable::Locked(kind));
        }
        Some(Err(LoadPdfError::Decryption(_))) => return Err(Unreadable::Locked(kind)),
        Some(Err(LoadPdfError::Invalid)) | None => return Err(Unreadable::Damaged(kind)),
    };
    let taken = take(&pdf, most, size, limits);
    let mut remarks = taken.remarks;
    let with_text = taken.pages.iter().any(|page| !page.glyphs.is_empty());
    if !with_text {
        let is_scan = taken.pages.iter().any(|page| page.pictures > 0);
        return Err(if is_scan || !taken.is_broken { Unreadable::Scanned(kind) } else { Unreadable::Damaged(kind) });
    }
    let pictures: Vec<u32> = of_pages(&taken.pages, |page| page.glyphs.is_empty() && page.pictures > 0);
    if !pictures.is_empty() {
        remarks.push(Remark::Pictures { pages: pictures });
    }
    let pages = of_pages(&taken.pages, |page| page.recognised);
    if !pages.is_empty() {
        remarks.push(Remark::Recognised { pages });
    }
    let (blocks, is_cut) = page::arrange(taken.pages, limits.cells);
    if is_cut {
        remarks.push(Remark::Cut { setting: "cells", limit: u64::from(limits.cells) });
    }
    Ok(Content { blocks, remarks })
}

/// The numbers of the pages of which something holds.
fn of_pages(pages: &[Page], holds: impl Fn(&Page) -> bool) -> Vec<u32> {
    pages.iter().filter(|page| holds(page)).map(|page| page.number).collect()
}

/// What was taken off a file.
struct Taken {
    pages: Vec<Page>,
    remarks: Vec<Remark>,
    /// Whether a page could not be read.
    is_broken: bool,
}

fn take(pdf: &Pdf, most: u64, size: u64, limits: &Limits) -> Taken {
    let steps = 2_000_000 + 2 * size;
    let mut taken = Taken { pages: Vec::new(), remarks: Vec::new(), is_broken: false };
    let mut interpreter = Interpreter::new(pdf.xref(), Allowance::new(most), steps);
    let (mut unknown, mut crowded) = (0_u64, false);
    for (number, page) in (1..=limits.pages).zip(pdf.pages().iter()) {
        match quiet::attempt(|| interpreter.page(page)) {
            Some(canvas) => {
                unknown += u64::from(canvas.unknown);
                crowded |= canvas.crowded;
                taken.pages.push(canvas.finish(number));
            }
            None => {
                taken.is_broken = true;
                taken.pages.push(Page { number, ..Page::default() });
            }
        }
    }
    if taken.is_broken || crowded {
        taken.remarks.push(Remark::Rescued);
    }
    if interpreter.steps == 0 || interpreter.allowance.refused {
        taken.remarks.push(Remark::Cut { setting: "ratio", limit: limits.ratio });
    }
    if pdf.pages().len() > limits.pages as usize {
        taken.remarks.push(Remark::Cut { setting: "pages", limit: u64::from(limits.pages) });
    }
    if unknown > 0 {
        taken.remarks.push(Remark::Uncoded(unknown.min(u64::from(u32::MAX)) as u32));
    }
    taken
}
