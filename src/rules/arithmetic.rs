//! Writes sums and comparisons with their numbers, exactly as printed decimals go.

use rust_decimal::Decimal;

use crate::report::{Kind, Report, SumClaim};
use crate::rules::Outcome;
use crate::schema::{CellId, Operator, Relation};

/// Digits before the point up to which sums are exact whatever a table adds up.
const WHOLE_DIGITS: u32 = 15;
/// Digits behind the point, likewise.
const DECIMALS: u32 = 10;

/// Whether sums and differences of such numbers are exact: longer ones would be rounded, and a rounded sum proves nothing.
pub(super) fn is_exact(value: Decimal) -> bool {
    value.scale() <= DECIMALS && value.mantissa().unsigned_abs() < 10u128.pow(WHOLE_DIGITS + value.scale())
}

/// An English noun with its number: `1 cell`, `2 cells`.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// A number inside a sum: a negative one stands in brackets.
pub(super) fn addend(value: Decimal) -> String {
    if value.is_sign_negative() && !value.is_zero() { format!("({value})") } else { value.to_string() }
}

/// Numbers joined by plus signs; `0` for none.
pub(super) fn sum(values: impl IntoIterator<Item = String>) -> String {
    let joined = values.into_iter().collect::<Vec<_>>().join(" + ");
    if joined.is_empty() { "0".to_owned() } else { joined }
}

/// The sign between two sides for an outcome; `?` where it cannot be told.
fn sign(operator: Operator, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Holds => operator.sign(),
        Outcome::Broken => operator.broken_sign(),
        Outcome::CannotTell | Outcome::NotApplicable => "?",
    }
}

/// Both sides of a relation with the report's numbers, such as `3 + 0 ≠ 5 + 0`; `_` stands for a cell without a number.
pub(super) fn relation(relation: &Relation, report: &Report, outcome: Outcome) -> String {
    let side = |cells: &[CellId]| {
        sum(cells.iter().map(|&cell| match report.cell(cell) {
            Some(cell) if cell.kind == Kind::Number => cell.value.map_or_else(|| "_".to_owned(), addend),
            _ => "_".to_owned(),
        }))
    };
    format!("{} {} {}", side(relation.left()), sign(relation.operator, outcome), side(relation.right()))
}

/// The parts of a total stated in prose, such as `26 + 17 + 16 = 59`.
pub(super) fn claim(claim: &SumClaim, outcome: Outcome) -> String {
    let parts = sum(claim.parts.iter().map(|part| addend(part.value)));
    format!("{parts} {} {}", sign(Operator::Equal, outcome), claim.total)
}

/// A figure in prose beside the cells that it was compared with, such as `3646 = 3525 + 121`.
pub(super) fn figure(stated: Decimal, cells: &[CellId], report: &Report, outcome: Outcome) -> String {
    let terms = sum(cells.iter().map(|&cell| match report.cell(cell) {
        Some(cell) if cell.kind == Kind::Number => cell.value.map_or_else(|| "_".to_owned(), addend),
        _ => "_".to_owned(),
    }));
    format!("{stated} {} {terms}", sign(Operator::Equal, outcome))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_too_long_to_add_exactly_are_known() {
        for (text, exact) in
            [("999999999999999", true), ("1000000000000000", false), ("0.1234567890", true), ("0.12345678901", false)]
        {
            assert_eq!(is_exact(text.parse().unwrap()), exact, "{text}");
        }
    }

    #[test]
    fn negative_addends_stand_in_brackets_and_decimals_stay() {
        let written = sum(["1", "-4", "2523.530", "-0"].map(|text| addend(text.parse().unwrap())));
        assert_eq!(written, "1 + (-4) + 2523.530 + 0");
        assert_eq!(sum([]), "0");
    }
}
