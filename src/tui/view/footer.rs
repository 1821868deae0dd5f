//! The line at the bottom: what just happened, the filter being typed, or the keys that are valid here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::text::width::{truncate, width};
use crate::tui::keymap::Context;
use crate::tui::model::Overlay;
use crate::tui::paint::{clean, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::words;

/// Draws the line. Returns where the terminal's cursor stands, when a filter is typed.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) -> Option<(u16, u16)> {
    let model = scene.model;
    let mut x = area.x + 1;
    let mut cursor = None;
    if let Some(Overlay::Filter) = model.overlay {
        x = put(buf, x, area.y, area.width, &format!("{} /", words::filter(scene.lang)), scene.style(Role::Key));
        let input = if model.screen_context() == Context::Record { &model.record.filter } else { &model.list.filter };
        let text = clean(input.value()).into_owned();
        let before: String = input.value().chars().take(input.cursor()).collect();
        cursor = Some((x + width(&clean(&before)) as u16, area.y));
        x = put(buf, x, area.y, area.right() - x, &text, scene.style(Role::Base)) + 3;
    } else if let Some(message) = &model.message {
        let role = if message.grave { Role::Error } else { Role::Message };
        let sign = if message.grave { "! " } else { "" };
        let text = format!("{sign}{}", clean(&message.text));
        put(buf, x, area.y, area.width - 2, &truncate(&text, usize::from(area.width - 2)), scene.style(role));
        return None;
    }
    keys(scene, model.context(), Rect { x, width: area.right().saturating_sub(x), ..area }, buf);
    cursor
}

/// The keys that are valid in a context, as far as there is room; the last one, help, always has some.
fn keys(scene: Scene, context: Context, area: Rect, buf: &mut Buffer) {
    let valid: Vec<(String, &str)> = scene
        .model
        .keymap
        .valid_in(context)
        .filter(|bound| !bound.keys.is_empty() && !bound.binding.short(scene.lang).is_empty())
        .map(|bound| (bound.shown(), bound.binding.short(scene.lang)))
        .collect();
    let cells = |(keys, name): &(String, &str)| (width(keys) + 1 + width(name) + 2) as u16;
    let last = valid.last().map_or(0, cells);
    let mut x = area.x;
    for (i, entry) in valid.iter().enumerate() {
        let reserve = if i + 1 == valid.len() { 0 } else { last };
        if x + cells(entry) + reserve > area.right() + 2 {
            continue;
        }
        x = put(buf, x, area.y, area.right().saturating_sub(x), &entry.0, scene.style(Role::Key));
        x = put(buf, x + 1, area.y, area.right().saturating_sub(x), entry.1, scene.style(Role::Footer)) + 2;
    }
}
