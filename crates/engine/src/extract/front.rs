//! What a report says of itself: title, unit, report year, period, dates, signature, and the documents it cites.
//!
//! Page furniture (发布时间, 来源, 字号, 上一篇) is read for the date of publication and neither hides the title nor counts as
//! one. Nothing is made up: what is not said is absent.

mod around;
mod compact;
mod dates;
mod documents;
mod naming;
mod title;
mod unit;
mod year;

use super::facts::{DateMention, Period, Quoted};
use crate::document::Span;

/// What a report says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Front {
    /// The title as it stands, of one line or two.
    pub title: Option<Quoted>,
    /// The unit that the report speaks of: from the title, else the opening sentence, else the signature.
    pub unit: Option<Quoted>,
    /// The unit that signed at the end.
    pub signed_by: Option<Quoted>,
    /// The report year: from the title, else the period, else the opening sentences. Never from a date of publication.
    pub year: Option<i32>,
    /// Where the report year was read.
    pub year_source: Vec<Span>,
    /// The statistical period.
    pub period: Option<Period>,
    /// Dates of publication and signature.
    pub dates: Vec<DateMention>,
    /// Documents cited by number, each once with all its places.
    pub documents_cited: Vec<Quoted>,
}

/// Reads the lines that are no table.
#[must_use]
pub fn read(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Front {
    let title = title::find(lines, is_table);
    let signature = unit::signature(lines, is_table);
    let period = dates::period(lines, is_table);
    let unit = title
        .as_ref()
        .and_then(|title| title.unit.clone())
        .or_else(|| unit::from_prose(lines, is_table))
        .or_else(|| signature.as_ref().map(|signature| signature.unit.clone()));
    let (year, year_source) = year::find(lines, is_table, title.as_ref(), period.as_ref());
    let mut dates = dates::published(lines);
    let signed_by = signature.map(|signature| {
        dates.extend(signature.date);
        signature.unit
    });
    if signed_by.is_none() {
        dates.extend(dates::signed(lines, is_table));
    }
    Front {
        title: title.map(|title| title.quoted),
        unit,
        signed_by,
        year,
        year_source,
        period,
        dates,
        documents_cited: documents::cited(lines, is_table),
    }
}
