//! The window in which a reason or a note is typed.

use ratatui::buffer::Buffer;

use crate::text::width::width;
use crate::tui::layout::window;
use crate::tui::model::Prompt;
use crate::tui::paint::{clean, cover, frame, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
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
    // The line scrolls so that the cursor is always seen.
    let text = prompt.input.value();
    let before: Vec<char> = text.chars().take(prompt.input.cursor()).collect();
    let room = usize::from(inside.width.saturating_sub(3));
    let mut from = 0;
    while width(&clean(&before[from..].iter().collect::<String>())) > room {
        from += 1;
    }
    let seen: String = text.chars().skip(from).collect();
    let y = inside.y + 1;
    put(buf, inside.x + 1, y, inside.width - 2, &clean(&seen), ground);
    let x = inside.x + 1 + width(&clean(&before[from..].iter().collect::<String>())) as u16;
    Some((x, y))
}
