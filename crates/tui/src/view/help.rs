//! The window of help: what the screen is for, and what each key does there, from the table of keys.

use ratatui::buffer::Buffer;

use crate::model::{Help, Manual, ManualLine};
use crate::paint::{clean, cover, frame, put, put_marked};
use crate::text::pinyin::Finder;
use crate::theme::Role;
use crate::view::{Scene, input};
use crate::words;

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, help: &Help, buf: &mut Buffer) -> Option<(u16, u16)> {
    let (model, lang) = (scene.model, scene.lang);
    let manual = Manual::of(model, help);
    let ground = scene.style(Role::Overlay);
    let on = |role: Role| ground.patch(scene.style(role));
    cover(buf, manual.area, ground);
    let first = help.first.min(manual.last_first());
    let shown = manual.rows * usize::from(manual.columns);
    // Where the window is too low for all, it says how far it goes and how to see the rest.
    let remark = if manual.last_first() > 0 {
        format!("↑↓ PgDn  {}/{}", (first + shown).min(manual.lines.len()), manual.lines.len())
    } else {
        "Esc".to_owned()
    };
    let inside = frame(buf, scene.theme, manual.area, (words::help_title(lang), &remark), true);
    let mut y = inside.y;
    for row in &manual.purpose {
        put(buf, inside.x + 1, y, inside.width - 2, row, on(Role::Label));
        y += 1;
    }
    let x = put(buf, inside.x + 1, y, 2, "/", on(Role::Key)) + 1;
    let cells = inside.right().saturating_sub(x + 1);
    let cursor = input::render(&help.input, (x, y, cells), ground, buf);
    if help.input.value().is_empty() {
        put(buf, x + 1, y, cells.saturating_sub(1), words::help_hint(lang), on(Role::Dim));
    }
    y += 2;
    if manual.lines.is_empty() {
        put(buf, inside.x + 1, y, inside.width - 2, words::no_command(lang), on(Role::Dim));
    }
    let finder = Finder::new(help.input.value());
    for (i, line) in manual.lines.iter().skip(first).take(shown).enumerate() {
        let column = (i / manual.rows) as u16;
        let left = inside.x + 1 + column * (manual.cells + 3);
        let y = y + (i % manual.rows) as u16;
        match line {
            ManualLine::Blank => {}
            ManualLine::Heading(heading) => {
                put(buf, left, y, manual.cells, heading, on(Role::Heading));
            }
            ManualLine::Entry(keys, text) => {
                put(buf, left, y, manual.keys, keys, on(Role::Key));
                let text = clean(text);
                let found = finder.places(&text);
                let room = manual.cells.saturating_sub(manual.keys + 2);
                put_marked(buf, (left + manual.keys + 2, y, room), &text, &found, (ground, on(Role::Match)));
            }
        }
    }
    Some(cursor)
}
