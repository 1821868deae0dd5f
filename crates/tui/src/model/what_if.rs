//! What would be if a likely cause were true: the tables with its values, checked anew. Never applied and never recorded; it
//! is gone as soon as one looks elsewhere.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::model::{CellMark, View};
use crate::report::{Kind, Report};
use crate::rules::{self, Cause, Finding, Outcome, Severity, Verdict};
use crate::schema::{CellId, Relation};
use crate::text::lang::Lang;

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
    /// Every relation that was tried, what came of it, and what would.
    pub checks: Vec<(&'static Relation, Outcome, Outcome)>,
    /// What the findings say of its cells then.
    pub marks: HashMap<CellId, CellMark>,
}

impl WhatIf {
    /// Begins with the first supposition of a cause; `None` where there is none that names values.
    #[must_use]
    pub fn begin(report: &Report, verdict: &Verdict, cause: &Cause, from: View) -> Option<Self> {
        let suppositions = suppositions(cause);
        let first = suppositions.first()?.changes.clone();
        let mut begun = Self {
            suppositions,
            at: 0,
            from,
            relations: cause.relations.clone(),
            report: Report::default(),
            checks: Vec::new(),
            marks: HashMap::new(),
        };
        begun.suppose(report, verdict, &first);
        Some(begun)
    }

    /// Goes on to the next supposition, or the one before, going round.
    pub fn step(&mut self, report: &Report, verdict: &Verdict, forward: bool) {
        let count = self.suppositions.len();
        self.at = (self.at + if forward { 1 } else { count - 1 }) % count;
        let changes = self.suppositions[self.at].changes.clone();
        self.suppose(report, verdict, &changes);
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

    /// The relations of the cause, and those that would come out otherwise than they do, as they would come out.
    pub fn told(&self) -> impl Iterator<Item = (&'static Relation, Outcome)> {
        let is_own = |relation: &Relation| self.relations.iter().any(|&own| std::ptr::eq(own, relation));
        let told = self.checks.iter().filter(move |(relation, before, now)| before != now || is_own(relation));
        told.map(|&(relation, _, now)| (relation, now))
    }

    /// How many relations hold and are broken: as the report stands, and then.
    #[must_use]
    pub fn counts(&self) -> [(usize, usize); 2] {
        let count = |pick: fn(&(&Relation, Outcome, Outcome)) -> Outcome, outcome| {
            self.checks.iter().filter(|check| pick(check) == outcome).count()
        };
        let both = |pick| (count(pick, Outcome::Holds), count(pick, Outcome::Broken));
        [both(|check| check.1), both(|check| check.2)]
    }

    fn suppose(&mut self, report: &Report, verdict: &Verdict, changes: &[(CellId, Decimal)]) {
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
        self.checks = rules::tried_again(&supposed, &verdict.checks);
        // What is said of a relation that would hold is not said any more.
        let is_mended = |finding: &&Finding| {
            self.checks.iter().any(|(relation, before, now)| {
                *before == Outcome::Broken
                    && *now == Outcome::Holds
                    && relation.rule == finding.rule
                    && finding.cells.iter().all(|cell| relation.cells().contains(cell))
            })
        };
        self.marks = super::open::marks(verdict.findings.iter().filter(|finding| !is_mended(finding)));
        for (relation, before, now) in &self.checks {
            if *before == Outcome::Holds && *now == Outcome::Broken {
                for &cell in relation.cells() {
                    self.marks.entry(cell).or_insert(CellMark { severity: Severity::Error, suspect: false });
                }
            }
        }
        self.report = supposed;
    }
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
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| family.words(lang).to_owned());
            found.push(Supposition { zh, en, ways: family.sets.len(), changes });
        }
    }
    found
}
