//! What stands on one piece of evidence, as a value that can be laid beside what stood there before.

use crate::report::Mapping;

use super::{Decision, Event, EventId, FindingState, ReviewState, State};

/// What stands on one piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// On a label; `None` where nothing was decided.
    Label(Option<Mapping>),
    /// On a finding, with the reason.
    Finding(FindingState, String),
    /// On a report, with the reason.
    Review(ReviewState, String),
    /// In the note; empty where there is none.
    Note(String),
}

impl State {
    /// The event that stands in force on the evidence of a decision.
    #[must_use]
    pub fn stands(&self, about: &Event) -> Option<EventId> {
        self.history(about).iter().rev().copied().find(|&id| self.is_in_effect(id))
    }

    /// What stands on the evidence of a decision. An undo has no evidence of its own: see [`State::root`].
    #[must_use]
    pub fn said(&self, about: &Event) -> Said {
        self.said_when(about, &|id| self.is_in_effect(id))
    }

    /// The same if other events were in effect.
    pub(super) fn said_when(&self, about: &Event, is_in_effect: &dyn Fn(EventId) -> bool) -> Said {
        let last = self.history(about).iter().rev().find(|&&id| is_in_effect(id)).and_then(|&id| self.event(id));
        match (last.map(|event| &event.decision), &about.decision) {
            (Some(Decision::MapLabel { mapping, .. }), _) => Said::Label(mapping.clone()),
            (Some(Decision::JudgeFinding { state, reason, .. }), _) => Said::Finding(*state, reason.clone()),
            (Some(Decision::SetState { state, reason, .. }), _) => Said::Review(*state, reason.clone()),
            (Some(Decision::Note { text, .. }), _) => Said::Note(text.clone()),
            (_, Decision::MapLabel { .. }) => Said::Label(None),
            (_, Decision::JudgeFinding { .. }) => Said::Finding(FindingState::Open, String::new()),
            (_, Decision::SetState { .. } | Decision::Undo { .. }) => Said::Review(ReviewState::Open, String::new()),
            (_, Decision::Note { .. }) => Said::Note(String::new()),
        }
    }
}
