//! The line at the bottom: what just happened, the filter being typed, or the keys that are valid here.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::hit::Hit;
use crate::keymap::{Command, Context};
use crate::model::{Overlay, ScreenKind, View};
use crate::paint::{clean, cover, put};
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::{Scene, input};
use crate::{words, wrap};

/// Draws the line. Returns where the terminal's cursor stands, when a filter is typed.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) -> Option<(u16, u16)> {
    let model = scene.model;
    let mut x = area.x + 1;
    let mut cursor = None;
    if let Some(Overlay::Filter) = model.overlay {
        let (name, typed) = match (model.screen.kind(), model.screen.report()) {
            (ScreenKind::List, _) => (words::filter(scene.lang), &model.list.filter),
            (ScreenKind::Report(View::Source), Some(report)) => (words::search(scene.lang), &report.search.input),
            (ScreenKind::Record | ScreenKind::Report(_), _) => (words::filter(scene.lang), &model.record.filter),
        };
        x = put(buf, x, area.y, area.width, &format!("{name} /"), scene.style(Role::Key));
        let half = area.width / 2;
        cursor = Some(input::render(typed, (x, area.y, half), scene.style(Role::Base), buf));
        x += (width(&clean(typed.value())) as u16).min(half) + 3;
    } else if let Some(message) = &model.message {
        let role = if message.grave { Role::Error } else { Role::Message };
        let sign = if message.grave { "! " } else { "" };
        let text = format!("{sign}{}", clean(&message.text));
        let help = entries(scene, model.context()).pop().map_or(0, |help| help.cells());
        // Help keeps its place where the sentence leaves room for it, and gives way where not.
        let room = area.width.saturating_sub(2);
        if width(&text) > usize::from(room) {
            rows_of_message(scene, &format!("{sign}{}", message.text), role, area, buf);
            return None;
        }
        let after = put(buf, x, area.y, room, &text, scene.style(role));
        if after + help + 2 > area.right() {
            return None;
        }
        x = area.right().saturating_sub(help);
        keys(scene, model.context(), Rect { x, width: help, ..area }, buf);
        return None;
    }
    keys(scene, model.context(), Rect { x, width: area.right().saturating_sub(x), ..area }, buf);
    cursor
}

/// A sentence that is longer than the line takes as many rows as it needs, up to four, and covers what stands above until
/// the next key.
fn rows_of_message(scene: Scene, text: &str, role: Role, area: Rect, buf: &mut Buffer) {
    let rows = wrap::sentence(text, usize::from(area.width.saturating_sub(2)));
    let shown = rows.len().min(MOST);
    let y = area.bottom().saturating_sub(shown as u16);
    cover(buf, Rect { y, height: shown as u16, ..area }, scene.style(Role::Base));
    for (i, row) in rows.iter().take(shown).enumerate() {
        let cut = if i + 1 == MOST && rows.len() > MOST { "…" } else { "" };
        let row = truncate(row, usize::from(area.width.saturating_sub(3)));
        put(buf, area.x + 1, y + i as u16, area.width - 1, &format!("{row}{cut}"), scene.style(role));
    }
}

/// Rows that a message may take.
const MOST: usize = 4;

/// A key with its name.
struct Entry<'a> {
    keys: String,
    name: &'a str,
    command: Command,
}

impl Entry<'_> {
    /// The cells that it takes, with those between it and the next.
    fn cells(&self) -> u16 {
        (width(&self.keys) + 1 + width(self.name) + 2) as u16
    }
}

/// The keys that have a name in a context.
fn entries<'a>(scene: Scene<'a>, context: Context) -> Vec<Entry<'a>> {
    scene
        .model
        .keymap
        .valid_in(context)
        .filter(|bound| !bound.keys.is_empty() && !bound.binding.short(scene.lang).is_empty())
        .map(|bound| Entry {
            keys: bound.shown(),
            name: bound.binding.short(scene.lang),
            command: bound.binding.command,
        })
        .collect()
}

/// The keys that are valid in a context, as far as there is room; the last one, help, always has some.
fn keys(scene: Scene, context: Context, area: Rect, buf: &mut Buffer) {
    let entries = entries(scene, context);
    let last = entries.last().map_or(0, Entry::cells);
    let mut x = area.x;
    for (i, entry) in entries.iter().enumerate() {
        let reserve = if i + 1 == entries.len() { 0 } else { last };
        if x + entry.cells() + reserve > area.right() + 2 {
            continue;
        }
        let start = x;
        x = put(buf, x, area.y, area.right().saturating_sub(x), &entry.keys, scene.style(Role::Key));
        x = put(buf, x + 1, area.y, area.right().saturating_sub(x), entry.name, scene.style(Role::Footer));
        scene.hit(Rect::new(start, area.y, x - start, 1), Hit::Command(entry.command));
        x += 2;
    }
}
