//! Keys of a report's source text, and its search. The cursor goes by the rows that are seen, since one line may be pages
//! long, and from cell to cell in a table of the original.

use crate::cursor::{Motion, half_page};
use crate::effect::Effect;
use crate::keymap::{Command, Context};
use crate::layout::{Layout, source_cells};
use crate::model::{Model, OutlineEntry, Overlay, Place, ScreenKind, Search, Subject, View, outline};
use crate::seen::{Seer, beside};
use crate::windows::text as window;
use crate::words;

/// Handles a command on the source text.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let layout = Layout::of(model.size, model.screen.kind());
    let cells = source_cells(layout.main);
    let half = half_page(layout.rows());
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
    let lines = report.analysis.lines.len() as u32;
    let seer = Seer::new(report, cells);
    let mut place = report.place;
    match command {
        Command::Move(Motion::Up) => place = seer.step(place, false),
        Command::Move(Motion::Down) => place = seer.step(place, true),
        Command::Move(Motion::PageUp) => (0..half).for_each(|_| place = seer.step(place, false)),
        Command::Move(Motion::PageDown) => (0..half).for_each(|_| place = seer.step(place, true)),
        Command::Move(Motion::Top) => place = Place { line: 1, column: 1 },
        Command::Move(Motion::Bottom) => place = Place { line: lines.max(1), column: 1 },
        Command::Move(Motion::Left) | Command::Move(Motion::Right) => {
            let origins = &report.report().origins;
            match beside(origins, place, command == Command::Move(Motion::Right)) {
                Some(beside) => place = beside,
                // Only in a table is there anything beside; elsewhere the key for the left leads back, as in other views.
                None if command == Command::Move(Motion::Left) && origins.row(place.line).is_none() => {
                    return crate::update::handle_command(model, Context::Source, Command::Back);
                }
                None => return Vec::new(),
            }
        }
        Command::Enter => {
            if report.follow_place() {
                model.screen.show(ScreenKind::Report(View::Tables));
            } else {
                let name = report.named(place.line, model.lang);
                model.refuse(words::no_cell_here(model.lang, &name));
            }
            return Vec::new();
        }
        Command::Filter => {
            report.search.from = Some(place);
            report.search.input.reset();
            report.search.look(&[]);
            model.overlay = Some(Overlay::Filter);
            return Vec::new();
        }
        Command::NextMatch | Command::PreviousMatch if report.search.input.value().is_empty() => {
            return crate::screens::report::update::open_neighbour(model, command == Command::NextMatch, View::Source);
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

/// Handles a command while a search is typed.
pub fn handle_search_command(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Enter => {
            model.overlay = None;
            let found = model.screen.report().map(|report| (report.search.is_on(), report.search.matches.len()));
            if found == Some((true, 0)) {
                model.refuse(words::not_found(model.lang));
            }
        }
        Command::Back => {
            model.overlay = None;
            if let Some(report) = model.screen.report_mut() {
                report.place = report.search.from.unwrap_or(report.place);
                report.follow_place();
            }
            drop_search(model);
        }
        Command::Move(Motion::Up) => return next_match(model, false),
        Command::Move(Motion::Down) => return next_match(model, true),
        _ => {}
    }
    Vec::new()
}

/// Looks for what was typed, and shows the first place from where the search began.
pub fn searched(model: &mut Model) {
    let Some(report) = model.screen.report_mut() else { return };
    report.search.look(&report.analysis.lines);
    let from = report.search.from.unwrap_or(report.place);
    let first = report.search.matches.iter().find(|place| **place >= from).or(report.search.matches.first());
    report.place = first.copied().unwrap_or(from);
    report.follow_place();
}

/// Searches for nothing any more; says whether anything was searched for.
pub fn drop_search(model: &mut Model) -> bool {
    let Some(report) = model.screen.report_mut().filter(|report| report.search.is_on()) else { return false };
    report.search = Search::default();
    true
}

fn next_match(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
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
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
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
