//! What rests on several reports of the batch, or on none of them, and the window that lists it.

use std::collections::HashMap;

use crate::cursor::ListCursor;
use crate::rules::Finding;
use crate::rules::across::BatchFinding;

/// What came of comparing the reports of the batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Between {
    /// Every finding, in the order of the batch; what concerns no report in particular comes last.
    pub findings: Vec<BatchFinding>,
    /// Whether the reports have been compared.
    pub is_known: bool,
    /// The findings of each row that has any.
    of_row: HashMap<usize, Vec<usize>>,
}

impl Between {
    /// What came of a comparison of all rows.
    #[must_use]
    pub fn of(findings: Vec<BatchFinding>) -> Self {
        let mut of_row: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, found) in findings.iter().enumerate() {
            if let Some(row) = found.subject {
                of_row.entry(row).or_default().push(index);
            }
        }
        Self { findings, is_known: true, of_row }
    }

    /// The findings of a row.
    pub fn on(&self, row: usize) -> impl Iterator<Item = &Finding> {
        self.of_row.get(&row).into_iter().flatten().map(|&index| &self.findings[index].finding)
    }

    /// The rows that have findings.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.of_row.keys().copied()
    }
}

/// The window that lists all of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BetweenList {
    /// The cursor's position.
    pub cursor: ListCursor,
}
