//! Numbers beside last year's (X7): a whole table that did not change, jumps of ten times, and a number of last year's that
//! is left in where relations do not hold.

use rust_decimal::Decimal;

use super::weight::{self, Part};
use super::{Batch, BatchFinding, Figures};
use crate::rules::registry::finding;
use crate::rules::{Finding, Severity, names};
use crate::schema::CellId;

/// How much must speak against chance where a part is the same as last year's, in bits.
const ENOUGH: u32 = 16;
/// A smaller number is soon that of another year by chance.
const LEFT_IN: i64 = 10;
/// A count below this may well jump.
const LARGE: i64 = 100;
/// The same for amounts in 万元.
const LARGE_AMOUNT: i64 = 10;

/// Compares each report's numbers with last year's.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    for (last, this) in batch.units.list.iter().flat_map(|unit| unit.neighbours()) {
        let year = batch.extracts[last].year.unwrap_or_default();
        let [before, now] = [last, this].map(|index| batch.extracts[index].numbers.figures());
        let suspects = &batch.extracts[this].suspects;
        let found =
            [unchanged(&before, &now, year), left_in(&before, &now, suspects, year), jumps(&before, &now, year)];
        for finding in found.into_iter().flatten() {
            findings.push(BatchFinding { finding, subject: Some(this), reports: vec![this, last] });
        }
    }
}

/// Parts whose numbers are all those of last year.
fn unchanged(before: &Figures, now: &Figures, year: i32) -> Option<Finding> {
    let parts: Vec<(Part, Vec<(CellId, Decimal)>)> = Part::ALL
        .into_iter()
        .map(|part| (part, weight::numbers(now, part)))
        .filter(|(part, numbers)| weight::weight(numbers) >= ENOUGH && *numbers == weight::numbers(before, *part))
        .collect();
    if parts.is_empty() {
        return None;
    }
    let list = |english: bool| {
        let words = parts.iter().map(|(part, numbers)| match (part.names(), numbers.len()) {
            ((_, name), count) if english => format!("{name} ({count} numbers other than 0)"),
            ((name, _), count) => format!("{name}（非零数值 {count} 个）"),
        });
        words.collect::<Vec<_>>().join(if english { ", " } else { "、" })
    };
    let mut finding = finding(
        "years.copied",
        format!("{}与 {year} 年度报告完全相同。", list(false)),
        format!("{} is exactly that of the report for {year}.", list(true)),
    );
    if parts.iter().all(|(part, _)| *part == Part::Disclosure) {
        finding.severity = Severity::Info;
    }
    finding.quotes = vec![year.to_string()];
    finding.cells = parts.iter().flat_map(|(_, numbers)| numbers.iter().map(|(id, _)| *id)).collect();
    finding.source = finding.cells.iter().filter_map(|&cell| now.place(cell)).collect();
    finding.source.dedup();
    Some(finding)
}

/// Numbers that alone may have broken relations and are just last year's. Where several of a report are, that says nothing
/// of which one it was, and yet where to look.
fn left_in(before: &Figures, now: &Figures, suspects: &[(CellId, Decimal)], year: i32) -> Option<Finding> {
    let (mut cells, mut zh, mut en, mut quotes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for &(id, needed) in suspects {
        let Some(value) = now.number(id).filter(|value| value.abs() >= Decimal::from(LEFT_IN)) else { continue };
        if same_place(before, id).and_then(|cell| before.number(cell)) != Some(value) {
            continue;
        }
        let name = names::place(id);
        zh.push(format!("{}为 {value}，与 {year} 年度报告同一格相同，若为 {needed} 则勾稽关系成立", name.zh));
        en.push(format!("{} is {value}, as in the report for {year}; with {needed} the relations would hold", name.en));
        quotes.push(format!("{year}：{value}"));
        cells.push(id);
    }
    if cells.is_empty() {
        return None;
    }
    let mut finding = finding("years.left_in", format!("{}。", zh.join("；")), format!("{}.", en.join("; ")));
    finding.source = cells.iter().filter_map(|&cell| now.place(cell)).collect();
    finding.source.dedup();
    finding.cells = cells;
    finding.quotes = quotes;
    Some(finding)
}

/// The cell of the same row and column in another report, whose form may be of another edition.
fn same_place(other: &Figures, id: CellId) -> Option<CellId> {
    let at = other.table(id.table().get().id)?;
    Some(at.cell(at.get().row(id.row_field().id)?, at.get().column(id.column_field().id)?))
}

/// Numbers that are ten times last year's or more, or a tenth or less.
fn jumps(before: &Figures, now: &Figures, year: i32) -> Option<Finding> {
    let (mut cells, mut quotes) = (Vec::new(), Vec::new());
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for at in now.tables() {
        for (id, _) in now.cells(at).filter(|(id, _)| is_watched(*id)) {
            let last = same_place(before, id).and_then(|cell| before.number(cell));
            let (Some(b), Some(a)) = (now.number(id), last) else { continue };
            let Some(times) = jump(a, b, id) else { continue };
            let name = names::place(id);
            let how = match (times.fract().is_zero(), a < b) {
                (true, true) => (format!("恰为 {times} 倍"), format!("exactly {times} times")),
                (true, false) => (format!("恰为 1/{times}"), format!("exactly 1/{times}")),
                (false, true) => (format!("约 {} 倍", times.round()), format!("about {} times", times.round())),
                (false, false) => (format!("约 1/{}", times.round()), format!("about 1/{}", times.round())),
            };
            zh.push(format!("{}由 {a} 变为 {b}（{}）", name.zh, how.0));
            en.push(format!("{}: from {a} to {b} ({})", name.en, how.1));
            quotes.push(format!("{year}：{a}"));
            cells.push(id);
        }
    }
    if cells.is_empty() {
        return None;
    }
    let mut finding = finding(
        "years.jump",
        format!("与 {year} 年度报告相差十倍以上：{}。", zh.join("；")),
        format!("Ten times apart from the report for {year}, or more: {}.", en.join("; ")),
    );
    finding.source = cells.iter().filter_map(|&cell| now.place(cell)).collect();
    finding.source.dedup();
    finding.cells = cells;
    finding.quotes = quotes;
    Some(finding)
}

/// How many times the smaller number the greater one is, where that is a jump.
fn jump(a: Decimal, b: Decimal, id: CellId) -> Option<Decimal> {
    let (small, great) = if a < b { (a, b) } else { (b, a) };
    let least = if id.column_field().id == "fee_amount" { LARGE_AMOUNT } else { LARGE };
    if small <= Decimal::ZERO || great < Decimal::from(least) {
        return None;
    }
    let times = great.checked_div(small)?.normalize();
    (times >= Decimal::TEN).then_some(times)
}

/// Whether a cell says how much there was of something in all.
fn is_watched(id: CellId) -> bool {
    match id.table().get().id {
        "requests" => {
            id.column_field().id == "total" && ["new_received", "total_processed"].contains(&id.row_field().id)
        }
        "remedies" => id.column_field().id == "total",
        _ => id.column_field().id != "net_change",
    }
}
