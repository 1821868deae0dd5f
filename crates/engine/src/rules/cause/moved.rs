//! Values that stand a row or a column off: one value beside its cell, two cells exchanged, a run of a row or a column moved
//! by one.

use rust_decimal::Decimal;

use super::hypothesis::{Case, Hypothesis, HypothesisKind};
use crate::rules::names;
use crate::rules::registry::Wording;
use crate::schema::{Axis, CellId};

/// Of equally good explanations so many are named; more say nothing.
const ALIKE: usize = 2;

/// Moves that explain the broken relations.
pub(super) fn explain(case: &Case) -> Vec<Hypothesis> {
    let mut found: Vec<Hypothesis> = exchanged(case);
    if found.is_empty() {
        found.extend(runs(case));
    }
    if found.len() > ALIKE { Vec::new() } else { found }
}

/// Smallest sets that only exchange values: between two cells, or between two rows or columns in the cells that change.
fn exchanged(case: &Case) -> Vec<Hypothesis> {
    let mut found: Vec<(bool, Hypothesis)> = Vec::new();
    for changes in case.determined() {
        let Some((from, to)) = partners(case, &changes) else { continue };
        let trial = case.attempt(&changes);
        let value = case.value(from).unwrap_or_default();
        let moves = case.value(to).is_some_and(|other| other.is_zero());
        let is_beside = from.row.abs_diff(to.row) + from.column.abs_diff(to.column) == 1;
        let words = words(from, to, value, moves, trial.mended.len());
        found.push((is_beside && moves, Hypothesis::new(HypothesisKind::Moved, words, changes, trial)));
    }
    // A value that moves to the next cell is likelier than any other exchange.
    if found.iter().any(|(is_likelier, _)| *is_likelier) {
        found.retain(|(is_likelier, _)| *is_likelier);
    }
    found.into_iter().map(|(_, one)| one).collect()
}

/// The two cells that exchange their values, the one with a value first, where that is all that a set does but for the
/// same exchange in other columns or rows.
fn partners(case: &Case, changes: &[(CellId, Decimal)]) -> Option<(CellId, CellId)> {
    let partner = |&(cell, wanted): &(CellId, Decimal)| {
        let value = case.value(cell)?;
        let back = |&&(other, back): &&(CellId, Decimal)| {
            other != cell
                && (other.row == cell.row || other.column == cell.column)
                && case.value(other) == Some(wanted)
                && back == value
        };
        changes.iter().find(back).map(|&(other, _)| other)
    };
    let (first, _) = *changes.first()?;
    let other = partner(changes.first()?)?;
    let same_way = |(cell, with): (CellId, CellId)| {
        let (a, b) = (first.min(other), first.max(other));
        let (c, d) = (cell.min(with), cell.max(with));
        (a.row, b.row) == (c.row, d.row) || (a.column, b.column) == (c.column, d.column)
    };
    for change in changes {
        let with = partner(change)?;
        if !same_way((change.0, with)) {
            return None;
        }
    }
    let is_empty = case.value(first)?.is_zero();
    Some(if is_empty { (other, first) } else { (first, other) })
}

fn words(from: CellId, to: CellId, value: Decimal, moves: bool, mended: usize) -> Wording {
    let place = names::place(from);
    let in_row = from.row == to.row;
    let (name, axis_zh, axis_en) = match in_row {
        true => (names::column(to.table(), to.column), "列", "column"),
        false => (names::row(to.table(), to.row), "行", "row"),
    };
    let beside = from.row.abs_diff(to.row) + from.column.abs_diff(to.column) == 1;
    let (near_zh, near_en) = if beside { ("相邻的", "the next ") } else { ("", "the ") };
    let slip_zh = if in_row { "似填错一栏" } else { "似填错一行" };
    match moves {
        true => Wording {
            zh: format!("{}的 {value} 若移到{near_zh}“{name}”{axis_zh}，则有 {mended} 项关系成立，{slip_zh}", place.zh),
            en: format!(
                "with the {value} of {} moved to {near_en}{axis_en}, “{name}”, {mended} relations would hold: it may be one {axis_en} off",
                place.en
            ),
        },
        false => Wording {
            zh: format!("{}与“{name}”{axis_zh}的数若对调，则有 {mended} 项关系成立，似两{axis_zh}填反", place.zh),
            en: format!(
                "with the values of {} and of {axis_en} “{name}” exchanged, {mended} relations would hold: the two {axis_en}s may be swapped",
                place.en
            ),
        },
    }
}

/// A row whose values all stand one column off, or a run of rows whose values stand one row off in a column.
fn runs(case: &Case) -> Vec<Hypothesis> {
    let Some(table) = case.broken.first().map(|relation| relation.table) else { return Vec::new() };
    let span = |axis: Axis| {
        let own = case.broken.iter().filter(|relation| relation.axis == axis && relation.table == table);
        let indices: Vec<u8> = own.map(|relation| relation.index).collect();
        Some((*indices.iter().min()?, *indices.iter().max()?))
    };
    let mut found: Vec<(usize, Hypothesis)> = Vec::new();
    let mut try_run = |cells: Vec<CellId>, whole_row: bool| {
        for back in [false, true] {
            let Some(changes) = shifted(case, &cells, back) else { continue };
            let trial = case.attempt(&changes);
            if trial.mended.len() < 2 || trial.breaks {
                continue;
            }
            let words = run_words(&cells, whole_row, back, trial.mended.len(), &trial);
            found.push((trial.mended.len(), Hypothesis::new(HypothesisKind::Moved, words, changes, trial)));
        }
    };
    let total = table.get().column("total");
    let width = total.unwrap_or(table.get().columns.len() as u8);
    if let Some((first, last)) = span(Axis::Column) {
        let last = last.min(width.saturating_sub(1));
        for row in 0..table.get().rows.len() as u8 {
            if first < last {
                try_run((first..=last).map(|column| table.cell(row, column)).collect(), true);
            }
        }
    }
    if let Some((first, last)) = span(Axis::Row).filter(|(first, last)| first < last) {
        for column in 0..table.get().columns.len() as u8 {
            try_run((first..=last).map(|row| table.cell(row, column)).collect(), false);
        }
    }
    let most = found.iter().map(|(mended, _)| *mended).max().unwrap_or(0);
    found.into_iter().filter(|(mended, _)| *mended == most).map(|(_, one)| one).collect()
}

/// The values of a run moved on by one, or back by one; `None` where a value would fall out at the end or fewer than two
/// move.
fn shifted(case: &Case, cells: &[CellId], back: bool) -> Option<Vec<(CellId, Decimal)>> {
    let mut values: Vec<Decimal> = cells.iter().map(|&cell| case.value(cell)).collect::<Option<_>>()?;
    let was = values.clone();
    if was.iter().filter(|value| !value.is_zero()).count() < 2 {
        return None;
    }
    let out = if back { values.remove(0) } else { values.pop()? };
    if !out.is_zero() {
        return None;
    }
    if back {
        values.push(Decimal::ZERO)
    } else {
        values.insert(0, Decimal::ZERO)
    }
    let changed = cells.iter().zip(values.into_iter().zip(was)).filter(|(_, (now, was))| now != was);
    Some(changed.map(|(&cell, (now, _))| (cell, now)).collect())
}

fn run_words(cells: &[CellId], whole_row: bool, back: bool, mended: usize, trial: &super::trial::Trial) -> Wording {
    let (first, last) = (cells[0], cells[cells.len() - 1]);
    let table = names::table(first.table());
    let left = super::trial::left_broken(&trial.left);
    let (row, column) = (names::row(first.table(), first.row), names::column(first.table(), first.column));
    match whole_row {
        true => {
            let to = names::column(last.table(), last.column);
            let (zh, en) = if back { ("左", "left") } else { ("右", "right") };
            Wording {
                zh: format!(
                    "{}“{row}”行“{column}”至“{to}”各列的数若依次{zh}移一栏，则有 {mended} 项关系成立，似整行错栏{}",
                    table.zh, left.zh
                ),
                en: format!(
                    "with the values of {}, row “{row}”, “{column}” to “{to}”, moved one column to the {en}, {mended} relations would hold: the row may be one column off{}",
                    table.en, left.en
                ),
            }
        }
        false => {
            let to = names::row(last.table(), last.row);
            let (zh, en) = if back { ("上", "up") } else { ("下", "down") };
            Wording {
                zh: format!(
                    "{}“{column}”列“{row}”至“{to}”各行的数若依次{zh}移一行，则有 {mended} 项关系成立，似错行{}",
                    table.zh, left.zh
                ),
                en: format!(
                    "with the values of {}, column “{column}”, “{row}” to “{to}”, moved one row {en}, {mended} relations would hold: they may be one row off{}",
                    table.en, left.en
                ),
            }
        }
    }
}
