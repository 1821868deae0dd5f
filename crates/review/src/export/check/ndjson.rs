//! One JSON object a line: the tool, then every report as it is done, then what concerns the whole batch.

use std::io::{self, Write};

use serde::Serialize;

use super::batch::BatchFindingView;
use super::model::{ReportView, SCHEMA_VERSION, SkippedView, Tool};
use super::{Checked, Closing, Counts, Style};
use crate::export::book::RulesView;
use crate::export::json;

#[derive(Serialize)]
struct Head {
    schema_version: u32,
    tool: Tool,
}

#[derive(Serialize)]
struct Tail<'a> {
    batch_findings: Vec<BatchFindingView<'a>>,
    skipped: Vec<SkippedView<'a>>,
    summary: Counts,
    rules: RulesView,
}

/// Writes the line that names the tool and the version of the shape.
pub fn head(_style: Style, out: &mut dyn Write) -> io::Result<()> {
    line(&Head { schema_version: SCHEMA_VERSION, tool: Tool::THIS }, out)
}

/// Writes one report's line.
pub fn report(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    line(&ReportView::new(checked, style.lang), out)
}

/// Writes the closing line.
pub fn tail(closing: &Closing, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let skipped = SkippedView::all(closing.skipped, style.lang);
    let batch_findings = BatchFindingView::all(closing, style.lang);
    let rules = RulesView::of(style.book);
    line(&Tail { batch_findings, skipped, summary: closing.counts, rules }, out)
}

fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    // A report has thousands of fields: written to memory they cost no call through the writer each.
    let mut line = json::to_vec(value)?;
    line.push(b'\n');
    out.write_all(&line)
}
