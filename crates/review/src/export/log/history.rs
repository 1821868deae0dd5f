//! The decisions on each file in the order of recording, each with what it changed.

use std::collections::HashMap;

use crate::review::State;

use super::model::{DecisionLog, Lines};

/// Every decision of a journal, by file. Made once for a batch: the journal is replayed from its beginning.
#[derive(Debug, Clone, Default)]
pub struct History(HashMap<String, Vec<DecisionLog>>);

impl History {
    /// Replays the decisions one by one.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let mut replayed = State::default();
        let mut files: HashMap<String, Vec<DecisionLog>> = HashMap::new();
        for event in state.events() {
            // An undo belongs to the file of the decision that it speaks of. One that speaks of nothing changes nothing.
            let Some(about) = state.root(event) else { continue };
            let old = replayed.said(about);
            replayed.apply(event);
            let new = replayed.said(about);
            let is_undone = !state.is_in_effect(event.id);
            let is_in_force = state.stands(about) == Some(event.id);
            let log = DecisionLog {
                event: event.clone(),
                about: about.clone(),
                is_undone,
                is_in_force,
                lines: Lines::default(),
                old,
                new,
            };
            files.entry(about.subject.path.clone()).or_default().push(log);
        }
        Self(files)
    }

    /// The decisions on a file.
    pub(super) fn on(&self, path: &str) -> Vec<DecisionLog> {
        self.0.get(path).cloned().unwrap_or_default()
    }
}
