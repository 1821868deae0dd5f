//! The outline of a report: its sections, tables, figures in prose, dates and cited documents, each with its line.

use crate::document::Span;
use crate::model::Place;
use crate::report::{DamageKind, DateKind, Report, SumClaim, figures};
use crate::rules::{addition, table_name};
use crate::schema::{CellId, TableRef};
use crate::text::lang::Lang;

/// What stands at a place of the outline.
#[derive(Debug, Clone, PartialEq)]
pub enum OutlineEntry {
    /// The title line.
    Title(String),
    /// The heading of a section.
    Section(String),
    /// A table, with its last line.
    Table(TableRef, u32),
    /// The statistical period.
    Period(String),
    /// A date.
    Date(DateKind, String),
    /// A document cited by number.
    Document(String),
    /// A figure of the statistics: its name and value, and the cell that it repeats.
    Figure(String, Option<CellId>),
    /// A total stated with its parts.
    Sum(String),
    /// Damaged text.
    Damage(DamageKind, String),
}

/// The outline of a report in the order of its text.
#[must_use]
pub fn outline(report: &Report) -> Vec<(Place, OutlineEntry)> {
    let mut found: Vec<(Place, OutlineEntry)> = Vec::new();
    let mut add = |source: &[Span], entry: OutlineEntry| {
        if let Some(span) = source.first() {
            found.push((Place { line: span.line, column: span.column.max(1) }, entry));
        }
    };
    if let Some(title) = &report.title {
        add(&title.source, OutlineEntry::Title(title.text.clone()));
    }
    for section in &report.sections {
        add(&section.source, OutlineEntry::Section(section.heading.clone()));
    }
    for reading in &report.tables {
        add(&[Span::line(reading.lines.0)], OutlineEntry::Table(reading.table, reading.lines.1));
    }
    if let Some(period) = &report.period {
        add(&period.source, OutlineEntry::Period(period.quote.clone()));
    }
    for date in &report.dates {
        add(&date.source, OutlineEntry::Date(date.kind, date.date.to_string()));
    }
    for cited in &report.documents_cited {
        add(&cited.source, OutlineEntry::Document(cited.text.clone()));
    }
    for fact in &report.facts {
        let text = format!("{}  {}{}", figures::name(fact.id), fact.value, fact.unit.as_deref().unwrap_or(""));
        add(&fact.source, OutlineEntry::Figure(text, fact.cell));
    }
    for claim in &report.sums {
        add(&[claim.total_source], OutlineEntry::Sum(sum(claim)));
    }
    for damage in &report.damage {
        add(&damage.source, OutlineEntry::Damage(damage.kind, damage.quotes.join(" · ")));
    }
    // Headings stand before what is on the same line.
    found.sort_by_key(|(place, entry)| (place.line, !entry.is_heading(), place.column));
    found
}

impl OutlineEntry {
    /// Whether others stand below it.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        matches!(self, Self::Title(_) | Self::Section(_))
    }

    /// Its text.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Title(text)
            | Self::Section(text)
            | Self::Period(text)
            | Self::Date(_, text)
            | Self::Document(text)
            | Self::Figure(text, _)
            | Self::Sum(text)
            | Self::Damage(_, text) => text.trim().to_owned(),
            Self::Table(table, _) => {
                let name = table_name(*table).get(lang);
                // The name of a block of section 二 says all that its label says.
                if table.is_whole_section() { format!("{name}  {}", table.get().label) } else { name.to_owned() }
            }
        }
    }
}

/// A stated total with its parts, and what they add up to where that differs.
fn sum(claim: &SumClaim) -> String {
    let parts: Vec<String> = claim.parts.iter().map(|part| format!("{}{}", part.of, part.value)).collect();
    let total = addition(claim.parts.iter().map(|part| part.value));
    let (sign, really) = match total {
        Some(total) if total == claim.total => ("=", String::new()),
        Some(total) if claim.approximate => ("≈", format!("{total} = ")),
        Some(total) => ("≠", format!("{total} = ")),
        None => ("?", String::new()),
    };
    format!("{}{} {sign} {really}{}", claim.total, claim.unit, parts.join(" + "))
}
