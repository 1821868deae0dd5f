//! Error localisation in the sense of Fellegi and Holt (1976): the smallest sets of cells whose change makes every
//! relation hold, all of them, with the values that they must then have.
//!
//! Pure and exact: integers in, sets out, the same for the same problem. What the cells mean is for the caller. Minimal is
//! a set of the fewest cells; among sets of as many cells the weights put the likelier ones first and discard none, since a
//! tie that is broken by guesswork would say more than the figures do.
//!
//! The search builds sets cell by cell along conflicts (Reiter 1987; de Waal, Pannekoek and Scholtus, Handbook of
//! Statistical Data Editing and Imputation, 2011): relations that cannot hold together while only certain cells may change
//! name the cells of which one more must ([`examine`]). Sets that only differ in which of several equal rows they take are
//! tried once ([`twins`]) and counted out in the end.

mod bits;
mod examine;
mod rest;
mod search;
mod twins;

use bits::CellBits;

/// How many sets are told one by one.
pub(super) const TOLD: usize = 1000;
/// Sets of up to so many cells are looked for. A report with more faults than that in one connected table is filled in
/// wrongly as a whole, and a list of cells says nothing of why.
pub(super) const LARGEST: usize = 6;
/// Relations of a problem, at most.
const RELATIONS: usize = 128;
/// Cells of a problem, at most.
const CELLS: usize = CellBits::CAPACITY;

/// A cell as far as its value matters. Values of a problem are integers: the caller scales decimals.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Cell {
    /// The value that stands.
    pub(super) value: i128,
    /// The least value that it may have; `None` where it may have a sign.
    pub(super) least: Option<i128>,
    /// Values must be multiples of this, at least 1.
    pub(super) step: i128,
    /// The likelier the cell is wrong, the less.
    pub(super) weight: u32,
}

impl Cell {
    fn allows(&self, value: i128) -> bool {
        self.least.is_none_or(|least| value >= least) && value % self.step == 0
    }
}

/// A relation: the terms times their factors add up to the constant, or to no less than it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// Cells by index with their factors, each cell once.
    pub(super) terms: Vec<(usize, i64)>,
    /// Whether the sum is to be the constant; else it must not be less.
    pub(super) is_equation: bool,
    /// What the sum is held against.
    pub(super) constant: i128,
}

/// Cells and the relations between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Problem {
    /// The cells.
    pub(super) cells: Vec<Cell>,
    /// What must hold.
    pub(super) relations: Vec<Relation>,
}

impl Problem {
    /// What a relation's sum exceeds its constant by.
    pub(super) fn residual(&self, relation: &Relation) -> i128 {
        let sum: i128 = relation.terms.iter().map(|&(cell, factor)| self.cells[cell].value * i128::from(factor)).sum();
        sum - relation.constant
    }

    /// Whether a relation holds as the values stand.
    pub(super) fn holds(&self, relation: &Relation) -> bool {
        let residual = self.residual(relation);
        if relation.is_equation { residual == 0 } else { residual >= 0 }
    }
}

/// One cell of a set, and the values that it may take there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    /// Index of the cell.
    pub(super) cell: usize,
    /// The least that it may become; `None` where nothing limits it.
    pub(super) least: Option<i128>,
    /// The most.
    pub(super) most: Option<i128>,
}

/// A set of cells whose change makes everything hold, by index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    /// Sum of the weights.
    pub(super) weight: u32,
    /// What must change.
    pub(super) changes: Vec<Change>,
}

/// All minimal sets, or how far the search came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// The minimal sets, the likeliest first; of more than [`TOLD`], the first of them. Empty where the search was given up.
    pub(super) sets: Vec<Set>,
    /// How many minimal sets there are.
    pub(super) count: usize,
    /// No set of fewer cells will do.
    pub(super) fewest: usize,
}

/// Finds all minimal sets. Work is bounded by `effort`, counted in sets tried; a problem too large for that, or for this
/// search at all, is answered with what is known of it: how many cells must change at least.
pub(super) fn solve(problem: &Problem, effort: usize) -> Answer {
    if problem.cells.len() > CELLS || problem.relations.len() > RELATIONS {
        return Answer { sets: Vec::new(), count: 0, fewest: 1 };
    }
    match search::Search::new(problem) {
        Ok(search) => search.run(effort),
        Err(fewest) => Answer { fewest, ..Answer::default() },
    }
}

#[cfg(test)]
mod tests;
