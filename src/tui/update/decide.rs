//! Decisions: given to the journal, pending until it answers, then part of the state.

use tui_input::Input;

use crate::review::{Decision, Event, NewEvent, NoteOn, ReviewState, Subject};
use crate::tui::effect::Effect;
use crate::tui::model::{JournalState, Model, Overlay, Pending, Prompt, Purpose};
use crate::tui::words;

/// Passes the report.
pub fn pass(model: &mut Model) -> Vec<Effect> {
    match decidable(model) {
        Some(row) => {
            record(model, row, Decision::SetState { state: ReviewState::Passed, reason: String::new(), seen: None })
        }
        None => Vec::new(),
    }
}

/// Asks why the report is returned.
pub fn ask_return(model: &mut Model) -> Vec<Effect> {
    if let Some(row) = decidable(model) {
        let standing = model.decisions.review(&model.rows[row].name, None);
        let input = Input::from(standing.reason.clone());
        model.overlay = Some(Overlay::Prompt(Prompt { purpose: Purpose::Return, row, input }));
    }
    Vec::new()
}

/// Asks for a note on the report.
pub fn ask_note(model: &mut Model) -> Vec<Effect> {
    if let Some(row) = decidable(model) {
        let note =
            model.decisions.note(&model.rows[row].name, &NoteOn::Report).map_or_else(String::new, |note| note.text);
        model.overlay = Some(Overlay::Prompt(Prompt { purpose: Purpose::Note, row, input: Input::from(note) }));
    }
    Vec::new()
}

/// Undoes the last decision that is not yet undone.
pub fn undo(model: &mut Model) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    if !model.pending.is_empty() {
        model.refuse(words::wait_for_disk(model.lang));
        return Vec::new();
    }
    let events = model.decisions.undo(&model.reviewer);
    let Some(last) = model.decisions.last_undoable_by(&model.reviewer).filter(|_| !events.is_empty()) else {
        model.refuse(words::nothing_to_undo(model.lang));
        return Vec::new();
    };
    let said = words::undone(model.lang, last);
    model.say(said);
    vec![give(model, events)]
}

/// Gives a decision about a report to the journal.
pub fn record(model: &mut Model, row: usize, decision: Decision) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    let Some(summary) = &model.rows[row].summary else { return Vec::new() };
    let subject = Subject { path: model.rows[row].name.clone(), digest: summary.digest.clone() };
    let event = NewEvent { reviewer: model.reviewer.clone(), subject, decision };
    vec![give(model, vec![event])]
}

/// Takes up the journal's answer: the decisions are on disk, or they are not in force.
pub fn recorded(model: &mut Model, ticket: u64, result: Result<Vec<Event>, String>) -> Vec<Effect> {
    model.pending.retain(|pending| pending.ticket != ticket);
    let events = match result {
        Ok(events) => events,
        Err(reason) => {
            model.refuse(words::not_recorded(model.lang, &reason));
            return Vec::new();
        }
    };
    let mut remapped: Vec<String> = Vec::new();
    for event in events {
        model.decisions.apply(&event);
        let root = model.decisions.root(&event);
        if root.is_some_and(|root| matches!(root.decision, Decision::MapLabel { .. }))
            && !remapped.contains(&event.subject.path)
        {
            remapped.push(event.subject.path);
        }
    }
    // A mapping may move values, so the reports are understood and checked again under it.
    let mut effects = Vec::new();
    for name in remapped {
        let Some(row) = model.rows.iter().position(|row| row.name == name) else { continue };
        if let Some(report) = model.report.as_mut().filter(|report| report.row == row) {
            report.refreshing = true;
        }
        let mappings = model.decisions.mappings(&name);
        effects.push(Effect::Open { ticket: model.next_ticket(), row, mappings });
    }
    effects
}

fn give(model: &mut Model, events: Vec<NewEvent>) -> Effect {
    let ticket = model.next_ticket();
    model.pending.push_back(Pending { ticket, events: events.clone() });
    Effect::Record { ticket, events }
}

/// The report that a decision would be about; says why there can be none.
fn decidable(model: &mut Model) -> Option<usize> {
    if refused(model) {
        return None;
    }
    let row = model.subject_row()?;
    if model.rows[row].summary.is_none() {
        model.refuse(words::not_yet_read(model.lang));
        return None;
    }
    Some(row)
}

/// Whether nothing can be recorded; says so.
fn refused(model: &mut Model) -> bool {
    let JournalState::ReadOnly(reason) = &model.journal else { return false };
    let text = words::read_only(model.lang, reason);
    model.refuse(text);
    true
}
