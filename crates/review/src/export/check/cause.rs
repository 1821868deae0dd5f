//! The causes of broken relations as objects: the smallest sets of cells whose change would put everything right, drawn
//! together in families, and what may have gone wrong.

use serde::Serialize;

use super::value::{Id, Number};
use crate::rules::{Cause, Hypothesis, NewValue};
use crate::schema::{CellId, Relation};
use crate::text::lang::Lang;

/// What is known of one cause. `fewest` cells must change at least; there are `ways` smallest sets, counted up to 1000, or
/// none where too many figures are wrong.
#[derive(Serialize)]
pub(super) struct CauseView<'a> {
    id: u32,
    summary: String,
    fewest: usize,
    ways: usize,
    corrections: Vec<FamilyView<'a>>,
    hypotheses: Vec<HypothesisView<'a>>,
}

/// Smallest sets of one shape: the cells that all of them change, and of `choices` one besides.
#[derive(Serialize)]
struct FamilyView<'a> {
    text: &'a str,
    ways: usize,
    changes: Vec<ChangeView>,
    choices: Vec<Vec<ChangeView>>,
}

/// A cell with the values that would do; `least` and `most` are equal where only one would, and null where nothing limits.
#[derive(Serialize)]
struct ChangeView {
    cell: Id,
    from: Number,
    least: Option<Number>,
    most: Option<Number>,
}

#[derive(Serialize)]
struct HypothesisView<'a> {
    kind: &'static str,
    text: &'a str,
    changes: Vec<ToView>,
    mends: Vec<RelationView>,
    leaves_broken: Vec<RelationView>,
}

#[derive(Serialize)]
struct ToView {
    cell: Id,
    to: Number,
}

/// A relation by its rule and the row or column that it stands for.
#[derive(Serialize)]
struct RelationView {
    rule: &'static str,
    table: &'static str,
    axis: &'static str,
    field: &'static str,
}

impl<'a> CauseView<'a> {
    /// A cause, its sentences in a language.
    pub(super) fn new(cause: &'a Cause, lang: Lang) -> Self {
        let corrections = cause.families.iter().map(|family| FamilyView {
            text: family.words(lang),
            ways: family.sets.len(),
            changes: changes(&family.fixed),
            choices: family.choices.iter().map(|choice| changes(choice)).collect(),
        });
        Self {
            id: cause.id,
            summary: cause.summary(lang),
            fewest: cause.fewest,
            ways: cause.count,
            corrections: corrections.collect(),
            hypotheses: cause.hypotheses.iter().map(|one| HypothesisView::new(one, lang)).collect(),
        }
    }
}

impl<'a> HypothesisView<'a> {
    fn new(one: &'a Hypothesis, lang: Lang) -> Self {
        let to = |&(cell, to): &(CellId, _)| ToView { cell: Id(cell), to: Number(to) };
        Self {
            kind: one.kind.id(),
            text: one.words(lang),
            changes: one.changes.iter().map(to).collect(),
            mends: one.mended.iter().map(|relation| RelationView::new(relation)).collect(),
            leaves_broken: one.left.iter().map(|relation| RelationView::new(relation)).collect(),
        }
    }
}

impl RelationView {
    fn new(relation: &Relation) -> Self {
        let (table, field) = (relation.table.get().id, relation.field().id);
        Self { rule: relation.rule, table, axis: relation.axis.id(), field }
    }
}

fn changes(list: &[NewValue]) -> Vec<ChangeView> {
    let view = |change: &NewValue| ChangeView {
        cell: Id(change.cell),
        from: Number(change.from),
        least: change.least.map(Number),
        most: change.most.map(Number),
    };
    list.iter().map(view).collect()
}
