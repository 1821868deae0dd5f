//! Order and cursor of a report's labels.

use crate::cursor::ListCursor;
use crate::report::{Label, Method, Report, Target};
use crate::schema::Axis;
use crate::text::fold::fold;

/// Order and cursor of the labels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelList {
    /// Indices into [`Report::labels`]; those that wait for the reviewer come first.
    pub order: Vec<u32>,
    /// The cursor's position in `order`.
    pub cursor: ListCursor,
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
        Self { order, cursor: ListCursor::default() }
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
        self.order.get(self.cursor.at).map(|&label| label as usize)
    }

    /// Puts the cursor on a label.
    pub fn go_to(&mut self, label: usize) {
        if let Some(position) = self.order.iter().position(|&at| at as usize == label) {
            self.cursor.at = position;
        }
    }

    /// Moves the cursor to the next label that waits, going round; stays where none does.
    pub fn next_waiting(&mut self, waits: impl Fn(usize) -> bool) {
        let count = self.order.len();
        for step in 1..=count {
            let position = (self.cursor.at + step) % count;
            if waits(self.order[position] as usize) {
                self.cursor.at = position;
                return;
            }
        }
    }
}

/// The labels that stand for a field already, were this one mapped onto it: others of the same table and axis, and, where a
/// table repeats its columns for every row, of the same row. The same words printed again are no rivals, and neither are the
/// heads of a table that is printed twice.
#[must_use]
pub fn rivals(report: &Report, label: usize, target: Target) -> Vec<usize> {
    let Some(own) = report.labels.get(label) else { return Vec::new() };
    if report.table(own.table).is_some_and(|table| table.printed > 1) {
        return Vec::new();
    }
    let same_words =
        |other: &Label| other.observed == own.observed || fold(&other.observed).core == fold(&own.observed).core;
    let is_rival = |other: &Label| {
        other.table == own.table
            && other.axis == own.axis
            && other.target == Some(target)
            && (other.group == own.group || !(repeats(own) || repeats(other)))
            && !same_words(other)
    };
    (0..report.labels.len()).filter(|&other| other != label && is_rival(&report.labels[other])).collect()
}

/// The labels that stand for the same field as this one since a reviewer said so of either.
#[must_use]
pub fn clashes(report: &Report, label: usize) -> Vec<usize> {
    let Some(own) = report.labels.get(label) else { return Vec::new() };
    let Some(target) = own.target else { return Vec::new() };
    let is_decided = |label: &Label| label.method == Method::Reviewer;
    let mut found = rivals(report, label, target);
    found.retain(|&other| is_decided(own) || is_decided(&report.labels[other]));
    found
}

/// Whether a label heads the columns of a single row, in a table that prints its rows side by side: it is then grouped under
/// that row.
fn repeats(label: &Label) -> bool {
    let rows = &label.table.get().rows;
    label.axis == Axis::Column && label.group.last().is_some_and(|group| rows.iter().any(|row| row.label == *group))
}

fn is_plain(method: Method) -> bool {
    matches!(method, Method::Exact | Method::Folded)
}
