//! A relation written out with the names of its terms, their numbers, both sums, and how they compare.

use rust_decimal::Decimal;

use crate::report::{Kind, Report};
use crate::rules::{Outcome, addition, term_name};
use crate::schema::{CellId, Operator, Relation};
use crate::text::lang::Lang;
use crate::tui::words;

/// Up to so many terms of a side are all named; of more, those that are 0 are drawn together.
const NAMED: usize = 4;

/// Writes a relation with the report's numbers, such as «本年新收 3 + 上年结转 0 = 3，总计 5 + 结转下年 0 = 5，相差 2».
pub fn write(relation: &Relation, report: &Report, outcome: Outcome, lang: Lang) -> String {
    let (left, left_sum) = side(relation, relation.left(), report, lang);
    let (right, right_sum) = side(relation, relation.right(), report, lang);
    let difference = match (left_sum, right_sum) {
        (Some(left), Some(right)) => left.checked_sub(right).map(|difference| difference.abs()),
        _ => None,
    };
    let compared = match (outcome, difference) {
        (Outcome::Broken, Some(difference)) => words::differ(lang, &difference.normalize().to_string()),
        (Outcome::Holds, _) if relation.operator == Operator::Equal => words::equal(lang).to_owned(),
        _ => String::new(),
    };
    let between = match relation.operator {
        Operator::Equal => words::between_sides(lang),
        Operator::AtMost => words::must_not_be(lang, true),
        Operator::AtLeast => words::must_not_be(lang, false),
    };
    format!("{left}{between}{right}{compared}")
}

/// One side with its sum, where all its terms are numbers.
fn side(relation: &Relation, cells: &[CellId], report: &Report, lang: Lang) -> (String, Option<Decimal>) {
    let value = |cell: CellId| report.cell(cell).filter(|cell| cell.kind == Kind::Number).and_then(|cell| cell.value);
    let values: Option<Vec<Decimal>> = cells.iter().map(|&cell| value(cell)).collect();
    let sum = values.and_then(addition);
    if cells.is_empty() {
        return ("0".to_owned(), sum);
    }
    let is_zero = |cell: &&CellId| value(**cell).is_some_and(|value| value.is_zero());
    let zeros = if cells.len() > NAMED { cells.iter().filter(is_zero).count() } else { 0 };
    let named = cells.iter().filter(|cell| zeros < 2 || !is_zero(cell));
    let mut terms: Vec<String> =
        named.map(|&cell| format!("{} {}", term_name(relation, cell), printed(report, cell))).collect();
    if zeros == cells.len() {
        return (words::all_zeros(lang, zeros), sum);
    }
    if zeros >= 2 {
        terms.push(words::other_zeros(lang, zeros));
    }
    let text = terms.join(" + ");
    match sum {
        Some(sum) if cells.len() > 1 => (format!("{text} = {sum}"), Some(sum)),
        sum => (text, sum),
    }
}

/// A term's number, in brackets where it is negative; `_` where there is none.
fn printed(report: &Report, cell: CellId) -> String {
    match report.cell(cell).filter(|cell| cell.kind == Kind::Number).and_then(|cell| cell.value) {
        Some(value) if value.is_sign_negative() && !value.is_zero() => format!("({value})"),
        Some(value) => value.to_string(),
        None => "_".to_owned(),
    }
}
