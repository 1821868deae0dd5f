//! What may have gone wrong, in words: a mechanism that explains the figures and survives every other relation, or says
//! which one it leaves broken. Hypotheses only: they are never applied.

use rust_decimal::Decimal;

use super::net::Net;
use super::trial::{Trial, attempt, condition, outcome};
use super::{CellSet, counted, left_out, misread, moved, slip};
use crate::rules::board::Board;
use crate::rules::names;
use crate::rules::registry::Wording;
use crate::schema::{CellId, Relation};
use crate::text::lang::Lang;

/// How many are named at most.
const MOST: usize = 4;
/// Of smallest sets that no mechanism speaks for, so many are named one by one; more say nothing.
const PLAIN: usize = 2;

/// What kind of mishap a hypothesis supposes. The order is that in which they are told, where they explain as much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HypothesisKind {
    /// The program itself may have misread: the place or the digits of a cell were in doubt.
    Misreading,
    /// A slip in writing one number: digits swapped, dropped, doubled or torn, the sign reversed.
    Digits,
    /// Values stand a row or a column off.
    Moved,
    /// A total has something in it that does not belong there.
    CountedIn,
    /// A total lacks something.
    LeftOut,
    /// The only values that would do, with nothing to say how the others came about.
    Value,
    /// Two relations ask different values of one cell, so that no single change explains them.
    SeveralFaults,
}

impl HypothesisKind {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Misreading => "misreading",
            Self::Digits => "digits",
            Self::Moved => "moved",
            Self::CountedIn => "counted_in",
            Self::LeftOut => "left_out",
            Self::Value => "value",
            Self::SeveralFaults => "several_faults",
        }
    }
}

/// What may have gone wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    /// What kind of mishap it supposes.
    pub kind: HypothesisKind,
    /// The sentence in Chinese, without a full stop.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Cells with the values that they would have; empty where it names none.
    pub changes: Vec<(CellId, Decimal)>,
    /// The broken relations that would hold.
    pub mended: Vec<&'static Relation>,
    /// Those of the cause that would stay broken.
    pub left: Vec<&'static Relation>,
}

impl Hypothesis {
    /// The sentence in a language.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    pub(super) fn new(kind: HypothesisKind, words: Wording, changes: Vec<(CellId, Decimal)>, trial: Trial) -> Self {
        Self { kind, zh: words.zh, en: words.en, changes, mended: trial.mended, left: trial.left }
    }
}

/// The broken relations of one cause with all that is known of them.
pub(super) struct Case<'a> {
    pub(super) board: &'a Board<'a>,
    pub(super) net: &'a Net,
    pub(super) broken: &'a [&'static Relation],
    pub(super) sets: &'a [CellSet],
}

impl Case<'_> {
    /// What would come of changes.
    pub(super) fn attempt(&self, changes: &[(CellId, Decimal)]) -> Trial {
        attempt(self.board, self.net, self.broken, changes)
    }

    /// The value that stands in a cell, where it is one to go by.
    pub(super) fn value(&self, cell: CellId) -> Option<Decimal> {
        self.board.slot(cell).value()
    }

    /// The smallest sets whose values are all determined.
    pub(super) fn determined(&self) -> impl Iterator<Item = Vec<(CellId, Decimal)>> {
        self.sets.iter().filter_map(CellSet::values)
    }

    /// A condition with what it comes to and what speaks for it: «若 … 改为 …，则有 2 项关系成立，似 …».
    pub(super) fn sentence(&self, changes: &[(CellId, Decimal)], trial: &Trial, because: &Wording) -> Wording {
        let (condition, outcome) = (condition(self.board, changes), outcome(trial));
        let (zh, en) = match because.zh.is_empty() {
            true => (String::new(), String::new()),
            false => (format!("，{}", because.zh), format!("; {}", because.en)),
        };
        Wording {
            zh: format!("{}，{}{zh}", condition.zh, outcome.zh),
            en: format!("{}, {}{en}", condition.en, outcome.en),
        }
    }
}

/// What may have gone wrong, the best supported first.
pub(super) fn explain(case: &Case) -> Vec<Hypothesis> {
    let mut found: Vec<Hypothesis> = Vec::new();
    found.extend(misread::explain(case));
    found.extend(slip::explain(case));
    found.extend(moved::explain(case));
    found.extend(counted::explain(case));
    found.extend(left_out::explain(case));
    let is_explained = found.iter().any(|one| one.left.is_empty());
    if !is_explained {
        found.extend(plain(case));
    }
    found.extend(several(case));
    // What explains everything comes first, then by kind; the sort keeps the order of each kind.
    found.sort_by_key(|one| {
        (one.kind == HypothesisKind::SeveralFaults, !one.left.is_empty(), slip::is_weak(case, one), one.kind)
    });
    let mut kept: Vec<Hypothesis> = Vec::new();
    for one in found {
        let is_known = |other: &Hypothesis| {
            other.zh == one.zh || !one.changes.is_empty() && other.changes == one.changes && other.kind == one.kind
        };
        if !kept.iter().any(is_known) {
            kept.push(one);
        }
    }
    kept.truncate(MOST);
    kept
}

/// The smallest sets as they are, where they are few.
fn plain(case: &Case) -> Vec<Hypothesis> {
    if case.sets.len() > PLAIN {
        return Vec::new();
    }
    let plain = case.determined().map(|changes| {
        let trial = case.attempt(&changes);
        let none = Wording { zh: String::new(), en: String::new() };
        let words = case.sentence(&changes, &trial, &none);
        Hypothesis::new(HypothesisKind::Value, words, changes, trial)
    });
    plain.collect()
}

/// The total of a column is asked two different values by two relations, so that no single figure explains both.
fn several(case: &Case) -> Vec<Hypothesis> {
    let mut found: Vec<Hypothesis> = Vec::new();
    for (at, one) in case.broken.iter().enumerate() {
        for other in &case.broken[at + 1..] {
            if found.len() == 1 || one.axis != other.axis || one.index != other.index || one.table != other.table {
                continue;
            }
            let shared: Vec<CellId> = one.cells().iter().copied().filter(|cell| other.cells().contains(cell)).collect();
            let [cell] = shared[..] else { continue };
            let (Some(value), Some(by_one), Some(by_other)) =
                (case.value(cell), asked(case, one, cell), asked(case, other, cell))
            else {
                continue;
            };
            if by_one == by_other {
                continue;
            }
            let place = names::relation_place(one);
            let name = names::term(one, cell).zh;
            let [a, b] = [one, other].map(|relation| names::asked_by(relation));
            let words = Wording {
                zh: format!(
                    "{}：{name} {value}，按{}应为 {by_one}，按{}应为 {by_other}，两者不一，至少两处有误",
                    place.zh, a.zh, b.zh
                ),
                en: format!(
                    "{}: {name} is {value}; {} asks for {by_one}, {} for {by_other}: at least two figures are wrong",
                    place.en, a.en, b.en
                ),
            };
            let trial = Trial { mended: Vec::new(), left: case.broken.to_vec(), breaks: false };
            found.push(Hypothesis::new(HypothesisKind::SeveralFaults, words, Vec::new(), trial));
        }
    }
    found
}

/// The value that an equation asks of one of its cells.
pub(super) fn asked(case: &Case, relation: &Relation, cell: CellId) -> Option<Decimal> {
    if relation.operator != crate::schema::Operator::Equal {
        return None;
    }
    let (left, right) = case.board.sides(relation)?;
    let value = case.value(cell)?;
    Some(if relation.left().contains(&cell) { value + right - left } else { value + left - right })
}
