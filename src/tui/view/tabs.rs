//! The names of a report's views, and which report is open.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::text::width::{truncate, width};
use crate::tui::model::View;
use crate::tui::paint::{clean, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::words;

/// Draws the line.
pub fn render(scene: Scene, shown: View, area: Rect, buf: &mut Buffer) {
    let Some(report) = &scene.model.report else { return };
    // Among the labels the digits take candidates, so they are not shown as leading to a view.
    let digit = |number: usize| if shown == View::Mapping { String::new() } else { format!("{number} ") };
    let list = format!("{}{}", digit(1), words::reports(scene.lang));
    let mut x = put(buf, area.x + 1, area.y, area.width, &list, scene.style(Role::Dim)) + 1;
    let findings = report.findings().len();
    let waiting = report.report().labels.iter().filter(|label| label.needs_review).count();
    for (number, view) in View::ALL.into_iter().enumerate() {
        let count = match view {
            View::Mapping => waiting,
            View::Findings => findings,
            View::Tables | View::Source | View::Record => 0,
        };
        let stale = scene.model.rows[report.row].stale;
        let count = match view {
            View::Record if stale > 0 => format!(" !{stale}"),
            _ if count > 0 => format!(" {count}"),
            _ => String::new(),
        };
        let role = if view == shown { Role::Tab } else { Role::Dim };
        let text = format!(" {}{}{count} ", digit(number + 2), words::view(view, scene.lang));
        x = put(buf, x, area.y, area.right().saturating_sub(x), &text, scene.style(role));
    }
    let row = &scene.model.rows[report.row];
    let year = report.report().year.map_or_else(String::new, |year| format!(" · {year}"));
    let form = report
        .report()
        .form_id()
        .map_or_else(String::new, |form| format!(" · {} {form}", words::column_form(scene.lang)));
    let (state, pending) = scene.model.review_state(&row.name);
    let tail = if pending { "…" } else { "" };
    let state = format!(" · {}{tail}", words::review_state(state, scene.lang));
    let state = if report.refreshing { format!(" · {}", words::rechecking(scene.lang)) } else { state };
    let unit = clean(row.unit());
    let room = usize::from(area.right().saturating_sub(x + 2));
    // What there is no room for is left out, the edition first and the state last.
    let tails = [format!("{year}{form}{state}"), format!("{year}{state}"), state];
    let fits = |tail: &&String| room >= width(tail) + width(&unit).min(8);
    let tail = tails.iter().find(fits).map_or("", String::as_str);
    let text = format!("{}{tail}", truncate(&unit, room - width(tail)));
    let start = area.right().saturating_sub(width(&text) as u16 + 1);
    put(buf, start, area.y, area.right() - start, &text, scene.style(Role::Heading));
}
