//! A report as the list has it, and how many of them stand how.

use crate::pipeline::Summary;
use crate::review::ReviewState;

/// How many reports have each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Clean ones.
    pub clean: usize,
    /// Ones with warnings and no error.
    pub warning: usize,
    /// Ones with errors.
    pub error: usize,
    /// Ones that have nothing to check.
    pub not_assessable: usize,
    /// Ones that cannot be read.
    pub unreadable: usize,
}

/// How many reports were decided how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReviewCounts {
    /// Not decided.
    pub open: usize,
    /// Passed.
    pub passed: usize,
    /// Returned.
    pub returned: usize,
    /// Decided on another content than the file has now, so that they are to be looked at again. Not counted above.
    pub stale: usize,
}

/// What stands decided of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowReview {
    /// On the file as it is.
    Decided(ReviewState),
    /// On another content than the file has now, so that it is to be looked at again.
    Stale(ReviewState),
}

impl Default for RowReview {
    fn default() -> Self {
        Self::Decided(ReviewState::Open)
    }
}

impl RowReview {
    /// Whether a reviewer is still to decide.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Decided(ReviewState::Open) | Self::Stale(_))
    }
}

/// A report of the batch: its name, and its summary once it was read.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Path relative to the batch.
    pub name: String,
    /// What is known of it.
    pub summary: Option<Box<Summary>>,
    /// What stands decided of it, as recorded.
    pub review: RowReview,
    /// How many decisions stand on evidence that the file no longer shows.
    pub stale: u32,
}

impl Row {
    /// The unit, or the file's name where no unit was found.
    #[must_use]
    pub fn unit(&self) -> &str {
        self.summary.as_ref().and_then(|summary| summary.unit.as_deref()).unwrap_or(&self.name)
    }
}
