//! Tries other values in place of those that stand: which broken relations they mend, and whether they break others.

use rust_decimal::Decimal;

use super::net::Net;
use crate::rules::board::Board;
use crate::rules::registry::{Wording, rule};
use crate::rules::{arithmetic, names};
use crate::schema::{Axis, CellId, Relation};

/// What would come of other values.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    /// Relations that were broken and would hold.
    pub(super) mended: Vec<&'static Relation>,
    /// Relations that would stay broken.
    pub(super) left: Vec<&'static Relation>,
    /// Whether a relation that holds would break.
    pub(super) breaks: bool,
}

/// Tries other values on the broken relations of a cause and on all that hold around them.
pub(super) fn attempt(board: &Board, net: &Net, broken: &[&'static Relation], changes: &[(CellId, Decimal)]) -> Trial {
    let holds = |relation: &Relation| {
        let side = |cells: &[CellId]| {
            cells.iter().try_fold(Decimal::ZERO, |sum, &cell| {
                let changed = changes.iter().find(|change| change.0 == cell).map(|change| change.1);
                sum.checked_add(changed.or_else(|| board.slot(cell).value())?)
            })
        };
        Some(relation.operator.holds(&side(relation.left())?, &side(relation.right())?))
    };
    let (mended, left) = broken.iter().copied().partition(|relation| holds(relation) == Some(true));
    let is_touched = |relation: &&&'static Relation| {
        changes.iter().any(|change| {
            change.0.table() == relation.table
                && match relation.axis {
                    Axis::Column => change.0.column == relation.index,
                    _ => change.0.row == relation.index,
                }
        })
    };
    // A relation of another cause that is out may stay so, but not by more or less.
    let sides = |relation: &Relation| board.sides(relation).map(|(left, right)| left - right);
    let after = |relation: &Relation| {
        changes.iter().fold(sides(relation), |out, &(cell, value)| {
            let by = value - board.slot(cell).value()?;
            let is_in = |side: &[CellId]| side.contains(&cell);
            Some(
                out? + if is_in(relation.left()) { by } else { Decimal::ZERO }
                    - if is_in(relation.right()) { by } else { Decimal::ZERO },
            )
        })
    };
    let breaks = net.relations.iter().filter(is_touched).any(|&relation| {
        let is_own = broken.iter().any(|&other| std::ptr::eq(other, relation));
        let is_held = board.holds(relation) == Some(true);
        !is_own && if is_held { holds(relation) == Some(false) } else { after(relation) != sides(relation) }
    });
    Trial { mended, left, breaks }
}

/// Whether a relation stands for the column of totals.
pub(super) fn is_total(relation: &Relation) -> bool {
    relation.axis == Axis::Column && relation.field().id == "total"
}

/// The change together with the same change of the row's total, where the table has one and the cell is not it.
pub(super) fn with_row_total(
    board: &Board,
    cell: CellId,
    value: Decimal,
    wanted: Decimal,
) -> Option<Vec<(CellId, Decimal)>> {
    let total = cell.table().cell(cell.row, cell.table().get().column("total")?);
    let stands = board.slot(total).value()?;
    (total != cell).then(|| vec![(cell, wanted), (total, stands + wanted - value)])
}

/// Cells with the values that they would have, as a condition: «若 … 由 12 改为 21».
pub(super) fn condition(board: &Board, changes: &[(CellId, Decimal)]) -> Wording {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    let mut last: Option<CellId> = None;
    for &(cell, wanted) in changes {
        let value = board.slot(cell).value().unwrap_or_default();
        let place = names::place(cell);
        let same_row = last.is_some_and(|last| (last.table(), last.row) == (cell.table(), cell.row));
        let place_zh = match same_row {
            true => format!("“{}”列", names::column(cell.table(), cell.column)),
            false => place.zh,
        };
        zh.push(format!("{place_zh}由 {value} 改为 {wanted}"));
        en.push(format!("{value} in {} were {wanted}", place.en));
        last = Some(cell);
    }
    Wording { zh: format!("若{}", zh.join("、")), en: format!("if {}", en.join(" and ")) }
}

/// What a trial comes to, as the rest of a sentence that begins with a condition.
pub(super) fn outcome(trial: &Trial) -> Wording {
    let (mended, left) = (trial.mended.len(), left_broken(&trial.left));
    let zh = if trial.left.is_empty() && mended > 1 { "全部" } else { "" };
    Wording {
        zh: format!("则{zh} {mended} 项关系成立{}", left.zh).replace("则 ", "则有 "),
        en: format!("{} would hold{}", arithmetic::count(mended, "relation"), left.en),
    }
}

/// What stays broken, each relation named, as the tail of a sentence; empty for nothing.
pub(super) fn left_broken(relations: &[&Relation]) -> Wording {
    const NAMED: usize = 3;
    if relations.is_empty() {
        return Wording { zh: String::new(), en: String::new() };
    }
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for relation in relations.iter().take(NAMED) {
        let place = names::relation_place(relation);
        let flaw = rule(relation.rule).and_then(|doc| doc.relation.as_ref());
        zh.push(format!("{}{}", place.zh, flaw.map_or("不成立", |flaw| &flaw.zh)));
        en.push(format!("{} {}", place.en, flaw.map_or("is broken", |flaw| &flaw.en)));
    }
    let (more_zh, more_en) = match relations.len() {
        0..=NAMED => (String::new(), String::new()),
        count => (format!("等 {count} 项"), format!(" and {} more", count - NAMED)),
    };
    Wording {
        zh: format!("，但仍有：{}{more_zh}", zh.join("、")),
        en: format!(", but still: {}{more_en}", en.join("; ")),
    }
}
