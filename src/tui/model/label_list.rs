//! Order and cursor of a report's labels.

use crate::report::Report;

/// Order and cursor of the labels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelList {
    /// Indices into [`Report::labels`]; those that wait for the reviewer come first.
    pub order: Vec<u32>,
    /// The cursor's position in `order`.
    pub cursor: usize,
    /// Position of the first one on the screen.
    pub first: usize,
}

impl LabelList {
    /// The labels of a report: waiting ones first, then the others that are not letter for letter the form's, then the
    /// rest, each in the order of the document.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut order: Vec<u32> = (0..report.labels.len() as u32).collect();
        order.sort_by_key(|&label| {
            let label = &report.labels[label as usize];
            (!label.needs_review, is_plain(label.method))
        });
        Self { order, cursor: 0, first: 0 }
    }

    /// The same labels after the report was read again under other mappings: a label keeps its place, also when it no
    /// longer waits, so that nothing jumps while a reviewer goes down the list.
    #[must_use]
    pub fn kept(&self, before: &Report, after: &Report) -> Self {
        let same = before.labels.len() == after.labels.len()
            && before
                .labels
                .iter()
                .zip(&after.labels)
                .all(|(old, new)| old.observed == new.observed && old.axis == new.axis);
        if same { self.clone() } else { Self::of(after) }
    }

    /// The label that the cursor is on.
    #[must_use]
    pub fn label(&self) -> Option<usize> {
        self.order.get(self.cursor).map(|&label| label as usize)
    }

    /// Puts the cursor on a label.
    pub fn go_to(&mut self, label: usize) {
        if let Some(position) = self.order.iter().position(|&at| at as usize == label) {
            self.cursor = position;
        }
    }

    /// Moves the cursor to the next label that waits, going round; stays where none does.
    pub fn next_waiting(&mut self, waits: impl Fn(usize) -> bool) {
        let count = self.order.len();
        for step in 1..=count {
            let position = (self.cursor + step) % count;
            if waits(self.order[position] as usize) {
                self.cursor = position;
                return;
            }
        }
    }
}

fn is_plain(method: crate::report::Method) -> bool {
    use crate::report::Method;
    matches!(method, Method::Exact | Method::Folded)
}
