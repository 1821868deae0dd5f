//! Keys of a report's findings. The cursor goes from cause to cause, and a judgement is about all findings of one.

use super::decide;
use crate::review::{Decision, FindingState, NoteOn};
use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::layout::Layout;
use crate::tui::model::{Model, Overlay, Prompt, Purpose, Screen, View};
use crate::tui::view::finding_rows;
use crate::tui::words;

/// Obeys a command on the findings.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(report) = model.report.as_mut() else { return Vec::new() };
    let last = report.causes.len().saturating_sub(1);
    let here = report.cause();
    let cause = match command {
        Command::Up => here.saturating_sub(1),
        Command::Down => (here + 1).min(last),
        Command::PageUp => here.saturating_sub(4),
        Command::PageDown => (here + 4).min(last),
        Command::Top => 0,
        Command::Bottom => last,
        Command::Enter => {
            enter(model);
            return Vec::new();
        }
        Command::Real => return judge(model, FindingState::Real, String::new()),
        Command::Dismiss => return ask_why(model),
        Command::OpenAgain => return judge(model, FindingState::Open, String::new()),
        Command::Note => return ask_note(model),
        _ => return Vec::new(),
    };
    if let Some(&finding) = report.causes.get(cause).and_then(|cause| cause.first()) {
        report.go_to_finding(finding);
    }
    Vec::new()
}

/// Goes to what the finding speaks of: a cell, a label, or a place in the source text.
fn enter(model: &mut Model) {
    let Some(report) = model.report.as_mut() else { return };
    let Some(finding) = report.findings().get(report.finding) else { return };
    let to_cell = !finding.cells.is_empty() || !finding.suspects.is_empty();
    let to_label = !finding.labels.is_empty();
    report.go_to_finding(report.finding);
    let view = if to_cell {
        View::Tables
    } else if to_label {
        View::Mapping
    } else {
        View::Source
    };
    model.screen = Screen::Report(view);
}

/// Asks why the finding under the cursor is dismissed.
fn ask_why(model: &mut Model) -> Vec<Effect> {
    let rows = decide::decidable(model);
    let key = model.report.as_ref().and_then(|report| report.keys.get(*report.here().first()?).cloned());
    let (Some(key), false) = (key, rows.is_empty()) else { return Vec::new() };
    let said = model.judgement(&model.rows[rows[0]].name, &key);
    let text = if said.what == FindingState::Dismissed { said.reason } else { String::new() };
    model.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::Dismiss(key), rows, text)));
    Vec::new()
}

/// Asks for a note on the finding under the cursor.
fn ask_note(model: &mut Model) -> Vec<Effect> {
    let key = model.report.as_ref().and_then(|report| report.keys.get(*report.here().first()?).cloned());
    match key {
        Some(key) => {
            let rows = decide::decidable(model);
            decide::ask_note_on(model, rows, NoteOn::Finding(key))
        }
        None => decide::ask_note(model),
    }
}

/// Records what the reviewer says of the finding under the cursor and of the others of its cause, as one step, and goes
/// on to the next open one.
pub fn judge(model: &mut Model, state: FindingState, reason: String) -> Vec<Effect> {
    let Some(report) = model.report.as_ref() else { return Vec::new() };
    let row = report.row;
    let decisions: Vec<(usize, Decision)> = report
        .here()
        .iter()
        .map(|&finding| {
            let key = report.keys[finding].clone();
            (row, Decision::JudgeFinding { key, state, reason: reason.clone() })
        })
        .collect();
    let Some((_, first)) = decisions.first().cloned() else { return Vec::new() };
    let effects = decide::record_all(model, decisions);
    if effects.is_empty() {
        return effects;
    }
    decide::remember(model, &first);
    if state == FindingState::Open {
        model.say(words::finding_open_again(model.lang).to_owned());
    } else {
        go_on(model, state);
    }
    effects
}

/// Goes on to the next finding that is open, going round; says how many are left.
fn go_on(model: &mut Model, state: FindingState) {
    let Some(report) = model.report.as_ref() else { return };
    let (count, here) = (report.causes.len(), report.cause());
    let is_open = |at: &usize| model.cause_judgement(report, &report.causes[*at]).what == FindingState::Open;
    let next = (1..=count).map(|step| (here + step) % count).find(is_open);
    let left = model.judgement_counts(report)[0];
    let finding = next.and_then(|next| report.causes[next].first().copied());
    model.say(words::finding_judged(model.lang, state, left));
    if let (Some(finding), Some(report)) = (finding, model.report.as_mut()) {
        report.go_to_finding(finding);
    }
}

/// Brings the cause of the cursor into sight, whole where there is room.
pub fn scroll(model: &mut Model, layout: &Layout) {
    let Some(report) = model.report.as_ref() else { return };
    // One row of the pane tells how many are open.
    let rows = layout.rows().saturating_sub(1);
    let here = report.cause();
    let height = |at: usize| finding_rows(model, report, at, layout.cells()).len() + 1;
    let mut first = report.first_finding.min(here);
    let mut used: usize = (first..=here).map(height).sum();
    while first < here && used > rows + 1 {
        used -= height(first);
        first += 1;
    }
    if let Some(report) = model.report.as_mut() {
        report.first_finding = first;
    }
}
