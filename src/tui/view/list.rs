//! The list of reports. Only the rows that are seen are built.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::review::ReviewState;
use crate::rules::Status;
use crate::text::pinyin::Finder;
use crate::text::width::{Align, width};
use crate::tui::model::{Row, SortKey};
use crate::tui::paint::{clean, fill, frame, put, put_marked, put_padded};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::words;

/// Left edges and widths of the columns, from the right: what is left goes to the unit.
struct Columns {
    status: u16,
    unit: (u16, u16),
    year: (u16, u16),
    form: (u16, u16),
    errors: (u16, u16),
    warnings: (u16, u16),
    waiting: (u16, u16),
    review: (u16, u16),
}

impl Columns {
    fn of(area: Rect) -> Self {
        let mut right = area.right();
        let mut take = |cells: u16| {
            right = right.saturating_sub(cells + 1);
            (right, cells)
        };
        let review = take(8);
        let waiting = take(4);
        let warnings = take(4);
        let errors = take(4);
        let form = take(4);
        let year = take(4);
        let left = area.x + 6;
        Self {
            status: area.x + 2,
            unit: (left, year.0.saturating_sub(left + 1)),
            year,
            form,
            errors,
            warnings,
            waiting,
            review,
        }
    }
}

/// Draws the list.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let list = &model.list;
    let arrow = match (list.sort, list.reversed) {
        (SortKey::File | SortKey::Unit, false) => "↑",
        (SortKey::File | SortKey::Unit, true) => "↓",
        (_, false) => "↓",
        (_, true) => "↑",
    };
    let mut title = format!("{}  {} {arrow}", words::reports(lang), words::sort_key(list.sort, lang));
    if list.only_problems {
        title.push_str(&format!("  {}", words::only_problems(lang)));
    }
    if !list.filter.value().trim().is_empty() {
        title.push_str(&format!("  /{}", clean(list.filter.value().trim())));
    }
    if list.is_filtered() {
        title.push_str(&format!("  {}", words::hidden(lang, list.hidden())));
    }
    let remark = words::position(list.position(), list.visible().len());
    let inside = frame(buf, scene.theme, area, (&title, &remark), true);
    if inside.height == 0 {
        return;
    }
    let columns = Columns::of(inside);
    headings(scene, &columns, inside, buf);
    if list.visible().is_empty() {
        let text = if model.rows.is_empty() { words::no_reports(lang) } else { words::all_hidden(lang) };
        if list.is_settled() {
            put(buf, inside.x + 2, inside.y + 2, inside.width - 2, text, scene.style(Role::Dim));
        }
        return;
    }
    let finder = Finder::new(list.filter.value().trim());
    let shown = list.visible().iter().enumerate().skip(list.first).take(usize::from(inside.height) - 1);
    for (y, (position, &row)) in shown.enumerate() {
        let line = Rect { y: inside.y + 1 + y as u16, height: 1, ..inside };
        draw_row(scene, &columns, (&model.rows[row as usize], position == list.position()), &finder, line, buf);
    }
}

fn headings(scene: Scene, columns: &Columns, area: Rect, buf: &mut Buffer) {
    let (lang, style) = (scene.lang, scene.style(Role::Dim));
    put(buf, area.x + 1, area.y, 5, words::column_status(lang), style);
    put(buf, columns.unit.0, area.y, columns.unit.1, words::column_unit(lang), style);
    for ((x, cells), text, align) in [
        (columns.year, words::column_year(lang), Align::Right),
        (columns.form, words::column_form(lang), Align::Right),
        (columns.errors, words::column_errors(lang), Align::Right),
        (columns.warnings, words::column_warnings(lang), Align::Right),
        (columns.waiting, words::column_waiting(lang), Align::Right),
        (columns.review, words::column_review(lang), Align::Left),
    ] {
        put_padded(buf, x, area.y, cells, text, align, style);
    }
}

fn draw_row(scene: Scene, columns: &Columns, (row, here): (&Row, bool), finder: &Finder, area: Rect, buf: &mut Buffer) {
    let ground = if here { scene.style(Role::Base).patch(scene.style(Role::Cursor)) } else { scene.style(Role::Base) };
    let on =
        |role: Role| -> Style { if here { scene.on_cursor(ground, role) } else { ground.patch(scene.style(role)) } };
    if here {
        fill(buf, area, ground);
        put(buf, area.x, area.y, 1, "▌", on(Role::BorderFocus));
    }
    let unit = clean(row.unit());
    let Some(summary) = &row.summary else {
        let x = put_marked(buf, (columns.unit.0, area.y, columns.unit.1), &unit, &[], (on(Role::Dim), on(Role::Match)));
        put(buf, x + 1, area.y, columns.year.0.saturating_sub(x + 2), words::reading(scene.lang), on(Role::Dim));
        return;
    };
    let status_role = match summary.status {
        Status::Clean => Role::Good,
        Status::Warning => Role::Warning,
        Status::Error => Role::Error,
        Status::NotAssessable => Role::Neutral,
        Status::Unreadable => Role::Unreadable,
    };
    put(buf, columns.status, area.y, 2, summary.status.sign(), on(status_role));
    let marks = if finder.is_empty() { Vec::new() } else { finder.matches(&unit).unwrap_or_default() };
    let unit_role = if summary.unit.is_none() { Role::Label } else { Role::Base };
    let unit_style = if here { ground } else { on(unit_role) };
    let after = put_marked(buf, (columns.unit.0, area.y, columns.unit.1), &unit, &marks, (unit_style, on(Role::Match)));
    // Where the unit leaves room, the file's name helps to tell two reports of one unit apart.
    let room = (columns.unit.0 + columns.unit.1).saturating_sub(after + 2);
    if summary.unit.is_some() && room >= 16 {
        let name = clean(&row.name);
        let style = on(Role::Dim);
        put_padded(buf, after + 2, area.y, room, &name, Align::Right, style);
    }
    let year = summary.year.map_or_else(|| "–".to_owned(), |year| year.to_string());
    let count = |n: u32| if n == 0 { "·".to_owned() } else { n.to_string() };
    let tone = |n: u32, role: Role| if n == 0 { Role::Missing } else { role };
    for ((x, cells), text, role) in [
        (columns.year, year, Role::Base),
        (columns.form, summary.form.unwrap_or("–").to_owned(), Role::Dim),
        (columns.errors, count(summary.errors), tone(summary.errors, Role::Error)),
        (columns.warnings, count(summary.warnings), tone(summary.warnings, Role::Warning)),
        (columns.waiting, count(summary.waiting), tone(summary.waiting, Role::Doubt)),
    ] {
        put_padded(buf, x, area.y, cells, &text, Align::Right, on(role));
    }
    let (state, pending) = scene.model.review_state(&row.name);
    let stale = !pending && scene.model.decisions.review(&row.name, Some(&summary.digest)).stale;
    let role = match (state, pending) {
        (_, true) => Role::Pending,
        (ReviewState::Open, _) => Role::Dim,
        (ReviewState::Passed, _) => Role::Good,
        (ReviewState::Returned, _) => Role::Error,
    };
    let word = words::review_state(state, scene.lang);
    let tail = if pending {
        "…"
    } else if stale {
        "*"
    } else {
        ""
    };
    let text = format!("{word}{tail}");
    debug_assert!(width(&text) <= 10);
    put(buf, columns.review.0, area.y, columns.review.1, &text, on(role));
}
