//! What a finding rests on, as values that no message is needed for.
//!
//! A reviewer's decision is kept with the evidence of the finding that it is about, and found again by it after another run, an
//! upgrade or a resubmission. So evidence holds what the document says and ids of the form, and nothing that a better program may
//! word, order or place otherwise.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::report::{LabelKey, Report};
use crate::schema::{CellId, Schema, TableRef};

use super::Finding;

/// One thing that a finding rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Evidence {
    /// The Chinese sentence of a finding, by which old journals knew one that had neither cells nor quotes. Never made of a finding
    /// any more.
    Wording(String),
    /// A cell of a table.
    Cell {
        /// Its id, `table.row.column`.
        cell: String,
        /// Its raw text; `None` for a cell that the document does not have.
        raw: Option<String>,
    },
    /// Words of the document.
    Quote(String),
    /// A table of a form.
    Table {
        /// The form's id.
        form: String,
        /// The table's id.
        table: String,
    },
    /// A form, by id.
    Form(String),
    /// A section of the form, by id.
    Section(String),
    /// An occurrence of a label.
    Label(LabelKey),
    /// A unit, by name.
    Unit(String),
    /// A report year.
    Year(i32),
    /// A day.
    Day(Date),
    /// Something with a name of its own: a sheet or a cell of a workbook, another file, an extension, a setting, a kind of damage.
    Name(String),
    /// A page, from 1.
    Page(u32),
    /// A number: one that prose adds up, or how many there are of what has no names.
    Number(Decimal),
}

impl Evidence {
    /// A cell with its raw text in a report.
    #[must_use]
    pub fn cell(id: CellId, report: &Report) -> Self {
        Self::Cell { cell: id.to_string(), raw: report.cell(id).map(|cell| cell.raw.clone()) }
    }

    /// A table of a form.
    #[must_use]
    pub fn table(at: TableRef) -> Self {
        let form = Schema::get().forms[usize::from(at.form)].id.to_owned();
        Self::Table { form, table: at.get().id.to_owned() }
    }

    /// Everything that a finding rests on, each once and in order: its cells and the words that it quotes; for a finding with
    /// neither, what it speaks of. A finding that is about the report as a whole, and the only one of its rule, has none.
    #[must_use]
    pub fn of(finding: &Finding, report: &Report) -> Vec<Self> {
        let cells = finding.cells.iter().map(|&id| Self::cell(id, report));
        let quotes = finding.quotes.iter().map(|quote| Self::Quote(quote.clone()));
        let mut evidence: Vec<Self> = cells.chain(quotes).collect();
        if evidence.is_empty() {
            evidence.clone_from(&finding.subjects);
        }
        evidence.sort();
        evidence.dedup();
        evidence
    }
}

/// The evidence as exports write it.
impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wording(sentence) => write!(f, "{sentence}"),
            Self::Cell { cell, raw: Some(raw) } => write!(f, "{cell}={raw}"),
            Self::Cell { cell, raw: None } => write!(f, "{cell}"),
            Self::Quote(words) => write!(f, "“{words}”"),
            Self::Table { form, table } => write!(f, "table:{form}.{table}"),
            Self::Form(form) => write!(f, "form:{form}"),
            Self::Section(section) => write!(f, "section:{section}"),
            Self::Label(key) => write!(f, "label:{}.{}:{}", key.table, key.axis.id(), key.observed),
            Self::Unit(unit) => write!(f, "unit:{unit}"),
            Self::Year(year) => write!(f, "year:{year}"),
            Self::Day(day) => write!(f, "day:{day}"),
            Self::Name(name) => write!(f, "name:{name}"),
            Self::Page(page) => write!(f, "page:{page}"),
            Self::Number(number) => write!(f, "number:{number}"),
        }
    }
}
