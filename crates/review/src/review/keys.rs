//! The evidence of a finding, by which a decision on it is found again after a re-run, an upgrade or a resubmission.

use std::collections::BTreeSet;

use crate::report::Report;
use crate::rules::{Evidence, Finding};

use super::FindingKey;

impl FindingKey {
    /// A rule with what its finding rests on, each piece once and in order.
    #[must_use]
    pub fn new(rule: &str, mut evidence: Vec<Evidence>) -> Self {
        evidence.sort();
        evidence.dedup();
        Self { rule: rule.to_owned(), evidence, wording: Wording::default() }
    }

    /// The key of a finding of a report.
    #[must_use]
    pub fn of(finding: &Finding, report: &Report) -> Self {
        let is_worded = finding.cells.is_empty() && finding.quotes.is_empty();
        let wording = Wording(is_worded.then(|| finding.zh.as_str().into()));
        Self { wording, ..Self::new(finding.rule, Evidence::of(finding, report)) }
    }

    /// The ids of the cells that the evidence speaks of.
    #[must_use]
    pub fn cells(&self) -> BTreeSet<&str> {
        let cells = self.evidence.iter().filter_map(|evidence| match evidence {
            Evidence::Cell { cell, .. } => Some(cell.as_str()),
            _ => None,
        });
        cells.collect()
    }

    /// The evidence as exports write it.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.evidence.iter().map(ToString::to_string).collect()
    }

    /// Whether a decision kept under another key is about the finding of this one: the keys are equal, or the other is of an
    /// old journal, which knew the finding by its sentence.
    #[must_use]
    pub fn is_found_by(&self, kept: &Self) -> bool {
        self == kept || self.is_worded_as(kept)
    }

    /// Whether the other key is the sentence of this one's finding. Only the first sentence counts: what follows it hedges, and
    /// went with the state of the labels.
    pub(super) fn is_worded_as(&self, kept: &Self) -> bool {
        let first = |text: &str| text.split('。').next().map(str::to_owned);
        match (&self.wording.0, kept.evidence.as_slice()) {
            (Some(own), [Evidence::Wording(sentence)]) => self.rule == kept.rule && first(own) == first(sentence),
            _ => false,
        }
    }
}

/// The Chinese sentence of a finding that old journals knew by it alone. No part of a key: any two are alike, and none is
/// recorded.
#[derive(Debug, Clone, Default)]
pub(super) struct Wording(Option<Box<str>>);

impl PartialEq for Wording {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Wording {}

impl std::hash::Hash for Wording {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl PartialOrd for Wording {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wording {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}
