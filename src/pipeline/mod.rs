//! Composes the stages: bytes to document, extraction, report and verdict; a batch is many files.

mod batch;
mod export;
mod open;
mod ordered;
mod summary;
mod what_if;

pub use batch::run;
pub use export::{ExportError, ExportOrder, compose, write_log};
pub use open::{Opened, open};
pub use ordered::ordered;
pub use summary::{Summary, label_hash};
pub use what_if::{Change, Flip, Impact, compare, impact, weigh};

use crate::report::{self, Mappings, Report};
use crate::rules::{self, Status, Verdict};
use crate::text::lang::Lang;
use crate::{document, extract, source};

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
    let decoded = match source::decode(bytes) {
        Ok(decoded) => decoded,
        Err(undecodable) => {
            let because = (undecodable.message(Lang::Zh).to_owned(), undecodable.message(Lang::En).to_owned());
            let verdict = Verdict { status: Status::Unreadable, ..Verdict::default() };
            return Analysis { unreadable: Some(because), verdict, ..Analysis::default() };
        }
    };
    let document = document::read(decoded.text);
    let extraction = extract::extract(&document, &decoded.invalid, decoded.nul_bytes);
    let report = report::assemble(extraction, mappings);
    let verdict = rules::check(&report);
    let lines = document.line_texts().into_iter().map(str::to_owned).collect();
    Analysis { lines, encoding: decoded.encoding, report, verdict, unreadable: None }
}
