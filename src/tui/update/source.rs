//! Keys of a report's source text, and its search. The cursor goes by the rows that are seen, since one line may be pages
//! long.

use super::window;
use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::layout::{Layout, source_cells};
use crate::tui::model::{Model, OutlineEntry, Overlay, Place, Screen, Search, Subject, View, outline};
use crate::tui::{words, wrap};

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
            if report.follow_place() {
                model.screen = Screen::Report(View::Tables);
            } else {
                model.refuse(words::no_cell_on_line(model.lang, place.line));
            }
            return Vec::new();
        }
        Command::Filter => {
            report.search.from = Some(place);
            report.search.input.reset();
            report.search.matches.clear();
            model.overlay = Some(Overlay::Filter);
            return Vec::new();
        }
        Command::NextMatch | Command::PreviousMatch if report.search.input.value().is_empty() => {
            return super::report::open_neighbour(model, command == Command::NextMatch, View::Source);
        }
        Command::NextMatch | Command::PreviousMatch => return next_match(model, command == Command::NextMatch),
        Command::NextSection | Command::PreviousSection => {
            return next_section(model, command == Command::NextSection);
        }
        Command::Outline => {
            window::show(model, Subject::Outline);
            return Vec::new();
        }
        _ => return Vec::new(),
    }
    report.place = place;
    report.follow_place();
    Vec::new()
}

/// Obeys a command while a search is typed.
pub fn obey_search(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Enter => {
            model.overlay = None;
            let found = model.report.as_ref().map(|report| (report.search.is_on(), report.search.matches.len()));
            if found == Some((true, 0)) {
                model.refuse(words::not_found(model.lang));
            }
        }
        Command::Back => {
            model.overlay = None;
            if let Some(report) = model.report.as_mut() {
                report.place = report.search.from.unwrap_or(report.place);
                report.follow_place();
            }
            drop_search(model);
        }
        Command::Up => return next_match(model, false),
        Command::Down => return next_match(model, true),
        _ => {}
    }
    Vec::new()
}

/// Looks for what was typed, and shows the first place from where the search began.
pub fn searched(model: &mut Model) {
    let Some(report) = model.report.as_mut() else { return };
    report.search.look(&report.analysis.lines);
    let from = report.search.from.unwrap_or(report.place);
    let first = report.search.matches.iter().find(|place| **place >= from).or(report.search.matches.first());
    report.place = first.copied().unwrap_or(from);
    report.follow_place();
}

/// Searches for nothing any more; says whether anything was searched for.
pub fn drop_search(model: &mut Model) -> bool {
    let Some(report) = model.report.as_mut().filter(|report| report.search.is_on()) else { return false };
    report.search = Search::default();
    true
}

fn next_match(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(report) = model.report.as_mut() else { return Vec::new() };
    if !report.search.is_on() {
        model.refuse(words::nothing_searched(model.lang).to_owned());
        return Vec::new();
    }
    match report.search.next(report.place, forward) {
        Some((place, round)) => {
            report.place = place;
            report.follow_place();
            if round {
                model.say(words::search_went_round(model.lang, forward).to_owned());
            }
        }
        None => model.refuse(words::not_found(model.lang)),
    }
    Vec::new()
}

/// Goes to the next heading, or the next table, or the one before.
fn next_section(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(report) = model.report.as_mut() else { return Vec::new() };
    let here = report.place;
    let headings = outline(report.report());
    let mut places = headings
        .iter()
        .filter(|(_, entry)| entry.is_heading() || matches!(entry, OutlineEntry::Table(..)))
        .map(|(place, _)| *place);
    let next = if forward {
        places.find(|place| place.line > here.line)
    } else {
        places.rfind(|place| place.line < here.line)
    };
    match next {
        Some(place) => {
            report.place = place;
            report.follow_place();
        }
        None => model.refuse(words::no_more_sections(model.lang, forward).to_owned()),
    }
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
