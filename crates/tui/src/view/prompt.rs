//! The window in which a reason or a note is typed: what it hangs on, the text in as many rows as it needs, and reasons
//! that were given before.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::layout::window;
use crate::model::{Prompt, Purpose};
use crate::paint::{clean, cover, frame, put};
use crate::review::{FindingKey, NoteOn};
use crate::rules::place_name;
use crate::schema::CellId;
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

/// Most rows of the text that are seen at once.
const ROWS: usize = 8;
/// Cells of the window.
const CELLS: u16 = 76;

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, prompt: &Prompt, buf: &mut Buffer) -> Option<(u16, u16)> {
    let reasons = scene.model.reasons(&prompt.purpose);
    let cells = CELLS.min(scene.model.size.0.saturating_sub(2));
    let subject = subject(scene, prompt);
    let subject: Vec<String> =
        subject.iter().flat_map(|text| wrap::sentence(text, usize::from(cells - 4))).take(3).collect();
    // One cell is kept for the cursor behind the last letter.
    let text = prompt.input.value();
    let rows = wrap::line(text, usize::from(cells - 5));
    let offered = if reasons.is_empty() { 0 } else { reasons.len() + 1 };
    let other = subject.len() + 3;
    let room = usize::from(scene.model.size.1).saturating_sub(2 + other);
    let seen = rows.len().clamp(1, ROWS.min(room.max(1)));
    let offered = offered.min(room.saturating_sub(seen));
    let area = window(scene.model.size, cells, (other + seen + offered) as u16);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let count = text.chars().count();
    let remark = if count > 20 { words::characters(scene.lang, count) } else { String::new() };
    let inside = frame(buf, scene.theme, area, (prompt.purpose.title(scene.lang), &remark), true);
    let mut y = inside.y;
    for row in &subject {
        put(buf, inside.x + 1, y, inside.width - 2, row, ground.patch(scene.style(Role::Label)));
        y += 1;
    }
    let rule = "─".repeat(usize::from(inside.width - 2));
    put(buf, inside.x + 1, y, inside.width - 2, &rule, ground.patch(scene.style(Role::Rule)));
    y += 1;
    let at = prompt.input.cursor() as u32;
    let cursor_row = rows.iter().rposition(|row| row.start <= at).unwrap_or(0);
    let first = crate::cursor::scroll(cursor_row.saturating_sub(seen - 1), cursor_row, seen, rows.len());
    let letters: Vec<char> = text.chars().collect();
    let shown = |from: u32, until: u32| letters[from as usize..until as usize].iter().collect::<String>();
    for (i, row) in rows.iter().skip(first).take(seen).enumerate() {
        let text = shown(row.start, row.end);
        put(buf, inside.x + 1, y + i as u16, inside.width - 2, &clean(&text), ground);
    }
    let before = shown(rows[cursor_row].start, at.clamp(rows[cursor_row].start, letters.len() as u32));
    let cursor = (inside.x + 1 + width(&clean(&before)) as u16, y + (cursor_row - first) as u16);
    y += seen as u16;
    if offered > 1 {
        offer(scene, (&reasons, prompt), Rect { y, height: offered as u16, ..inside }, buf);
    }
    Some(cursor)
}

/// The reasons that were given before, the one that was recalled marked.
fn offer(scene: Scene, (reasons, prompt): (&[String], &Prompt), area: Rect, buf: &mut Buffer) {
    let ground = scene.style(Role::Overlay);
    let x = put(buf, area.x + 1, area.y, area.width, "↑ ", ground.patch(scene.style(Role::Key)));
    let heading = words::earlier_reasons(scene.lang);
    put(buf, x, area.y, area.width, heading, ground.patch(scene.style(Role::Dim)));
    let recalled = prompt.recalled.as_ref().map_or(0, |(_, at)| *at);
    for (i, reason) in reasons.iter().take(usize::from(area.height) - 1).enumerate() {
        let y = area.y + 1 + i as u16;
        let mark = if recalled == i + 1 { "›" } else { " " };
        put(buf, area.x + 1, y, 2, mark, ground.patch(scene.style(Role::Key)));
        let text = clean(reason);
        let room = area.width - 4;
        let role = if recalled == i + 1 { Role::Label } else { Role::Dim };
        put(buf, area.x + 3, y, room, &truncate(&text, usize::from(room)), ground.patch(scene.style(role)));
    }
}

/// What the text hangs on: the report, and the finding or cell in it.
fn subject(scene: Scene, prompt: &Prompt) -> Vec<String> {
    let unit = match prompt.rows[..] {
        [row] => clean(scene.model.rows[row].unit()).into_owned(),
        _ => words::report_count(scene.lang, prompt.rows.len()),
    };
    let mut found = vec![unit];
    found.extend(match &prompt.purpose {
        Purpose::Return | Purpose::Note(NoteOn::Report) => None,
        Purpose::Note(NoteOn::Finding(key)) | Purpose::Dismiss(key) => finding(scene, key),
        Purpose::Note(NoteOn::Cell { cell, raw }) => {
            let form = scene.model.report.as_ref().and_then(|report| report.report().form);
            let place = form.and_then(|form| CellId::parse(form, cell)).map(place_name);
            let place = place.map_or_else(|| cell.clone(), |place| place.get(scene.lang).to_owned());
            let raw = raw.as_ref().map_or_else(|| words::cell_absent(scene.lang).to_owned(), |raw| format!("“{raw}”"));
            Some(words::named(scene.lang, &place, &raw))
        }
    });
    found
}

fn finding(scene: Scene, key: &FindingKey) -> Option<String> {
    let report = scene.model.report.as_ref()?;
    let at = report.keys.iter().position(|other| other == key)?;
    Some(report.findings()[at].message(scene.lang).to_owned())
}
