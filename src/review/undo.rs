//! Undo and redo: which events are in effect, and what to record to take an act back.
//!
//! Taking back is one more event and never a deletion; an undo of an undo brings the decision back. Each reviewer takes
//! back their own acts, so that two of them on one batch do not undo each other's work unawares.

use super::{Decision, Event, EventId, NewEvent, State};

impl State {
    /// Whether an event is in effect: no undo event that is itself in effect names it.
    #[must_use]
    pub fn is_in_effect(&self, id: EventId) -> bool {
        !self.undone.contains(&id)
    }

    /// The decision that an undo event speaks of in the end, through any undo of an undo; the event itself where it is none.
    #[must_use]
    pub fn root<'a>(&'a self, mut event: &'a Event) -> Option<&'a Event> {
        while is_undo(event) {
            event = self.event(target(event)?)?;
        }
        Some(event)
    }

    /// The last decision in effect, whoever made it.
    #[must_use]
    pub fn last_undoable(&self) -> Option<&Event> {
        self.events.iter().rev().find(|event| !is_undo(event) && self.is_in_effect(event.id))
    }

    /// The decision that an undo by this reviewer takes back: the last one in effect of their own.
    #[must_use]
    pub fn last_undoable_by(&self, reviewer: &str) -> Option<&Event> {
        let mut own = self.events.iter().rev().filter(|event| event.reviewer == reviewer);
        own.find(|event| !is_undo(event) && self.is_in_effect(event.id))
    }

    /// The undo that a redo by this reviewer takes back: the last one in effect on a decision, unless they decided anything
    /// since.
    #[must_use]
    pub fn last_redoable_by(&self, reviewer: &str) -> Option<&Event> {
        let own = self.events.iter().rev().filter(|event| event.reviewer == reviewer);
        let mut since = own.take_while(|event| is_undo(event));
        since.find(|event| {
            let undone = target(event).and_then(|id| self.event(id));
            undone.is_some_and(|undone| !is_undo(undone)) && self.is_in_effect(event.id)
        })
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

    fn take_back(&self, last: &Event, reviewer: &str) -> Vec<NewEvent> {
        let start = self.events.partition_point(|event| event.id < last.act);
        self.events[start..]
            .iter()
            .take_while(|event| event.act == last.act)
            .filter(|event| self.is_in_effect(event.id))
            .map(|event| NewEvent {
                reviewer: reviewer.to_owned(),
                subject: event.subject.clone(),
                decision: Decision::Undo { event: event.id },
            })
            .collect()
    }

    /// Finds out anew whether an event is in effect, and from there whatever it undoes in turn.
    pub(super) fn settle(&mut self, mut id: EventId) {
        loop {
            let undos = self.undone_by.get(&id);
            let is_undone = undos.is_some_and(|undos| undos.iter().any(|undo| !self.undone.contains(undo)));
            let changed = if is_undone { self.undone.insert(id) } else { self.undone.remove(&id) };
            match self.event(id).and_then(target) {
                Some(undone) if changed => id = undone,
                _ => return,
            }
        }
    }
}

fn is_undo(event: &Event) -> bool {
    matches!(event.decision, Decision::Undo { .. })
}

/// What an undo event undoes. Only an event recorded before it counts, so that no ring of undo events can arise.
pub(super) fn target(event: &Event) -> Option<EventId> {
    match event.decision {
        Decision::Undo { event: target } if target < event.id => Some(target),
        _ => None,
    }
}
