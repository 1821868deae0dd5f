//! Keys of a report's tables.

use crate::cursor::{Motion, half_page, scroll as scroll_to};
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::Layout;
use crate::model::{Model, OpenReport, Place, ScreenKind, Subject, View};
use crate::report::figures;
use crate::review::NoteOn;
use crate::screens::report::tables::statistics;
use crate::update::decide;
use crate::windows::text as window;

/// Handles a command on the tables.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let layout = Layout::of(model.size, model.screen.kind());
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
    if report.grid.is_empty() && !figures::statistics(report.report()).is_empty() {
        return statistics(model, command);
    }
    let (row, column) = report.at;
    let width = |row: usize| report.grid.get(row).map_or(1, |cells| cells.len().max(1));
    let column = column.min(width(row) - 1);
    let at = match command {
        Command::Move(Motion::Left) => (row, column.saturating_sub(1)),
        Command::Move(Motion::Right) => (row, (column + 1).min(width(row) - 1)),
        Command::Move(Motion::Top) => (0, 0),
        Command::Move(motion) => (motion.target(row, report.grid.len(), half_page(layout.rows())), column),
        Command::Enter => {
            if let Some(cell) = report.cell() {
                window::show(model, Subject::Cell(cell));
            }
            return Vec::new();
        }
        Command::Outline => {
            window::show(model, Subject::Outline);
            return Vec::new();
        }
        Command::Note => return ask_note(model),
        _ => return Vec::new(),
    };
    // A shorter row shortens the column, so that what is shown and what is remembered agree.
    report.at = (at.0, at.1.min(width(at.0) - 1));
    report.follow_cell();
    Vec::new()
}

/// Handles a command on the figures of a report without tables: the cursor goes from mention to mention, and on to its line.
fn statistics(model: &mut Model, command: Command) -> Vec<Effect> {
    let page = half_page(Layout::of(model.size, model.screen.kind()).rows());
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
    let places: Vec<Option<Place>> = figures::statistics(report.report())
        .iter()
        .map(|(_, fact)| fact.source.first().map(|span| Place { line: span.line, column: span.column.max(1) }))
        .collect();
    let row = report.at.0.min(places.len() - 1);
    let row = match command {
        Command::Move(Motion::Left | Motion::Right) => return Vec::new(),
        Command::Move(motion) => motion.target(row, places.len(), page),
        Command::Enter => row,
        Command::Outline => {
            window::show(model, Subject::Outline);
            return Vec::new();
        }
        Command::Note => return ask_note(model),
        _ => return Vec::new(),
    };
    report.at = (row, 0);
    if let Some(place) = places[row] {
        report.place = place;
        report.follow_place();
        report.at = (row, 0);
        if command == Command::Enter {
            model.screen.show(ScreenKind::Report(View::Source));
        }
    }
    Vec::new()
}

/// Asks for a note on the cell under the cursor; where there is none, on the report.
fn ask_note(model: &mut Model) -> Vec<Effect> {
    let rows = decide::decidable(model);
    let on = model.screen.report().and_then(|report| {
        let cell = report.cell()?;
        Some(NoteOn::Cell { cell: cell.to_string(), raw: report.report().cell(cell).map(|cell| cell.raw.clone()) })
    });
    decide::ask_note_on(model, rows, on.unwrap_or(NoteOn::Report))
}

/// Brings the cursor's line into sight. Headers that have scrolled away are drawn over the first lines, so the cursor
/// keeps below them.
pub fn scroll(report: &mut OpenReport, layout: &Layout) {
    let sheet = report.sheet(layout.cells());
    let Some(row) = sheet.rows.get(report.at.0) else {
        // A line says that there are no tables, and each topic has a heading.
        let rows = figures::statistics(report.report());
        let at = report.at.0.min(rows.len().saturating_sub(1));
        let room = layout.rows().saturating_sub(2);
        let (line, count) = (statistics::line_of(&rows, at), statistics::line_of(&rows, rows.len()));
        report.first_line = if at == 0 { 0 } else { scroll_to(report.first_line, line, room, count) };
        return;
    };
    let rows = layout.rows();
    let mut first = scroll_to(report.first_line, row.line, rows, sheet.lines.len());
    let pinned = sheet.pinned(row.line, first, rows).map_or(0, |(from, until)| until - from);
    if row.line < first + pinned {
        first = row.line.saturating_sub(pinned);
    }
    if row.line < rows && report.at.0 == 0 {
        first = 0;
    } else if row.line - row.from < rows && first > row.from && row.line <= row.from + pinned.max(6) {
        first = row.from;
    }
    report.first_line = first;
}
