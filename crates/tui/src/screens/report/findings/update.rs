//! Keys of a report's findings. The cursor goes from cause to cause, and a judgement is about all findings of one.

use crate::cursor::Motion;
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::Layout;
use crate::model::{Model, Overlay, Prompt, Purpose, ScreenKind, View};
use crate::review::{Decision, FindingKey, FindingState, NoteOn};
use crate::screens::report::findings::rows::{Row as FindingRow, rows as finding_rows};
use crate::update::decide;
use crate::words;

/// Causes that a page key goes over.
const PAGE: usize = 4;

/// Handles a command on the findings.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    if let Some(part) = next_part(model, command) {
        if let Some(report) = model.screen.report_mut() {
            report.go_to_finding(part);
        }
        return Vec::new();
    }
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
    let cause = match command {
        Command::Move(motion) => motion.target(report.cause(), report.causes.len(), PAGE),
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

/// The next finding of the same cause, or the one before, where the cause has no room in the pane as a whole.
fn next_part(model: &Model, command: Command) -> Option<usize> {
    let report = model.screen.report()?;
    let layout = Layout::of(model.size, model.screen.kind());
    if finding_rows(model, report, report.cause(), layout.cells()).len() < layout.rows() {
        return None;
    }
    let at = report.here().iter().position(|&finding| finding == report.finding)?;
    let next = match command {
        Command::Move(Motion::Up) => at.checked_sub(1)?,
        Command::Move(Motion::Down) => at + 1,
        _ => return None,
    };
    report.here().get(next).copied()
}

/// Goes to what the finding speaks of: a cell, a label, or a place in the source text.
fn enter(model: &mut Model) {
    let Some(report) = model.screen.report_mut() else { return };
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
    model.screen.show(ScreenKind::Report(view));
}

/// Asks why the finding under the cursor is dismissed.
fn ask_why(model: &mut Model) -> Vec<Effect> {
    let rows = decide::decidable(model);
    let key = model.screen.report().and_then(|report| report.keys.get(*report.here().first()?).cloned());
    let (Some(key), false) = (key, rows.is_empty()) else { return Vec::new() };
    let said = model.judgement(&model.rows[rows[0]].name, &key);
    let text = if said.what == FindingState::Dismissed { said.reason } else { String::new() };
    model.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::Dismiss(key), rows, text)));
    Vec::new()
}

/// Asks for a note on the finding under the cursor.
fn ask_note(model: &mut Model) -> Vec<Effect> {
    let key = model.screen.report().and_then(|report| report.keys.get(*report.here().first()?).cloned());
    match key {
        Some(key) => {
            let rows = decide::decidable(model);
            decide::ask_note_on(model, rows, NoteOn::Finding(key))
        }
        None => decide::ask_note(model),
    }
}

/// Dismisses the finding that a reason was asked for. The report may have been read again meanwhile, under another program's
/// decisions: then the finding may stand elsewhere, or be gone.
pub fn dismiss(model: &mut Model, key: &FindingKey, reason: String) -> Vec<Effect> {
    let Some(report) = model.screen.report_mut() else { return Vec::new() };
    let Some(finding) = report.keys.iter().position(|known| known == key) else {
        model.refuse(words::finding_gone(model.lang).to_owned());
        return Vec::new();
    };
    report.go_to_finding(finding);
    judge(model, FindingState::Dismissed, reason)
}

/// Records what the reviewer says of the finding under the cursor and of the others of its cause, as one step, and goes
/// on to the next open one.
pub fn judge(model: &mut Model, state: FindingState, reason: String) -> Vec<Effect> {
    let Some(report) = model.screen.report() else { return Vec::new() };
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
    // What stands already is not recorded once more.
    let name = &model.rows[row].name;
    let stands = |(_, decision): &(usize, Decision)| match decision {
        Decision::JudgeFinding { key, .. } => {
            let said = model.judgement(name, key);
            said.what == state && said.reason == reason
        }
        _ => false,
    };
    if decisions.iter().all(stands) {
        if state != FindingState::Open {
            go_on(model, state);
        }
        return Vec::new();
    }
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
    let Some(report) = model.screen.report() else { return };
    let (count, here) = (report.causes.len(), report.cause());
    let is_open = |at: &usize| model.cause_judgement(report, &report.causes[*at]).what == FindingState::Open;
    let next = (1..=count).map(|step| (here + step) % count).find(is_open);
    let left = model.judgement_counts(report)[0];
    let finding = next.and_then(|next| report.causes[next].first().copied());
    model.say(words::finding_judged(model.lang, state, left));
    if let (Some(finding), Some(report)) = (finding, model.screen.report_mut()) {
        report.go_to_finding(finding);
    }
}

/// Brings the cause of the cursor into sight as a whole, or else the finding of the cursor.
pub fn scroll(model: &mut Model, layout: &Layout) {
    let Some(report) = model.screen.report() else { return };
    // One row of the pane tells how many are open.
    let height = layout.rows().saturating_sub(1).max(1);
    let here = report.cause();
    let rows = |cause: usize| finding_rows(model, report, cause, layout.cells());
    let top: usize = (0..here).map(|cause| rows(cause).len() + 1).sum();
    let own = rows(here);
    let (mut start, mut end) = (top, top + own.len());
    if own.len() > height {
        let of_part = |row: &FindingRow| row.finding == report.finding;
        start = top + own.iter().position(of_part).unwrap_or(0);
        end = top + own.iter().rposition(of_part).map_or(own.len(), |last| last + 1);
    }
    let first = report.first_finding.max(end.saturating_sub(height)).min(start);
    if let Some(report) = model.screen.report_mut() {
        report.first_finding = first;
    }
}
