//! The window of two reports beside each other: a sentence of the one, and the same sentence of the other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::layout::beside_window;
use crate::model::{Beside, Model};
use crate::paint::{clean, cover, frame, put};
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::view::hit::Hit;
use crate::view::line::Line;
use crate::{words, wrap};

/// Cells of a line's number with the blank behind it.
const NUMBER: u16 = 7;

/// How many rows of sentences the window shows: its frame, the names and a rule are besides.
#[must_use]
pub fn height(model: &Model) -> usize {
    usize::from(beside_window(model.size).height.saturating_sub(4))
}

/// The first row of the pair under the cursor and the one after its last, of all rows.
#[must_use]
pub fn rows(model: &Model, beside: &Beside) -> (usize, usize) {
    let cells = column(beside_window(model.size).width.saturating_sub(2));
    let mut start = 0;
    let pairs = beside.pairs.as_deref().unwrap_or_default();
    for (at, pair) in pairs.iter().enumerate() {
        let rows = pair.iter().map(|sentence| wrapped(&sentence.text, cells).len()).max().unwrap_or(0);
        if at == beside.cursor.at {
            return (start, start + rows);
        }
        start += rows + 1;
    }
    (start, start)
}

/// Cells of one of the two columns.
fn column(inside: u16) -> u16 {
    inside.saturating_sub(3) / 2
}

fn wrapped(text: &str, cells: u16) -> Vec<String> {
    wrap::sentence(&clean(text), usize::from(cells.saturating_sub(NUMBER)))
}

/// Draws the window.
pub fn render(scene: Scene, beside: &Beside, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let area = beside_window(model.size);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let pairs = beside.pairs.as_deref().unwrap_or_default();
    let remark = words::position(beside.cursor.at, pairs.len());
    let inside = frame(buf, scene.theme, area, (words::beside_title(lang), &remark), true);
    let on = |role: Role| ground.patch(scene.style(role));
    let cells = column(inside.width);
    let columns = [inside.x + 1, inside.x + 2 + cells];
    for (x, &row) in columns.into_iter().zip(&beside.rows) {
        let name = model.rows.get(row).map_or("", |row| row.name.as_str());
        put(buf, x, inside.y, cells, &truncate(&clean(name), usize::from(cells)), on(Role::Heading));
    }
    put(buf, inside.x, inside.y + 1, inside.width, &"─".repeat(usize::from(inside.width)), on(Role::Border));
    let body = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    if pairs.is_empty() {
        let said = match beside.pairs {
            None => words::still_laying(lang),
            Some(_) => words::nothing_in_common(lang),
        };
        put(buf, body.x + 1, body.y, body.width - 1, said, on(Role::Dim));
        return;
    }
    let mut at = 0;
    for (index, pair) in pairs.iter().enumerate() {
        let texts = pair.each_ref().map(|sentence| wrapped(&sentence.text, cells));
        let count = texts[0].len().max(texts[1].len());
        let top = at;
        at += count + 1;
        if at <= beside.cursor.first {
            continue;
        }
        if top >= beside.cursor.first + usize::from(body.height) {
            return;
        }
        for row in 0..count {
            let Some(y) = (top + row).checked_sub(beside.cursor.first).filter(|y| *y < usize::from(body.height)) else {
                continue;
            };
            let line = Rect { y: body.y + y as u16, height: 1, ..body };
            let look = Line::draw(scene, ground, index == beside.cursor.at, line, buf);
            scene.hit(line, Hit::Choice(index));
            for (side, x) in columns.into_iter().enumerate() {
                if row == 0 {
                    let number = pair[side].span.line.to_string();
                    let from = x + (NUMBER - 2).saturating_sub(width(&number) as u16);
                    put(buf, from, line.y, NUMBER, &number, look.on(Role::Dim));
                }
                if let Some(text) = texts[side].get(row) {
                    put(buf, x + NUMBER, line.y, cells.saturating_sub(NUMBER), text, look.ground);
                }
            }
        }
    }
}
