//! What stands in force on one piece of evidence: the last decision that was not undone, by whom and when.

use jiff::Timestamp;

use crate::report::Mapping;

use super::{EventId, FindingState, ReviewState, Seen};

/// What reviewers say of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewStanding {
    /// The state in force.
    pub state: ReviewState,
    /// Why, for a return; empty otherwise.
    pub reason: String,
    /// Who decided; empty where nobody did.
    pub by: String,
    /// When it was decided; `None` where nobody did.
    pub at: Option<Timestamp>,
    /// Digest of the file that was judged; empty where nobody did.
    pub digest: String,
    /// What the machine said of it then, where that was recorded.
    pub seen: Option<Seen>,
    /// The event that stands in force.
    pub event: Option<EventId>,
    /// Whether the file was passed or returned with another content than it has now.
    pub stale: bool,
}

/// What reviewers say of a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingStanding {
    /// The judgement in force.
    pub state: FindingState,
    /// Why; may be empty.
    pub reason: String,
    /// Who decided; empty where nobody did.
    pub by: String,
    /// When it was decided; `None` where nobody did.
    pub at: Option<Timestamp>,
    /// Digest of the file in which it was judged; empty where nobody did.
    pub digest: String,
    /// The event that stands in force.
    pub event: Option<EventId>,
}

/// What reviewers say of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingStanding {
    /// The mapping in force.
    pub mapping: Mapping,
    /// What the machine proposed when it was decided.
    pub proposed: Option<String>,
    /// Who decided.
    pub by: String,
    /// When it was decided.
    pub at: Timestamp,
    /// Digest of the file in which it was decided.
    pub digest: String,
    /// The event that stands in force.
    pub event: EventId,
}

impl MappingStanding {
    /// Whether the reviewer confirmed what the machine had proposed.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        matches!(&self.mapping, Mapping::Field(id) if self.proposed.as_ref() == Some(id))
    }
}

/// A note on a report, a finding or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteStanding {
    /// The text.
    pub text: String,
    /// Who wrote it.
    pub by: String,
    /// When it was written.
    pub at: Timestamp,
    /// Digest of the file on which it was written.
    pub digest: String,
    /// The event that stands in force.
    pub event: EventId,
}
