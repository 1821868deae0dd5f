//! The little that is kept of each report of a batch for comparing it with the others: about a kilobyte.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::foreign::{self, ForeignName};
use super::numbers::Numbers;
use super::passages::{Passages, Text};
use super::stated::{self, Stated};
use crate::document::Span;
use crate::report::{DateKind, Report, UnitKind};
use crate::rules::{Cause, Verdict};
use crate::schema::CellId;

/// Of more cells than these that may each have broken relations, one is soon equal to another year's by chance.
const SUSPECTS: usize = 8;

/// What is kept of one report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extract {
    /// Path relative to the batch.
    pub name: Box<str>,
    /// The unit that the report speaks of, as it is written there.
    pub unit: Option<Box<str>>,
    /// Where the unit is named.
    pub unit_source: Option<Span>,
    /// What kind of authority the unit is.
    pub kind: Option<UnitKind>,
    /// The report year.
    pub year: Option<i32>,
    /// Where the year is said.
    pub year_source: Option<Span>,
    /// Index of the form in [`crate::schema::Schema::forms`].
    pub form: Option<u8>,
    /// The day on which the page says that it was published, else the day of the signature.
    pub date: Option<Day>,
    /// Whether its places are lines of the file itself, which has neither pages nor sheets nor drawn tables.
    pub is_plain: bool,
    /// Whether the report has a table of a national form.
    pub is_assessable: bool,
    /// Its numbers.
    pub numbers: Numbers,
    /// Cells any one of which may be what broke relations, each with the value that would put them right.
    pub suspects: Box<[(CellId, Decimal)]>,
    /// Its prose.
    pub passages: Passages,
    /// Names and words in its prose that belong to another unit.
    pub foreign: Box<[ForeignName]>,
    /// What it says of the reports that it sums up.
    pub stated: Option<Stated>,
}

/// A day with its meaning and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// What it is the day of.
    pub kind: DateKind,
    /// The day.
    pub date: Date,
    /// Where it stands.
    pub source: Option<Span>,
}

impl Extract {
    /// What is kept of a report and of what its own rules say. `lines` are the decoded lines of its file, `name` its path
    /// relative to the batch.
    #[must_use]
    pub fn of(report: &Report, verdict: &Verdict, lines: &[String], name: &str) -> Self {
        let unit = report.unit.as_ref();
        Self {
            name: name.into(),
            unit: unit.map(|unit| unit.text.as_str().into()),
            unit_source: unit.and_then(|unit| unit.source.first().copied()),
            kind: report.unit_kind(),
            year: report.year,
            year_source: report.year_source.first().copied(),
            form: report.form,
            date: day(report),
            is_plain: report.origins().parts.is_empty() && report.origins().grids.is_empty(),
            is_assessable: !report.tables.is_empty(),
            numbers: Numbers::of(report),
            suspects: verdict.causes.iter().flat_map(suspects).collect(),
            passages: Passages::of(Text { lines, unit: unit.map(|unit| unit.text.as_str()) }),
            foreign: foreign::find(report, lines).into(),
            stated: stated::find(report, lines),
        }
    }

    /// About how many bytes it takes, what it points to included.
    #[must_use]
    pub fn size(&self) -> usize {
        let words: usize = self.foreign.iter().map(|name| size_of::<ForeignName>() + name.quote.len()).sum();
        size_of::<Self>()
            + self.name.len()
            + self.unit.as_ref().map_or(0, |unit| unit.len())
            + self.numbers.size()
            + size_of_val(&*self.suspects)
            + self.passages.size()
            + words
    }
}

/// The single cells that would put a cause right, where they are few enough to mean something.
fn suspects(cause: &Cause) -> Vec<(CellId, Decimal)> {
    let alone = cause.sets.iter().filter_map(|set| match set.changes[..] {
        [change] => Some((change.cell, change.value()?)),
        _ => None,
    });
    let alone: Vec<_> = alone.take(SUSPECTS + 1).collect();
    if alone.len() > SUSPECTS { Vec::new() } else { alone }
}

/// The first day of publication, else the last day of a signature.
fn day(report: &Report) -> Option<Day> {
    let of = |kind| report.dates.iter().filter(move |mention| mention.kind == kind);
    let mention = of(DateKind::Published).next().or_else(|| of(DateKind::Signed).next_back())?;
    Some(Day { kind: mention.kind, date: mention.date, source: mention.source.first().copied() })
}
