//! What a file shows now in the place of evidence that it no longer shows: the other finding on the same cells, the label
//! that took another's place, the cell's present text.
//!
//! It only looks and compares. Whether a decision is taken over onto what is found here is for a reviewer to say.

use std::collections::{BTreeMap, BTreeSet};

use crate::matching::likeness;
use crate::report::{Label, LabelKey, Mapping, Report, Target};
use crate::rules::{Outcome, Severity, Verdict};
use crate::text::fold::fold;

use super::{FindingKey, Seen};

/// A file as it is now, lent by whoever analysed it.
#[derive(Debug, Clone, Copy)]
pub struct Present<'a> {
    /// Path relative to the batch.
    pub path: &'a str,
    /// `blake3:…` of its bytes; empty where they could not be read.
    pub digest: &'a str,
    /// The report in force.
    pub report: &'a Report,
    /// What the rules say of it.
    pub verdict: &'a Verdict,
}

/// What stands in the place of a finding that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingNow {
    /// The same rule is still broken in the same place, on other values.
    Found(FindingKey),
    /// It is not. What came of the relation on the same cells, where there is one, and what those cells hold now.
    Gone {
        /// `None` where no relation speaks of these cells.
        outcome: Option<Outcome>,
        /// The cells of the old evidence.
        cells: Vec<CellNow>,
    },
}

/// What a cell holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNow {
    /// Its id, `table.row.column`.
    pub cell: String,
    /// Its raw text; `None` where the document does not have it.
    pub raw: Option<String>,
}

/// A label that may have taken the place of one that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelNow {
    /// Its evidence.
    pub key: LabelKey,
    /// The field that it stands for now; `None` for what is no field.
    pub canonical: Option<String>,
    /// Whether it waits for the reviewer.
    pub waits: bool,
}

/// Labels less alike than this are not the same label with another spelling.
const LEAST_ALIKE: f32 = 0.4;

/// How many labels are offered where none stands for the field.
const OFFERED: usize = 3;

impl Present<'_> {
    /// What the machine says of the file now.
    #[must_use]
    pub fn seen(&self) -> Seen {
        let count = |severity| self.verdict.count(severity) as u32;
        Seen {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            waiting: self.report.labels.iter().filter(|label| label.needs_review).count() as u32,
        }
    }

    /// The evidence of every finding.
    pub(super) fn findings(&self) -> Vec<FindingKey> {
        self.verdict.findings.iter().map(|finding| FindingKey::of(finding, self.report)).collect()
    }

    /// The raw text of a cell by its id.
    pub(super) fn raw(&self, cell: &str) -> Option<String> {
        let mut parts = cell.split('.');
        let (table, row, column) = (parts.next()?, parts.next()?, parts.next()?);
        let reading = self.report.table_by_id(table)?;
        let (row, column) = (reading.table.get().row(row)?, reading.table.get().column(column)?);
        reading.cell(row, column).map(|cell| cell.raw.clone())
    }

    /// What stands in the place of a finding that is not among `shown`. Where a finding speaks of many cells at once, the
    /// one that shares most of them is its successor; one without cells has a successor only where it is the only one of
    /// its rule.
    pub(super) fn finding(&self, gone: &FindingKey, shown: &[FindingKey]) -> FindingNow {
        let cells = gone.cells();
        let same_rule = || shown.iter().filter(|key| key.rule == gone.rule);
        let successor = if cells.is_empty() {
            let mut others = same_rule().filter(|key| key.cells().is_empty());
            others.next().filter(|_| others.next().is_none())
        } else {
            let shared = |key: &FindingKey| key.cells().intersection(&cells).count();
            let mostly_shared = same_rule().filter(|key| 2 * shared(key) > key.cells().len().max(cells.len()));
            mostly_shared.max_by_key(|key| shared(key))
        };
        match successor {
            Some(key) => FindingNow::Found(key.clone()),
            None => FindingNow::Gone {
                outcome: self.outcome(&gone.rule, &cells),
                cells: cells.iter().map(|&cell| CellNow { cell: cell.to_owned(), raw: self.raw(cell) }).collect(),
            },
        }
    }

    fn outcome(&self, rule: &str, cells: &BTreeSet<&str>) -> Option<Outcome> {
        if cells.is_empty() {
            return None;
        }
        let mut checks = self.verdict.checks.iter().filter(|check| check.rule == rule);
        let speaks_of_them = checks.find(|check| {
            let own: Vec<String> = check.cells.iter().map(ToString::to_string).collect();
            cells.iter().all(|cell| own.iter().any(|id| id == cell))
        });
        speaks_of_them.map(|check| check.outcome)
    }

    /// The labels that may have taken the place of one that is gone: those on the same axis of the same table that stand
    /// for its field; where there are none, those spelt most alike, the likest first.
    pub(super) fn labels(&self, gone: &LabelKey, mapping: &Mapping) -> Vec<LabelNow> {
        let mut near: BTreeMap<LabelKey, &Label> = BTreeMap::new();
        for label in &self.report.labels {
            if label.axis == gone.axis && label.table.get().id == gone.table {
                near.entry(label.key()).or_insert(label);
            }
        }
        let canonical = |label: &Label| label.target.map(Target::canonical).map(str::to_owned);
        let now =
            |(key, label): (LabelKey, &Label)| LabelNow { key, canonical: canonical(label), waits: label.needs_review };
        if let Mapping::Field(field) = mapping {
            let heirs = near.iter().filter(|(_, label)| canonical(label).as_ref() == Some(field));
            let heirs: Vec<LabelNow> = heirs.map(|(key, label)| now((key.clone(), label))).collect();
            if !heirs.is_empty() {
                return heirs;
            }
        }
        let folded = |text: &str| fold(text).base().chars().collect::<Vec<char>>();
        let old = folded(&gone.observed);
        let alike = |key: &LabelKey| {
            let same_group = f32::from(u8::from(key.group == gone.group));
            likeness(&old, &folded(&key.observed)).score + 0.01 * same_group
        };
        let mut weighed: Vec<(f32, LabelKey, &Label)> =
            near.into_iter().map(|(key, label)| (alike(&key), key, label)).collect();
        weighed.retain(|(alike, ..)| *alike >= LEAST_ALIKE);
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        weighed.into_iter().take(OFFERED).map(|(_, key, label)| now((key, label))).collect()
    }
}
