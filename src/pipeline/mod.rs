//! Composes the stages: bytes to document, extraction, report and verdict; a batch is many files.

mod batch;
mod open;
mod ordered;
mod summary;

pub use batch::run;
pub use open::{Opened, open};
pub use ordered::ordered;
pub use summary::Summary;

use crate::report::{Mappings, Report};
use crate::rules::Verdict;

/// Everything that is known of one file. Made again on demand; a batch keeps only summaries.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The decoded text's lines, as the source view shows them.
    pub lines: Vec<String>,
    /// Name of the encoding, such as `UTF-8`.
    pub encoding: &'static str,
    /// The report as understood, with the reviewer's mappings applied.
    pub report: Report,
    /// What the rules say of it.
    pub verdict: Verdict,
    /// Why the file could not be read as a report: Chinese, then English. The status is then unreadable.
    pub unreadable: Option<(String, String)>,
}

/// Reads, understands and checks one file's bytes. Never fails: what cannot be read says why.
#[must_use]
pub fn analyse(bytes: &[u8], mappings: &Mappings) -> Analysis {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let document = crate::document::read(text);
    let extraction = crate::extract::extract(&document);
    let mut report = crate::report::assemble(extraction, mappings);
    report.lines = document.lines.len() as u32;
    let verdict = crate::rules::check(&report);
    let lines = document.line_texts().into_iter().map(str::to_owned).collect();
    Analysis { lines, encoding: "UTF-8", report, verdict, unreadable: None }
}
