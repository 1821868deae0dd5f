//! The window in which learned aliases are offered to be kept: each with its field, the one under the cursor with who taught
//! it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::layout::keep_window;
use crate::model::Keep;
use crate::paint::{clean, cover, frame, put};
use crate::report::{Alias, Target};
use crate::schema::Schema;
use crate::text::width::truncate;
use crate::theme::Role;
use crate::view::line::Line;
use crate::view::{Scene, hit::Hit};
use crate::{words, wrap};

/// Draws the window.
pub fn render(scene: Scene, keep: &Keep, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let area = keep_window(model.size, keep.offers.len());
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let remark = words::position(keep.cursor.at, keep.offers.len());
    let inside = frame(buf, scene.theme, area, (words::keep_title(lang), &remark), true);
    let width = inside.width.saturating_sub(2);
    let on = |role: Role| ground.patch(scene.style(role));
    for (y, row) in wrap::sentence(words::keep_question(lang), usize::from(width)).iter().take(2).enumerate() {
        put(buf, inside.x + 1, inside.y + y as u16, width, row, on(Role::Dim));
    }
    let rows = inside.height.saturating_sub(6);
    let half = (width.saturating_sub(10)) / 2;
    for (i, offer) in keep.offers.iter().enumerate().skip(keep.cursor.first).take(usize::from(rows)) {
        let line = Rect { y: inside.y + 3 + (i - keep.cursor.first) as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, i == keep.cursor.at, line, buf);
        let (style, on) = (look.ground, |role| look.on(role));
        scene.hit(line, Hit::Choice(i));
        let (sign, role) = if offer.is_wanted { ("[x]", Role::Good) } else { ("[ ]", Role::Dim) };
        put(buf, line.x + 2, line.y, 3, sign, on(role));
        let observed = clean(&offer.alias.observed);
        put(buf, line.x + 6, line.y, half, &truncate(&observed, usize::from(half)), style);
        let x = line.x + 7 + half;
        put(buf, x, line.y, 1, "→", on(Role::Dim));
        let field = clean(&field(&offer.alias)).into_owned();
        let room = line.right().saturating_sub(x + 3);
        put(buf, x + 2, line.y, room, &truncate(&field, usize::from(room)), style);
    }
    let below = match keep.offers.get(keep.cursor.at) {
        _ if keep.is_writing => [words::keep_writing(lang).to_owned(), String::new()],
        Some(offer) => [place(&offer.alias), offer.alias.teacher(&model.zone, lang)],
        None => Default::default(),
    };
    for (y, text) in (inside.bottom().saturating_sub(2)..).zip(&below) {
        let text = clean(text);
        put(buf, inside.x + 1, y, width, &truncate(&text, usize::from(width)), on(Role::Label));
    }
}

/// The field in the form's own words.
fn field(alias: &Alias) -> String {
    target(alias).map_or_else(|| alias.field.clone(), |target| target.label().to_owned())
}

/// The table and the groups in the form's own words.
fn place(alias: &Alias) -> String {
    let table = target(alias).map_or(alias.table.as_str(), |target| target.table.get().label);
    std::iter::once(table).chain(alias.group.iter().map(String::as_str)).collect::<Vec<_>>().join(" › ")
}

fn target(alias: &Alias) -> Option<Target> {
    Schema::get().tables().find_map(|table| alias.target(table))
}
