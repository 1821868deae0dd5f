//! Decisions: given to the journal, pending until it answers, then part of the state.

use std::collections::BTreeSet;

use crate::effect::Effect;
use crate::keymap::Context;
use crate::matching::AliasKey;
use crate::model::{JournalState, Model, Overlay, Pending, Prompt, Purpose, Repeat, RowReview};
use crate::pipeline::{Summary, label_hash};
use crate::report::Mappings;
use crate::review::{Decision, Event, FindingState, NewEvent, NoteOn, ReviewState, Seen, Subject};
use crate::words;

/// Passes the reports that keys act on.
pub fn pass(model: &mut Model) -> Vec<Effect> {
    let rows = decidable(model);
    set_state(model, &rows, ReviewState::Passed, String::new())
}

/// Opens the reports that keys act on for review again.
pub fn reopen(model: &mut Model) -> Vec<Effect> {
    let rows = decidable(model);
    set_state(model, &rows, ReviewState::Open, String::new())
}

/// Asks why the reports are returned.
pub fn ask_return(model: &mut Model) -> Vec<Effect> {
    let rows = decidable(model);
    if let Some(&first) = rows.first() {
        let reason = model.decisions.review(&model.rows[first].name, None).reason;
        let text = match rows[..] {
            [_] if !reason.is_empty() => reason,
            [row] => real_findings(model, row),
            _ => String::new(),
        };
        model.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::Return, rows, text)));
    }
    Vec::new()
}

/// The findings of the open report that were judged real, as a reason to return it.
fn real_findings(model: &Model, row: usize) -> String {
    let Some(report) = model.screen.known().filter(|report| report.row == row) else { return String::new() };
    let real = report
        .causes
        .iter()
        .filter(|cause| model.cause_judgement(report, cause).what == FindingState::Real)
        .filter_map(|cause| report.findings().get(*cause.first()?));
    let sentences: Vec<&str> = real.map(|finding| finding.message(model.lang).trim_end_matches(['。', '.'])).collect();
    sentences.join(model.lang.pick("；", "; "))
}

/// Asks for a note on the reports.
pub fn ask_note(model: &mut Model) -> Vec<Effect> {
    let rows = decidable(model);
    ask_note_on(model, rows, NoteOn::Report)
}

/// Asks for a note on something in reports.
pub fn ask_note_on(model: &mut Model, rows: Vec<usize>, on: NoteOn) -> Vec<Effect> {
    let [first, ..] = rows[..] else { return Vec::new() };
    let note = model.noted(&model.rows[first].name, &on).filter(|_| rows.len() == 1);
    let text = note.map_or_else(String::new, |note| note.what);
    model.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::Note(on), rows, text)));
    Vec::new()
}

/// Sets the state of reports, as one step.
pub fn set_state(model: &mut Model, rows: &[usize], state: ReviewState, reason: String) -> Vec<Effect> {
    // What is open and was never decided needs no decision to stay so.
    let is_new = |row: &&usize| {
        state != ReviewState::Open || !matches!(model.rows[**row].review, RowReview::Decided(ReviewState::Open))
    };
    let rows: Vec<usize> = rows.iter().filter(is_new).copied().collect();
    let rows = rows.as_slice();
    let decisions = rows
        .iter()
        .map(|&row| (row, Decision::SetState { state, reason: reason.clone(), seen: seen(model, row) }))
        .collect();
    let effects = record_all(model, decisions);
    if effects.is_empty() {
        return effects;
    }
    crate::screens::list::update::decided(model, rows, state);
    warn_of_what_is_open(model, rows, state);
    model.repeat = Some(Repeat::Review(state, reason));
    effects
}

/// A report that is passed with errors or with labels that wait may be passed by mistake.
fn warn_of_what_is_open(model: &mut Model, rows: &[usize], state: ReviewState) {
    let ([row], ReviewState::Passed) = (rows, state) else { return };
    let Some(seen) = seen(model, *row).filter(|seen| seen.errors + seen.waiting > 0) else { return };
    if let Some(message) = &mut model.message {
        message.text += &words::passed_although(model.lang, seen.errors, seen.waiting);
    }
}

/// Decides the same as before on what keys act on now.
pub fn repeat(model: &mut Model, context: Context) -> Vec<Effect> {
    match (model.repeat.clone(), context) {
        (Some(Repeat::Review(state, reason)), _) => {
            let rows = decidable(model);
            set_state(model, &rows, state, reason)
        }
        (Some(Repeat::Confirm), Context::Mapping) => crate::screens::report::mapping::update::confirm(model),
        // A field of rows says nothing of a column.
        (Some(Repeat::Map(mapping)), Context::Mapping)
            if crate::screens::report::mapping::update::is_possible(model, &mapping) =>
        {
            crate::screens::report::mapping::update::map(model, mapping)
        }
        (Some(Repeat::Judge(state, reason)), Context::Findings) => {
            crate::screens::report::findings::update::judge(model, state, reason)
        }
        _ => {
            model.refuse(words::nothing_to_repeat(model.lang).to_owned());
            Vec::new()
        }
    }
}

/// Gives a decision about a report to the journal.
pub fn record(model: &mut Model, row: usize, decision: Decision) -> Vec<Effect> {
    record_all(model, vec![(row, decision)])
}

/// Gives decisions to the journal as one step: recorded together, undone together.
pub fn record_all(model: &mut Model, decisions: Vec<(usize, Decision)>) -> Vec<Effect> {
    if refused(model) {
        return Vec::new();
    }
    let events: Vec<NewEvent> = decisions
        .into_iter()
        .filter_map(|(row, decision)| {
            let known = model.rows.get(row)?;
            let subject = Subject { path: known.name.clone(), digest: known.summary.as_ref()?.digest.clone() };
            Some(NewEvent { reviewer: model.reviewer.clone(), subject, decision })
        })
        .collect();
    if events.is_empty() { Vec::new() } else { vec![give(model, events)] }
}

/// Takes up the journal's answer: the decisions are on disk, or they are not in force.
pub fn recorded(model: &mut Model, ticket: u64, result: Result<Vec<Event>, String>) -> Vec<Effect> {
    let names: Vec<String> = model
        .pending
        .iter()
        .filter(|pending| pending.ticket == ticket)
        .flat_map(|pending| &pending.events)
        .map(|event| {
            model.row_of(&event.subject.path).map_or(event.subject.path.as_str(), |row| model.rows[row].unit())
        })
        .map(str::to_owned)
        .collect();
    model.pending.retain(|pending| pending.ticket != ticket);
    match result {
        Ok(events) => {
            let mut effects = learnt(model, events);
            effects.extend(crate::update::steps::go_on(model));
            effects
        }
        Err(reason) => {
            model.steps.clear();
            // Several may fail one after another: what was said of the ones before stays.
            let before = model.message.take().filter(|message| message.grave).map(|message| message.text);
            let said = words::not_recorded(model.lang, &names, &reason);
            model.refuse(
                before
                    .filter(|before| !before.contains(&said))
                    .map_or(said.clone(), |before| format!("{before} {said}")),
            );
            Vec::new()
        }
    }
}

/// Takes up recorded decisions, of this program or of another on the same batch.
pub fn learnt(model: &mut Model, events: Vec<Event>) -> Vec<Effect> {
    let mut touched: Vec<usize> = Vec::new();
    let mut remapped: Vec<usize> = Vec::new();
    let mut labels: BTreeSet<AliasKey> = BTreeSet::new();
    let mut identifies = false;
    for event in events {
        model.decisions.apply(&event);
        identifies |= crate::windows::between::identifies(model, &event);
        labels.extend(model.decisions.label_of(&event));
        let Some(row) = model.row_of(&event.subject.path) else { continue };
        let root = model.decisions.root(&event);
        let is_mapping = root.is_some_and(|root| matches!(root.decision, Decision::MapLabel { .. }));
        if is_mapping || may_be_stale(model, row, &event) {
            remapped.push(row);
        }
        touched.push(row);
    }
    let changed = model.decisions.relearn(labels);
    let taught = bearing(model, changed.iter());
    model.spread = taught.iter().filter(|row| !remapped.contains(row)).count();
    remapped.extend(taught);
    if !model.loading.ended {
        model.relearned.extend(changed);
    }
    for rows in [&mut touched, &mut remapped] {
        rows.sort_unstable();
        rows.dedup();
    }
    for &row in &touched {
        crate::update::batch::settle(model, row);
    }
    // A filter may ask for a review state.
    model.list.changed(&model.rows, touched.into_iter());
    crate::screens::record::update::review_evidence(model);
    let mut effects = reread(model, remapped);
    effects.extend(identifies.then(|| crate::windows::between::ask(model)).flatten());
    effects
}

/// The reports that may have one of these labels.
pub fn bearing<'a>(model: &Model, labels: impl Iterator<Item = &'a AliasKey>) -> Vec<usize> {
    let marks: Vec<u32> = labels.map(label_hash).collect();
    if marks.is_empty() {
        return Vec::new();
    }
    let has = |summary: &Summary| marks.iter().any(|mark| summary.odd_labels.binary_search(mark).is_ok());
    let rows = model.rows.iter().enumerate();
    rows.filter(|(_, known)| known.summary.as_ref().is_some_and(|summary| has(summary))).map(|(row, _)| row).collect()
}

/// Whether an event may change how many decisions on a report that is not open rest on what its file no longer shows.
fn may_be_stale(model: &Model, row: usize, event: &Event) -> bool {
    let known = &model.rows[row];
    let is_open = model.screen.known().is_some_and(|report| report.row == row);
    let is_other_content = known.summary.as_ref().is_some_and(|summary| summary.digest != event.subject.digest);
    !is_open && (known.stale > 0 || is_other_content)
}

/// A mapping may move values, so the reports are understood and checked again under it.
fn reread(model: &mut Model, mut rows: Vec<usize>) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(report) = model.screen.known_mut().filter(|report| rows.contains(&report.row)) {
        report.refreshing = true;
        let row = report.row;
        let mappings = mappings(model, row);
        effects.push(Effect::Open { ticket: model.next_ticket(), row, mappings });
        rows.retain(|&other| other != row);
    }
    // The loader works under the decisions that it began with; what changed since is read once it has ended.
    if !model.loading.ended {
        model.reread.extend(rows);
    } else if !rows.is_empty() {
        effects.push(refresh(model, rows));
    }
    effects
}

/// Asks to read reports again under the decisions in force.
pub fn refresh(model: &Model, rows: impl IntoIterator<Item = usize>) -> Effect {
    Effect::Refresh(rows.into_iter().map(|row| (row, model.decisions.part(&model.rows[row].name))).collect())
}

fn mappings(model: &Model, row: usize) -> Mappings {
    model.decisions.mappings(&model.rows[row].name)
}

/// Gives decisions to the journal; until it answers they are pending.
pub fn give(model: &mut Model, events: Vec<NewEvent>) -> Effect {
    let ticket = model.next_ticket();
    model.pending.push_back(Pending { ticket, events: events.clone() });
    Effect::Record { ticket, events }
}

/// The reports that a decision would be about; says why there are none.
pub fn decidable(model: &mut Model) -> Vec<usize> {
    if refused(model) {
        return Vec::new();
    }
    let rows = model.subject_rows();
    if rows.iter().any(|&row| model.rows[row].summary.is_none()) {
        model.refuse(words::not_yet_read(model.lang));
        return Vec::new();
    }
    rows
}

/// Whether nothing can be recorded; says so.
pub fn refused(model: &mut Model) -> bool {
    let JournalState::ReadOnly(reason) = &model.journal else { return false };
    let text = words::read_only(model.lang, reason);
    model.refuse(text);
    true
}

/// What the machine says of a report now, to be kept with a decision on it.
fn seen(model: &Model, row: usize) -> Option<Seen> {
    let summary = model.rows[row].summary.as_ref()?;
    Some(Seen { errors: summary.errors, warnings: summary.warnings, waiting: summary.waiting })
}

/// Remembers a mapping or a judgement for [`repeat`].
pub fn remember(model: &mut Model, decision: &Decision) {
    match decision {
        Decision::MapLabel { mapping: Some(mapping), .. } => model.repeat = Some(Repeat::Map(mapping.clone())),
        Decision::JudgeFinding { state, reason, .. } => model.repeat = Some(Repeat::Judge(*state, reason.clone())),
        _ => {}
    }
}
