//! What follows from last year's report of the same unit: carry-over (X1), documents in force (X2), numbers of items (X3), cases
//! pending (X4).
//!
//! Only neighbouring years are compared, each with one report, and only cells whose numbers may be relied on.

use rust_decimal::Decimal;

use super::{Batch, BatchFinding, Figures};
use crate::rules::registry::finding;
use crate::rules::{Finding, names};
use crate::schema::{CellId, TableRef};

/// The edition whose table two counts documents in force.
const IN_FORCE_FROM: i32 = 2021;

/// Two reports of a unit, of neighbouring years.
struct Pair<'a> {
    last: &'a Figures,
    this: &'a Figures,
    /// The year of the earlier one.
    year: i32,
}

/// One thing that does not follow from last year.
struct Break {
    cells: Vec<CellId>,
    expected: Decimal,
    actual: Decimal,
    zh: String,
    en: String,
}

/// Compares each report with that of the year before.
pub(super) fn check(batch: &Batch, findings: &mut Vec<BatchFinding>) {
    for unit in &batch.units.list {
        for (last, this) in unit.neighbours() {
            let year = batch.extracts[last].year.unwrap_or_default();
            let figures = [last, this].map(|index| batch.extracts[index].numbers.figures());
            let pair = Pair { last: &figures[0], this: &figures[1], year };
            let all = [
                ("years.carry_over", carry_over(&pair), "表三", "Table 3"),
                ("years.in_force", in_force(&pair), "表二", "Table 2"),
                ("years.item_stock", item_stock(&pair), "表二", "Table 2"),
                ("years.pending", pending(&pair), "表四", "Table 4"),
            ];
            for (rule, breaks, zh, en) in all.into_iter().filter(|(_, breaks, ..)| !breaks.is_empty()) {
                let finding = tell(rule, &breaks, (zh, en), &pair);
                findings.push(BatchFinding { finding, subject: Some(this), reports: vec![this, last] });
            }
        }
    }
}

/// One finding for everything of a kind that does not follow.
fn tell(rule: &'static str, breaks: &[Break], (zh, en): (&str, &str), pair: &Pair) -> Finding {
    let join = |words: Vec<&str>, between: &str| words.join(between);
    let all_zh = join(breaks.iter().map(|broken| &*broken.zh).collect(), "；");
    let all_en = join(breaks.iter().map(|broken| &*broken.en).collect(), "; ");
    let year = pair.year;
    let mut finding = finding(
        rule,
        format!("{zh}与 {year} 年度报告不衔接：{all_zh}。"),
        format!("{en} does not follow from the report for {year}: {all_en}."),
    );
    finding.cells = breaks.iter().flat_map(|broken| broken.cells.iter().copied()).collect();
    finding.source = finding.cells.iter().filter_map(|&cell| pair.this.place(cell)).collect();
    finding.source.dedup();
    // What last year's report says belongs to the evidence: a decision on the finding falls with it.
    finding.quotes = breaks.iter().map(|broken| format!("{year}：{}", broken.expected)).collect();
    if let [only] = breaks {
        (finding.expected, finding.actual) = (Some(only.expected), Some(only.actual));
    }
    finding
}

/// X1: what was carried over from last year is what last year's report carried forward.
fn carry_over(pair: &Pair) -> Vec<Break> {
    let Some((last, this)) = both(pair, "requests") else { return Vec::new() };
    let (Some(forward), Some(over)) = (last.get().row("carried_forward"), this.get().row("carried_over")) else {
        return Vec::new();
    };
    let columns = this.get().columns.iter().enumerate();
    columns
        .filter_map(|(index, column)| {
            let before = pair.last.number(last.cell(forward, last.get().column(column.id)?))?;
            let cell = this.cell(over, index as u8);
            let now = pair.this.number(cell)?;
            (before != now).then(|| Break {
                cells: vec![cell],
                expected: before,
                actual: now,
                zh: format!(
                    "“{}”列上年结转 {now}，{} 年度报告结转下年 {before}，相差 {}",
                    names::column(this, index as u8),
                    pair.year,
                    difference(before, now)
                ),
                en: format!(
                    "column “{}” has 上年结转 {now} where the report for {} has 结转下年 {before}, {} apart",
                    names::column(this, index as u8),
                    pair.year,
                    difference(before, now)
                ),
            })
        })
        .collect()
}

/// X2: documents in force are those of last year with those issued and without those repealed.
fn in_force(pair: &Pair) -> Vec<Break> {
    if pair.year < IN_FORCE_FROM {
        return Vec::new();
    }
    let Some((last, this)) = both(pair, "art20_1") else { return Vec::new() };
    let column = |id: &str| Some((last.get().column(id)?, this.get().column(id)?));
    let (Some((before, now)), Some((_, issued)), Some((_, repealed))) =
        (column("in_force"), column("issued"), column("repealed"))
    else {
        return Vec::new();
    };
    let rows = this.get().rows.iter().enumerate();
    rows.filter_map(|(index, row)| {
        let stock = pair.last.number(last.cell(last.get().row(row.id)?, before))?;
        let cells = [now, issued, repealed].map(|column| this.cell(index as u8, column));
        let [actual, made, gone] = cells.map(|cell| pair.this.number(cell));
        let (actual, made, gone) = (actual?, made?, gone?);
        let expected = stock.checked_add(made)?.checked_sub(gone)?;
        let name = names::row(this, index as u8);
        (expected != actual).then(|| Break {
            cells: cells.to_vec(),
            expected,
            actual,
            zh: format!(
                "“{name}”上年现行有效 {stock} + 本年制发 {made} − 本年废止 {gone} = {expected}，本年现行有效 {actual}，相差 {}",
                difference(expected, actual)
            ),
            en: format!(
                "“{name}”: in force last year {stock} + issued {made} − repealed {gone} = {expected}, but 现行有效件数 {actual}, {} apart",
                difference(expected, actual)
            ),
        })
    })
    .collect()
}

/// X3, form of 2019: the number of items of the year before is what last year's report makes of its own.
fn item_stock(pair: &Pair) -> Vec<Break> {
    ["art20_5", "art20_6", "art20_8"].into_iter().flat_map(|table| stock_of(pair, table)).collect()
}

fn stock_of(pair: &Pair, table: &str) -> Vec<Break> {
    let Some((last, this)) = both(pair, table) else { return Vec::new() };
    let columns = |at: TableRef| Some((at.get().column("prev_year_items")?, at.get().column("net_change")?));
    let (Some((before, change)), Some((now, _))) = (columns(last), columns(this)) else { return Vec::new() };
    let rows = this.get().rows.iter().enumerate();
    rows.filter_map(|(index, row)| {
        let row = last.get().row(row.id)?;
        let stock = pair.last.number(last.cell(row, before))?;
        let change = pair.last.number(last.cell(row, change))?;
        let cell = this.cell(index as u8, now);
        let actual = pair.this.number(cell)?;
        let expected = stock.checked_add(change)?;
        let name = names::row(this, index as u8);
        (expected != actual).then(|| Break {
            cells: vec![cell],
            expected,
            actual,
            zh: format!(
                "“{name}”上一年项目数量 {actual}，而 {} 年度报告上一年项目数量 {stock} + 本年增/减 ({change}) = {expected}，相差 {}",
                pair.year,
                difference(expected, actual)
            ),
            en: format!(
                "“{name}” has 上一年项目数量 {actual} where the report for {} has 上一年项目数量 {stock} + 本年增/减 ({change}) = {expected}, {} apart",
                pair.year,
                difference(expected, actual)
            ),
        })
    })
    .collect()
}

/// X4: cases that were pending at the end of last year count among this year's.
fn pending(pair: &Pair) -> Vec<Break> {
    let Some((last, this)) = both(pair, "remedies") else { return Vec::new() };
    let (Some(pending), Some(total)) = (last.get().column("pending"), this.get().column("total")) else {
        return Vec::new();
    };
    let rows = this.get().rows.iter().enumerate();
    rows.filter_map(|(index, row)| {
        let before = pair.last.number(last.cell(last.get().row(row.id)?, pending))?;
        let cell = this.cell(index as u8, total);
        let now = pair.this.number(cell)?;
        let name = names::row(this, index as u8);
        (before > now).then(|| Break {
            cells: vec![cell],
            expected: before,
            actual: now,
            zh: format!("“{name}”{} 年度报告尚未审结 {before}，本年总计只有 {now}", pair.year),
            en: format!(
                "“{name}”: the report for {} has 尚未审结 {before}, and this year's 总计 is only {now}",
                pair.year
            ),
        })
    })
    .collect()
}

/// A table as both reports have it.
fn both(pair: &Pair, table: &str) -> Option<(TableRef, TableRef)> {
    Some((pair.last.table(table)?, pair.this.table(table)?))
}

fn difference(a: Decimal, b: Decimal) -> Decimal {
    (a - b).abs().normalize()
}
