//! The outline of a report: its sections, tables, figures in prose, dates and cited documents, each with its line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::cursor::scroll;
use crate::document::Span;
use crate::hit::Hit;
use crate::model::{OpenReport, Place};
use crate::paint::{clean, fill, frame, put};
use crate::report::{DamageKind, DateKind, Report, SumClaim, figures};
use crate::rules::{addition, table_name};
use crate::schema::{CellId, TableRef};
use crate::text::lang::Lang;
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::words;

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

/// Draws the pane, the entry that the source text stands at in sight.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let inside = frame(buf, scene.theme, area, (words::outline(scene.lang), ""), false);
    let entries = outline(report.report());
    let here = entries.iter().take_while(|(place, _)| *place <= report.place).count().checked_sub(1);
    let height = usize::from(inside.height);
    let at = here.unwrap_or(0);
    let first = scroll(at.saturating_sub(height / 2), at, height, entries.len());
    draw(scene, report, (first, here), inside, scene.style(Role::Base), buf);
}

/// Draws the entries from one on, one of them as chosen.
pub fn draw(
    scene: Scene,
    report: &OpenReport,
    (first, chosen): (usize, Option<usize>),
    area: Rect,
    ground: Style,
    buf: &mut Buffer,
) {
    let entries = outline(report.report());
    if entries.is_empty() {
        let text = words::no_outline(scene.lang);
        put(buf, area.x + 1, area.y, area.width - 1, text, ground.patch(scene.style(Role::Dim)));
        return;
    }
    let kinds = entries.iter().map(|(_, entry)| width(words::entry(scene.lang, entry))).max().unwrap_or(0) as u16;
    for (y, (index, (place, entry))) in entries.iter().enumerate().skip(first).take(area.height.into()).enumerate() {
        let line = Rect { y: area.y + y as u16, height: 1, ..area };
        let here = chosen == Some(index);
        let ground = if here { ground.patch(scene.style(Role::Cursor)) } else { ground };
        if here {
            fill(buf, line, ground);
        }
        let style = |role| if here { scene.on_cursor(ground, role) } else { scene.on(ground, role) };
        let lines = match entry {
            OutlineEntry::Table(_, last) if report.report().origins.is_plain() => {
                report.report().origins.lines(place.line, *last, scene.lang)
            }
            _ => report.named(place.line, scene.lang),
        };
        let right = line.right().saturating_sub(width(&lines) as u16 + 1);
        put(buf, right, line.y, line.right() - right, &lines, style(Role::Dim));
        put(buf, line.x + 1, line.y, kinds, words::entry(scene.lang, entry), style(Role::Dim));
        let indent = if entry.is_heading() { 0 } else { 2 };
        let x = line.x + 1 + kinds + 1 + indent;
        let role = match entry {
            OutlineEntry::Title(_) | OutlineEntry::Section(_) => Role::Heading,
            OutlineEntry::Damage(..) => Role::Doubt,
            _ => Role::Base,
        };
        let text = entry.text(scene.lang);
        let text = clean(&text);
        let room = right.saturating_sub(x + 1);
        put(buf, x, line.y, room, &truncate(&text, usize::from(room)), style(role));
        scene.hit(line, Hit::Place(*place));
    }
}
