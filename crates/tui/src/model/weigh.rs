//! What a decision about a label would change in the whole batch, before it is made.

use std::collections::{BTreeMap, BTreeSet};

use crate::pipeline::Impact;
use crate::report::{LabelKey, Mapping, Target};

/// A decision for the batch that is being weighed.
#[derive(Debug, Clone)]
pub struct Weigh {
    /// Comes back with the answers; 0 while it waits for the batch to be read.
    pub ticket: u64,
    /// The label.
    pub key: LabelKey,
    /// What it would stand for.
    pub mapping: Mapping,
    /// The field of that mapping, in the edition of the report where it was called.
    pub target: Option<Target>,
    /// Whether the label is letter for letter one of the form's, so that any report may have it.
    pub is_plain: bool,
    /// How many reports have been weighed, and how many there are to weigh.
    pub progress: (usize, usize),
    /// What would change, by row: every report that has the label.
    pub impacts: BTreeMap<usize, Impact>,
    /// Rows where a reviewer decided otherwise on the label: they are left as they are.
    pub kept: BTreeSet<usize>,
    /// How many reports have this decision already.
    pub already: usize,
    /// First line on the screen.
    pub first: usize,
}

impl Weigh {
    /// Whether it waits for the batch to be read.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.ticket == 0
    }

    /// Whether every report has been weighed.
    #[must_use]
    pub fn is_done(&self) -> bool {
        !self.is_waiting() && self.progress.0 >= self.progress.1
    }

    /// What would change, without the reports that are left as they are.
    pub fn decided(&self) -> impl Iterator<Item = &Impact> {
        self.impacts.values().filter(|impact| !self.kept.contains(&impact.row))
    }

    /// The reports that have the label and are left as they are.
    pub fn left_alone(&self) -> impl Iterator<Item = &Impact> {
        self.impacts.values().filter(|impact| self.kept.contains(&impact.row))
    }
}
