//! What reviewers decided: events in an append-only journal, and the state that they fold to.
//!
//! [`Journal`] keeps events on disk, [`State`] is a fold over them and knows no file, [`FindingKey`] and
//! [`crate::report::LabelKey`] are the evidence that decisions are remembered by. Applying the mappings to a report is
//! left to the pipeline, showing and asking to the screen.

mod effect;
mod event;
mod history;
mod journal;
mod keys;
mod learn;
mod moved;
mod now;
mod place;
mod said;
mod stale;
mod standing;
mod state;
mod undo;

pub use event::{Decision, Event, EventId, FindingKey, FindingState, NewEvent, NoteOn, ReviewState, Seen, Subject};
pub use history::Turn;
pub use journal::{Journal, JournalError, JournalErrorKind};
pub use learn::{Learning, School};
pub use now::{CellNow, FindingNow, LabelNow, Present};
pub use place::{existing_journal_dir, journal_dir, planned_journal_dir};
pub use said::Said;
pub use stale::{Stale, StaleMatter};
pub use standing::{FindingStanding, MappingStanding, NoteStanding, ReviewStanding};
pub use state::State;
pub use undo::Step;
