//! The window in which a file is named to export to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::keymap::Context;
use crate::layout::window;
use crate::model::{ExportForm, OFFERS};
use crate::paint::{bar, cover, frame, put};
use crate::theme::Role;
use crate::view::hit::Hit;
use crate::view::line::Line;
use crate::view::{Scene, input};
use crate::{words, wrap};

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, form: &ExportForm, buf: &mut Buffer) -> Option<(u16, u16)> {
    let (model, lang) = (scene.model, scene.lang);
    let area = window(model.size, 76, OFFERS.len() as u16 + 7);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let inside = frame(buf, scene.theme, area, (words::export_title(lang), ""), true);
    for (i, &(content, format)) in OFFERS.iter().enumerate() {
        let line = Rect { y: inside.y + i as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, i == form.choice, line, buf);
        scene.hit(line, Hit::Choice(i));
        let (name, purpose) = words::offer(lang, content, format);
        put(buf, inside.x + 2, line.y, 26, &name, look.ground);
        put(buf, inside.x + 29, line.y, inside.width.saturating_sub(30), purpose, look.on(Role::Dim));
    }
    let y = inside.y + OFFERS.len() as u16 + 1;
    let x = put(buf, inside.x + 2, y, 12, words::export_file(lang), ground.patch(scene.style(Role::Key))) + 1;
    let cursor = input::render(&form.input, (x, y, inside.right().saturating_sub(x + 1)), ground, buf);
    if let Some((_, done)) = form.under_way {
        let count = model.rows.len();
        let after = bar(buf, scene.theme, (inside.x + 2, y + 2, 20), done as f32 / count.max(1) as f32, ground);
        let text = words::exporting(lang, done, count);
        put(buf, after + 1, y + 2, inside.right().saturating_sub(after + 2), &text, ground);
        return None;
    }
    let key = |command| model.keymap.key_for(Context::Export, command);
    let (text, role) = if form.replaces {
        (words::export_exists(lang, &key(crate::keymap::Command::Enter)), Role::Warning)
    } else {
        (words::export_into(lang, &model.here), Role::Dim)
    };
    let rows = wrap::sentence(&text, usize::from(inside.width.saturating_sub(4)));
    for (i, row) in rows.iter().take(2).enumerate() {
        put(buf, inside.x + 2, y + 2 + i as u16, inside.width - 3, row, ground.patch(scene.style(role)));
    }
    Some(cursor)
}
