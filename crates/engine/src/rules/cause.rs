//! Draws broken relations of one cause together, finds the smallest sets of cells whose change would mend them, and says
//! what most likely went wrong.
//!
//! Blank, missing and doubtful cells keep a relation untried, so it binds nothing here: no figure is suspected because of
//! a figure that nobody vouches for; nor do the relations of an office's own rules, which may be no more than usual. Broken
//! relations are of one cause where some smallest set mends them together.
//! Nothing here is ever applied: it tells a person where to look first.

mod counted;
mod family;
mod hypothesis;
mod left_out;
mod misread;
mod moved;
mod net;
mod parts;
mod slip;
mod trial;

use rust_decimal::Decimal;

pub use family::Family;
pub(super) use family::changes as changes_in_words;
pub use hypothesis::{Hypothesis, HypothesisKind};

use crate::rules::board::Board;
use crate::rules::registry::Wording;
use crate::rules::relations::Broken;
use crate::rules::{Check, Finding};
use crate::schema::{CellId, Relation};
use crate::text::lang::Lang;
use net::Net;

/// How many suspects a finding names at most.
const SUSPECTS: usize = 5;
/// How many sets a search tries before it is given up: about a millisecond, for a table that is wrong all over.
const EFFORT: usize = 8_000;
/// Sets are counted up to here.
const COUNTED: usize = 1_000;

/// What a cell would have to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewValue {
    /// The cell.
    pub cell: CellId,
    /// What stands there.
    pub from: Decimal,
    /// The least that will do; `None` where nothing limits it.
    pub least: Option<Decimal>,
    /// The most that will do.
    pub most: Option<Decimal>,
}

impl NewValue {
    /// The value, where only one will do.
    #[must_use]
    pub fn value(&self) -> Option<Decimal> {
        self.least.filter(|_| self.least == self.most)
    }

    /// How much the value would grow, where only one will do.
    #[must_use]
    pub fn by(&self) -> Option<Decimal> {
        self.value().map(|value| value - self.from)
    }
}

/// A set of cells whose change makes every relation of the cause hold and breaks none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellSet {
    /// The cells in the form's order, each with what it would become.
    pub changes: Vec<NewValue>,
    /// The likelier the set, the less: typed sums before the figures they add up, doubtful readings before certain ones.
    pub weight: u32,
}

impl CellSet {
    /// Every cell with its new value; `None` where one is not determined.
    #[must_use]
    pub fn values(&self) -> Option<Vec<(CellId, Decimal)>> {
        self.changes.iter().map(|change| Some((change.cell, change.value()?))).collect()
    }
}

/// Broken relations of one cause, and what may have caused them.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// The number that its findings share, from 1 within a report.
    pub id: u32,
    /// The relations that do not hold.
    pub relations: Vec<&'static Relation>,
    /// No change of fewer cells makes them hold.
    pub fewest: usize,
    /// How many sets of so many cells there are, counted up to 1,000; 0 where the search was given up.
    pub count: usize,
    /// Those sets, the likeliest first.
    pub sets: Vec<CellSet>,
    /// The same sets drawn together where they differ in one row or one column only.
    pub families: Vec<Family>,
    /// What may have gone wrong, the best supported first.
    pub hypotheses: Vec<Hypothesis>,
    /// The most suspect cells, at most five; none where too many are equally suspect.
    pub suspects: Vec<CellId>,
}

impl Cause {
    /// How many cells must change at least, and in how many ways that can be done: the heading over [`Cause::families`].
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        let fewest = self.fewest;
        match (lang, self.count) {
            (Lang::Zh, 0) => format!("至少 {fewest} 格有误，涉及面较大，未逐一列出改法"),
            (Lang::Zh, 1) => format!("最少改 {fewest} 格即全部成立，只有一种改法"),
            (Lang::Zh, COUNTED) => format!("最少改 {fewest} 格即全部成立，改法在 1000 种以上"),
            (Lang::Zh, count) => format!("最少改 {fewest} 格即全部成立，有 {count} 种改法，单凭勾稽关系分不出是哪一种"),
            (Lang::En, 0) => {
                format!("at least {fewest} figures are wrong; too many to list the ways to put them right")
            }
            (Lang::En, 1) => format!("all would hold with {}, in one way only", cells(fewest)),
            (Lang::En, COUNTED) => format!("all would hold with {}, in more than 1,000 ways", cells(fewest)),
            (Lang::En, count) => {
                format!("all would hold with {}, in {count} ways that the relations cannot tell apart", cells(fewest))
            }
        }
    }
}

fn cells(count: usize) -> String {
    format!("{} changed", crate::rules::arithmetic::count(count, "cell"))
}

/// Numbers the causes of the findings of broken relations, names suspects, and tells what is known of each cause.
pub(super) fn attribute(board: &Board, checks: &[Check], broken: &[Broken], findings: &mut [Finding]) -> Vec<Cause> {
    let mut causes: Vec<Cause> = Vec::new();
    if broken.is_empty() {
        return causes;
    }
    for net in Net::all(board, checks) {
        for part in parts::of(&net, EFFORT) {
            let relations: Vec<&'static Relation> = part.broken.iter().map(|&at| net.relations[at]).collect();
            let sets = net.sets(&part.answer);
            let families = family::draw(&sets);
            let suspects = suspects(&sets);
            let case = hypothesis::Case { board, net: &net, broken: &relations, sets: &sets };
            let hypotheses = hypothesis::explain(&case);
            let (fewest, count) = (part.answer.fewest, part.answer.count.min(COUNTED));
            causes.push(Cause { id: 0, relations, fewest, count, sets, families, hypotheses, suspects });
        }
    }
    let first = |cause: &Cause| {
        broken.iter().position(|broken| cause.relations.iter().any(|&other| std::ptr::eq(other, broken.relation)))
    };
    causes.sort_by_key(first);
    for (at, cause) in causes.iter_mut().enumerate() {
        cause.id = at as u32 + 1;
        let of_cause = |broken: &&Broken| cause.relations.iter().any(|&other| std::ptr::eq(other, broken.relation));
        for broken in broken.iter().filter(of_cause) {
            findings[broken.finding].cause_id = Some(cause.id);
            findings[broken.finding].suspects.clone_from(&cause.suspects);
        }
    }
    causes
}

/// The most suspect cells: those of all smallest sets where they are few, else those that every one of the likeliest has.
fn suspects(sets: &[CellSet]) -> Vec<CellId> {
    let mut cells: Vec<(usize, CellId)> = Vec::new();
    for change in sets.iter().flat_map(|set| &set.changes) {
        match cells.iter().position(|(_, cell)| *cell == change.cell) {
            Some(at) => cells[at].0 += 1,
            None if cells.len() > SUSPECTS => break,
            None => cells.push((1, change.cell)),
        }
    }
    if cells.len() <= SUSPECTS {
        // The more sets have a cell, the more suspect it is; they come in the order of likelihood.
        cells.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
        return cells.into_iter().map(|(_, cell)| cell).collect();
    }
    let Some(first) = sets.first() else { return Vec::new() };
    let likeliest = || sets.iter().take_while(|set| set.weight == first.weight);
    let in_all = |change: &&NewValue| likeliest().all(|set| set.changes.iter().any(|other| other.cell == change.cell));
    first.changes.iter().filter(in_all).map(|change| change.cell).take(SUSPECTS).collect()
}

/// A wording of both languages.
fn both(zh: String, en: String) -> Wording {
    Wording { zh, en }
}
