//! The same numbers in the reports of two units. Tables of zeros are no such thing, and a few ones are chance.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::weight::{self, Part};
use super::{Batch, BatchFinding};
use crate::report::{Body, Level, UnitKind};
use crate::rules::registry::finding;

/// How much must speak against chance between two units, in bits; more where there are more pairs that chance can choose from.
const ENOUGH: u32 = 18;
/// How many of the units with the same numbers are named.
const NAMED: usize = 3;

/// Tells of each report the units that have the same numbers in a part of the form.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    let enough = ENOUGH + 2 * (batch.extracts.len() as u32 + 1).ilog2();
    let mut found: BTreeMap<usize, Vec<(Part, Vec<usize>)>> = BTreeMap::new();
    for part in Part::ALL {
        let numbers = |index: usize| weight::numbers(&batch.extracts[index].numbers.figures(), part);
        let mut groups: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (index, _) in batch.extracts.iter().enumerate().filter(|(_, extract)| extract.is_assessable) {
            let numbers = numbers(index);
            if weight::weight(&numbers) >= enough {
                let mut hasher = DefaultHasher::new();
                numbers.hash(&mut hasher);
                groups.entry(hasher.finish()).or_default().push(index);
            }
        }
        for group in groups.values().filter(|group| group.len() > 1) {
            let all: Vec<_> = group.iter().map(|&index| numbers(index)).collect();
            for (at, &report) in group.iter().enumerate() {
                let others = group.iter().zip(&all).filter(|(other, theirs)| {
                    batch.are_rivals(report, **other) && !may_sum_up(batch, report, **other) && **theirs == all[at]
                });
                let others: Vec<usize> = others.map(|(other, _)| *other).collect();
                if !others.is_empty() {
                    found.entry(report).or_default().push((part, others));
                }
            }
        }
    }
    for (report, parts) in found {
        tell(batch, report, &parts, findings);
    }
}

/// Whether one report may be that of a government which sums up the other: where nobody else had any requests, both are equal.
fn may_sum_up(batch: &Batch, a: usize, b: usize) -> bool {
    let kinds = [a, b].map(|index| batch.extracts[index].kind);
    let is_aggregate = |kind: Option<UnitKind>| {
        kind.is_some_and(|kind| kind.body == Body::Government && kind.level != Some(Level::Township))
    };
    is_aggregate(kinds[0]) != is_aggregate(kinds[1])
        || (is_aggregate(kinds[0]) && kinds[0].and_then(|kind| kind.level) != kinds[1].and_then(|kind| kind.level))
}

fn tell(batch: &Batch, report: usize, parts: &[(Part, Vec<usize>)], findings: &mut Vec<BatchFinding>) {
    let figures = batch.extracts[report].numbers.figures();
    let (mut zh, mut en, mut cells) = (Vec::new(), Vec::new(), Vec::new());
    let mut reports = vec![report];
    for (part, others) in parts {
        let numbers = weight::numbers(&figures, *part);
        let named = others.iter().take(NAMED);
        let (names_zh, names_en): (Vec<_>, Vec<_>) =
            named.map(|&other| (batch.name(other), batch.name_en(other))).unzip();
        let (mut names_zh, mut names_en) = (names_zh.join("、"), names_en.join(", "));
        if others.len() > NAMED {
            names_zh = format!("{names_zh}等 {} 份", others.len());
            names_en = format!("{names_en} and {} more", others.len() - NAMED);
        }
        let (part_zh, part_en) = part.names();
        zh.push(format!("{part_zh}的 {} 个非零数值与{names_zh}完全相同", numbers.len()));
        en.push(format!("the {} numbers other than 0 in {part_en} are exactly those of {names_en}", numbers.len()));
        cells.extend(numbers.into_iter().map(|(id, _)| id));
        reports.extend(others);
    }
    let mut finding = finding(
        "units.same_numbers",
        format!("不同单位的数值相同：{}。", zh.join("；")),
        format!("Numbers of another unit: {}.", en.join("; ")),
    );
    finding.source = cells.iter().filter_map(|&cell| figures.place(cell)).collect();
    finding.source.dedup();
    finding.cells = cells;
    finding.quotes = reports[1..].iter().map(|&other| batch.name(other)).collect();
    let mut seen = BTreeSet::new();
    reports.retain(|&report| seen.insert(report));
    findings.push(BatchFinding { finding, subject: Some(report), reports });
}
