//! Tables as problems of error localisation: the relations that can be tried and hang together by their cells, with the
//! report's values as integers, and answers as cells again.

use rust_decimal::Decimal;

use super::{CellSet, NewValue, misread};
use crate::rules::board::Board;
use crate::rules::localise::{self, Answer, Problem};
use crate::rules::{Check, Outcome, Tried};
use crate::schema::{CellId, Domain, Operator, Relation};

/// Weight of a figure that nothing speaks against.
const FIGURE: u32 = 100;
/// Of the sum of other figures, which somebody added up.
const SUM: u32 = 90;
/// Less for a figure that the program itself may have misread.
const DOUBTFUL: u32 = 50;

/// Relations that hang together, at least one of them broken.
pub(super) struct Net {
    /// The relations that can be tried, the shortest first.
    pub(super) relations: Vec<&'static Relation>,
    /// Which of them are broken.
    pub(super) broken: Vec<usize>,
    /// Their cells in the form's order.
    pub(super) cells: Vec<CellId>,
    /// The same in numbers.
    pub(super) problem: Problem,
    scale: u32,
}

impl Net {
    /// Every net of a report with a broken relation.
    pub(super) fn all(board: &Board, checks: &[Check]) -> Vec<Self> {
        let mut tried: Vec<(&'static Relation, bool)> = checks
            .iter()
            .filter_map(|check| match (check.tried, check.outcome) {
                (Tried::Relation(relation), Outcome::Holds) if relation.is_plain() => Some((relation, true)),
                (Tried::Relation(relation), Outcome::Broken) if relation.is_plain() => Some((relation, false)),
                _ => None,
            })
            .collect();
        tried.sort_by_key(|(relation, _)| relation.cells().len());
        let mut places: Vec<(CellId, usize)> = Vec::new();
        for (at, (relation, _)) in tried.iter().enumerate() {
            places.extend(relation.cells().iter().map(|&cell| (cell, at)));
        }
        places.sort_unstable();
        let mut of_net: Vec<Option<usize>> = vec![None; tried.len()];
        let mut nets = 0;
        for start in 0..tried.len() {
            if tried[start].1 || of_net[start].is_some() {
                continue;
            }
            let mut open = vec![start];
            of_net[start] = Some(nets);
            while let Some(at) = open.pop() {
                for &cell in tried[at].0.cells() {
                    let from = places.partition_point(|place| place.0 < cell);
                    for &(_, other) in places[from..].iter().take_while(|place| place.0 == cell) {
                        if of_net[other].is_none() {
                            of_net[other] = Some(nets);
                            open.push(other);
                        }
                    }
                }
            }
            nets += 1;
        }
        (0..nets)
            .filter_map(|net| {
                let own = tried.iter().zip(&of_net).filter(|(_, of)| **of == Some(net)).map(|(tried, _)| *tried);
                Self::new(board, own.collect())
            })
            .collect()
    }

    fn new(board: &Board, tried: Vec<(&'static Relation, bool)>) -> Option<Self> {
        let mut cells: Vec<CellId> = tried.iter().flat_map(|(relation, _)| relation.cells().iter().copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        let values: Vec<Decimal> = cells.iter().map(|&cell| board.slot(cell).value()).collect::<Option<_>>()?;
        let scale = values.iter().map(|value| value.normalize().scale()).max().unwrap_or(0);
        let relations: Vec<&'static Relation> = tried.iter().map(|tried| tried.0).collect();
        let broken = (0..tried.len()).filter(|&at| !tried[at].1).collect();
        let mut sums: Vec<CellId> = relations.iter().filter_map(|relation| sum_of(relation)).collect();
        sums.sort_unstable();
        let problem = Problem {
            cells: cells
                .iter()
                .zip(&values)
                .map(|(&cell, &value)| {
                    let domain = Domain::of(cell.table(), cell.column);
                    let weight = if sums.binary_search(&cell).is_ok() { SUM } else { FIGURE };
                    let doubt = if misread::doubt(board.report, cell).is_some() { DOUBTFUL } else { 0 };
                    localise::Cell {
                        value: scaled(value, scale),
                        least: (!domain.signed).then_some(0),
                        step: if domain.decimal { 1 } else { 10i128.pow(scale) },
                        weight: weight - doubt,
                    }
                })
                .collect(),
            relations: relations.iter().map(|relation| in_numbers(relation, &cells)).collect(),
        };
        Some(Self { relations, broken, cells, problem, scale })
    }

    /// The sets of an answer as cells with decimals.
    pub(super) fn sets(&self, answer: &Answer) -> Vec<CellSet> {
        let decimal = |value: i128| Decimal::try_from_i128_with_scale(value, self.scale).ok().map(|it| it.normalize());
        let set = |set: &localise::Set| CellSet {
            weight: set.weight,
            changes: set
                .changes
                .iter()
                .map(|change| NewValue {
                    cell: self.cells[change.cell],
                    from: decimal(self.problem.cells[change.cell].value).unwrap_or_default(),
                    least: change.least.and_then(decimal),
                    most: change.most.and_then(decimal),
                })
                .collect(),
        };
        answer.sets.iter().map(set).collect()
    }
}

/// The cell that a relation makes the sum of others.
fn sum_of(relation: &Relation) -> Option<CellId> {
    match (relation.operator, relation.left(), relation.right()) {
        (Operator::Equal, [_, _, ..], [sum]) | (Operator::Equal, [sum], [_, _, ..]) => Some(*sum),
        _ => None,
    }
}

fn scaled(value: Decimal, scale: u32) -> i128 {
    let value = value.normalize();
    value.mantissa() * 10i128.pow(scale - value.scale())
}

/// A relation in numbers: left less right for what is equal or not less, right less left for what is not more.
fn in_numbers(relation: &Relation, cells: &[CellId]) -> localise::Relation {
    let turned = if relation.operator == Operator::AtMost { -1 } else { 1 };
    let mut terms: Vec<(usize, i64)> = Vec::with_capacity(relation.cells().len());
    let sides = [(relation.left(), turned), (relation.right(), -turned)];
    for (side, factor) in sides {
        for cell in side {
            let at = cells.binary_search(cell).expect("every cell of a relation is of its net");
            match terms.iter_mut().find(|term| term.0 == at) {
                Some(term) => term.1 += factor,
                None => terms.push((at, factor)),
            }
        }
    }
    terms.retain(|term| term.1 != 0);
    localise::Relation { terms, is_equation: relation.operator == Operator::Equal, constant: 0 }
}
