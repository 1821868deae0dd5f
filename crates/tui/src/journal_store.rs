//! Where decisions are recorded, as the screen sees it. The journal is one such place; tests keep another in memory.

use crate::review::{Event, EventId, Journal, JournalError, JournalErrorKind, NewEvent};

/// A place where decisions are recorded.
pub trait JournalStore: Send {
    /// The events recorded after one of this number by whomever, oldest first; all of them for 0.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn since(&self, after: EventId) -> Result<Vec<Event>, JournalError>;

    /// Records the decisions of one act, all or none. They are on disk when this returns.
    ///
    /// # Errors
    /// Where they could not be recorded.
    fn record(&mut self, events: &[NewEvent]) -> Result<Vec<Event>, JournalError>;
}

impl JournalStore for Journal {
    fn since(&self, after: EventId) -> Result<Vec<Event>, JournalError> {
        Self::since(self, after)
    }

    fn record(&mut self, events: &[NewEvent]) -> Result<Vec<Event>, JournalError> {
        self.append_all(events)
    }
}

/// A store as it was found when the session began.
pub struct Found<L> {
    /// The store; `None` where nothing can be recorded.
    pub store: Option<L>,
    /// What stands in it, as far as it can be read.
    pub events: Vec<Event>,
    /// Why nothing can be recorded.
    pub refused: Option<JournalError>,
}

impl<L: JournalStore> Found<L> {
    /// What opening came to. Where a journal cannot be written it may still be read: earlier decisions are then shown and
    /// hold, and none is added.
    pub fn of(opened: Result<L, JournalError>, read: impl FnOnce() -> Result<Vec<Event>, JournalError>) -> Self {
        match opened.and_then(|store| store.since(0).map(|events| (store, events))) {
            Ok((store, events)) => Self { store: Some(store), events, refused: None },
            Err(error) => Self { store: None, events: read().unwrap_or_default(), refused: Some(error) },
        }
    }
}

/// Whether a journal may be tried again after an error: another program holds it for the moment.
#[must_use]
pub fn may_pass(error: &JournalError) -> bool {
    error.kind == JournalErrorKind::Locked
}
