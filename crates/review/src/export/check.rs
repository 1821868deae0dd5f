//! What `gouji check` prints, one file a format. Siblings have one shape: `head` opens the output, `report` writes one
//! file's share, `tail` closes it.
//!
//! A share depends on nothing but its own file, so that callers may write shares on many threads and join them in
//! order while memory stays flat. Reading, running and deciding the exit status are the callers' work.

mod cause;
mod checked;
pub mod place;

mod batch;
mod decisions;
mod model;
mod value;

mod csv;
mod json;
mod ndjson;
mod sarif;
mod table;

use std::collections::BTreeMap;
use std::io::{self, Write};

pub use checked::{Checked, Counts, Told, UNREADABLE};
pub use model::ReportView;

use crate::document::Origins;
use crate::rules::RuleBook;
use crate::rules::across::{BatchFinding, Extract};
use crate::source::Skipped;
use crate::text::lang::Lang;

/// An output format of `gouji check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned lines for people.
    #[default]
    Table,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// One row a finding, for spreadsheets.
    Csv,
    /// SARIF 2.1.0, for tools that show findings beside a text.
    Sarif,
}

/// What holds for the whole output.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Language of sentences and headings.
    pub lang: Lang,
    /// Whether signs may be coloured; only the table asks.
    pub colour: bool,
    /// The rules that the reports were judged by.
    pub book: &'static RuleBook,
}

/// Where the lines of a report come from.
#[derive(Debug, Clone, Default)]
pub struct Original {
    /// Its pages, sheets and tables.
    pub origins: Origins,
    /// Its path inside the archive that it lies in.
    pub member: Option<String>,
}

/// What is known once every file has been checked.
#[derive(Debug, Clone, Copy)]
pub struct Closing<'a> {
    /// How many reports have which status.
    pub counts: Counts,
    /// Files that were left aside.
    pub skipped: &'a [Skipped],
    /// What rests on more than one report, or on none.
    pub findings: &'a [BatchFinding],
    /// The reports that findings speak of, by index.
    pub extracts: &'a [Extract],
    /// Where the lines of those come from that are more than text, by index.
    pub originals: &'a BTreeMap<usize, Original>,
    /// Whether any share that was written is not empty.
    pub begun: bool,
}

impl Format {
    /// Opens the output.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn head(self, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Table => table::head(style, out),
            Self::Json => json::head(style, out),
            Self::Ndjson => ndjson::head(style, out),
            Self::Csv => csv::head(style, out),
            Self::Sarif => sarif::head(style, out),
        }
    }

    /// What stands between two shares that are not empty.
    #[must_use]
    pub fn separator(self) -> &'static str {
        match self {
            Self::Json | Self::Sarif => ",\n",
            Self::Table | Self::Ndjson | Self::Csv => "",
        }
    }

    /// Writes the share of one file.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn report(self, checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Table => table::report(checked, style, out),
            Self::Json => json::report(checked, style, out),
            Self::Ndjson => ndjson::report(checked, style, out),
            Self::Csv => csv::report(checked, style, out),
            Self::Sarif => sarif::report(checked, style, out),
        }
    }

    /// Closes the output.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    pub fn tail(self, closing: &Closing, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Table => table::tail(closing, style, out),
            Self::Json => json::tail(closing, style, out),
            Self::Ndjson => ndjson::tail(closing, style, out),
            Self::Csv => csv::tail(closing, style, out),
            Self::Sarif => sarif::tail(closing, style, out),
        }
    }
}
