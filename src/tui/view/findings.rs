//! A report's findings: in full with advice and likely causes, or in brief below the tables.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::rules::Finding;
use crate::text::lang::Lang;
use crate::text::width::truncate;
use crate::tui::paint::{clean, fill, frame, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::view::preview::sign;
use crate::tui::{words, wrap};

/// The rows of a finding in a pane of so many cells.
#[must_use]
pub fn rows(finding: &Finding, cells: u16, lang: Lang) -> Vec<(String, Role)> {
    let cells = usize::from(cells.saturating_sub(6));
    let mut rows: Vec<(String, Role)> =
        wrap::sentence(finding.message(lang), cells).into_iter().map(|row| (row, Role::Base)).collect();
    for (zh, en) in &finding.hypotheses {
        let text = words::named(lang, words::hypothesis(lang), lang.pick(zh, en));
        rows.extend(wrap::sentence(&text, cells).into_iter().map(|row| (row, Role::Label)));
    }
    if !finding.advice(lang).is_empty() {
        let text = format!("→ {}", finding.advice(lang));
        rows.extend(wrap::sentence(&text, cells).into_iter().map(|row| (row, Role::Notice)));
    }
    rows.push((format!("{}  {}", places(finding, lang), finding.rule), Role::Dim));
    rows
}

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let Some(report) = &scene.model.report else { return };
    let count = report.findings().len();
    let remark = words::position(report.finding, count);
    let inside = frame(buf, scene.theme, area, (words::findings(scene.lang), &remark), true);
    if count == 0 {
        put(buf, inside.x + 1, inside.y, inside.width, words::no_findings(scene.lang), scene.style(Role::Good));
        return;
    }
    let mut y = inside.y;
    for (index, finding) in report.findings().iter().enumerate().skip(report.first_finding) {
        let here = index == report.finding;
        let (mark, role) = sign(finding.severity);
        for (i, (row, tone)) in rows(finding, inside.width, scene.lang).into_iter().enumerate() {
            if y >= inside.bottom() {
                return;
            }
            if here {
                put(buf, inside.x, y, 1, "▌", scene.style(Role::BorderFocus));
            }
            if i == 0 {
                put(buf, inside.x + 2, y, 2, mark, scene.style(role));
            }
            let style = scene.style(tone);
            let style = if here && i == 0 { style.patch(scene.style(Role::Heading)) } else { style };
            put(buf, inside.x + 4, y, inside.width - 4, &row, style);
            y += 1;
        }
        y += 1;
    }
}

/// Draws the findings one a line, the one of the cursor in sight.
pub fn render_brief(scene: Scene, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let Some(report) = &scene.model.report else { return };
    let count = report.findings().len();
    let remark = words::position(report.finding, count);
    let inside = frame(buf, scene.theme, area, (words::findings(scene.lang), &remark), false);
    if count == 0 {
        put(buf, inside.x + 1, inside.y, inside.width, words::no_findings(scene.lang), scene.style(Role::Good));
        return;
    }
    let height = usize::from(inside.height);
    let first = crate::tui::layout::scroll(report.finding.saturating_sub(height / 2), report.finding, height, count);
    for (y, (index, finding)) in report.findings().iter().enumerate().skip(first).take(height).enumerate() {
        let here = index == report.finding;
        let line = Rect { y: inside.y + y as u16, height: 1, ..inside };
        let ground = if here { scene.style(Role::Cursor) } else { scene.style(Role::Base) };
        if here {
            fill(buf, line, scene.style(Role::Base).patch(ground));
        }
        let (mark, role) = sign(finding.severity);
        let mark_style = scene.style(role).patch(ground);
        put(buf, line.x + 1, line.y, 2, mark, if here { mark_style } else { scene.style(role) });
        let message = clean(finding.message(scene.lang));
        let text = truncate(&message, usize::from(line.width.saturating_sub(4)));
        put(buf, line.x + 3, line.y, line.width - 3, &text, scene.style(Role::Base).patch(ground));
    }
}

/// The lines that a finding speaks of.
fn places(finding: &Finding, lang: Lang) -> String {
    let lines = finding.source.iter().map(|span| span.line);
    match (lines.clone().min(), lines.max()) {
        (Some(first), Some(last)) => words::lines(lang, (first, last)),
        _ => String::new(),
    }
}
