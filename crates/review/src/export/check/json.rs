//! One JSON object for the whole batch, each report object on a line of its own.

use std::io::{self, Write};

use super::batch::BatchFindingView;
use super::model::{ReportView, SCHEMA_VERSION, SkippedView, Tool};
use super::{Checked, Closing, Style};
use crate::export::book::RulesView;
use crate::export::json;

/// Opens the object with the tool and the array of reports.
pub fn head(_style: Style, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema_version\": {SCHEMA_VERSION}, \"tool\": ")?;
    json::to_writer(&mut *out, &Tool::THIS)?;
    out.write_all(b",\n\"reports\": [\n")
}

/// Writes one report object.
pub fn report(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&json::to_vec(&ReportView::new(checked, style.lang))?)?;
    Ok(())
}

/// Closes the array and adds what concerns the whole batch.
pub fn tail(closing: &Closing, style: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"\n],\n\"batch_findings\": ")?;
    json::to_writer(&mut *out, &BatchFindingView::all(closing, style.lang))?;
    out.write_all(b",\n\"skipped\": ")?;
    json::to_writer(&mut *out, &SkippedView::all(closing.skipped, style.lang))?;
    out.write_all(b",\n\"summary\": ")?;
    json::to_writer(&mut *out, &closing.counts)?;
    out.write_all(b",\n\"rules\": ")?;
    json::to_writer(&mut *out, &RulesView::of(style.book))?;
    out.write_all(b"}\n")
}
