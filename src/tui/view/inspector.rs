//! Everything that is known of the cell under the cursor: its text, field, confidence, relations and findings.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::report::{Cell, Report};
use crate::rules::{Outcome, rule};
use crate::schema::CellId;
use crate::text::lang::Lang;
use crate::text::width::width;
use crate::tui::model::OpenReport;
use crate::tui::paint::{frame, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::view::preview::sign;
use crate::tui::{words, wrap};

/// A paragraph of the pane: a sign or heading, its text, and their roles.
type Paragraph = (String, String, Role, Role);

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let inside = frame(buf, scene.theme, area, (words::inspector(scene.lang), ""), false);
    let Some(report) = &scene.model.report else { return };
    let Some(id) = report.cell() else {
        put(buf, inside.x + 1, inside.y, inside.width, words::nothing_here(scene.lang), scene.style(Role::Dim));
        return;
    };
    let mut y = inside.y;
    for (head, text, head_role, role) in paragraphs(report, id, scene.lang) {
        let indent = if head.is_empty() { 0 } else { width(&head) as u16 + 1 };
        for (i, row) in wrap::sentence(&text, usize::from(inside.width.saturating_sub(indent + 2))).iter().enumerate() {
            if y >= inside.bottom() {
                return;
            }
            if i == 0 {
                put(buf, inside.x + 1, y, inside.width - 1, &head, scene.style(head_role));
            }
            put(buf, inside.x + 1 + indent, y, inside.width - 1 - indent, row, scene.style(role));
            y += 1;
        }
    }
}

fn paragraphs(report: &OpenReport, id: CellId, lang: Lang) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut say = |head: &str, text: String, head_role: Role, role: Role| {
        found.push((head.to_owned(), text, head_role, role));
    };
    say("", field_path(id), Role::Base, Role::Heading);
    say("", id.to_string(), Role::Base, Role::Dim);
    let cell = report.report().cell(id);
    match cell {
        None => say("·", words::cell_absent(lang).to_owned(), Role::Missing, Role::Missing),
        Some(cell) => {
            let kind = words::cell_kind(cell.kind, lang);
            let unit = cell.unit.as_deref().map_or_else(String::new, |unit| format!(" {unit}"));
            let value = cell.value.map_or_else(String::new, |value| format!(" {value}{unit}"));
            say(words::raw(lang), format!("“{}”  {kind}{value}", cell.raw.trim()), Role::Dim, Role::Base);
            if let Some(doubt) = cell.doubt {
                say("?", words::named(lang, words::doubt(lang), doubt.words(lang)), Role::Doubt, Role::Doubt);
            }
        }
    }
    for finding in
        report.findings().iter().filter(|finding| finding.cells.contains(&id) || finding.suspects.contains(&id))
    {
        let (mark, role) = sign(finding.severity);
        say(mark, finding.message(lang).to_owned(), role, Role::Base);
    }
    relations(report, id, lang, &mut say);
    if let Some(cell) = cell {
        evidence(report.report(), id, cell, lang, &mut say);
    }
    found
}

/// The relations that touch the cell, broken ones first, with their arithmetic.
fn relations(report: &OpenReport, id: CellId, lang: Lang, say: &mut impl FnMut(&str, String, Role, Role)) {
    let mut touching: Vec<_> =
        report.analysis.verdict.checks.iter().filter(|check| check.cells.contains(&id)).collect();
    touching.retain(|check| check.outcome != Outcome::NotApplicable);
    touching.sort_by_key(|check| match check.outcome {
        Outcome::Broken => 0,
        Outcome::CannotTell => 1,
        Outcome::Holds | Outcome::NotApplicable => 2,
    });
    if !touching.is_empty() {
        say("", words::relations(lang).to_owned(), Role::Base, Role::Heading);
    }
    for check in touching {
        let (mark, role) = match check.outcome {
            Outcome::Broken => ("✗", Role::Error),
            Outcome::CannotTell => ("?", Role::Doubt),
            Outcome::Holds | Outcome::NotApplicable => ("✓", Role::Good),
        };
        let arithmetic = check.arithmetic(report.report());
        let because = check.because.as_ref().map(|because| lang.pick(&because.zh, &because.en).clone());
        let text =
            [arithmetic, because.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let text = if text.is_empty() { check.outcome.words(lang).to_owned() } else { text.join("  ") };
        say(mark, text, role, Role::Base);
        // A rule is named by its flaw, which would be false of a relation that holds.
        let flaw = rule(check.rule).filter(|_| check.outcome == Outcome::Broken).map(|rule| rule.title.get(lang));
        let name = flaw.map_or_else(|| check.rule.to_owned(), |flaw| format!("{flaw}  {}", check.rule));
        say(" ", name, Role::Base, Role::Dim);
    }
}

/// Where the cell stands, how sure that is and why.
fn evidence(report: &Report, id: CellId, cell: &Cell, lang: Lang, say: &mut impl FnMut(&str, String, Role, Role)) {
    let confidence = cell.confidence;
    let part = |name: &str, value: f32| format!("{name} {value:.2}");
    let mut parts = vec![
        part(words::part_row(lang), confidence.row),
        part(words::part_column(lang), confidence.column),
        part(words::part_layout(lang), confidence.layout),
    ];
    parts.extend(confidence.arithmetic.map(|value| part(words::part_arithmetic(lang), value)));
    say(words::confidence(lang), format!("{:.2} = {}", confidence.score(), parts.join(" · ")), Role::Dim, Role::Base);
    if let Some(span) = cell.source.first() {
        let text = words::line_and_column(lang, span.line, span.column);
        say(words::place(lang), text, Role::Dim, Role::Base);
    }
    for (head, index) in [(words::row_label(lang), cell.row_label), (words::column_label(lang), cell.column_label)] {
        if let Some(label) = index.and_then(|index| report.labels.get(index as usize)) {
            let mark = if label.needs_review { "?" } else { "" };
            let text = format!("{mark}“{}”  {} {:.2}", label.observed, label.method.words(lang), label.score);
            say(head, text, Role::Dim, if label.needs_review { Role::Doubt } else { Role::Base });
        }
    }
    for other in report.other_readings.iter().filter(|other| other.cell == id) {
        let line = other.source.first().map_or_else(String::new, |span| words::line(lang, span.line));
        say(words::other_readings(lang), format!("“{}”  {line}", other.raw), Role::Doubt, Role::Base);
    }
}

/// The field as the form prints it: table, groups, row and column.
fn field_path(id: CellId) -> String {
    let table = id.table().get();
    let (row, column) = (id.row_field(), id.column_field());
    let side = |group: &[&str], label: &str| group.iter().chain([&label]).copied().collect::<Vec<_>>().join(" › ");
    format!("{} ｜ {} × {}", table.label, side(&row.group, row.label), side(&column.group, column.label))
}
