//! The annotated review log and the ledger: for every file of a batch what the machine found, what reviewers decided, and
//! when.
//!
//! A [`FileLog`] is built from one file and the state of the review, a [`ReviewLog`] from all of them; both are plain values.
//! Siblings have one shape: each writes a [`ReviewLog`] as one document in one format. The same files and the same journal
//! give the same bytes. Reading files, running the analyses and putting the bytes on disk are the callers' work.

mod build;
mod csv;
mod history;
mod json;
mod ledger;
mod markdown;
mod model;
pub mod then_now;
pub mod words;

use std::io::{self, Write};
use std::path::Path;

use jiff::tz::TimeZone;

pub use build::Submission;
pub use history::History;
pub use model::{DecisionLog, FileLog, FindingLog, MappingLog, NoteLog, ReviewLog};

use crate::text::lang::Lang;

/// Which document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Content {
    /// The annotated review log: what was found, and every decision with what it changed.
    #[default]
    Log,
    /// The ledger, 台账: a row for each finding, one for a report without any.
    Ledger,
}

/// A format of the review log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A document for people.
    Markdown,
    /// A table for WPS and Excel.
    Csv,
    /// One object for programs.
    Json,
}

/// How a log is to be worded.
#[derive(Debug, Clone)]
pub struct Style {
    /// Language of headings and sentences.
    pub lang: Lang,
    /// The zone in which people read times. JSON has them in UTC.
    pub zone: TimeZone,
}

/// Whether a file that begins so is a document that was written here, in any format and language.
#[must_use]
pub fn is_log(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let is_object = head.starts_with("{\n  \"schema_version\":")
        && ["review_log", "ledger"].iter().any(|kind| head.contains(&format!("\n  \"kind\": \"{kind}\",")));
    let titles = ["审核记录：", "Review log: ", "年报审核台账：", "Ledger: "];
    let is_text = titles.iter().any(|title| head.strip_prefix("# ").is_some_and(|head| head.starts_with(title)))
        && head.contains("gouji ");
    let names = [Lang::Zh, Lang::En].into_iter().flat_map(|lang| [csv::names(lang), ledger::names(lang).to_vec()]);
    let is_table = |names: Vec<&str>| {
        head.strip_prefix('\u{feff}')
            .and_then(|head| head.strip_prefix(&names.join(",")))
            .is_some_and(|rest| rest.starts_with("\r\n"))
    };
    is_object || is_text || names.into_iter().any(is_table)
}

impl Format {
    /// The format of a name such as `md`, in capitals or not.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// The format that a file's extension asks for.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        Self::parse(path.extension()?.to_str()?)
    }

    /// Writes a document.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn write(self, content: Content, log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
        match (content, self) {
            (Content::Log, Self::Markdown) => markdown::write(log, style, out),
            (Content::Log, Self::Csv) => csv::write(log, style, out),
            (Content::Log, Self::Json) => json::write(log, style, out),
            (Content::Ledger, Self::Markdown) => ledger::markdown(log, style, out),
            (Content::Ledger, Self::Csv) => ledger::csv(log, style, out),
            (Content::Ledger, Self::Json) => ledger::json(log, style, out),
        }
    }
}
