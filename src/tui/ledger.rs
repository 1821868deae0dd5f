//! Where decisions are recorded, as the screen sees it. The journal is one such place; tests keep another in memory.

use crate::review::{Event, Journal, JournalError, NewEvent};
use crate::text::lang::Lang;

/// A place where decisions are recorded.
pub trait Ledger: Send {
    /// Every event in it, oldest first.
    ///
    /// # Errors
    /// A sentence that says what happened.
    fn events(&self, lang: Lang) -> Result<Vec<Event>, String>;

    /// Records the decisions of one act, all or none. They are on disk when this returns.
    ///
    /// # Errors
    /// A sentence that says what happened.
    fn record(&mut self, events: &[NewEvent], lang: Lang) -> Result<Vec<Event>, String>;
}

impl Ledger for Journal {
    fn events(&self, lang: Lang) -> Result<Vec<Event>, String> {
        self.since(0).map_err(|error: JournalError| error.message(lang))
    }

    fn record(&mut self, events: &[NewEvent], lang: Lang) -> Result<Vec<Event>, String> {
        self.append_all(events).map_err(|error| error.message(lang))
    }
}
