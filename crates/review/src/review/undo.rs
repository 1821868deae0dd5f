//! Undo and redo: what to record to take an act back or to bring it back, and how to name that step in words.
//!
//! Taking back is one more event and never a deletion; an undo of an undo brings the decision back. Each reviewer takes
//! back their own acts, so that two of them on one batch do not undo each other's work unawares.

use std::collections::HashSet;

use super::{Decision, Event, EventId, NewEvent, Said, State};

/// What an undo or a redo would do, told before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// The decision that would be taken back or brought back: of an act with several, the first.
    pub about: &'a Event,
    /// How many decisions the act has that would change.
    pub decisions: usize,
    /// How many files they speak of.
    pub files: usize,
    /// What stands on the evidence of the decision now.
    pub before: Said,
    /// What will stand on it.
    pub after: Said,
}

impl State {
    /// Whether an event is in effect: no undo event that is itself in effect names it.
    #[must_use]
    pub fn is_in_effect(&self, id: EventId) -> bool {
        self.effects.holds(id)
    }

    /// The decision that an undo event speaks of in the end, through any undo of an undo; the event itself where it is none.
    #[must_use]
    pub fn root<'a>(&'a self, mut event: &'a Event) -> Option<&'a Event> {
        while event.is_undo() {
            event = self.event(target(event)?)?;
        }
        Some(event)
    }

    /// The decision that an undo by this reviewer takes back: the last one in effect of their own.
    #[must_use]
    pub fn last_undoable_by(&self, reviewer: &str) -> Option<&Event> {
        self.event(self.effects.last_decision(reviewer)?)
    }

    /// The undo that a redo by this reviewer takes back: the last one in effect on a decision, unless they decided anything
    /// since.
    #[must_use]
    pub fn last_redoable_by(&self, reviewer: &str) -> Option<&Event> {
        self.event(self.effects.last_undo(reviewer)?)
    }

    /// The events to record to take this reviewer's last act back: one for each decision of the act that is in effect.
    /// Empty where there is nothing to undo.
    #[must_use]
    pub fn undo(&self, reviewer: &str) -> Vec<NewEvent> {
        self.last_undoable_by(reviewer).map_or_else(Vec::new, |event| self.take_back(event, reviewer))
    }

    /// The events to record to bring this reviewer's last undone act back. Empty where there is nothing to redo.
    #[must_use]
    pub fn redo(&self, reviewer: &str) -> Vec<NewEvent> {
        self.last_redoable_by(reviewer).map_or_else(Vec::new, |event| self.take_back(event, reviewer))
    }

    /// What [`State::undo`] would do; `None` where there is nothing to undo.
    #[must_use]
    pub fn step_back(&self, reviewer: &str) -> Option<Step<'_>> {
        self.step(self.last_undoable_by(reviewer)?)
    }

    /// What [`State::redo`] would do; `None` where there is nothing to redo.
    #[must_use]
    pub fn step_forward(&self, reviewer: &str) -> Option<Step<'_>> {
        self.step(self.last_redoable_by(reviewer)?)
    }

    /// The step that takes an act back: decisions leave effect, undo events give back the decisions that they name.
    fn step(&self, last: &Event) -> Option<Step<'_>> {
        let flipped: Vec<&Event> = self.in_effect(last).filter_map(|event| self.root(event)).collect();
        let about = *flipped.first()?;
        let ids: HashSet<EventId> = flipped.iter().map(|event| event.id).collect();
        let files: HashSet<&str> = flipped.iter().map(|event| event.subject.path.as_str()).collect();
        Some(Step {
            about,
            decisions: flipped.len(),
            files: files.len(),
            before: self.said(about),
            after: self.said_when(about, &|id| self.is_in_effect(id) != ids.contains(&id)),
        })
    }

    fn take_back(&self, last: &Event, reviewer: &str) -> Vec<NewEvent> {
        self.in_effect(last)
            .map(|event| NewEvent {
                reviewer: reviewer.to_owned(),
                subject: event.subject.clone(),
                decision: Decision::Undo { event: event.id },
            })
            .collect()
    }

    /// The events in effect of the act that an event belongs to.
    fn in_effect(&self, of: &Event) -> impl Iterator<Item = &Event> {
        let act = of.act;
        let start = self.events.partition_point(|event| event.id < act);
        let events = self.events[start..].iter().take_while(move |event| event.act == act);
        events.filter(|event| self.is_in_effect(event.id))
    }
}

impl Event {
    /// Whether it undoes another event and is no decision of its own.
    #[must_use]
    pub fn is_undo(&self) -> bool {
        matches!(self.decision, Decision::Undo { .. })
    }
}

/// What an undo event undoes. Only an event recorded before it counts, so that no ring of undo events can arise.
pub(super) fn target(event: &Event) -> Option<EventId> {
    match event.decision {
        Decision::Undo { event: target } if target < event.id => Some(target),
        _ => None,
    }
}
