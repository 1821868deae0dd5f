//! What is to be done outside the model, as data. `update` asks for it, the driver does it and answers with messages.

use crate::report::Mappings;
use crate::review::{NewEvent, State};

/// Something to be done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Read every report of the batch under these decisions.
    Load(Box<State>),
    /// Read one report again, in full.
    Open {
        /// Comes back with the answer.
        ticket: u64,
        /// Its row.
        row: usize,
        /// The reviewer's mappings of it.
        mappings: Mappings,
    },
    /// Append the decisions of one act to the journal.
    Record {
        /// Comes back with the answer.
        ticket: u64,
        /// The decisions; all of them are recorded, or none.
        events: Vec<NewEvent>,
    },
    /// Send [`Msg::Continue`](crate::tui::message::Msg::Continue) as soon as nothing else waits.
    Continue,
}
