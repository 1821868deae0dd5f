//! Beside the list: what is known of the report under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::review::{NoteOn, ReviewState};
use crate::rules::Severity;
use crate::tui::model::Row;
use crate::tui::paint::{clean, frame, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::{words, wrap};

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let row = scene.model.list.row().map(|row| &scene.model.rows[row]);
    let year = row.and_then(|row| row.summary.as_ref()).and_then(|summary| summary.year);
    let title = row.map_or_else(String::new, |row| match year {
        Some(year) => format!("{} · {year}", clean(row.unit())),
        None => clean(row.unit()).into_owned(),
    });
    let inside = frame(buf, scene.theme, area, (&title, ""), false);
    let Some(row) = row else { return };
    let mut y = inside.y;
    for (sign, text, role) in lines(scene, row) {
        let indent = if sign.is_empty() { 1 } else { 3 };
        for (i, line) in wrap::sentence(&text, usize::from(inside.width.saturating_sub(indent + 1))).iter().enumerate()
        {
            if y >= inside.bottom() {
                return;
            }
            if i == 0 {
                put(buf, inside.x + 1, y, 2, sign, scene.style(role));
            }
            let body = if sign.is_empty() { role } else { Role::Base };
            put(buf, inside.x + indent, y, inside.width - indent, line, scene.style(body));
            y += 1;
        }
    }
}

fn lines(scene: Scene, row: &Row) -> Vec<(&'static str, String, Role)> {
    let lang = scene.lang;
    let mut lines = vec![("", row.name.clone(), Role::Dim)];
    let Some(summary) = &row.summary else {
        lines.push(("", words::reading(lang).to_owned(), Role::Dim));
        return lines;
    };
    if let Some(title) = &summary.title {
        lines.push(("", title.clone(), Role::Label));
    }
    if let Some((zh, en)) = &summary.because {
        lines.push((summary.status.sign(), lang.pick(zh, en).clone(), Role::Unreadable));
    }
    let standing = scene.model.decisions.review(&row.name, Some(&summary.digest));
    if standing.state != ReviewState::Open {
        let word = words::review_state(standing.state, lang);
        let reason = if standing.reason.is_empty() { String::new() } else { format!("：{}", standing.reason) };
        lines.push(("●", format!("{word} {}{reason}", standing.by), Role::Decided));
    }
    if let Some(note) = scene.model.decisions.note(&row.name, &NoteOn::Report) {
        lines.push(("✎", note.text, Role::Decided));
    }
    if summary.waiting > 0 {
        lines.push(("?", words::labels_waiting(lang, summary.waiting as usize), Role::Doubt));
    }
    if summary.decided > 0 {
        lines.push(("●", words::labels_decided(lang, summary.decided as usize), Role::Decided));
    }
    for (severity, zh, en) in &summary.top {
        let (sign, role) = sign(*severity);
        lines.push((sign, lang.pick(zh, en).clone(), role));
    }
    let all = (summary.errors + summary.warnings + summary.notices) as usize;
    if all > summary.top.len() {
        lines.push(("", words::more(lang, all - summary.top.len()), Role::Dim));
    }
    if all == 0 && summary.because.is_none() {
        lines.push(("✓", words::no_findings(lang).to_owned(), Role::Good));
    }
    lines
}

/// The sign and role of a severity.
#[must_use]
pub fn sign(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Error => ("✗", Role::Error),
        Severity::Warning => ("⚠", Role::Warning),
        Severity::Info => ("i", Role::Notice),
    }
}
