//! Totals that lack something: a figure of the sum was not added, or a carry-over was left out of the balance.

use rust_decimal::Decimal;

use super::hypothesis::{Case, Hypothesis, HypothesisKind};
use super::trial::{is_total, left_broken, with_row_total};
use crate::rules::names;
use crate::rules::registry::Wording;
use crate::schema::{Axis, CellId, Operator, Relation};

/// A sum that is out by just one of its own terms.
pub(super) fn explain(case: &Case) -> Vec<Hypothesis> {
    let mut found: Vec<Hypothesis> = Vec::new();
    for &relation in case.broken {
        if relation.operator != Operator::Equal || is_total(relation) && !found.is_empty() {
            continue;
        }
        match (relation.left(), relation.right()) {
            ([_, _, ..], [total]) => found.extend(from_total(case, relation, *total)),
            ([_, _], [_, _]) => found.extend(from_balance(case, relation)),
            _ => {}
        }
    }
    found
}

/// A total that is too small by one of the figures that it should add up, and by only one of them.
fn from_total(case: &Case, relation: &'static Relation, total: CellId) -> Option<Hypothesis> {
    let (sum, stands) = case.board.sides(relation)?;
    let lack = sum - stands;
    let lacking: Vec<CellId> = relation
        .left()
        .iter()
        .copied()
        .filter(|&cell| lack > Decimal::ZERO && case.value(cell) == Some(lack))
        .collect();
    // Where a total is nothing, everything is left out, and of two figures the one says as little as the other.
    let [cell] = lacking[..] else { return None };
    if stands.is_zero() {
        return None;
    }
    let alone = Some(vec![(total, sum)]);
    let tried = [with_row_total(case.board, total, stands, sum), alone].into_iter().flatten().map(|changes| {
        let trial = case.attempt(&changes);
        (changes, trial)
    });
    let (changes, trial) = tried.into_iter().find(|(_, trial)| !trial.breaks && !trial.mended.is_empty())?;
    let (place, left) = (names::relation_place(relation), left_broken(&trial.left));
    let (term, name) = (names::term(relation, total).zh, names::term(relation, cell).zh);
    let words = Wording {
        zh: format!(
            "{}：{term} {stands} = 各项之和 {sum} − {name} {lack}，似漏计“{name}”；{term}改为 {sum} 后各项之和相符{}",
            place.zh, left.zh
        ),
        en: format!(
            "{}: {term} {stands} = sum of its parts {sum} − {name} {lack}: “{name}” may have been left out; with {sum} the parts add up{}",
            place.en, left.en
        ),
    };
    Some(Hypothesis::new(HypothesisKind::LeftOut, words, changes, trial))
}

/// A balance that comes out even without its carry-overs, or without one of them.
fn from_balance(case: &Case, relation: &'static Relation) -> Option<Hypothesis> {
    if relation.axis != Axis::Column {
        return None;
    }
    let [received, over] = *relation.left() else { return None };
    let [processed, forward] = *relation.right() else { return None };
    let value = |cell| case.value(cell);
    let (a, b, c, d) = (value(received)?, value(over)?, value(processed)?, value(forward)?);
    let zero = Decimal::ZERO;
    // Nothing equals nothing: that says nothing of what was left out.
    if c == zero {
        return None;
    }
    let terms: &[CellId] = if b != zero && d != zero && a == c {
        &[over, forward]
    } else if b != zero && a == c + d {
        &[over]
    } else if d != zero && a + b == c {
        &[forward]
    } else {
        return None;
    };
    let named: Vec<String> = terms
        .iter()
        .map(|&cell| format!("{} {}", names::term(relation, cell).zh, value(cell).unwrap_or_default()))
        .collect();
    let [received, over, processed, forward] =
        [received, over, processed, forward].map(|cell| (names::term(relation, cell).zh, cell));
    let side = |cells: [(String, CellId); 2]| {
        let kept = cells.into_iter().filter(|(_, cell)| !terms.contains(cell));
        kept.map(|(name, cell)| format!("{name} {}", value(cell).unwrap_or_default())).collect::<Vec<_>>().join(" + ")
    };
    let (left_side, right_side) = (side([received, over]), side([processed, forward]));
    // What would put it right, where the smallest sets agree on it within this column.
    let (changes, trial) = case
        .determined()
        .find(|changes| changes.iter().any(|(cell, _)| relation.cells().contains(cell)))
        .map(|changes| {
            let trial = case.attempt(&changes);
            (changes, trial)
        })?;
    if case.sets.len() > 1 {
        let none = super::trial::Trial { mended: Vec::new(), left: case.broken.to_vec(), breaks: false };
        let words =
            balance_words(relation, &left_side, &right_side, &named, &Wording { zh: String::new(), en: String::new() });
        return Some(Hypothesis::new(HypothesisKind::LeftOut, words, Vec::new(), none));
    }
    let words = balance_words(relation, &left_side, &right_side, &named, &left_broken(&trial.left));
    Some(Hypothesis::new(HypothesisKind::LeftOut, words, changes, trial))
}

fn balance_words(relation: &Relation, left: &str, right: &str, named: &[String], still: &Wording) -> Wording {
    let place = names::relation_place(relation);
    Wording {
        zh: format!("{}：{left} = {right}，似未计入{}{}", place.zh, named.join("、"), still.zh),
        en: format!("{}: {left} = {right}: {} may have been left out{}", place.en, named.join(" and "), still.en),
    }
}
