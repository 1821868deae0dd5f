//! Draws broken relations of one cause together and says which cells are suspect.
//!
//! Broken relations that share a cell are of one cause, and so are those whose suspects stand in one relation together.
//! A wrong figure of 自然人 comes back in 总计 as long as its row adds up, so a relation broken in several columns and by as
//! much in the column of totals is of one cause too. A cell is the more suspect the more broken and
//! the fewer holding relations it stands in.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::rules::board::Board;
use crate::rules::relations::Broken;
use crate::rules::{Finding, hypothesis, repair};
use crate::schema::{Axis, CellId, Relation};

/// How many suspects a finding names at most.
const SUSPECTS: usize = 5;

/// Numbers the causes of the findings of broken relations and names suspects and likely causes.
pub(super) fn attribute(board: &Board, broken: &[Broken], findings: &mut [Finding]) {
    if broken.is_empty() {
        return;
    }
    let mut groups: Vec<usize> = (0..broken.len()).collect();
    join(&mut groups, |a, b| broken[a].relation.cells().iter().any(|cell| broken[b].relation.cells().contains(cell)));
    join(&mut groups, |a, b| comes_back_in_total(board, broken, a, b));
    let suspects: Vec<Vec<CellId>> =
        (0..broken.len()).map(|at| suspects(board, &members(broken, &groups, groups[at]))).collect();
    join(&mut groups, |a, b| {
        suspects[a].first().is_some_and(|&first| {
            Relation::touching(first)
                .any(|relation| suspects[b].first().is_some_and(|other| relation.cells().contains(other)))
        })
    });
    join(&mut groups, |a, b| repair::is_shift(board, broken[a].relation, broken[b].relation));
    let mut causes: Vec<usize> = groups.clone();
    causes.dedup();
    let mut seen: Vec<usize> = Vec::new();
    for cause in causes {
        if seen.contains(&cause) {
            continue;
        }
        seen.push(cause);
        let relations = members(broken, &groups, cause);
        let suspects = self::suspects(board, &relations);
        let hypotheses = hypothesis::explain(board, &relations);
        for (index, _) in groups.iter().enumerate().filter(|&(_, &group)| group == cause) {
            let finding = &mut findings[broken[index].finding];
            finding.cause_id = Some(seen.len() as u32);
            finding.suspects.clone_from(&suspects);
            finding.hypotheses = hypotheses.iter().map(|words| (words.zh.clone(), words.en.clone())).collect();
        }
    }
}

/// Joins groups of which any two members belong together; a group goes by its first member.
fn join(groups: &mut [usize], together: impl Fn(usize, usize) -> bool) {
    for a in 0..groups.len() {
        for b in a + 1..groups.len() {
            if groups[a] != groups[b] && together(a, b) {
                let (kept, gone) = (groups[a].min(groups[b]), groups[a].max(groups[b]));
                groups.iter_mut().filter(|group| **group == gone).for_each(|group| *group = kept);
            }
        }
    }
}

/// Whether two relations are the same one in two columns of which one is 总计, and it is out by as much in that column as
/// in all others together.
fn comes_back_in_total(board: &Board, broken: &[Broken], a: usize, b: usize) -> bool {
    let (a, b) = (broken[a].relation, broken[b].relation);
    if a.rule != b.rule || a.table != b.table || a.axis != Axis::Column || repair::is_total(a) == repair::is_total(b) {
        return false;
    }
    let out = |relation: &Relation| board.sides(relation).map_or(Decimal::ZERO, |(left, right)| left - right);
    let total = if repair::is_total(a) { a } else { b };
    let others =
        broken.iter().map(|broken| broken.relation).filter(|other| other.rule == a.rule && other.table == a.table);
    others.filter(|other| !repair::is_total(other)).map(out).sum::<Decimal>() == out(total)
}

fn members(broken: &[Broken], groups: &[usize], group: usize) -> Vec<&'static Relation> {
    groups.iter().zip(broken).filter(|(at, _)| **at == group).map(|(_, broken)| broken.relation).collect()
}

/// The most suspect cells of some broken relations, the likeliest first. Where more cells are equally suspect than can
/// be named, none of them is, nor any that is less so.
fn suspects(board: &Board, relations: &[&'static Relation]) -> Vec<CellId> {
    let mut cells: Vec<CellId> = relations.iter().flat_map(|relation| relation.cells().iter().copied()).collect();
    cells.sort_unstable();
    cells.dedup();
    let mut ranked: Vec<((Reverse<usize>, usize), CellId)> = cells
        .into_iter()
        .map(|cell| {
            let broken = relations.iter().filter(|relation| relation.cells().contains(&cell)).count();
            let holding = Relation::touching(cell).filter(|relation| board.holds(relation) == Some(true)).count();
            ((Reverse(broken), holding), cell)
        })
        .collect();
    ranked.sort_unstable();
    let mut named = Vec::new();
    for rank in ranked.chunk_by(|a, b| a.0 == b.0) {
        if named.len() + rank.len() > SUSPECTS {
            break;
        }
        named.extend(rank.iter().map(|&(_, cell)| cell));
        // Cells of a single broken relation say nothing once others stand in several.
        if rank[0].0.0 == Reverse(1) || relations.len() > 1 && named.len() >= 2 {
            break;
        }
    }
    named
}
