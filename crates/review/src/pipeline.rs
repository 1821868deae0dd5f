//! Composes the stages: bytes to document, extraction, report and verdict; a batch is many files.

mod batch;
mod beside;
mod export;
mod open;
mod ordered;
mod summary;
mod what_if;

pub use batch::run;
pub use beside::{Sentence, beside, common};
pub use export::{ExportError, ExportOrder, compose, write_log};
pub use open::{Opened, open};
pub use ordered::ordered;
pub use summary::{Summary, label_hash};
pub use what_if::{Change, Flip, Impact, compare, impact, weigh};

use crate::document::{Reading, Unreadable};
use crate::extract::Extraction;
use crate::report::{self, FileFacts, Mappings, Report};
use crate::rules::{self, RuleBook, Status, Verdict};
use crate::source::{self, Kind, Limits};
use crate::text::lang::Lang;
use crate::{document, extract};

/// Everything that is known of one file. Made again on demand; a batch keeps only summaries.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The decoded text's lines, as the source view shows them.
    pub lines: Vec<String>,
    /// What kind of file it is.
    pub kind: Kind,
    /// Name of the encoding of its text, such as `UTF-8`; empty for a kind of file whose encoding is always the same.
    pub encoding: &'static str,
    /// The report as understood, with the reviewer's mappings applied.
    pub report: Report,
    /// What the rules say of it.
    pub verdict: Verdict,
    /// Why the file could not be read as a report: Chinese, then English. The status is then unreadable, or not assessable
    /// for pictures.
    pub unreadable: Option<(String, String)>,
}

/// One file's bytes as understood, before any mapping is applied and any rule is asked.
#[derive(Debug, Clone)]
struct Understood {
    lines: Vec<String>,
    kind: Kind,
    encoding: &'static str,
    extraction: Extraction,
    file: FileFacts,
}

/// Reads and understands one file's bytes. The name is looked at only to say that its extension belongs to another kind of
/// file.
fn understand(bytes: &[u8], name: &str, limits: &Limits) -> Result<Understood, Unreadable> {
    let Reading { document, kind, encoding, invalid, nul_bytes, private } = document::read(bytes, name, limits)?;
    let extraction = extract::extract(&document, &invalid, nul_bytes);
    let lines = document.line_texts().into_iter().map(str::to_owned).collect();
    let file = FileFacts { origins: document.origins, remarks: document.remarks, private };
    Ok(Understood { lines, kind, encoding, extraction, file })
}

impl Understood {
    /// The report in force under the reviewer's mappings, and what a book of rules says of it.
    fn judge(self, mappings: &Mappings, book: &RuleBook) -> Analysis {
        let Self { lines, kind, encoding, extraction, file } = self;
        let report = report::assemble(extraction, file, mappings);
        let verdict = rules::check(&report, book);
        Analysis { lines, kind, encoding, report, verdict, unreadable: None }
    }
}

/// Reads and understands one file's bytes, and checks them by a book of rules. Never fails: what cannot be read says why.
/// The name is looked at only to say that its extension belongs to another kind of file.
#[must_use]
pub fn analyse(bytes: &[u8], name: &str, limits: &Limits, mappings: &Mappings, book: &RuleBook) -> Analysis {
    match understand(bytes, name, limits) {
        Ok(understood) => understood.judge(mappings, book),
        Err(unreadable) => {
            let because = (unreadable.message(Lang::Zh), unreadable.message(Lang::En));
            let verdict = if unreadable.is_picture() {
                rules::picture(&because.0, &because.1, book)
            } else {
                Verdict { status: Status::Unreadable, ..Verdict::default() }
            };
            Analysis { unreadable: Some(because), kind: source::kind(bytes), verdict, ..Analysis::default() }
        }
    }
}
