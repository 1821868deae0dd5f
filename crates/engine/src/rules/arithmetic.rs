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

/// A number times a weight; `None` where the product would have to be rounded.
pub(super) fn times(weight: Decimal, value: Decimal) -> Option<Decimal> {
    if weight == Decimal::ONE || value.is_zero() {
        return Some(value);
    }
    let product = weight.checked_mul(value)?;
    (product.scale() == weight.scale() + value.scale()).then_some(product)
}

/// One side of a relation: its terms, written by `write`, with weights and signs, and the number that is added to them; `0` for nothing.
/// Terms for which `write` has nothing are left out.
pub(super) fn side(relation: &Relation, is_left: bool, write: impl Fn(CellId) -> Option<String>) -> String {
    let (left, right) = relation.constants();
    let (cells, first, constant) =
        if is_left { (relation.left(), 0, left) } else { (relation.right(), relation.left().len(), right) };
    let mut text = String::new();
    let mut add = |is_negative: bool, term: &str| {
        let sign = match (text.is_empty(), is_negative) {
            (true, false) => "",
            (true, true) => "-",
            (false, false) => " + ",
            (false, true) => " - ",
        };
        text.push_str(sign);
        text.push_str(term);
    };
    for (place, &cell) in cells.iter().enumerate() {
        let Some(term) = write(cell) else { continue };
        let weight = relation.weight(first + place);
        let times = if weight.abs() == Decimal::ONE { String::new() } else { format!("{} × ", weight.abs()) };
        add(weight.is_sign_negative(), &format!("{times}{term}"));
    }
    if !constant.is_zero() {
        add(constant.is_sign_negative(), &constant.abs().to_string());
    }
    if text.is_empty() { "0".to_owned() } else { text }
}

/// Both sides of a relation with the report's numbers, such as `3 + 0 ≠ 5 + 0`; `_` stands for a cell without a number.
pub(super) fn relation(relation: &Relation, report: &Report, outcome: Outcome) -> String {
    let write = |cell: CellId| {
        Some(match report.cell(cell) {
            Some(cell) if cell.kind == Kind::Number => cell.value.map_or_else(|| "_".to_owned(), addend),
            _ => "_".to_owned(),
        })
    };
    let (left, right) = (side(relation, true, write), side(relation, false, write));
    format!("{left} {} {right}", sign(relation.operator, outcome))
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
