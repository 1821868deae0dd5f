//! The decisions on one file in the order of recording, each with what it changed.

use crate::review::{Decision, Event, State};

use super::model::{DecisionLog, Said};

/// The decisions on a file, replayed one by one.
pub fn decisions(name: &str, state: &State) -> Vec<DecisionLog> {
    if !state.knows(name) {
        return Vec::new();
    }
    let mut replayed = State::default();
    let mut decisions = Vec::new();
    for event in state.events() {
        // An undo belongs to the file of the decision that it speaks of.
        let Some(about) = state.root(event).filter(|about| about.subject.path == name) else { continue };
        let old = said(about, name, &replayed);
        replayed.apply(event);
        let new = said(about, name, &replayed);
        let is_undone = !state.is_in_effect(event.id);
        decisions.push(DecisionLog { event: event.clone(), about: about.clone(), is_undone, old, new });
    }
    decisions
}

/// What stands on the evidence of a decision.
fn said(about: &Event, name: &str, state: &State) -> Said {
    match &about.decision {
        Decision::MapLabel { key, .. } => Said::Label(state.mapping(name, key).map(|standing| standing.mapping)),
        Decision::JudgeFinding { key, .. } => {
            let standing = state.finding(name, key);
            Said::Finding(standing.state, standing.reason)
        }
        Decision::SetState { .. } => {
            let standing = state.review(name, None);
            Said::Review(standing.state, standing.reason)
        }
        Decision::Note { on, .. } => Said::Note(state.note(name, on).map_or_else(String::new, |note| note.text)),
        Decision::Undo { .. } => unreachable!("the root of an undo is a decision"),
    }
}
