//! The names of a report's views, and the trail that leads to the cursor: which report, which part of it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::document::Span;
use crate::hit::Hit;
use crate::keymap::Command;
use crate::model::{OpenReport, View};
use crate::paint::{clean, put};
use crate::rules::{cell_name, rule, table_name};
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::words;

/// Fewer cells than these are not worth showing a part of the report in.
const PART: usize = 14;

/// Draws the line.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    let shown = report.view;
    let x = views(scene, shown, report, area, buf);
    trail(scene, shown, report, Rect { x, width: area.right().saturating_sub(x), ..area }, buf);
}

/// The views with their numbers and counts. Returns the column after them.
fn views(scene: Scene, shown: View, report: &OpenReport, area: Rect, buf: &mut Buffer) -> u16 {
    let list = format!("1 {}", words::reports(scene.lang));
    let mut x = put(buf, area.x + 1, area.y, area.width, &list, scene.style(Role::Dim)) + 1;
    scene.hit(Rect::new(area.x, area.y, x - area.x, 1), Hit::Command(Command::View(1)));
    let waiting = report.report().labels.iter().filter(|label| label.needs_review).count();
    for (number, view) in View::ALL.into_iter().enumerate() {
        let stale = scene.model.rows[report.row].stale;
        let count = match view {
            View::Mapping if waiting > 0 => format!(" {waiting}"),
            View::Findings if !report.causes.is_empty() => format!(" {}", report.causes.len()),
            View::Record if stale > 0 => format!(" !{stale}"),
            _ => String::new(),
        };
        let role = if view == shown { Role::Tab } else { Role::Dim };
        let text = format!(" {} {}{count} ", number + 2, words::view(view, scene.lang));
        let after = put(buf, x, area.y, area.right().saturating_sub(x), &text, scene.style(role));
        scene.hit(Rect::new(x, area.y, after - x, 1), Hit::Command(Command::View(number as u8 + 2)));
        x = after;
    }
    x
}

/// The trail, and where the report stands in the list. What there is no room for is left out: the part of the report
/// first, then the year; the state and the place in the list last.
fn trail(scene: Scene, shown: View, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let row = &model.rows[report.row];
    let (state, pending) = model.review_state(&row.name);
    let state = if report.refreshing {
        words::rechecking(lang).to_owned()
    } else if pending {
        format!("{}…", words::review_state(state, lang))
    } else {
        words::row_review(row.review, lang).to_owned()
    };
    let list = &model.list;
    let is_listed = list.row() == Some(report.row);
    let position = if is_listed { words::position(list.position(), list.visible().len()) } else { String::new() };
    let unit = clean(row.unit());
    let year = report.report().year.map_or_else(String::new, |year| format!(" {year}"));
    let part = part(scene, shown, report);
    let part = if part.is_empty() { part } else { format!(" › {}", clean(&part)) };
    let room = usize::from(area.width.saturating_sub(2));
    let whole = format!("{unit}{year}");
    let state = format!(" · {state}");
    let both = if position.is_empty() { state.clone() } else { format!("{state}  {position}") };
    // From the richest to the poorest: the part goes first, then the place in the list, then the year.
    let ends = |text: &str| [&both, &state].into_iter().find(|end| width(text) + width(end) <= room).cloned();
    let long = format!("{whole}{part}");
    let (text, end) = if width(&long) + width(&both) <= room {
        (long, both)
    } else if width(&whole) + PART + width(&both) <= room {
        (truncate(&long, room - width(&both)).into_owned(), both)
    } else if let Some(end) = ends(&whole) {
        (whole, end)
    } else if let Some(end) = ends(&unit) {
        (unit.into_owned(), end)
    } else if width(&state) + 8 <= room {
        (truncate(&unit, room - width(&state)).into_owned(), state)
    } else {
        (truncate(&unit, room).into_owned(), String::new())
    };
    let start = area.right().saturating_sub((width(&text) + width(&end)) as u16 + 1);
    let x = put(buf, start, area.y, area.right() - start, &text, scene.style(Role::Heading));
    put(buf, x, area.y, area.right().saturating_sub(x), &end, scene.style(Role::Dim));
}

/// What the cursor is on in a view, in short.
fn part(scene: Scene, shown: View, report: &OpenReport) -> String {
    let lang = scene.lang;
    match shown {
        View::Tables => report.cell().map(|cell| {
            let (row, column) = cell_name(cell);
            format!("{} {row}·{column}", table_name(cell.table()).get(lang))
        }),
        View::Mapping => {
            let label = report.labels.label().and_then(|label| report.report().labels.get(label));
            label.map(|label| label.observed.clone())
        }
        View::Findings => {
            let found = report.findings().get(report.finding).and_then(|finding| rule(finding.rule));
            found.map(|rule| rule.title.get(lang).to_owned())
        }
        View::Source => Some({
            let span = Span { line: report.place.line, column: report.place.column, chars: 1 };
            report.report().origins.name(span, lang)
        }),
        View::Record => None,
    }
    .unwrap_or_default()
}
