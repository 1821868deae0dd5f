//! A window of text over a report: everything about a cell, or the outline to choose from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::layout::text_window;
use crate::model::{Model, Overlay, Subject, TextWindow, outline as outline_of};
use crate::paint::{cover, frame};
use crate::rules::place_name;
use crate::theme::{Depth, Role, Theme};
use crate::view::{Scene, about, inspector, outline};
use crate::words;

/// Cells of the column of headings.
const HEADINGS: u16 = 11;

/// How many rows the text of the window that is open has.
#[must_use]
pub fn rows(model: &Model) -> usize {
    let (Some(Overlay::Window(window)), Some(report)) = (&model.overlay, &model.report) else { return 0 };
    match window.subject {
        Subject::Outline => outline_of(report.report()).len(),
        Subject::Cell(id) => {
            // Only text is measured, whatever its colours.
            let theme = Theme::named(&model.theme, Depth::None);
            let scene = Scene { model, theme: &theme, lang: model.lang, hits: None };
            let cells = text_window(model.size).width.saturating_sub(2);
            inspector::lay_out(&about::cell(scene, report, id, true), cells, HEADINGS).len()
        }
    }
}

/// Draws the window.
pub fn render(scene: Scene, window: &TextWindow, buf: &mut Buffer) {
    let Some(report) = &scene.model.report else { return };
    let mut area = text_window(scene.model.size);
    let count = rows(scene.model);
    // A short text takes a low window.
    let height = (count as u16 + 2).clamp(5, area.height);
    area = Rect { y: area.y + (area.height - height) / 2, height, ..area };
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let shown = usize::from(height - 2);
    let last = (window.cursor.first + shown).min(count);
    let remark = if count > shown { format!("↑↓ {last}/{count}") } else { "Esc".to_owned() };
    match window.subject {
        Subject::Cell(id) => {
            let place = place_name(id);
            let inside = frame(buf, scene.theme, area, (place.get(scene.lang), &remark), true);
            let rows = inspector::lay_out(&about::cell(scene, report, id, true), inside.width, HEADINGS);
            inspector::draw(scene, rows.get(window.cursor.first..).unwrap_or_default(), inside, ground, buf);
        }
        Subject::Outline => {
            let inside = frame(buf, scene.theme, area, (words::outline(scene.lang), &remark), true);
            outline::draw(scene, report, (window.cursor.first, Some(window.cursor.at)), inside, ground, buf);
        }
    }
}
