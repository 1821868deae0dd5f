//! A window of text over a report: everything about a cell, or the outline.

use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout;
use crate::model::{Model, OutlineEntry, Overlay, Screen, Subject, TextWindow, View, outline};
use crate::view::window_rows;

/// Opens a window.
pub fn show(model: &mut Model, subject: Subject) {
    let Some(report) = model.report.as_ref() else { return };
    let mut window = TextWindow::of(subject);
    if window.subject == Subject::Outline {
        // The outline opens where the reader is.
        let before = |(place, _): &&(_, OutlineEntry)| *place <= report.place;
        window.cursor = outline(report.report()).iter().take_while(before).count().saturating_sub(1);
    }
    model.overlay = Some(Overlay::Window(window));
    scroll(model);
}

/// Obeys a command while a text is read.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let height = usize::from(layout::text_window(model.size).height.saturating_sub(2));
    let half = (height / 2).max(1);
    let count = window_rows(model);
    let Some(Overlay::Window(window)) = &mut model.overlay else { return Vec::new() };
    let last = match window.subject {
        Subject::Cell(_) => count.saturating_sub(height),
        Subject::Outline => count.saturating_sub(1),
    };
    let at = match window.subject {
        Subject::Cell(_) => &mut window.first,
        Subject::Outline => &mut window.cursor,
    };
    match command {
        Command::Up => *at = at.saturating_sub(1),
        Command::Down => *at = (*at + 1).min(last),
        Command::PageUp => *at = at.saturating_sub(half),
        Command::PageDown => *at = (*at + half).min(last),
        Command::Top => *at = 0,
        Command::Bottom => *at = last,
        Command::Enter => enter(model),
        Command::Back => model.overlay = None,
        _ => {}
    }
    scroll(model);
    Vec::new()
}

/// Goes from the window to the place that it tells of.
fn enter(model: &mut Model) {
    let Some(Overlay::Window(window)) = model.overlay.take() else { return };
    let Some(report) = model.report.as_mut() else { return };
    let view = match window.subject {
        Subject::Cell(_) => View::Source,
        Subject::Outline => {
            let Some((place, entry)) = outline(report.report()).into_iter().nth(window.cursor) else { return };
            report.place = place;
            report.follow_place();
            match entry {
                // From the tables one goes to a table, not to its lines.
                OutlineEntry::Table(table, _) if model.screen == Screen::Report(View::Tables) => {
                    report.go_to_cell(table.cell(0, 0));
                    View::Tables
                }
                _ => View::Source,
            }
        }
    };
    model.screen = Screen::Report(view);
}

/// Keeps the window within its text, and the line that is chosen in sight.
fn scroll(model: &mut Model) {
    let height = usize::from(layout::text_window(model.size).height.saturating_sub(2));
    let count = window_rows(model);
    let Some(Overlay::Window(window)) = &mut model.overlay else { return };
    window.first = match window.subject {
        Subject::Cell(_) => window.first.min(count.saturating_sub(height)),
        Subject::Outline => layout::scroll(window.first, window.cursor, height, count),
    };
}
