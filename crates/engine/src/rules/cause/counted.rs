//! Totals that have too much in them: 本年新收 or a carry-over counted among the results, the subtotals of groups added to
//! their parts, the figures of 法人 added once more.

use rust_decimal::Decimal;

use super::hypothesis::{Case, Hypothesis, HypothesisKind};
use super::trial::{is_total, left_broken, with_row_total};
use crate::rules::names;
use crate::rules::registry::Wording;
use crate::schema::{Axis, CellId, Operator, Relation};

/// Figures that may have been counted in, each with its name and sum.
type Sources = Vec<(Wording, Decimal)>;

/// A total that is too great by just what something else comes to.
pub(super) fn explain(case: &Case) -> Vec<Hypothesis> {
    let mut found: Vec<Hypothesis> = Vec::new();
    for &relation in case.broken {
        let ([_, _, ..], [total], Operator::Equal) = (relation.left(), relation.right(), relation.operator) else {
            continue;
        };
        // What is out in one column comes back in the column of totals, and needs no second word.
        if is_total(relation) && !found.is_empty() {
            continue;
        }
        let Some((sum, stands)) = case.board.sides(relation) else { continue };
        let excess = stands - sum;
        if excess <= Decimal::ZERO {
            continue;
        }
        let mut sources = sources(case, relation);
        sources.retain(|(_, value)| *value == excess);
        let [(name, _)] = &sources[..] else { continue };
        found.extend(too_great(case, relation, *total, name, (sum, stands)));
    }
    found
}

/// What may have been counted in: other figures of the column, sums of groups of its figures, one figure twice over.
fn sources(case: &Case, relation: &Relation) -> Sources {
    let mut sources: Sources = Vec::new();
    let named = |name: &str| Wording { zh: name.to_owned(), en: name.to_owned() };
    if relation.axis == Axis::Column {
        for id in ["new_received", "carried_over", "carried_forward"] {
            let Some(row) = relation.table.get().row(id) else { continue };
            let cell = relation.table.cell(row, relation.index);
            if !relation.cells().contains(&cell) {
                sources.extend(case.value(cell).map(|value| (named(names::row(relation.table, row)), value)));
            }
        }
    }
    let groups = group_sums(case, relation);
    // Several groups have a subtotal, or none; a single figure counted twice is as likely as its group.
    let all: Decimal = groups.iter().map(|(_, sum)| *sum).sum();
    if groups.len() > 1 {
        sources.push((Wording { zh: "各组小计".to_owned(), en: "the subtotals of all groups".to_owned() }, all));
    }
    sources.extend(
        groups
            .into_iter()
            .map(|(name, sum)| (Wording { zh: format!("{name}小计"), en: format!("the subtotal of {name}") }, sum)),
    );
    sources
}

/// The sums of the groups of a relation's figures that have more than one figure, by the name of the group.
fn group_sums(case: &Case, relation: &Relation) -> Vec<(String, Decimal)> {
    let mut sums: Vec<(String, Decimal, usize)> = Vec::new();
    for &cell in relation.left() {
        let group = match relation.axis {
            Axis::Column => cell.row_field().group.get(1),
            _ => cell.column_field().group.first(),
        };
        let (Some(group), Some(value)) = (group, case.value(cell)) else { continue };
        match sums.iter_mut().find(|(name, ..)| name == group) {
            Some((_, sum, figures)) => {
                *sum += value;
                *figures += usize::from(!value.is_zero());
            }
            None => sums.push(((*group).to_owned(), value, usize::from(!value.is_zero()))),
        }
    }
    sums.into_iter().filter(|&(_, _, figures)| figures > 0).map(|(name, sum, _)| (name, sum)).collect()
}

fn too_great(
    case: &Case,
    relation: &'static Relation,
    total: CellId,
    name: &Wording,
    (sum, stands): (Decimal, Decimal),
) -> Option<Hypothesis> {
    // The total of a column comes back in the total of all columns, which is then too great by as much.
    let alone = Some(vec![(total, sum)]);
    let changes = [with_row_total(case.board, total, stands, sum), alone].into_iter().flatten();
    let (changes, trial) = changes
        .map(|changes| {
            let trial = case.attempt(&changes);
            (changes, trial)
        })
        .find(|(_, trial)| !trial.breaks && !trial.mended.is_empty())?;
    let place = names::relation_place(relation);
    let here: Vec<_> = trial.left.iter().copied().filter(|other| other.index == relation.index).collect();
    let left = left_broken(if here.is_empty() { &trial.left } else { &here });
    let term = names::term(relation, total).zh;
    let excess = stands - sum;
    let words = Wording {
        zh: format!(
            "{}：{term} {stands} = 各项之和 {sum} + {} {excess}，似把{}一并计入；{term}改为 {sum} 后各项之和相符{}",
            place.zh, name.zh, name.zh, left.zh
        ),
        en: format!(
            "{}: {term} {stands} = sum of its parts {sum} + {} {excess}: {} may have been counted in; with {sum} the parts add up{}",
            place.en, name.en, name.en, left.en
        ),
    };
    Some(Hypothesis::new(HypothesisKind::CountedIn, words, changes, trial))
}
