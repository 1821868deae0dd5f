//! Keys of a report's source text. The cursor goes by the rows that are seen, since one line may be pages long.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::layout::{Layout, source_cells};
use crate::tui::model::{Model, Place, Screen, View};
use crate::tui::wrap;

/// Obeys a command on the source text.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let layout = Layout::of(model.size, model.screen);
    let cells = source_cells(layout.main);
    let half = (layout.rows() / 2).max(1);
    let Some(report) = model.report.as_mut() else { return Vec::new() };
    let lines = &report.analysis.lines;
    let mut place = report.place;
    match command {
        Command::Up => place = step(lines, place, cells, -1),
        Command::Down => place = step(lines, place, cells, 1),
        Command::PageUp => (0..half).for_each(|_| place = step(lines, place, cells, -1)),
        Command::PageDown => (0..half).for_each(|_| place = step(lines, place, cells, 1)),
        Command::Top => place = Place { line: 1, column: 1 },
        Command::Bottom => place = Place { line: (lines.len() as u32).max(1), column: 1 },
        Command::Enter => {
            model.screen = Screen::Report(View::Tables);
            return Vec::new();
        }
        _ => return Vec::new(),
    }
    report.place = place;
    report.follow_place();
    Vec::new()
}

/// The place one seen row below or above.
fn step(lines: &[String], place: Place, cells: usize, way: i32) -> Place {
    let rows_of = |line: u32| wrap::line(lines.get(line as usize - 1).map_or("", String::as_str), cells);
    let rows = rows_of(place.line);
    let row = rows.iter().rposition(|row| row.start < place.column).unwrap_or(0);
    let at = |line: u32, start: u32| Place { line, column: start + 1 };
    if way > 0 {
        match rows.get(row + 1) {
            Some(next) => at(place.line, next.start),
            None if (place.line as usize) < lines.len() => at(place.line + 1, 0),
            None => place,
        }
    } else if row > 0 {
        at(place.line, rows[row - 1].start)
    } else if place.line > 1 {
        at(place.line - 1, rows_of(place.line - 1).last().map_or(0, |row| row.start))
    } else {
        at(1, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_through_every_seen_row_and_back() {
        let lines = vec!["一二三四五六七八".to_owned(), String::new(), "规章".to_owned()];
        let mut place = Place { line: 1, column: 1 };
        let mut seen = vec![place];
        for _ in 0..10 {
            place = step(&lines, place, 6, 1);
            if seen.last() != Some(&place) {
                seen.push(place);
            }
        }
        let expected = [(1, 1), (1, 4), (1, 7), (2, 1), (3, 1)];
        assert_eq!(seen, expected.map(|(line, column)| Place { line, column }));
        for before in seen.iter().rev().skip(1) {
            place = step(&lines, place, 6, -1);
            assert_eq!(place, *before);
        }
    }
}
