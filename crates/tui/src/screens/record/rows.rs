//! What the record says of its entries: the text that a filter is tried on, and how each decision stands.

use crate::export::log::then_now;
use crate::model::{Entry, Model};
use crate::review::{Decision, Event, EventId, Stale};
use crate::words;

/// How an event stands.
pub enum Standing {
    /// In force.
    InForce,
    /// Taken back by another.
    Undone(EventId),
    /// Replaced by a later decision on the same evidence, where that is known.
    Replaced(Option<EventId>),
    /// An undo.
    Undo,
}

/// Everything that a filter is tried on: number, time, reviewer, report, what was decided, and why.
#[must_use]
pub fn entry_text(model: &Model, entry: Entry) -> String {
    match entry {
        Entry::Stale(place) => stale(model, place).map_or_else(String::new, |stale| {
            let (about, then) = (then_now::about(stale, model.lang), then_now::then(stale, model.lang));
            format!("{} {about} {then} {}", stale.by, then_now::now(stale, model.lang))
        }),
        Entry::StaleReport(row) => {
            format!("{} {}", model.rows[row].unit(), words::stale_count(model.lang, model.rows[row].stale as usize))
        }
        Entry::Act(event, ..) | Entry::Event(event, _) => {
            model.decisions.event(event).map_or_else(String::new, |event| {
                let what = what(model, event);
                let reason = words::reason_given(event);
                let (time, unit) = (time(model, event, "%Y-%m-%d %H:%M"), unit(model, event));
                let path = &event.subject.path;
                format!("{} {time} {} {unit} {what} {reason} {path}", event.id, event.reviewer)
            })
        }
    }
}

/// A decision at the top that asks to be decided anew.
#[must_use]
pub fn stale(model: &Model, place: usize) -> Option<&Stale> {
    model.screen.report()?.stale.get(place)
}

/// What was decided.
#[must_use]
pub fn what(model: &Model, event: &Event) -> String {
    match model.decisions.turn(event) {
        Some(turn) => words::turn(event, &turn, model.lang),
        None => words::speaks_of_nothing(model.lang).to_owned(),
    }
}

/// What came of a decision.
#[must_use]
pub fn becomes(model: &Model, event: &Event) -> String {
    match model.decisions.turn(event) {
        Some(turn) => words::becomes(event, &turn, model.lang),
        None => words::speaks_of_nothing(model.lang).to_owned(),
    }
}

/// When it was decided.
#[must_use]
pub fn time(model: &Model, event: &Event, format: &str) -> String {
    event.at.to_zoned(model.zone.clone()).strftime(format).to_string()
}

/// The unit that it is about.
#[must_use]
pub fn unit(model: &Model, event: &Event) -> String {
    // Another content may be another unit's report under the same name.
    let is_same =
        |row: &usize| model.rows[*row].summary.as_ref().is_none_or(|summary| summary.digest == event.subject.digest);
    let row = model.row_of(&event.subject.path).filter(is_same);
    row.map_or(event.subject.path.as_str(), |row| model.rows[row].unit()).to_owned()
}

/// How it stands.
#[must_use]
pub fn standing(model: &Model, event: &Event) -> Standing {
    if let Some(by) = model.decisions.undone_by(event.id) {
        return Standing::Undone(by);
    }
    if matches!(event.decision, Decision::Undo { .. }) {
        return Standing::Undo;
    }
    match model.decisions.stands(event) {
        Some(id) if id == event.id => Standing::InForce,
        other => Standing::Replaced(other),
    }
}

/// Whether a decision stands on what its file no longer shows, as far as that is known.
#[must_use]
pub fn is_stale(model: &Model, event: &Event) -> bool {
    let listed =
        |report: &crate::model::OpenReport| report.stale.iter().any(|stale| stale.event == event.id && stale.asks());
    let is_state = matches!(event.decision, Decision::SetState { .. });
    let row = model.row_of(&event.subject.path);
    let summary = row.and_then(|row| model.rows[row].summary.as_ref());
    model.screen.known().is_some_and(listed)
        || is_state && summary.is_some_and(|summary| summary.digest != event.subject.digest)
}
