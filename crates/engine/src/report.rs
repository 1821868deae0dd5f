//! A report as it was understood: values by cell id, labels, prose facts, and the evidence for each.
//!
//! [`Report`] is what rules judge, screens show and exports print. It is assembled from an extraction and the
//! reviewer's mappings; it holds no file and no decision.

mod assemble;
mod cell;
pub mod figures;
mod label;
mod learned;
mod prose;
mod roster;
mod unit;
pub mod why;

pub use assemble::assemble;
pub use cell::{Cell, Confidence, Doubt, Kind, OtherReading, TableReading, Unplaced};
pub use label::{
    Alias, Candidate, HeldBack, Label, LabelKey, Learned, Mapping, Mappings, Method, ScorePart, ScorePartKind, Target,
    Taught,
};
pub use prose::{
    Damage, DamageKind, DateKind, DateMention, Fact, Paragraph, PartsAnnounced, Period, Quoted, Rate, RateKind, Said,
    Scope, SectionMark, Statement, SumClaim, SumPart, Unseen, Year,
};
pub use roster::{Roster, RosterEntry};
pub use unit::{Body, Level, UnitKind};

use crate::document::{Origins, Private, Remark, Span};
use crate::schema::{CellId, Schema, TableRef};

/// One report, rebuilt.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The title line, where one was found.
    pub title: Option<Quoted>,
    /// The unit that the report speaks of, by title, prose or signature.
    pub unit: Option<Quoted>,
    /// The unit that signed at the end.
    pub signed_by: Option<Quoted>,
    /// The report year.
    pub year: Option<i32>,
    /// Where the report year was read.
    pub year_source: Vec<Span>,
    /// The statistical period that the report states.
    pub period: Option<Period>,
    /// Dates of publication and signature.
    pub dates: Vec<DateMention>,
    /// Documents cited by number.
    pub documents_cited: Vec<Quoted>,
    /// Index of the form in [`Schema::forms`]; `None` where none was recognised.
    pub form: Option<u8>,
    /// Section headings in printed order.
    pub sections: Vec<SectionMark>,
    /// Tables in printed order of their first reading; each table at most once.
    pub tables: Vec<TableReading>,
    /// Readings of cells that were printed more than once, or mapped twice, beyond the one in `tables`.
    pub other_readings: Vec<OtherReading>,
    /// Every occurrence of a label.
    pub labels: Vec<Label>,
    /// Numbers inside a table that have no slot.
    pub unplaced: Vec<Unplaced>,
    /// Stated totals with their stated parts, in prose.
    pub sums: Vec<SumClaim>,
    /// Every mention in prose of a figure that the forms know.
    pub facts: Vec<Fact>,
    /// What prose says of the same without a number.
    pub statements: Vec<Statement>,
    /// Percentages in prose with the numbers that they come from.
    pub rates: Vec<Rate>,
    /// How many parts the report says that it has.
    pub parts: Option<PartsAnnounced>,
    /// Where the text itself is damaged.
    pub damage: Vec<Damage>,
    /// The running text, line by line; numbers of persons are masked in it.
    pub paragraphs: Vec<Paragraph>,
    /// Characters that nobody sees.
    pub unseen: Vec<Unseen>,
    /// Number of lines of the decoded text.
    pub lines: u32,
    /// What is known of the file. Only [`assemble`] and [`Report::with_file`] set it, and as one value, so that no report is
    /// judged without the part of it that a caller forgot.
    pub(crate) file: FileFacts,
}

/// What is known of the file that a report was read from, beside its words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileFacts {
    /// Where the lines come from, in a file that is more than text.
    pub origins: Origins,
    /// What a reviewer should know of how the file was read.
    pub remarks: Vec<Remark>,
    /// Numbers of persons that were found, each masked.
    pub private: Vec<Private>,
}

impl Report {
    /// The same report, read from another file.
    #[must_use]
    pub fn with_file(self, file: FileFacts) -> Self {
        Self { file, ..self }
    }

    /// Where the lines come from, in a file that is more than text.
    #[must_use]
    pub fn origins(&self) -> &Origins {
        &self.file.origins
    }

    /// What a reviewer should know of how the file was read.
    #[must_use]
    pub fn remarks(&self) -> &[Remark] {
        &self.file.remarks
    }

    /// Numbers of persons that were found, each masked.
    #[must_use]
    pub fn private(&self) -> &[Private] {
        &self.file.private
    }

    /// The reading of a table, if the report has it.
    #[must_use]
    pub fn table(&self, at: TableRef) -> Option<&TableReading> {
        self.tables.iter().find(|reading| reading.table == at)
    }

    /// The reading of a table by id, whatever its edition.
    #[must_use]
    pub fn table_by_id(&self, id: &str) -> Option<&TableReading> {
        self.tables.iter().find(|reading| reading.table.get().id == id)
    }

    /// A cell, if the document has it.
    #[must_use]
    pub fn cell(&self, id: CellId) -> Option<&Cell> {
        self.table(id.table())?.cell(id.row, id.column)
    }

    /// What kind of authority the unit is, by its name in title or prose, else by the signature.
    #[must_use]
    pub fn unit_kind(&self) -> Option<UnitKind> {
        let names = [&self.unit, &self.signed_by];
        names.into_iter().flatten().find_map(|name| UnitKind::of(&name.text))
    }

    /// All cells that the document has, in printed order of tables and the schema's order of rows and columns.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        self.tables.iter().flat_map(TableReading::cells)
    }

    /// The form's id, such as `2019`.
    #[must_use]
    pub fn form_id(&self) -> Option<&'static str> {
        self.form.map(|form| Schema::get().forms[usize::from(form)].id)
    }
}
