//! The list of reports. Only the rows that are seen are built.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::hit::Hit;
use crate::keymap::{Command, Context};
use crate::model::{Row, RowReview, SortKey};
use crate::paint::{clean, frame, put, put_marked, put_padded};
use crate::review::ReviewState;
use crate::rules::Status;
use crate::text::lang::Lang;
use crate::text::pinyin::Finder;
use crate::text::width::{Align, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::view::line::Line;
use crate::windows::between::words as between_words;
use crate::words;

/// Cells of the unit column from which on files have a heading of their own.
const FILE: u16 = 24;

/// Cells of a file's name beside a unit, which is not given up for its kind: the name tells it mostly.
const NAME: u16 = 18;
/// Cells of the column of kinds of file.
const KIND: u16 = 5;

/// Left edges and widths of the columns, from the right: what is left goes to the unit.
struct Columns {
    status: u16,
    unit: (u16, u16),
    /// Only where there is room for it.
    kind: Option<(u16, u16)>,
    year: (u16, u16),
    form: (u16, u16),
    errors: (u16, u16),
    warnings: (u16, u16),
    waiting: (u16, u16),
    review: (u16, u16),
}

impl Columns {
    fn of(area: Rect, lang: Lang) -> Self {
        let mut right = area.right();
        let mut take = |cells: u16| {
            right = right.saturating_sub(cells + 1);
            (right, cells)
        };
        let review = take(lang.pick(8, 9));
        let waiting = take(4);
        let warnings = take(4);
        let errors = take(4);
        let form = take(4);
        let year = take(4);
        let left = area.x + 6;
        let kind = (year.0.saturating_sub(left) >= FILE + NAME + KIND + 2).then(|| take(KIND));
        let right = kind.map_or(year.0, |kind| kind.0);
        Self {
            status: area.x + 2,
            unit: (left, right.saturating_sub(left + 1)),
            kind,
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
    let remark = words::position(list.position(), list.visible().len());
    let inside = frame(buf, scene.theme, area, (&title(scene), &remark), true);
    if inside.height == 0 {
        return;
    }
    let columns = Columns::of(inside, scene.lang);
    headings(scene, &columns, inside, buf);
    if list.visible().is_empty() {
        let text = if model.rows.is_empty() { words::no_reports(lang) } else { words::all_hidden(lang) };
        if list.is_settled() {
            put(buf, inside.x + 2, inside.y + 2, inside.width - 2, text, scene.style(Role::Dim));
        }
        return;
    }
    let finder = Finder::new(list.filter.value());
    let shown = list.visible().iter().enumerate().skip(list.first()).take(usize::from(inside.height) - 1);
    for (y, (position, &row)) in shown.enumerate() {
        let line = Rect { y: inside.y + 1 + y as u16, height: 1, ..inside };
        let drawn = Drawn {
            row: &model.rows[row as usize],
            here: position == list.position(),
            marked: list.marks.contains(&row),
            finder: &finder,
        };
        scene.hit(line, Hit::Report(position));
        draw_row(scene, &columns, &drawn, line, buf);
    }
}

/// The title: order, filter, what it hides and how many are marked.
fn title(scene: Scene) -> String {
    let (list, lang) = (&scene.model.list, scene.lang);
    let mut title = format!("{}  {} {}", words::reports(lang), words::sort_key(list.sort, lang), arrow(scene));
    if list.only_problems {
        title.push_str(&format!("  {}", words::only_problems(lang)));
    }
    if !list.filter.value().trim().is_empty() {
        title.push_str(&format!("  /{}", clean(list.filter.value().trim())));
    }
    if list.is_filtered() {
        title.push_str(&format!("  {}", words::hidden(lang, list.hidden())));
    }
    if !list.marks.is_empty() {
        title.push_str(&format!("  {}", words::marked(lang, list.marks.len(), list.marks_hidden())));
    }
    let between = scene.model.between.findings.len();
    if between > 0 {
        let key = scene.model.keymap.key_for(Context::List, Command::Between);
        title.push_str(&format!("  {}", between_words::between_count(lang, between, &key)));
    }
    title
}

/// Which way the list is sorted: names begin with the first, numbers and states with the gravest.
fn arrow(scene: Scene) -> &'static str {
    let list = &scene.model.list;
    let rises = matches!(list.sort, SortKey::File | SortKey::Unit | SortKey::Kind | SortKey::Form);
    if rises == list.reversed { "↓" } else { "↑" }
}

fn headings(scene: Scene, columns: &Columns, area: Rect, buf: &mut Buffer) {
    let lang = scene.lang;
    let unit = columns.unit;
    let file = width(words::column_file(lang)) as u16;
    // Files stand at the right of the units, where there is room for both.
    let file = if unit.1 >= FILE { (unit.0 + unit.1 - file, file) } else { (unit.0, 0) };
    for (key, (x, cells), text, align) in [
        (SortKey::Status, (columns.status - 1, 4), words::column_status(lang), Align::Left),
        (SortKey::Unit, (unit.0, unit.1.saturating_sub(file.1 + 2)), words::column_unit(lang), Align::Left),
        (SortKey::File, file, words::column_file(lang), Align::Right),
        (SortKey::Kind, columns.kind.unwrap_or_default(), words::column_kind(lang), Align::Left),
        (SortKey::Year, columns.year, words::column_year(lang), Align::Right),
        (SortKey::Form, columns.form, words::column_form(lang), Align::Right),
        (SortKey::Errors, columns.errors, words::column_errors(lang), Align::Right),
        (SortKey::Warnings, columns.warnings, words::column_warnings(lang), Align::Right),
        (SortKey::Waiting, columns.waiting, words::column_waiting(lang), Align::Right),
        (SortKey::Review, columns.review, words::column_review(lang), Align::Left),
    ] {
        if cells == 0 {
            continue;
        }
        let sorts = scene.model.list.sort == key;
        let style = scene.style(if sorts { Role::Heading } else { Role::Dim });
        put_padded(buf, x, area.y, cells, text, align, style);
        let text = width(text) as u16;
        if sorts {
            // The arrow stands in the blank beside the heading, which numbers have at their left.
            let at = if align == Align::Right { (x + cells).saturating_sub(text + 1) } else { x + text };
            put(buf, at, area.y, 1, arrow(scene), style);
        }
        scene.hit(Rect::new(x.saturating_sub(1), area.y, cells + 1, 1), Hit::Command(Command::SortBy(key)));
    }
}

/// A report as a line of the list.
struct Drawn<'a> {
    row: &'a Row,
    here: bool,
    marked: bool,
    finder: &'a Finder,
}

fn draw_row(scene: Scene, columns: &Columns, drawn: &Drawn, area: Rect, buf: &mut Buffer) {
    let row = drawn.row;
    let look = Line::draw(scene, scene.style(Role::Base), drawn.here, area, buf);
    let on = |role: Role| look.on(role);
    if drawn.marked {
        put(buf, area.x + 1, area.y, 1, "+", scene.style(Role::Mark));
    }
    let unit = clean(row.unit());
    let Some(summary) = &row.summary else {
        let found = drawn.finder.places(&unit);
        let place = (columns.unit.0, area.y, columns.unit.1);
        let x = put_marked(buf, place, &unit, &found, (on(Role::Dim), on(Role::Match)));
        let end = columns.kind.map_or(columns.year.0, |kind| kind.0);
        put(buf, x + 1, area.y, end.saturating_sub(x + 2), words::reading(scene.lang), on(Role::Dim));
        review(scene, columns, row, &on, area.y, buf);
        return;
    };
    put(buf, columns.status, area.y, 2, summary.status.sign(), on(status_role(summary.status)));
    let unit_role = if summary.unit.is_none() { Role::Label } else { Role::Base };
    let unit_style = look.text(unit_role);
    let place = (columns.unit.0, area.y, columns.unit.1);
    let after = put_marked(buf, place, &unit, &drawn.finder.places(&unit), (unit_style, on(Role::Match)));
    // Where the unit leaves room, the file's name helps to tell two reports of one unit apart.
    let room = (columns.unit.0 + columns.unit.1).saturating_sub(after + 2);
    if summary.unit.is_some() && room >= NAME - 2 {
        let name = tail(&clean(&row.name), usize::from(room));
        let left = after + 2 + room.saturating_sub(width(&name) as u16);
        let found = drawn.finder.places(&name);
        put_marked(buf, (left, area.y, room), &name, &found, (on(Role::Dim), on(Role::Match)));
    }
    // Of a file whose bytes could not be had nothing is known.
    if let Some((x, cells)) = columns.kind.filter(|_| !summary.digest.is_empty()) {
        put(buf, x, area.y, cells, words::kind(summary.kind, scene.lang), on(Role::Dim));
    }
    let year = summary.year.map_or_else(|| "–".to_owned(), |year| year.to_string());
    let count = |n: u32| if n == 0 { "·".to_owned() } else { n.to_string() };
    let tone = |n: u32, role: Role| if n == 0 { Role::Missing } else { role };
    let (x, cells) = columns.year;
    let place = (x + cells.saturating_sub(width(&year) as u16), area.y, cells);
    put_marked(buf, place, &year, &drawn.finder.places(&year), (on(Role::Base), on(Role::Match)));
    for ((x, cells), text, role) in [
        (columns.form, summary.form.unwrap_or("–").to_owned(), Role::Dim),
        (columns.errors, count(summary.errors), tone(summary.errors, Role::Error)),
        (columns.warnings, count(summary.warnings), tone(summary.warnings, Role::Warning)),
        (columns.waiting, count(summary.waiting), tone(summary.waiting, Role::Doubt)),
    ] {
        put_padded(buf, x, area.y, cells, &text, Align::Right, on(role));
    }
    review(scene, columns, row, &on, area.y, buf);
}

/// The end of a file's name in at most so many cells, with … before it where something was cut off: there names differ.
fn tail(name: &str, cells: usize) -> String {
    if width(name) <= cells {
        return name.to_owned();
    }
    let starts = name.char_indices().map(|(at, _)| &name[at..]);
    let end = starts.into_iter().find(|end| width(end) < cells).unwrap_or_default();
    format!("…{end}")
}

/// What stands decided of the report, whether that is on its way to the disk, and whether decisions in it are stale.
fn review(scene: Scene, columns: &Columns, row: &Row, on: &dyn Fn(Role) -> Style, y: u16, buf: &mut Buffer) {
    let (state, pending) = scene.model.review_state(&row.name);
    let (word, role) = if pending {
        (format!("{}…", words::review_state(state, scene.lang)), Role::Pending)
    } else {
        (words::row_review(row.review, scene.lang).to_owned(), review_role(row.review))
    };
    let (x, cells) = columns.review;
    let after = put(buf, x, y, cells, &word, on(role));
    // Of a report that is to be reviewed again that is said already.
    if row.stale > 0 && !pending && !matches!(row.review, RowReview::Stale(_)) {
        put(buf, after, y, (x + cells).saturating_sub(after), "!", on(Role::Doubt));
    }
}

/// The role of a machine status.
#[must_use]
pub fn status_role(status: Status) -> Role {
    match status {
        Status::Clean => Role::Good,
        Status::Warning => Role::Warning,
        Status::Error => Role::Error,
        Status::NotAssessable => Role::Neutral,
        Status::Unreadable => Role::Unreadable,
    }
}

/// The role of what stands decided.
#[must_use]
pub fn review_role(review: RowReview) -> Role {
    match review {
        RowReview::Decided(ReviewState::Open) => Role::Dim,
        RowReview::Decided(ReviewState::Passed) => Role::Good,
        RowReview::Decided(ReviewState::Returned) => Role::Error,
        RowReview::Stale(_) => Role::Doubt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_is_kept() {
        for (cells, expected) in [(30, "乡镇/清水河镇2022.txt"), (12, "…镇2022.txt"), (10, "…2022.txt"), (1, "…")]
        {
            assert_eq!(tail("乡镇/清水河镇2022.txt", cells), expected);
        }
    }
}
