//! The window of what rests on several reports: a line for each finding, and the one under the cursor in full.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::layout::{between_rows, between_window};
use crate::model::{BetweenList, Model};
use crate::paint::{clean, cover, frame, put};
use crate::rules::across::BatchFinding;
use crate::text::width::truncate;
use crate::theme::Role;
use crate::view::line::Line;
use crate::view::preview::sign;
use crate::view::{Scene, hit::Hit};
use crate::{words, wrap};

/// Cells of the unit's name.
const UNIT: u16 = 20;

/// Draws the window.
pub fn render(scene: Scene, list: &BetweenList, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let findings = &model.between.findings;
    let area = between_window(model.size, findings.len());
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let remark = words::position(list.cursor.at, findings.len());
    let inside = frame(buf, scene.theme, area, (words::between_title(lang), &remark), true);
    let rows = between_rows(model.size, findings.len());
    for (y, (index, found)) in findings.iter().enumerate().skip(list.cursor.first).take(rows).enumerate() {
        let line = Rect { y: inside.y + y as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, index == list.cursor.at, line, buf);
        scene.hit(line, Hit::Choice(index));
        let (mark, role) = sign(found.finding.severity);
        put(buf, line.x + 2, line.y, 2, mark, look.on(role));
        let unit = subject(model, found).unwrap_or_else(|| words::between_batch(lang).to_owned());
        put(buf, line.x + 4, line.y, UNIT, &truncate(&clean(&unit), usize::from(UNIT)), look.on(Role::Label));
        let x = line.x + 5 + UNIT;
        let room = line.right().saturating_sub(x + 1);
        put(buf, x, line.y, room, &truncate(&clean(found.finding.message(lang)), usize::from(room)), look.ground);
    }
    let Some(found) = findings.get(list.cursor.at) else { return };
    let on = |role: Role| ground.patch(scene.style(role));
    let y = inside.y + rows as u16;
    put(buf, inside.x, y, inside.width, &"─".repeat(usize::from(inside.width)), on(Role::Border));
    in_full(scene, found, Rect { y: y + 1, height: inside.bottom().saturating_sub(y + 1), ..inside }, buf);
}

/// A finding in full: its sentence, what to do, and the reports that it rests on.
fn in_full(scene: Scene, found: &BatchFinding, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let ground = scene.style(Role::Overlay);
    let width = area.width.saturating_sub(2);
    let names: Vec<&str> =
        found.reports.iter().filter_map(|&row| model.rows.get(row)).map(|row| row.name.as_str()).collect();
    let mut lines: Vec<(String, Role)> = Vec::new();
    let mut say = |text: &str, role: Role, most: usize| {
        let rows = wrap::sentence(&clean(text), usize::from(width)).into_iter().take(most);
        lines.extend(rows.map(|row| (row.to_string(), role)));
    };
    say(found.finding.message(lang), Role::Base, 3);
    say(&format!("→ {}", found.finding.advice(lang)), Role::Label, 2);
    if !names.is_empty() {
        say(&words::concerned(lang, &names), Role::Dim, 2);
    }
    for (y, (text, role)) in lines.iter().take(usize::from(area.height)).enumerate() {
        let style = if *role == Role::Base { ground } else { ground.patch(scene.style(*role)) };
        put(buf, area.x + 1, area.y + y as u16, width, text, style);
    }
}

/// The unit that a finding speaks of, where it speaks of one.
fn subject(model: &Model, found: &BatchFinding) -> Option<String> {
    let row = model.rows.get(found.subject?)?;
    let year = row.summary.as_ref().and_then(|summary| summary.year);
    Some(year.map_or_else(|| row.unit().to_owned(), |year| format!("{} {year}", row.unit())))
}
