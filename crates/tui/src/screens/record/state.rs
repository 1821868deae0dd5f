//! The record of decisions: which events are shown, and the cursor among them.
//!
//! Entries are numbers alone. They are listed anew when something was recorded; a filter is tried on a few of them at a
//! time, so that no key waits for a hundred thousand.

use std::collections::BTreeSet;

use tui_input::Input;

use crate::cursor::ListCursor;
use crate::review::{EventId, State};

/// How many entries a filter is tried on before keys are looked at again.
const STRIDE: usize = 500;

/// What is recorded, or asked anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A decision of the open report on what its file no longer shows, by its place among those.
    Stale(usize),
    /// A report of the batch some of whose decisions rest on what its file no longer shows, by row.
    StaleReport(usize),
    /// Events that were recorded as one act, folded into one line: the first of them, how many they are, and whether each
    /// is listed below.
    Act(EventId, usize, bool),
    /// One event; whether it stands below the act that it belongs to.
    Event(EventId, bool),
}

/// Whose record it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The batch's.
    #[default]
    Batch,
    /// A report's, by row.
    Report(usize),
}

/// What a listing was made from; where it differs, the record is listed anew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// Whose record it is.
    pub scope: Scope,
    /// The last event.
    pub last: EventId,
    /// The filter.
    pub filter: String,
    /// Decisions or reports at the top that ask to be decided anew.
    pub stale: usize,
    /// How many acts are unfolded.
    pub unfolded: usize,
}

/// The record of a report or of the batch.
#[derive(Debug, Clone, Default)]
pub struct RecordList {
    /// What is typed as a filter.
    pub filter: Input,
    /// The cursor's position.
    pub cursor: ListCursor,
    /// What is shown, the newest first, below what asks to be decided anew.
    pub entries: Vec<Entry>,
    /// Acts whose events are listed one by one.
    pub unfolded: BTreeSet<EventId>,
    /// What the listing was made from.
    pub basis: Basis,
    /// Entries on which the filter is still to be tried, the last one first.
    untried: Vec<Entry>,
}

impl RecordList {
    /// The entry under the cursor.
    #[must_use]
    pub fn entry(&self) -> Option<Entry> {
        self.entries.get(self.cursor.at).copied()
    }

    /// Whether the filter was tried on every entry.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.untried.is_empty()
    }

    /// Whether a filter is in force.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        !self.basis.filter.is_empty()
    }

    /// Lists everything anew: first what asks to be decided anew, then the events, newest first. The cursor stays on its
    /// entry where the record is the same one.
    pub fn list(
        &mut self,
        basis: Basis,
        stale: Vec<Entry>,
        state: &State,
        belongs: impl Fn(&crate::review::Event) -> bool,
    ) {
        let here = self.entry().filter(|_| basis.scope == self.basis.scope);
        let folds = basis.filter.is_empty() && basis.scope == Scope::Batch;
        let mut all = stale;
        let mut events = state.events().iter().rev().filter(|event| belongs(event)).peekable();
        while let Some(event) = events.next() {
            // The line of an act, should it turn out to be of several events, stands above them.
            let line = all.len();
            all.push(Entry::Event(event.id, false));
            let unfolded = self.unfolded.contains(&event.act);
            let mut count = 1;
            while folds && let Some(next) = events.next_if(|next| next.act == event.act) {
                if count == 1 && unfolded {
                    all.push(Entry::Event(event.id, true));
                }
                count += 1;
                if unfolded {
                    all.push(Entry::Event(next.id, true));
                }
            }
            if count > 1 {
                all[line] = Entry::Act(event.act, count, unfolded);
            }
        }
        if basis.filter.is_empty() {
            self.entries = all;
            self.untried.clear();
        } else {
            all.reverse();
            self.entries.clear();
            self.untried = all;
        }
        self.basis = basis;
        let is_same = |entry: &Entry| match (entry, here) {
            (Entry::Act(act, ..), Some(Entry::Act(here, ..))) => *act == here,
            (entry, here) => Some(*entry) == here,
        };
        match self.entries.iter().position(is_same) {
            Some(position) => self.cursor.at = position,
            None => self.cursor = ListCursor::default(),
        }
    }

    /// Tries the filter on the next entries.
    pub fn refine(&mut self, mut matches: impl FnMut(Entry) -> bool) {
        for _ in 0..STRIDE {
            let Some(entry) = self.untried.pop() else { return };
            if matches(entry) {
                self.entries.push(entry);
            }
        }
    }
}
