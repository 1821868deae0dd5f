//! Likely causes of relations that do not hold. A cause is named only where the arithmetic supports it: put right, it
//! mends relations and breaks none, and what stays broken is said.

use rust_decimal::Decimal;

use crate::rules::board::Board;
use crate::rules::names;
use crate::rules::registry::Wording;
use crate::rules::repair::{attempt, is_total, left_broken, other_value, shifted, with_row_total};
use crate::schema::Relation;

/// How many causes are named at most.
const MOST: usize = 3;

/// Likely causes of broken relations of one cause, the best supported first.
pub(super) fn explain(board: &Board, broken: &[&'static Relation]) -> Vec<Wording> {
    let mut found = Vec::new();
    found.extend(shifted(board, broken));
    found.extend(other_value(board, broken));
    found.extend(counted_in(board, broken));
    found.extend(two_faults(board, broken));
    let mut kept: Vec<Wording> = Vec::new();
    for words in found {
        if !kept.contains(&words) {
            kept.push(words);
        }
    }
    kept.truncate(MOST);
    kept
}

/// A total that is too great by just another figure of its column: 本年新收, a carry-over, or a group counted twice.
fn counted_in(board: &Board, broken: &[&'static Relation]) -> Vec<Wording> {
    let mut found: Vec<Wording> = Vec::new();
    for relation in broken.iter().filter(|relation| relation.rule == "requests.result_sum") {
        if is_total(relation) && !found.is_empty() {
            continue;
        }
        let Some((sum, total)) = board.sides(relation) else { continue };
        let excess = total - sum;
        if excess <= Decimal::ZERO {
            continue;
        }
        let mut sources: Vec<(String, Decimal)> = Vec::new();
        for id in ["new_received", "carried_over", "carried_forward"] {
            let Some(row) = relation.table.get().row(id) else { continue };
            let value = board.slot(relation.table.cell(row, relation.index)).value();
            sources.extend(value.map(|value| (names::row(relation.table, row).to_owned(), value)));
        }
        sources.extend(group_sums(board, relation));
        sources.retain(|(_, value)| *value == excess);
        let [(name, _)] = &sources[..] else { continue };
        let place = names::relation_place(relation);
        // The total of a column comes back in the total of all columns, which is then too great by as much.
        let cell = relation.right()[0];
        let alone = Some(vec![(cell, sum)]);
        let changes = [alone, with_row_total(board, cell, total, sum)].into_iter().flatten();
        let Some(trial) = changes.map(|changes| attempt(board, broken, &changes)).find(|trial| !trial.breaks) else {
            continue;
        };
        let here: Vec<_> = trial.still_broken.iter().copied().filter(|other| other.index == relation.index).collect();
        let left = left_broken(&here);
        found.push(Wording {
            zh: format!("{}：办理总计 {total} = 各项之和 {sum} + {name} {excess}，似把{name}一并计入；总计改为 {sum} 后办理结果之和相符{}", place.zh, left.zh),
            en: format!("{}: 办理总计 {total} = sum of the results {sum} + {name} {excess}: {name} may have been counted in; with {sum} the results add up{}", place.en, left.en),
        });
    }
    found
}

/// The sums of the groups of 三 that have more than one figure.
fn group_sums(board: &Board, relation: &Relation) -> Vec<(String, Decimal)> {
    let mut sums: Vec<(String, Decimal, usize)> = Vec::new();
    for &cell in relation.left() {
        let (Some(group), Some(value)) = (cell.row_field().group.get(1), board.slot(cell).value()) else { continue };
        match sums.last_mut() {
            Some((name, sum, figures)) if name == group => {
                *sum += value;
                *figures += usize::from(!value.is_zero());
            }
            _ => sums.push(((*group).to_owned(), value, usize::from(!value.is_zero()))),
        }
    }
    sums.into_iter().filter(|&(_, _, figures)| figures > 0).map(|(name, sum, _)| (format!("{name}各项"), sum)).collect()
}

/// The total of a column is asked two different values by two relations, so that no single figure explains both.
fn two_faults(board: &Board, broken: &[&'static Relation]) -> Vec<Wording> {
    let mut found = Vec::new();
    for balance in broken.iter().filter(|relation| relation.rule == "requests.balance") {
        let results = broken.iter().find(|other| other.rule == "requests.result_sum" && other.index == balance.index);
        let Some(results) = results else { continue };
        if is_total(balance) && !found.is_empty() {
            continue;
        }
        let total = results.right()[0];
        let (Some(value), Some((sum, _)), Some((left, right))) =
            (board.slot(total).value(), board.sides(results), board.sides(balance))
        else {
            continue;
        };
        let by_balance = value + left - right;
        if by_balance != sum {
            let place = names::relation_place(balance);
            found.push(Wording {
                zh: format!("{}：办理总计 {value}，按收支关系应为 {by_balance}，按办理结果之和应为 {sum}，两者不一，至少两处有误", place.zh),
                en: format!("{}: 办理总计 is {value}; the balance asks for {by_balance}, the results for {sum}: at least two figures are wrong", place.en),
            });
        }
    }
    found
}
