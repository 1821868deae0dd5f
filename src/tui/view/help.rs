//! The window of help: what each key does where it was called, from the table of keys.

use ratatui::buffer::Buffer;

use crate::text::width::width;
use crate::tui::layout::window;
use crate::tui::paint::{cover, frame, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::words;

/// Draws the window.
pub fn render(scene: Scene, first: usize, buf: &mut Buffer) {
    // The keys told of are those of the screen under the window.
    let context = scene.model.screen_context();
    let entries: Vec<(String, &str)> = scene
        .model
        .keymap
        .valid_in(context)
        .filter(|bound| bound.binding.in_help && !bound.keys.is_empty())
        .map(|bound| (bound.shown(), bound.binding.long(scene.lang)))
        .collect();
    let keys = entries.iter().map(|(keys, _)| width(keys)).max().unwrap_or(0) as u16;
    let text = entries.iter().map(|(_, text)| width(text)).max().unwrap_or(0) as u16;
    let area = window(scene.model.size, keys + text + 6, entries.len() as u16 + 2);
    cover(buf, area, scene.style(Role::Overlay));
    let shown = usize::from(area.height.saturating_sub(2)).min(entries.len());
    let first = first.min(entries.len() - shown);
    // Where the window is too low for all, it says how far it goes and how to see the rest.
    let remark =
        if shown < entries.len() { format!("↑↓ {}/{}", first + shown, entries.len()) } else { "Esc".to_owned() };
    let inside = frame(buf, scene.theme, area, (words::help_title(scene.lang), &remark), true);
    let ground = scene.style(Role::Overlay);
    for (y, (name, text)) in entries.iter().skip(first).take(shown).enumerate() {
        let y = inside.y + y as u16;
        put(buf, inside.x + 1, y, keys, name, ground.patch(scene.style(Role::Key)));
        put(buf, inside.x + keys + 3, y, inside.width.saturating_sub(keys + 3), text, ground);
    }
}
