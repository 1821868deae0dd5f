//! Tells faults apart that have nothing to do with each other, though the table connects everything in it.
//!
//! Where no smallest set mends two broken relations by cells that hang together, they are of different causes, and each
//! cause has its own smallest sets: those that mend it and leave every other sum as far out as it is.

use super::net::Net;
use crate::rules::localise::{self, Answer, Problem, Set};

/// Broken relations of one cause, by index into the net, and the smallest sets that mend them.
pub(super) struct Part {
    pub(super) broken: Vec<usize>,
    pub(super) answer: Answer,
}

/// The parts of a net; one where the search was given up.
pub(super) fn of(net: &Net, effort: usize) -> Vec<Part> {
    let answer = localise::solve(&net.problem, effort);
    let mut groups: Vec<usize> = (0..net.relations.len()).collect();
    for set in &answer.sets {
        link(&net.problem, set, &mut groups);
    }
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for &at in &net.broken {
        let part = parts.iter_mut().find(|part| answer.sets.is_empty() || groups[part[0]] == groups[at]);
        match part {
            Some(part) => part.push(at),
            None => parts.push(vec![at]),
        }
    }
    if parts.len() <= 1 {
        return vec![Part { broken: net.broken.clone(), answer }];
    }
    let solved = parts.into_iter().map(|broken| {
        let answer = localise::solve(&alone(&net.problem, &broken), effort);
        Part { broken, answer }
    });
    solved.collect()
}

/// Joins the relations of the cells that hang together in a set.
fn link(problem: &Problem, set: &Set, groups: &mut [usize]) {
    let is_changed = |cell: usize| set.changes.iter().any(|change| change.cell == cell);
    // A relation with changed cells joins them; a cell joins the relations that it stands in.
    let mut first_of: Vec<(usize, usize)> = Vec::new();
    for (at, relation) in problem.relations.iter().enumerate() {
        for &(cell, _) in relation.terms.iter().filter(|term| is_changed(term.0)) {
            match first_of.iter().find(|(other, _)| *other == cell) {
                Some(&(_, first)) => join(groups, first, at),
                None => first_of.push((cell, at)),
            }
        }
    }
}

fn join(groups: &mut [usize], a: usize, b: usize) {
    let (kept, gone) = (groups[a].min(groups[b]), groups[a].max(groups[b]));
    if kept != gone {
        groups.iter_mut().filter(|group| **group == gone).for_each(|group| *group = kept);
    }
}

/// The problem of one part: the other broken relations are taken to be right as far out as they are.
fn alone(problem: &Problem, broken: &[usize]) -> Problem {
    let mut own = problem.clone();
    for (at, relation) in own.relations.iter_mut().enumerate().filter(|(at, _)| !broken.contains(at)) {
        if !problem.holds(&problem.relations[at]) {
            relation.constant += problem.residual(&problem.relations[at]);
        }
    }
    own
}
