//! Prose that is last year's (X5): how much of the text stood in the report of the year before.
//!
//! An evaluation in use takes a mark off where more than half is repeated. Headings, tables and what all reports have in common
//! do not count, nor does a year that was exchanged; a sentence with a new figure is a new one.

use super::passages::{Mark, length};
use super::{Batch, BatchFinding, Extract};
use crate::document::Span;
use crate::rules::Finding;
use crate::rules::registry::finding;

/// Fewest characters of a text of which a share says anything.
pub(super) const LEAST: u32 = 200;

/// How much of a text stands in another.
pub(super) struct Shared {
    /// Characters that count.
    pub total: u32,
    /// Of these, characters that stand in the other text too.
    pub shared: u32,
    /// Sentences that are there as a whole.
    pub sentences: usize,
    /// The lines on which these begin.
    pub lines: Vec<Span>,
}

impl Shared {
    pub fn of(subject: &Extract, other: &Extract) -> Self {
        let mut known: Vec<Mark> = other.passages.marks().collect();
        known.sort_unstable();
        let is_known = |mark: &Mark| known.binary_search(mark).is_ok();
        let mut all = Self { total: 0, shared: 0, sentences: 0, lines: Vec::new() };
        for (line, marks) in subject.passages.sentences() {
            all.total += marks.iter().map(|mark| length(*mark)).sum::<u32>();
            all.shared += marks.iter().filter(|mark| is_known(mark)).map(|mark| length(*mark)).sum::<u32>();
            if marks.iter().all(is_known) {
                all.sentences += 1;
                all.lines.push(Span::line(line));
            }
        }
        all.lines.dedup();
        all
    }

    /// Whether more than half of a text that is long enough is shared.
    pub fn is_most(&self) -> bool {
        self.total >= LEAST && 2 * self.shared > self.total
    }

    /// The share with one decimal, such as 79.6%.
    pub fn percent(&self) -> String {
        let mille = (u64::from(self.shared) * 1000 + u64::from(self.total) / 2) / u64::from(self.total.max(1));
        format!("{}.{}%", mille / 10, mille % 10)
    }

    /// The finding with the places and words of this comparison.
    pub fn rests(&self, finding: Finding) -> Finding {
        Finding { source: self.lines.clone(), quotes: vec![format!("{}/{}", self.shared, self.total)], ..finding }
    }
}

/// Compares each report's prose with last year's.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    for (last, this) in batch.units.list.iter().flat_map(|unit| unit.neighbours()) {
        let shared = Shared::of(&batch.extracts[this], &batch.extracts[last]);
        if !shared.is_most() {
            continue;
        }
        let year = batch.extracts[last].year.unwrap_or_default();
        let (percent, Shared { total, shared: same, sentences, .. }) = (shared.percent(), &shared);
        let finding = finding(
            "years.repeated_text",
            format!(
                "正文与 {year} 年度报告重复 {percent}：不计标题和各报告通用的语句，{total} 字中有 {same} 字与上年相同，整句重复 {sentences} 句。"
            ),
            format!(
                "{percent} of the text stands in the report for {year}: headings and common phrases left out, {same} of {total} characters are the same, {sentences} whole sentences among them."
            ),
        );
        findings.push(BatchFinding { finding: shared.rests(finding), subject: Some(this), reports: vec![this, last] });
    }
}
