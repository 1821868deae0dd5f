//! What reviewers decided: events in an append-only journal, the state that they fold to, and the report in force.

mod event;

pub use event::{Decision, Event, EventId, FindingKey, FindingState, ReviewState, Subject};
