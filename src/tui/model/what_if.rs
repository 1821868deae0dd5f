//! What would be if a likely cause were true: the tables with its values, checked anew. Never applied and never recorded; it
//! is gone as soon as one looks elsewhere.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::report::{Kind, Report};
use crate::rules::{self, Cause, Check, Outcome, Tried, Verdict};
use crate::schema::{CellId, Relation};
use crate::tui::model::{CellMark, View};

/// Values that may be tried together.
#[derive(Debug, Clone, PartialEq)]
pub struct Supposition {
    /// The sentence in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Of how many alike it is one; 1 for what stands alone.
    pub ways: usize,
    /// Cells with the values that they would have.
    pub changes: Vec<(CellId, Decimal)>,
}

/// A supposition under trial.
#[derive(Debug, Clone)]
pub struct WhatIf {
    /// All that can be tried for the cause, the likeliest first.
    pub suppositions: Vec<Supposition>,
    /// Which of them is shown.
    pub at: usize,
    /// The view that it was begun in, and that is shown again after it.
    pub from: View,
    /// The relations of the cause.
    pub relations: Vec<&'static Relation>,
    /// The report with the values.
    pub report: Report,
    /// What the rules say of that.
    pub verdict: Verdict,
    /// What the findings say of its cells then.
    pub marks: HashMap<CellId, CellMark>,
}

impl WhatIf {
    /// Begins with the first supposition of a cause; `None` where there is none that names values.
    #[must_use]
    pub fn begin(report: &Report, cause: &Cause, from: View) -> Option<Self> {
        let suppositions = suppositions(cause);
        let first = suppositions.first()?.changes.clone();
        let mut begun = Self {
            suppositions,
            at: 0,
            from,
            relations: cause.relations.clone(),
            report: Report::default(),
            verdict: Verdict::default(),
            marks: HashMap::new(),
        };
        begun.suppose(report, &first);
        Some(begun)
    }

    /// Goes on to the next supposition, or the one before, going round.
    pub fn step(&mut self, report: &Report, forward: bool) {
        let count = self.suppositions.len();
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
        let changes = self.suppositions[self.at].changes.clone();
        self.suppose(report, &changes);
    }

    /// The supposition that is shown.
    #[must_use]
    pub fn here(&self) -> &Supposition {
        &self.suppositions[self.at]
    }

    /// Whether the supposition gives a cell another value.
    #[must_use]
    pub fn changes(&self, cell: CellId) -> bool {
        self.here().changes.iter().any(|change| change.0 == cell)
    }

    /// The relations of the cause, and those that the supposition would break, as they would come out.
    pub fn checks(&self) -> impl Iterator<Item = (&'static Relation, Outcome)> {
        self.verdict.checks.iter().filter_map(|check| match check.tried {
            Tried::Relation(relation)
                if check.outcome == Outcome::Broken
                    || self.relations.iter().any(|&own| std::ptr::eq(own, relation)) =>
            {
                Some((relation, check.outcome))
            }
            _ => None,
        })
    }

    fn suppose(&mut self, report: &Report, changes: &[(CellId, Decimal)]) {
        let mut supposed = report.clone();
        for &(cell, value) in changes {
            let columns = cell.table().get().columns.len();
            let reading = supposed.tables.iter_mut().find(|reading| reading.table == cell.table());
            let at = usize::from(cell.row) * columns + usize::from(cell.column);
            if let Some(Some(cell)) = reading.and_then(|reading| reading.cells.get_mut(at)) {
                cell.raw = value.to_string();
                cell.kind = Kind::Number;
                cell.value = Some(value);
            }
        }
        self.verdict = rules::check(&supposed);
        self.marks = super::open::marks(&self.verdict.findings);
        self.report = supposed;
    }
}

/// How many checks hold and how many are broken.
#[must_use]
pub fn tally(checks: &[Check]) -> (usize, usize) {
    let count = |outcome| checks.iter().filter(|check| check.outcome == outcome).count();
    (count(Outcome::Holds), count(Outcome::Broken))
}

/// What a cause offers to try: its hypotheses that name values, then one set of each kind of smallest correction.
fn suppositions(cause: &Cause) -> Vec<Supposition> {
    let mut found: Vec<Supposition> = Vec::new();
    for one in cause.hypotheses.iter().filter(|one| !one.changes.is_empty()) {
        let (zh, en, changes) = (one.zh.clone(), one.en.clone(), one.changes.clone());
        found.push(Supposition { zh, en, ways: 1, changes });
    }
    for family in &cause.families {
        let Some(mut changes) = family.sets.first().and_then(|&set| cause.sets[set].values()) else { continue };
        changes.sort_unstable();
        let is_known = found.iter().any(|other| {
            let mut known = other.changes.clone();
            known.sort_unstable();
            known == changes
        });
        if !is_known {
            let [zh, en] =
                [crate::text::lang::Lang::Zh, crate::text::lang::Lang::En].map(|lang| family.words(lang).to_owned());
            found.push(Supposition { zh, en, ways: family.sets.len(), changes });
        }
    }
    found
}
