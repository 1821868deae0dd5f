//! What a decision about a label would change in the whole batch, before it is made.

use crate::report::{LabelKey, Mapping};

/// A decision for the batch that is being weighed.
#[derive(Debug, Clone)]
pub struct Weigh {
    /// Comes back with the answers.
    pub ticket: u64,
    /// The label.
    pub key: LabelKey,
    /// What the machine proposed for it in the report where it was called.
    pub proposed: Option<String>,
    /// What it would stand for.
    pub mapping: Mapping,
    /// How many reports have been weighed, and how many there are.
    pub progress: (usize, usize),
    /// First line on the screen.
    pub first: usize,
}
