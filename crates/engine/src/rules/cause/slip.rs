//! Slips in writing a number: two digits swapped, one dropped or doubled, a zero too many, the sign reversed, one number
//! torn over two cells.

use rust_decimal::Decimal;

use super::hypothesis::{Case, Hypothesis, HypothesisKind};
use crate::rules::registry::Wording;
use crate::schema::CellId;

/// Of equally good explanations so many are named; more say nothing.
const ALIKE: usize = 2;

/// How one number becomes another, the likelier the smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slip {
    Torn,
    Swapped,
    Sign,
    ZeroAdded,
    ZeroLost,
    Doubled,
    Dropped,
    Added,
    Alike,
    OneDigit,
}

impl Slip {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Torn => ("似把一个数拆填在两格", "one number may be torn over two cells"),
            Self::Swapped => ("似相邻两位数字颠倒", "two neighbouring digits may be swapped"),
            Self::Sign => ("似正负号写反", "the sign may be reversed"),
            Self::ZeroAdded => ("似多写一个 0", "a 0 may have been added"),
            Self::ZeroLost => ("似少写一个 0", "a 0 may be lost"),
            Self::Doubled => ("似有一位数字重复写了两遍", "a digit may have been written twice"),
            Self::Dropped => ("似漏写一位数字", "a digit may be lost"),
            Self::Added => ("似多写一位数字", "a digit may have been added"),
            Self::Alike => {
                ("似把一位数字认成或写成形近的另一个", "a digit may have been taken for one that looks like it")
            }
            Self::OneDigit => ("似有一位数字写错", "one digit may be wrong"),
        }
    }
}

/// Digits that are taken for each other, in writing, in print and by recognition.
const LOOK_ALIKE: [(u8, u8); 9] = [
    (b'1', b'7'),
    (b'3', b'8'),
    (b'5', b'6'),
    (b'0', b'6'),
    (b'0', b'8'),
    (b'6', b'8'),
    (b'4', b'9'),
    (b'7', b'9'),
    (b'3', b'5'),
];

/// The slip by which the number that should stand became the one that does.
pub(super) fn slip(stands: Decimal, wanted: Decimal) -> Option<Slip> {
    if !stands.is_zero() && stands == -wanted {
        return Some(Slip::Sign);
    }
    let (was, should) = (stands.to_string(), wanted.to_string());
    let (a, b) = (was.as_bytes(), should.as_bytes());
    if a.len() == b.len() {
        let differ: Vec<usize> = (0..a.len()).filter(|&at| a[at] != b[at]).collect();
        return match differ[..] {
            [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i] => Some(Slip::Swapped),
            [i] if a.len() > 1 => {
                let pair = (a[i].min(b[i]), a[i].max(b[i]));
                Some(if LOOK_ALIKE.contains(&pair) { Slip::Alike } else { Slip::OneDigit })
            }
            _ => None,
        };
    }
    if stands.is_zero() || wanted.is_zero() {
        return None;
    }
    if stands == wanted * Decimal::TEN {
        return Some(Slip::ZeroAdded);
    }
    if wanted == stands * Decimal::TEN {
        return Some(Slip::ZeroLost);
    }
    // A digit put in where the shorter number goes on.
    let put_in = |long: &[u8], short: &[u8]| {
        (long.len() == short.len() + 1)
            .then(|| (0..long.len()).find(|&at| long[..at] == short[..at] && long[at + 1..] == short[at..]))?
    };
    if let Some(at) = put_in(a, b) {
        let twice = at > 0 && a[at] == a[at - 1] || a.get(at + 1) == Some(&a[at]);
        return Some(if twice { Slip::Doubled } else { Slip::Added });
    }
    put_in(b, a).map(|_| Slip::Dropped)
}

/// The slip that explains a set: that of its one figure, the rest being its totals that grow alike, or of two neighbours
/// that were one number.
fn of_set(case: &Case, changes: &[(CellId, Decimal)]) -> Option<Slip> {
    let by = |&(cell, wanted): &(CellId, Decimal)| Some((wanted - case.value(cell)?).abs());
    if let [(a, to_a), (b, to_b)] = *changes
        && let Some(slip) = torn(case, (a, to_a), (b, to_b))
    {
        return Some(slip);
    }
    let own = by(changes.first()?)?;
    if changes.len() > 2 || changes.iter().any(|change| by(change) != Some(own)) {
        return None;
    }
    // A figure and its total, or one alone: two figures of one row or column are not one slip.
    let (figure, total) = match *changes {
        [figure] => (figure, None),
        [a, b] if is_total(b.0) => (a, Some(b)),
        [a, b] if is_total(a.0) => (b, Some(a)),
        _ => return None,
    };
    if total.is_some_and(|(total, _)| total.row != figure.0.row && total.column != figure.0.column) {
        return None;
    }
    slip(case.value(figure.0)?, figure.1)
}

/// Negative values whose opposite lies in the range that would do.
fn turned(case: &Case) -> Vec<(Slip, Vec<(CellId, Decimal)>)> {
    let single = case.sets.iter().filter_map(|set| match set.changes[..] {
        [change] if change.value().is_none() && change.from.is_sign_negative() => Some(change),
        _ => None,
    });
    let turned = single.filter(|change| {
        let to = -change.from;
        change.least.is_none_or(|least| to >= least) && change.most.is_none_or(|most| to <= most)
    });
    turned.map(|change| (Slip::Sign, vec![(change.cell, -change.from)])).collect()
}

fn is_total(cell: CellId) -> bool {
    cell.column_field().id == "total" || cell.row_field().id == "total_processed"
}

/// Two neighbouring cells whose digits together are what the one should be, and the other nothing.
fn torn(case: &Case, a: (CellId, Decimal), b: (CellId, Decimal)) -> Option<Slip> {
    let beside = a.0.row == b.0.row && a.0.column.abs_diff(b.0.column) == 1
        || a.0.column == b.0.column && a.0.row.abs_diff(b.0.row) == 1;
    let (stands_a, stands_b) = (case.value(a.0)?, case.value(b.0)?);
    if !beside || a.0.table() != b.0.table() || stands_a.is_zero() || stands_b.is_zero() {
        return None;
    }
    let joined: Decimal = format!("{stands_a}{stands_b}").parse().ok()?;
    let is_torn = (a.1, b.1) == (joined, Decimal::ZERO) || (a.1, b.1) == (Decimal::ZERO, joined);
    is_torn.then_some(Slip::Torn)
}

/// Whether a hypothesis rests on no more than one digit that differs: other mechanisms say more.
pub(super) fn is_weak(case: &Case, one: &Hypothesis) -> bool {
    one.kind == HypothesisKind::Digits && of_set(case, &one.changes).is_none_or(|slip| slip >= Slip::Dropped)
}

/// The smallest sets that a slip explains, the likeliest kind of slip only.
pub(super) fn explain(case: &Case) -> Vec<Hypothesis> {
    let mut found: Vec<(Slip, Vec<(CellId, Decimal)>)> =
        case.determined().filter_map(|changes| Some((of_set(case, &changes)?, changes))).chain(turned(case)).collect();
    found.sort_by_key(|(slip, _)| *slip);
    let Some(best) = found.first().map(|(slip, _)| *slip) else { return Vec::new() };
    found.retain(|(slip, _)| *slip == best);
    if found.len() > ALIKE || best == Slip::OneDigit && found.len() > 1 {
        return Vec::new();
    }
    let explained = found.into_iter().map(|(slip, changes)| {
        let trial = case.attempt(&changes);
        let (zh, en) = slip.words();
        let words = case.sentence(&changes, &trial, &Wording { zh: zh.to_owned(), en: en.to_owned() });
        Hypothesis::new(HypothesisKind::Digits, words, changes, trial)
    });
    explained.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_by_their_digits() {
        let table = [
            ("12", "21", Some(Slip::Swapped)),
            ("1203", "1230", Some(Slip::Swapped)),
            ("-4", "4", Some(Slip::Sign)),
            ("120", "12", Some(Slip::ZeroAdded)),
            ("12", "120", Some(Slip::ZeroLost)),
            ("1552", "152", Some(Slip::Doubled)),
            ("12", "142", Some(Slip::Dropped)),
            ("142", "12", Some(Slip::Added)),
            ("31", "81", Some(Slip::Alike)),
            ("31", "21", Some(Slip::OneDigit)),
            ("3", "8", None),
            ("0", "5", None),
            ("15", "0", None),
            ("123", "321", None),
            ("12", "34", None),
        ];
        for (stands, wanted, expected) in table {
            assert_eq!(slip(stands.parse().unwrap(), wanted.parse().unwrap()), expected, "{stands} for {wanted}");
        }
    }
}
