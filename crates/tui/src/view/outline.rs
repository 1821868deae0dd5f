//! The outline of a report: sections, tables, figures in prose, dates and cited documents, each with its line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::layout;
use crate::model::{OpenReport, OutlineEntry, outline};
use crate::paint::{clean, fill, frame, put};
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::view::hit::Hit;
use crate::words;

/// Draws the pane, the entry that the source text stands at in sight.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let Some(report) = &scene.model.report else { return };
    let inside = frame(buf, scene.theme, area, (words::outline(scene.lang), ""), false);
    let entries = outline(report.report());
    let here = entries.iter().take_while(|(place, _)| *place <= report.place).count().checked_sub(1);
    let height = usize::from(inside.height);
    let at = here.unwrap_or(0);
    let first = layout::scroll(at.saturating_sub(height / 2), at, height, entries.len());
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
            OutlineEntry::Table(_, last) if report.report().origins().is_plain() => {
                report.report().origins().lines(place.line, *last, scene.lang)
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
