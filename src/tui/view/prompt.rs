//! The window in which a reason or a note is typed.

use ratatui::buffer::Buffer;

use crate::tui::layout::window;
use crate::tui::model::Prompt;
use crate::tui::paint::{clean, cover, frame, put};
use crate::tui::theme::Role;
use crate::tui::view::{Scene, input};
use crate::tui::words;

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, prompt: &Prompt, buf: &mut Buffer) -> Option<(u16, u16)> {
    let area = window(scene.model.size, 72, 4);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let inside = frame(buf, scene.theme, area, (prompt.purpose.title(scene.lang), ""), true);
    let unit = match prompt.rows[..] {
        [row] => clean(scene.model.rows[row].unit()).into_owned(),
        _ => words::report_count(scene.lang, prompt.rows.len()),
    };
    put(buf, inside.x + 1, inside.y, inside.width - 2, &unit, ground.patch(scene.style(Role::Label)));
    Some(input::render(&prompt.input, (inside.x + 1, inside.y + 1, inside.width - 2), ground, buf))
}
