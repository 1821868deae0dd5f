//! The window in which a command is picked by its name.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::layout::{PALETTE_OTHER, palette_rows, window};
use crate::model::Palette;
use crate::paint::{clean, cover, frame, put, put_marked, put_padded};
use crate::text::width::{Align, width};
use crate::theme::Role;
use crate::view::hit::Hit;
use crate::view::line::Line;
use crate::view::{Scene, input};
use crate::words;

/// Cells for the name of a group.
const GROUP: u16 = 8;

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, palette: &Palette, buf: &mut Buffer) -> Option<(u16, u16)> {
    let (model, lang) = (scene.model, scene.lang);
    let choices = palette.choices(&model.keymap, lang, &model.recent);
    let rows = palette_rows(model.size);
    let area = window(model.size, 84, rows as u16 + PALETTE_OTHER);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let remark = words::position(palette.cursor.at, choices.len());
    let inside = frame(buf, scene.theme, area, (words::palette(lang), &remark), true);
    let x = put(buf, inside.x + 1, inside.y, 2, ":", ground.patch(scene.style(Role::Key))) + 1;
    let cells = inside.right().saturating_sub(x + 1);
    let cursor = input::render(&palette.input, (x, inside.y, cells), ground, buf);
    if palette.input.value().is_empty() {
        put(
            buf,
            x + 1,
            inside.y,
            cells.saturating_sub(1),
            words::picker_hint(lang),
            ground.patch(scene.style(Role::Dim)),
        );
    }
    if choices.is_empty() {
        let style = ground.patch(scene.style(Role::Dim));
        put(buf, inside.x + 2, inside.y + 2, inside.width - 3, words::no_command(lang), style);
    }
    let keys = choices.iter().map(|choice| width(&choice.bound.shown())).max().unwrap_or(0) as u16;
    for (i, choice) in choices.iter().enumerate().skip(palette.cursor.first).take(rows) {
        let line = Rect { y: inside.y + 2 + (i - palette.cursor.first) as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, i == palette.cursor.at, line, buf);
        let (style, on) = (look.ground, |role| look.on(role));
        scene.hit(line, Hit::Choice(i));
        let right = line.right().saturating_sub(keys + 1);
        let room = right.saturating_sub(line.x + 4 + GROUP);
        let text = choice.bound.binding.long(lang);
        put_padded(buf, line.x + 2, line.y, GROUP, choice.group.heading(lang), Align::Left, on(Role::Dim));
        put_marked(buf, (line.x + 2 + GROUP, line.y, room), &clean(text), &choice.found, (style, on(Role::Match)));
        put_padded(buf, right, line.y, keys, &choice.bound.shown(), Align::Right, on(Role::Key));
    }
    Some(cursor)
}
