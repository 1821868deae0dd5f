//! What a decision about a label would change in a report, without making it.

use crate::rules::Status;

/// What a decision would change in one report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact {
    /// The report's row in the batch.
    pub row: usize,
    /// `blake3:…` of the bytes that were weighed.
    pub digest: String,
    /// Cells that would have another value, or none, or one where there is none.
    pub cells: u32,
    /// Checks that would come out otherwise: rule id, whether it would hold afterwards.
    pub flips: Vec<(&'static str, bool)>,
    /// The machine's status before and after.
    pub status: (Status, Status),
}
