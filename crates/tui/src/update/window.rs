//! A window of text over a report: everything about a cell, or the outline.

use crate::cursor::half_page;
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
        window.cursor.at = outline(report.report()).iter().take_while(before).count().saturating_sub(1);
    }
    model.overlay = Some(Overlay::Window(window));
    scroll(model);
}

/// Obeys a command while a text is read.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let height = usize::from(layout::text_window(model.size).height.saturating_sub(2));
    let page = half_page(height);
    let count = window_rows(model);
    let Some(Overlay::Window(window)) = &mut model.overlay else { return Vec::new() };
    let cursor = &mut window.cursor;
    match command {
        Command::Move(motion) => match window.subject {
            Subject::Cell(_) => cursor.first = motion.target(cursor.first, count.saturating_sub(height) + 1, page),
            Subject::Outline => cursor.go(motion, count, page),
        },
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
            let Some((place, entry)) = outline(report.report()).into_iter().nth(window.cursor.at) else { return };
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
    match window.subject {
        Subject::Cell(_) => window.cursor.first = window.cursor.first.min(count.saturating_sub(height)),
        Subject::Outline => window.cursor.show(count, height),
    }
}
