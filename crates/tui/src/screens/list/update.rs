//! Keys of the list of reports.

use std::collections::HashMap;

use crate::cursor::half_page;
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::Layout;
use crate::model::{Model, Overlay, ScreenKind, Then, View};
use crate::review::{Decision, ReviewState};
use crate::rules::{Severity, Status};
use crate::words;

/// Handles a command on the list.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Move(motion) => model.list.move_cursor(motion, half_page(rows(model))),
        Command::Enter | Command::View(2) => return open_here(model, View::Tables),
        Command::View(3) => return open_here(model, View::Mapping),
        Command::View(4) => return open_here(model, View::Findings),
        Command::View(5) => return open_here(model, View::Source),
        Command::NextError => return open_with(model, Severity::Error, true),
        Command::PreviousError => return open_with(model, Severity::Error, false),
        Command::NextWarning => return open_with(model, Severity::Warning, true),
        Command::PreviousWarning => return open_with(model, Severity::Warning, false),
        Command::Filter => model.overlay = Some(Overlay::Filter),
        Command::Sort => {
            model.list.sort = model.list.sort.next();
            model.list.reversed = false;
            return resort(model);
        }
        Command::SortReverse => {
            model.list.reversed = !model.list.reversed;
            return resort(model);
        }
        Command::OnlyProblems => {
            model.list.only_problems = !model.list.only_problems;
            model.list.refilter(&model.rows);
            return unsettled(model);
        }
        Command::Mark => model.list.toggle_mark(),
        Command::MarkRange => model.list.mark_range(),
        Command::MarkAll => model.list.mark_all(),
        // Marks are dropped first, then the filter.
        Command::Back if !model.list.marks.is_empty() => {
            model.list.marks.clear();
            model.say(words::marks_dropped(model.lang).to_owned());
        }
        Command::Back => return crate::windows::filter::drop_filter(model),
        Command::Quit => crate::windows::save_aliases::leave(model),
        Command::View(6) => model.screen.show(ScreenKind::Record),
        Command::NextOpen => return go_to_open(model, true),
        Command::PreviousOpen => return go_to_open(model, false),
        // The column by which the list is sorted already turns the order round.
        Command::SortBy(key) => {
            model.list.reversed = model.list.sort == key && !model.list.reversed;
            model.list.sort = key;
            return resort(model);
        }
        _ => {}
    }
    Vec::new()
}

/// An earlier session's decisions are known: puts the cursor where work goes on, and says so where it had begun.
pub fn resume(model: &mut Model) {
    go_on(model);
    let (open, all) = (model.rows.iter().filter(|row| row.review.is_open()).count(), model.rows.len());
    if open == all {
        return;
    }
    if open == 0 {
        say_all_decided(model);
    } else if let Some(row) = model.list.row() {
        let said = words::resumed(model.lang, all - open, all, model.rows[row].unit());
        model.say(said);
    }
}

/// Reports were decided on: says what was done and what is next. On the list the cursor goes on to the next open one,
/// and marks have done their work.
pub fn decided(model: &mut Model, rows: &[usize], state: ReviewState) {
    let Some(&first) = rows.first() else { return };
    let (lang, on_list) = (model.lang, model.screen.kind() == ScreenKind::List);
    let hidden = rows.iter().filter(|&&row| !model.list.is_shown(row)).count();
    let mut said = if on_list && !model.list.marks.is_empty() {
        words::marked_decided(lang, rows.len(), hidden, state)
    } else {
        words::one_decided(lang, model.rows[first].unit(), state)
    };
    if on_list {
        model.list.marks.clear();
        if state != ReviewState::Open {
            go_on(model);
        }
    }
    let decided = decided_by_now(model);
    let open = (0..model.rows.len()).filter(|&row| is_open(model, row, &decided)).count();
    if open == 0 {
        say_all_decided(model);
        return;
    }
    if state == ReviewState::Open {
        let key = model.keymap.key_for(model.screen_context(), Command::Undo);
        said.push_str(&words::undo_with(lang, &key));
    } else if !on_list {
        let key = model.keymap.key_for(model.screen_context(), Command::NextOpen);
        said.push_str(&words::next_with(lang, &key, open));
    } else {
        let next = model.list.row().filter(|&row| is_open(model, row, &decided));
        said.push_str(&match next {
            Some(row) => words::gone_on(lang, model.rows[row].unit(), open),
            None => words::open_hidden(lang, open),
        });
    }
    model.say(said);
}

/// Says that every report is decided on, and what to do then.
fn say_all_decided(model: &mut Model) {
    let mut counts = (0, 0);
    for row in &model.rows {
        match model.review_state(&row.name).0 {
            ReviewState::Passed => counts.0 += 1,
            ReviewState::Returned => counts.1 += 1,
            ReviewState::Open => {}
        }
    }
    let key = model.keymap.key_for(model.screen_context(), Command::Export);
    let said = words::all_decided(model.lang, model.rows.len(), counts, &key);
    model.say(said);
}

/// Puts the cursor where work goes on: on the report under it or the next one that nobody decided on; it stays where all
/// are decided.
pub fn go_on(model: &mut Model) {
    let here = model.list.position();
    let decided = decided_by_now(model);
    let visible = model.list.visible();
    let is_open_at = |position: &usize| is_open(model, visible[*position] as usize, &decided);
    if let Some(position) = (here..visible.len()).chain(0..here).find(is_open_at) {
        model.list.go(position);
    }
}

fn go_to_open(model: &mut Model, forward: bool) -> Vec<Effect> {
    match neighbour_open(model, model.list.position(), forward) {
        Some(position) => model.list.go(position),
        None => {
            let said = words::no_open(model.lang).to_owned() + &hidden(model);
            model.refuse(said);
        }
    }
    Vec::new()
}

/// The position of the next report that nobody decided on, going round.
pub fn neighbour_open(model: &Model, from: usize, forward: bool) -> Option<usize> {
    let decided = decided_by_now(model);
    let visible = model.list.visible();
    let count = visible.len();
    let step = |step: usize| if forward { (from + step) % count } else { (from + count - step) % count };
    (1..count).map(step).find(|&position| is_open(model, visible[position] as usize, &decided))
}

/// The files on which a decision is on its way to the disk, gathered once for many questions.
fn decided_by_now(model: &Model) -> HashMap<&str, ReviewState> {
    let events = model.pending.iter().flat_map(|pending| &pending.events);
    let decided = events.filter_map(|event| match event.decision {
        Decision::SetState { state, .. } => Some((event.subject.path.as_str(), state)),
        _ => None,
    });
    decided.collect()
}

/// Whether a reviewer is still to decide on the report of a row.
fn is_open(model: &Model, row: usize, decided: &HashMap<&str, ReviewState>) -> bool {
    let row = &model.rows[row];
    decided.get(row.name.as_str()).map_or_else(|| row.review.is_open(), |state| *state == ReviewState::Open)
}

/// What to add where nothing more is found: that a filter hides reports.
pub fn hidden(model: &Model) -> String {
    match model.list.hidden() {
        0 => String::new(),
        count => words::hidden_by_filter(model.lang, count),
    }
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let rows = rows(model);
    model.list.show_cursor(rows);
}

/// Puts the list into order again.
pub fn resort(model: &mut Model) -> Vec<Effect> {
    model.list.resort(&model.rows);
    scroll(model);
    unsettled(model)
}

/// Asks to go on where the filter has not yet been tried on every row.
pub fn unsettled(model: &Model) -> Vec<Effect> {
    if model.list.is_settled() { Vec::new() } else { vec![Effect::Continue] }
}

/// Opens the report under the cursor.
fn open_here(model: &mut Model, view: View) -> Vec<Effect> {
    match model.list.row() {
        Some(row) => crate::screens::report::update::open(model, row, Then::Show(view)),
        None => Vec::new(),
    }
}

/// Opens the next report that has a finding of a severity, on that finding. The report under the cursor is the next
/// one, unless it is the one that was just left.
fn open_with(model: &mut Model, severity: Severity, forward: bool) -> Vec<Effect> {
    let position = model.list.position();
    let left = model.screen.known().is_some_and(|report| Some(report.row) == model.list.row());
    let here = Some(position).filter(|&position| !left && has(model, position, severity));
    match here.or_else(|| neighbour_with(model, position, severity, forward)) {
        Some(position) => {
            let row = model.list.visible()[position] as usize;
            crate::screens::report::update::open(model, row, Then::Finding(severity, forward, View::Tables))
        }
        None => {
            let said = words::no_more(model.lang, severity) + &hidden(model);
            model.refuse(said);
            Vec::new()
        }
    }
}

/// The position of the next report that has a finding of a severity.
pub fn neighbour_with(model: &Model, from: usize, severity: Severity, forward: bool) -> Option<usize> {
    let has = |position: &usize| has(model, *position, severity);
    let count = model.list.visible().len();
    if forward { (from + 1..count).find(has) } else { (0..from.min(count)).rev().find(has) }
}

/// Whether the report at a position has a finding of a severity.
fn has(model: &Model, position: usize, severity: Severity) -> bool {
    let row = model.list.visible().get(position).map(|&row| &model.rows[row as usize]);
    row.and_then(|row| row.summary.as_ref()).is_some_and(|summary| match severity {
        Severity::Error => summary.errors > 0 || summary.status == Status::Unreadable,
        Severity::Warning => summary.warnings > 0,
        Severity::Info => summary.notices > 0,
    })
}

/// How many reports the list shows at once: one line of the pane holds the headings.
fn rows(model: &Model) -> usize {
    Layout::of(model.size, ScreenKind::List).rows().saturating_sub(1)
}
