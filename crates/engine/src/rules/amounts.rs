//! Amounts of money without a unit, or in 元 where the form wants 万元.

use rust_decimal::Decimal;

use crate::report::{Body, Cell, Level, Report};
use crate::rules::board::Board;
use crate::rules::passage::Passage;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, Severity, names};
use crate::schema::CellId;
use crate::text::prose_number::numbers;

/// Smallest amount that the prose is searched for; smaller ones meet other numbers by chance.
const SEARCHED: i64 = 1000;

/// One finding for each amount.
pub(super) fn check(board: &Board, passages: &[Passage], findings: &mut Vec<Finding>) {
    let report = board.report;
    if let Some((id, cell)) = amount(report, "art20_8", "fee_amount") {
        findings.extend(fee(report, id, cell, passages));
    }
    if let Some((id, cell)) = amount(report, "art20_9", "procurement_amount")
        && cell.unit.is_none()
    {
        let value = cell.value.unwrap_or_default();
        let said = Wording {
            zh: format!("填的是 {value}，没有写单位，看不出是元还是万元"),
            en: format!("is {value} without a unit: 元 or 万元"),
        };
        findings.push(tell(id, cell, said, Severity::Info));
    }
}

/// The only amount of a table, where it is there and vouched for and not zero.
fn amount<'r>(report: &'r Report, table: &str, column: &str) -> Option<(CellId, &'r Cell)> {
    let reading = report.table_by_id(table)?;
    let column = reading.table.get().column(column)?;
    let cell = reading.cell(0, column)?;
    let is_told = cell.doubt.is_none() && cell.value.is_some_and(|value| value > Decimal::ZERO);
    is_told.then(|| (reading.table.cell(0, column), cell))
}

fn fee(report: &Report, id: CellId, cell: &Cell, passages: &[Passage]) -> Option<Finding> {
    let value = cell.value?;
    let myriads = (value / Decimal::from(10_000)).normalize();
    if cell.unit.as_deref() == Some("元") || in_yuan(&cell.raw) {
        let said = Wording {
            zh: format!("填的是“{}”，该列单位是万元，应为 {myriads}", cell.raw.trim()),
            en: format!("is “{}”, but the column is in 万元: {myriads}", cell.raw.trim()),
        };
        return Some(tell(id, cell, said, Severity::Warning));
    }
    // Where the cell has its unit, the number is in it.
    if cell.raw.contains('元') {
        return None;
    }
    if let Some((passage, range)) = said_in_yuan(value, passages) {
        let words = passage.original(range.clone());
        let said = Wording {
            zh: format!(
                "填的是 {value}，该列单位是万元；正文写的是“{words}”（{}），表中似以元填报，应为 {myriads}",
                names::lines(report, &[passage.whole()]).zh
            ),
            en: format!(
                "is {value} in a column in 万元; the text says “{words}” ({}), so that the table seems to be in 元: {myriads}",
                names::lines(report, &[passage.whole()]).en
            ),
        };
        let mut finding = tell(id, cell, said, Severity::Warning);
        finding.source.push(passage.span(range));
        finding.quotes.push(words);
        return Some(finding);
    }
    let most = match report.unit_kind().map(|kind| (kind.level, kind.body)) {
        Some((Some(Level::Township), _)) => 10_000,
        Some((Some(Level::County), Body::Department)) => 100_000,
        _ => return None,
    };
    // An amount in 元 has no more than two decimals.
    (value >= Decimal::from(most) && value.normalize().scale() <= 2).then(|| {
        let said = Wording {
            zh: format!(
                "填的是 {value} 万元，即 {} 亿元，对本单位来说过大，可能以元填报",
                (myriads).round_dp(2).normalize()
            ),
            en: format!("is {value} 万元, very much for this unit; it may be in 元"),
        };
        tell(id, cell, said, Severity::Info)
    })
}

/// Whether a cell has 元 written in it and not 万元.
fn in_yuan(raw: &str) -> bool {
    raw.contains('元') && !["万元", "萬元", "亿元", "億元"].iter().any(|unit| raw.contains(unit))
}

/// Where the prose gives the same amount of fees in 元, or a ten-thousandth of it in 万元.
fn said_in_yuan<'p, 'r>(
    value: Decimal,
    passages: &'p [Passage<'r>],
) -> Option<(&'p Passage<'r>, std::ops::Range<usize>)> {
    if value < Decimal::from(SEARCHED) {
        return None;
    }
    let mut found = Vec::new();
    passages.iter().filter(|passage| passage.plain.contains("收费")).find_map(|passage| {
        found.clear();
        numbers(&passage.plain, &mut found);
        let is_meant = |unit: &str, number: Decimal| match unit {
            "元" => number == value,
            "万元" => number * Decimal::from(10_000) == value,
            _ => false,
        };
        let number = found.iter().find(|number| is_meant(number.unit, number.value))?;
        Some((passage, number.digits.start..number.end))
    })
}

fn tell(id: CellId, cell: &Cell, said: Wording, severity: Severity) -> Finding {
    let place = names::place(id);
    let mut finding =
        finding("values.amount_unit", format!("{}{}。", place.zh, said.zh), format!("{} {}.", place.en, said.en));
    finding.severity = severity;
    finding.cells = vec![id];
    finding.actual = cell.value;
    finding.source.clone_from(&cell.source);
    finding
}
