//! A government's report against the reports that it sums up (H1), where the roster or its own text says which those are.
//!
//! Every cell of the aggregate is the sum of that cell in its parts. Where a part is missing, or its cell has no number that
//! may be relied on, the sum of the others can only be no greater.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Batch, BatchFinding, Figures};
use crate::rules::registry::finding;
use crate::rules::{Finding, names};
use crate::schema::CellId;

/// How many cells a sentence writes out.
const WRITTEN: usize = 5;
/// How many units a sentence names.
const NAMED: usize = 20;

/// The reports that an aggregate sums up, and the names of those that are not there.
struct Parts {
    there: Vec<usize>,
    missing: Vec<String>,
    /// Whether the roster says so; else the text does.
    by_roster: bool,
}

/// A cell that is not the sum of its parts.
struct Break {
    cell: CellId,
    sum: Decimal,
    value: Decimal,
    /// How many parts have no number for it.
    open: usize,
}

/// Compares every aggregate with its parts.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    let mut of_year: BTreeMap<(&str, i32), Vec<usize>> = BTreeMap::new();
    for (index, key) in batch.units.keys.iter().enumerate() {
        if let (Some(key), Some(year)) = (key, batch.extracts[index].year) {
            of_year.entry((key, year)).or_default().push(index);
        }
    }
    let mut children: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for entry in batch.options.roster.iter().flat_map(|roster| &roster.entries) {
        if let Some(parent) = &entry.parent {
            children.entry(batch.units.root(parent)).or_default().push(&entry.name);
        }
    }
    for (&(key, year), reports) in &of_year {
        // Where the aggregate itself is there twice nobody knows which one holds.
        let &[report] = &reports[..] else { continue };
        let parts = match children.get(key) {
            Some(names) => by_roster(batch, &of_year, names, year),
            None => by_text(batch, &of_year, report, year),
        };
        let Some(parts) = parts.filter(|parts| parts.there.len() > parts.missing.len()) else { continue };
        let breaks = breaks(batch, report, &parts);
        if !breaks.is_empty() {
            let finding = tell(batch, report, &parts, &breaks);
            let reports = std::iter::once(report).chain(parts.there.iter().copied()).collect();
            findings.push(BatchFinding { finding, subject: Some(report), reports });
        }
    }
}

type ByYear<'a> = BTreeMap<(&'a str, i32), Vec<usize>>;

fn by_roster(batch: &Batch, of_year: &ByYear, names: &[&str], year: i32) -> Option<Parts> {
    let mut parts = Parts { there: Vec::new(), missing: Vec::new(), by_roster: true };
    for name in names {
        match of_year.get(&(batch.units.root(name).as_str(), year)).map(Vec::as_slice) {
            Some(&[only]) => parts.there.push(only),
            _ => parts.missing.push((*name).to_owned()),
        }
    }
    Some(parts)
}

/// The other units of the year, where they are as many as the text says.
fn by_text(batch: &Batch, of_year: &ByYear, report: usize, year: i32) -> Option<Parts> {
    let stated = batch.extracts[report].stated?;
    let others = of_year.iter().filter(|((_, other), _)| *other == year).map(|(_, reports)| reports.as_slice());
    let others: Vec<&[usize]> = others.filter(|reports| !reports.contains(&report)).collect();
    let there: Vec<usize> =
        others.iter().filter_map(|reports| <[usize; 1]>::try_from(*reports).ok()).flatten().collect();
    let is_all = others.len() == stated.units as usize && there.len() == others.len();
    is_all.then_some(Parts { there, missing: Vec::new(), by_roster: false })
}

fn breaks(batch: &Batch, report: usize, parts: &Parts) -> Vec<Break> {
    let whole = batch.extracts[report].numbers.figures();
    let figures: Vec<Figures> = parts.there.iter().map(|&index| batch.extracts[index].numbers.figures()).collect();
    let cells = whole.tables().flat_map(|at| whole.cells(at).map(|(cell, _)| cell).collect::<Vec<_>>());
    cells
        .filter_map(|cell| {
            let value = whole.number(cell)?;
            let known: Vec<Decimal> = figures.iter().filter_map(|figures| figures.number(cell)).collect();
            let open = parts.there.len() - known.len() + parts.missing.len();
            let sum = known.iter().try_fold(Decimal::ZERO, |sum, &value| sum.checked_add(value))?;
            let may_fall = cell.column_field().id == "net_change";
            let is_broken = if open == 0 { sum != value } else { sum > value && !may_fall };
            is_broken.then_some(Break { cell, sum: sum.normalize(), value: value.normalize(), open })
        })
        .collect()
}

fn tell(batch: &Batch, report: usize, parts: &Parts, breaks: &[Break]) -> Finding {
    let unit = |index: usize| batch.extracts[index].unit.as_deref().unwrap_or_default().to_owned();
    let there: Vec<String> = parts.there.iter().map(|&index| unit(index)).collect();
    let basis =
        if parts.by_roster { ("名单所列", "as the roster says") } else { ("报告所述", "as the report says") };
    let (mut zh, mut en) = (
        format!("{}下级单位 {} 个（{}）", basis.0, there.len(), list(&there, "、", "等")),
        format!("{} units, {} ({})", there.len(), basis.1, list(&there, ", ", " and others")),
    );
    if !parts.missing.is_empty() {
        zh = format!("{zh}，另缺 {} 个（{}）", parts.missing.len(), list(&parts.missing, "、", "等"));
        en = format!("{en}, {} missing ({})", parts.missing.len(), list(&parts.missing, ", ", " and others"));
    }
    let written = breaks.iter().take(WRITTEN);
    let (cells_zh, cells_en): (Vec<_>, Vec<_>) = written.map(sentence).unzip();
    let (mut cells_zh, mut cells_en) = (cells_zh.join("；"), cells_en.join("; "));
    if breaks.len() > WRITTEN {
        cells_zh = format!("{cells_zh}；等 {} 处", breaks.len());
        cells_en = format!("{cells_en}; {} cells in all", breaks.len());
    }
    let mut finding = finding(
        "aggregate.sum",
        format!("汇总数与各单位之和不符。{zh}：{cells_zh}。"),
        format!("The aggregate is not the sum of its parts. {en}: {cells_en}."),
    );
    let whole = batch.extracts[report].numbers.figures();
    finding.cells = breaks.iter().map(|broken| broken.cell).collect();
    finding.source = finding.cells.iter().filter_map(|&cell| whole.place(cell)).collect();
    finding.source.dedup();
    finding.quotes = breaks.iter().map(|broken| broken.sum.to_string()).collect();
    if let [only] = breaks {
        (finding.expected, finding.actual) = (Some(only.sum), Some(only.value));
    }
    finding
}

fn sentence(broken: &Break) -> (String, String) {
    let name = names::place(broken.cell);
    let Break { sum, value, open, .. } = broken;
    let difference = (sum - value).abs().normalize();
    if *open == 0 {
        return (
            format!("{}汇总 {value}，各单位之和 {sum}，相差 {difference}", name.zh),
            format!("{}: aggregate {value}, sum of the parts {sum}, {difference} apart", name.en),
        );
    }
    (
        format!("{}汇总 {value}，尚有 {open} 个单位缺数，其余之和已达 {sum}，多出 {difference}", name.zh),
        format!(
            "{}: aggregate {value}, and without {open} units the others already make {sum}, {difference} more",
            name.en
        ),
    )
}

/// Names in a sentence, the first of them where they are many.
fn list(names: &[String], between: &str, more: &str) -> String {
    let shown = names[..names.len().min(NAMED)].join(between);
    if names.len() > NAMED { shown + more } else { shown }
}
