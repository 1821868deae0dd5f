//! Which events are in effect, and which of them a reviewer can take back or bring back, kept up to date event by event.
//!
//! An event is in effect unless an undo event that is itself in effect names it. Every change walks the chain of undo
//! events that it flips and nothing else, so that neither folding a long journal nor looking for what to undo has to
//! search.

use std::collections::{BTreeSet, HashMap};

use super::undo::target;
use super::{Event, EventId, State};

/// What follows from the undo events alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Effects {
    /// The undo events that name an event.
    undone_by: HashMap<EventId, Vec<EventId>>,
    /// How many undo events in effect name an event; none that is in effect stands here.
    named: HashMap<EventId, u32>,
    /// What is known of each reviewer's events.
    own: HashMap<String, Own>,
}

/// A reviewer's events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Own {
    /// Decisions in effect.
    decisions: BTreeSet<EventId>,
    /// Undo events in effect that name a decision.
    undos: BTreeSet<EventId>,
    /// The last decision, in effect or not; 0 where there is none.
    last_decision: EventId,
}

impl Effects {
    /// Whether an event is in effect.
    pub fn holds(&self, id: EventId) -> bool {
        !self.named.contains_key(&id)
    }

    /// The undo events that name an event, in order.
    pub fn undos(&self, id: EventId) -> &[EventId] {
        self.undone_by.get(&id).map_or(&[], Vec::as_slice)
    }

    /// An event with every undo event up to a number that bears on it, in order: those that name it, those that name these.
    pub fn chain(&self, id: EventId, last: EventId) -> Vec<EventId> {
        let mut chain = vec![id];
        let mut met = 0;
        while let Some(&id) = chain.get(met) {
            chain.extend(self.undos(id).iter().take_while(|&&undo| undo <= last));
            met += 1;
        }
        chain.sort_unstable();
        chain.dedup();
        chain
    }

    /// Whether an event was in effect when the events up to a number had been recorded.
    pub fn held(&self, id: EventId, last: EventId) -> bool {
        if self.undos(id).is_empty() {
            return true;
        }
        // An undo event names an earlier one, so from the back each is met after all that undo it.
        let mut holding = BTreeSet::new();
        for id in self.chain(id, last).into_iter().rev() {
            if !self.undos(id).iter().any(|undo| holding.contains(undo)) {
                holding.insert(id);
            }
        }
        holding.contains(&id)
    }

    /// The last decision in effect of a reviewer.
    pub fn last_decision(&self, reviewer: &str) -> Option<EventId> {
        self.own.get(reviewer)?.decisions.last().copied()
    }

    /// The last undo of a decision by a reviewer that is in effect, unless they decided anything since.
    pub fn last_undo(&self, reviewer: &str) -> Option<EventId> {
        let own = self.own.get(reviewer)?;
        own.undos.last().copied().filter(|&undo| undo > own.last_decision)
    }

    /// Counts one more undo event in effect that names an event. Says whether the event has left effect by it.
    fn name(&mut self, id: EventId) -> bool {
        let count = self.named.entry(id).or_insert(0);
        *count += 1;
        *count == 1
    }

    /// Counts one less. Says whether the event has come back into effect by it.
    fn unname(&mut self, id: EventId) -> bool {
        match self.named.get_mut(&id) {
            Some(count) if *count > 1 => {
                *count -= 1;
                false
            }
            _ => self.named.remove(&id).is_some(),
        }
    }
}

impl State {
    /// Takes note of events that have just become known, all of them at once.
    pub(super) fn settle_all(&mut self) {
        let events = std::mem::take(&mut self.events);
        events.iter().for_each(|event| self.effects.meet(event));
        self.events = events;
        // An undo event names an earlier one, so from the back each is met when all that undo it are counted.
        for place in (0..self.events.len()).rev() {
            let event = &self.events[place];
            let (id, undone) = (event.id, target(event));
            if self.effects.holds(id) {
                self.list(place, true);
                if let Some(undone) = undone {
                    self.effects.name(undone);
                }
            }
        }
    }

    /// Takes note of one event that has just become known, and of whatever it flips.
    pub(super) fn settle(&mut self, event: &Event) {
        self.effects.meet(event);
        if target(event).is_none() {
            // Undo events that named it before it was known are undo events of a decision from now on.
            let undos = self.effects.undone_by.get(&event.id).cloned().unwrap_or_default();
            for undo in undos {
                self.list_by_id(undo, self.effects.holds(undo));
            }
        }
        let (mut id, mut holds) = (event.id, true);
        if !self.effects.holds(id) {
            return;
        }
        loop {
            self.list_by_id(id, holds);
            let Some(undone) = self.event(id).and_then(target) else { return };
            let flipped = if holds { self.effects.name(undone) } else { self.effects.unname(undone) };
            if !flipped {
                return;
            }
            (id, holds) = (undone, !holds);
        }
    }

    fn list_by_id(&mut self, id: EventId, holds: bool) {
        if let Ok(place) = self.events.binary_search_by_key(&id, |event| event.id) {
            self.list(place, holds);
        }
    }

    /// Puts an event on its reviewer's list of what is in effect, or takes it off.
    fn list(&mut self, place: usize, holds: bool) {
        let event = &self.events[place];
        let Some(own) = self.effects.own.get_mut(&event.reviewer) else { return };
        let list = match target(event) {
            None if event.is_undo() => return,
            None => &mut own.decisions,
            Some(undone) => match self.events.binary_search_by_key(&undone, |event| event.id) {
                Ok(place) if !self.events[place].is_undo() => &mut own.undos,
                _ => return,
            },
        };
        if holds {
            list.insert(event.id);
        } else {
            list.remove(&event.id);
        }
    }
}

impl Effects {
    fn meet(&mut self, event: &Event) {
        if !self.own.contains_key(&event.reviewer) {
            self.own.insert(event.reviewer.clone(), Own::default());
        }
        if let Some(undone) = target(event) {
            let undos = self.undone_by.entry(undone).or_default();
            if let Err(place) = undos.binary_search(&event.id) {
                undos.insert(place, event.id);
            }
        } else if !event.is_undo()
            && let Some(own) = self.own.get_mut(&event.reviewer)
        {
            own.last_decision = own.last_decision.max(event.id);
        }
    }
}
