//! What must hold between reports: of one unit across years, between units, between an aggregate and its parts, and of a
//! batch against the roster of units.
//!
//! A report is read once and leaves an [`Extract`] of about a kilobyte; [`check`] compares extracts and nothing else, so that a
//! hundred thousand reports can be compared. It is pure, and what it says does not depend on the order of reading. One file a
//! family; what the rules say of themselves is in `about/across.toml`.

mod aggregate;
mod alike;
mod copied;
mod extract;
mod foreign;
mod identity;
mod numbers;
mod passages;
mod propose;
mod repeated;
mod roster;
mod same_numbers;
mod stated;
mod weight;
mod years;

pub use extract::{Day, Extract};
pub use foreign::ForeignName;
pub use identity::{Identities, key};
pub use numbers::{Figure, Figures, Numbers};
pub use passages::{Passages, Text, repeated};
pub use roster::Deadlines;
pub use stated::Stated;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use identity::Units;

use crate::report::Roster;
use crate::rules::registry::finding;
use crate::rules::{Finding, RuleBook, Severity};

/// What a batch is compared with beside itself.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The units from which reports are expected.
    pub roster: Option<Roster>,
    /// When reports are due.
    pub deadlines: Deadlines,
    /// Which names reviewers confirmed to be of one unit.
    pub identities: Identities,
}

/// A finding that rests on more than one report, or on none.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchFinding {
    /// The sentence, what to do, the cells and the places; cells and places are those of the subject.
    pub finding: Finding,
    /// The report that would be returned for it, by index; `None` for what concerns the batch, such as a missing unit.
    pub subject: Option<usize>,
    /// Every report that it rests on, the subject first.
    pub reports: Vec<usize>,
}

/// Two names that look as if they were of one unit. No rule takes them for one before a reviewer says so.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Proposal {
    a: String,
    b: String,
    why_zh: String,
    why_en: String,
}

/// The rule that asks whether two names are of one unit. Judged to be real they are, dismissed they are not.
pub const SAME_UNIT: &str = "units.same_unit";

/// Whether the findings of a rule rest on other reports than the one that they speak of, or on the roster, so that one report
/// alone does not show them.
#[must_use]
pub fn rests_on_others(rule: &str) -> bool {
    crate::rules::rule(rule).is_some_and(|rule| rule.rests_on_others)
}

/// Whether a rule speaks of two texts that a person would lay beside each other.
#[must_use]
pub fn is_of_texts(rule: &str) -> bool {
    matches!(rule, "years.repeated_text" | "units.alike" | "roster.double")
}

/// Compares the reports of a batch with one another and with the roster, by the rules of a book. Findings stand in the order
/// of the batch, those that concern no report last.
#[must_use]
pub fn check(extracts: &[Extract], options: &Options, book: &RuleBook) -> Vec<BatchFinding> {
    let batch = Batch::new(extracts, options);
    let mut findings = Vec::new();
    years::check(&batch, &mut findings);
    copied::check(&batch, &mut findings);
    repeated::check(&batch, &mut findings);
    alike::check(&batch, &mut findings);
    same_numbers::check(&batch, &mut findings);
    foreign::check(&batch, &mut findings);
    aggregate::check(&batch, &mut findings);
    roster::check(&batch, &mut findings);
    findings.extend(batch.proposals.iter().filter_map(|proposal| asked(extracts, proposal)));
    findings.retain_mut(|found| book.rule_on_one(&mut found.finding));
    findings.sort_by_key(|found| (found.subject.is_none(), found.subject, Reverse(found.finding.severity)));
    findings
}

/// The question whether two names are of one unit, put to the report under the second name; a name of the roster may have none.
fn asked(extracts: &[Extract], proposal: &Proposal) -> Option<BatchFinding> {
    let first = |name: &str| extracts.iter().position(|extract| extract.unit.as_deref() == Some(name));
    let Proposal { a, b, why_zh, why_en } = proposal;
    let of = [first(b), first(a)];
    let subject = of.into_iter().flatten().next()?;
    let mut finding = finding(
        SAME_UNIT,
        format!("“{b}”与“{a}”可能是同一单位：{why_zh}。"),
        format!("{b} and {a} may be one unit: {why_en}."),
    );
    finding.severity = Severity::Info;
    finding.source.extend(extracts[subject].unit_source);
    finding.quotes = vec![a.clone(), b.clone()];
    let reports = of.into_iter().flatten().collect();
    Some(BatchFinding { finding, subject: Some(subject), reports })
}

/// The reports of a batch with what all families ask of them.
struct Batch<'a> {
    extracts: &'a [Extract],
    options: &'a Options,
    units: Units,
    proposals: Vec<Proposal>,
    /// The keys of the units that proposals speak of, both ways round.
    proposed: BTreeSet<(String, String)>,
}

impl<'a> Batch<'a> {
    fn new(extracts: &'a [Extract], options: &'a Options) -> Self {
        let units = Units::of(extracts, options.roster.as_ref(), &options.identities);
        let proposals = propose::proposals(extracts, options, &units);
        let both = |proposal: &Proposal| {
            let (a, b) = (units.root(&proposal.a), units.root(&proposal.b));
            [(a.clone(), b.clone()), (b, a)]
        };
        let proposed = proposals.iter().flat_map(both).collect();
        Self { extracts, options, units, proposals, proposed }
    }

    /// Whether two reports are certainly of two units, neither of which works for the other: not a unit under two names, and not a
    /// government with its office.
    fn are_rivals(&self, a: usize, b: usize) -> bool {
        let (Some(key_a), Some(key_b)) = (&self.units.keys[a], &self.units.keys[b]) else { return false };
        let place = |key: &str| {
            let ends = ["人民政府", "政府办公室", "政府办公厅"];
            ends.iter().find_map(|end| key.strip_suffix(end)).map(str::to_owned)
        };
        !key_a.ends_with(key_b.as_str())
            && !key_b.ends_with(key_a.as_str())
            && (place(key_a).is_none() || place(key_a) != place(key_b))
            && !self.proposed.contains(&(key_a.clone(), key_b.clone()))
    }

    /// The name of a report in a sentence: unit and year, else the file.
    fn name(&self, index: usize) -> String {
        let extract = &self.extracts[index];
        match (&extract.unit, extract.year) {
            (Some(unit), Some(year)) => format!("“{unit}”{year} 年度报告"),
            (Some(unit), None) => format!("“{unit}”报告"),
            (None, _) => format!("“{}”", extract.name),
        }
    }

    /// The same in English.
    fn name_en(&self, index: usize) -> String {
        let extract = &self.extracts[index];
        match (&extract.unit, extract.year) {
            (Some(unit), Some(year)) => format!("the report of {unit} for {year}"),
            (Some(unit), None) => format!("the report of {unit}"),
            (None, _) => format!("{}", extract.name),
        }
    }
}
