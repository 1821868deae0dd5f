//! Tries other values in place of those that stand: which broken relations they mend, and whether they break others.

use rust_decimal::Decimal;

use crate::rules::board::Board;
use crate::rules::registry::Wording;
use crate::rules::{arithmetic, names};
use crate::schema::{Axis, CellId, Domain, Operator, Relation};

/// What would come of other values.
pub(super) struct Trial {
    /// Relations that were broken and would hold.
    pub(super) mended: Vec<&'static Relation>,
    /// Relations that would stay broken.
    pub(super) still_broken: Vec<&'static Relation>,
    /// Whether a relation that holds would break.
    pub(super) breaks: bool,
}

/// Tries other values: which of the broken relations they mend, and whether they break one that holds.
pub(super) fn attempt(board: &Board, broken: &[&'static Relation], changes: &[(CellId, Decimal)]) -> Trial {
    let holds = |relation: &Relation| {
        let side = |cells: &[CellId]| {
            cells.iter().try_fold(Decimal::ZERO, |sum, &cell| {
                let changed = changes.iter().find(|change| change.0 == cell).map(|change| change.1);
                sum.checked_add(changed.or_else(|| board.slot(cell).value())?)
            })
        };
        Some(relation.operator.holds(&side(relation.left())?, &side(relation.right())?))
    };
    let (mended, still_broken) = broken.iter().copied().partition(|relation| holds(relation) == Some(true));
    let breaks = changes
        .iter()
        .flat_map(|&(cell, _)| Relation::touching(cell))
        .any(|relation| board.holds(relation) == Some(true) && holds(relation) == Some(false));
    Trial { mended, still_broken, breaks }
}

/// A value that stands one column off.
struct Move {
    cell: CellId,
    to: CellId,
    value: Decimal,
    mended: usize,
}

/// Whether one value moved to the next column, and only one, puts a relation right in both columns.
pub(super) fn is_shift(board: &Board, a: &'static Relation, b: &'static Relation) -> bool {
    moves(board, &[a, b], a, b).len() == 1
}

/// The moves of a value between two neighbouring columns that mend the same relation in both and break nothing.
fn moves(board: &Board, broken: &[&'static Relation], a: &'static Relation, b: &'static Relation) -> Vec<Move> {
    let neighbours = a.table == b.table && a.rule == b.rule && a.axis == Axis::Column && b.axis == Axis::Column;
    if !neighbours || a.index.abs_diff(b.index) != 1 || is_total(a) || is_total(b) {
        return Vec::new();
    }
    let mut moves = Vec::new();
    for (from, to) in [(a, b), (b, a)] {
        for &cell in from.cells() {
            let goal = from.table.cell(cell.row, to.index);
            let (Some(value), Some(there)) = (board.slot(cell).value(), board.slot(goal).value()) else { continue };
            if value.is_zero() || !there.is_zero() {
                continue;
            }
            let trial = attempt(board, broken, &[(cell, Decimal::ZERO), (goal, value)]);
            if trial.mended.contains(&a) && trial.mended.contains(&b) && !trial.breaks {
                moves.push(Move { cell, to: goal, value, mended: trial.mended.len() });
            }
        }
    }
    moves
}

/// The one move between neighbouring columns that mends most, where there is such a one.
pub(super) fn shifted(board: &Board, broken: &[&'static Relation]) -> Option<Wording> {
    let pairs = broken.iter().enumerate().flat_map(|(at, &a)| broken[at + 1..].iter().map(move |&b| (a, b)));
    let mut all: Vec<Move> = pairs.flat_map(|(a, b)| moves(board, broken, a, b)).collect();
    let most = all.iter().map(|step| step.mended).max()?;
    all.retain(|step| step.mended == most);
    all.dedup_by_key(|step| (step.cell, step.to));
    let [step] = &all[..] else { return None };
    let (place, to) = (names::place(step.cell), names::column(step.to.table(), step.to.column));
    let value = step.value;
    Some(Wording {
        zh: format!("{}的 {value} 若移到相邻的“{to}”列，则有 {most} 项关系成立，似填错一栏", place.zh),
        en: format!(
            "with the {value} of {} moved to the next column, “{to}”, {most} relations would hold: it may be one column off",
            place.en
        ),
    })
}

/// One cell, alone or together with the total of its row, whose other value mends the relations.
pub(super) fn other_value(board: &Board, broken: &[&'static Relation]) -> Vec<Wording> {
    let mut cells: Vec<CellId> = broken.iter().flat_map(|relation| relation.cells().iter().copied()).collect();
    cells.sort_unstable();
    cells.dedup();
    let mut found: Vec<(usize, bool, Wording)> = Vec::new();
    for cell in cells {
        let Some(value) = board.slot(cell).value() else { continue };
        let Some(wanted) = wanted(board, broken, cell, value) else { continue };
        let domain = Domain::of(cell.table(), cell.column);
        if wanted == value || wanted.is_sign_negative() && !domain.signed || !domain.decimal && !wanted.is_integer() {
            continue;
        }
        let alone = vec![(cell, wanted)];
        for changes in std::iter::once(alone).chain(with_row_total(board, cell, value, wanted)) {
            let trial = attempt(board, broken, &changes);
            let slip = slip(value, wanted);
            if trial.breaks || trial.mended.len() < changes.len() + usize::from(slip.is_none()) {
                continue;
            }
            found.push((trial.mended.len(), slip.is_some(), in_words(board, &changes, slip, &trial)));
            break;
        }
    }
    // What mends most speaks first; equals beyond a few are a coincidence of small numbers, not evidence.
    found.sort_by_key(|&(mended, slip, _)| std::cmp::Reverse((mended, slip)));
    let best = found.first().map(|&(mended, slip, _)| (mended, slip));
    let alike: Vec<Wording> =
        found.into_iter().filter(|&(mended, slip, _)| Some((mended, slip)) == best).map(|entry| entry.2).collect();
    if alike.len() > 2 { Vec::new() } else { alike }
}

/// The value that every broken relation of the cell asks of it, where they agree.
fn wanted(board: &Board, broken: &[&'static Relation], cell: CellId, value: Decimal) -> Option<Decimal> {
    let mut wanted = None;
    for relation in broken.iter().filter(|relation| relation.cells().contains(&cell)) {
        if relation.operator != Operator::Equal {
            return None;
        }
        let (left, right) = board.sides(relation)?;
        let this = if relation.left().contains(&cell) { value + right - left } else { value + left - right };
        if wanted.is_some_and(|wanted| wanted != this) {
            return None;
        }
        wanted = Some(this);
    }
    wanted
}

/// The change together with the same change of the row's total, where the table has one.
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

/// The slip of the pen by which one number becomes the other.
fn slip(value: Decimal, wanted: Decimal) -> Option<(&'static str, &'static str)> {
    let (was, should) = (value.to_string(), wanted.to_string());
    let (a, b) = (was.as_bytes(), should.as_bytes());
    let swapped = a.len() == b.len()
        && a.iter().zip(b).filter(|(a, b)| a != b).count() == 2
        && a.iter().zip(b).position(|(a, b)| a != b).is_some_and(|at| a[at] == b[at + 1] && a[at + 1] == b[at]);
    if !value.is_zero() && value == -wanted {
        Some(("似正负号写反", "the sign may be reversed"))
    } else if swapped {
        Some(("似相邻两位数字颠倒", "two neighbouring digits may be swapped"))
    } else if !wanted.is_zero() && value == wanted * Decimal::TEN {
        Some(("似多写一个 0", "a 0 may have been added"))
    } else if !value.is_zero() && wanted == value * Decimal::TEN {
        Some(("似少写一个 0", "a 0 may be lost"))
    } else {
        None
    }
}

fn in_words(board: &Board, changes: &[(CellId, Decimal)], slip: Option<(&str, &str)>, trial: &Trial) -> Wording {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for &(cell, wanted) in changes {
        let place = names::place(cell);
        let value = board.slot(cell).value().unwrap_or_default();
        zh.push(format!("{}由 {value} 改为 {wanted}", place.zh));
        en.push(format!("{value} in {} were {wanted}", place.en));
    }
    let left = left_broken(&trial.still_broken);
    let (slip_zh, slip_en) =
        slip.map_or((String::new(), String::new()), |(zh, en)| (format!("，{zh}"), format!("; {en}")));
    Wording {
        zh: format!("若{}，则有 {} 项关系成立{}{slip_zh}", zh.join("、"), trial.mended.len(), left.zh),
        en: format!(
            "if {}, {} would hold{}{slip_en}",
            en.join(" and "),
            arithmetic::count(trial.mended.len(), "relation"),
            left.en
        ),
    }
}

/// Whether a relation stands for the column of totals.
pub(super) fn is_total(relation: &Relation) -> bool {
    relation.axis == Axis::Column && relation.field().id == "total"
}

/// What stays broken, as the tail of a sentence; empty for nothing.
pub(super) fn left_broken(relations: &[&Relation]) -> Wording {
    if relations.is_empty() {
        return Wording { zh: String::new(), en: String::new() };
    }
    let places: Vec<Wording> = relations.iter().map(|relation| names::relation_place(relation)).collect();
    let mut zh: Vec<&str> = places.iter().map(|place| &*place.zh).collect();
    let mut en: Vec<&str> = places.iter().map(|place| &*place.en).collect();
    zh.dedup();
    en.dedup();
    Wording {
        zh: format!("，但{}仍有 {} 项关系不成立", zh.join("、"), relations.len()),
        en: format!(", but {} would stay broken ({})", arithmetic::count(relations.len(), "relation"), en.join("; ")),
    }
}
