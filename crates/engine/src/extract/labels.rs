//! Turns the chain's nodes into labels that a reviewer can read: candidates with scores, method, what waits to be confirmed.

use crate::document::Document;
use crate::matching::{Candidate, Hit, Index, Method, ScorePart, ScorePartKind, Weights, cut_score};
use crate::schema::{Axis, TableRef, Target};
use crate::text::fold::fold;

use super::costs::Costs;
use super::label::Label;
use super::node::Node;

/// The groups around a field, outermost first; the columns of a table that prints its rows side by side stand in their row.
fn groups(target: Target, copy: u8, is_flat: bool) -> Vec<&'static str> {
    let table = target.table.get();
    match target.axis {
        Axis::Row => table.rows[usize::from(target.index)].group.clone(),
        Axis::Column if is_flat => {
            let row = &table.rows[usize::from(copy)];
            row.group.iter().copied().chain([row.label]).collect()
        }
        Axis::Column => table.columns[usize::from(target.index)].group.clone(),
        Axis::Table => Vec::new(),
        Axis::Group => {
            let fields = if table.rows.iter().any(|row| row.group.contains(&target.label())) {
                &table.rows
            } else {
                &table.columns
            };
            let group = fields.get(usize::from(target.index)).map_or(&[][..], |field| &field.group);
            group[..usize::from(target.depth).min(group.len())].to_vec()
        }
    }
}

/// The text of a node's pieces, joined without separator.
fn observed(document: &Document, start: usize, end: usize) -> String {
    document.pieces[start..end].iter().map(|piece| document.piece(piece)).collect()
}

/// A label of the chain. `in_place` says that its neighbours are certain and leave it just this place.
pub fn of_node(document: &Document, node: &Node, is_flat: bool, in_place: bool) -> Label {
    let (weights, costs) = (Weights::get(), Costs::get());
    let (start, end) = (node.start as usize, node.end as usize);
    let observed = observed(document, start, end);
    let text = node.likeness.score;
    let is_cut = node.method == Method::Position;
    let place = if in_place { 1.0 } else { 0.0 };
    let mut candidates = match node.method {
        Method::Fuzzy | Method::Position => alternatives(&observed, node.target.table, node.target.axis),
        _ => Vec::new(),
    };
    let text = if is_cut { cut_score(&fold(&observed), node.target) } else { text };
    let score = if text >= weights.same { 1.0 } else { text + (1.0 - text) * costs.place_weight * place };
    let runner_up = candidates
        .iter()
        .filter(|candidate| candidate.target != node.target)
        .map(|candidate| candidate.score)
        .fold(0.0, f32::max);
    let needs_review = match node.method {
        // Half of a label or more, where no other could stand.
        Method::Position => !(in_place && node.is_settled(true) && text >= weights.cut(costs.half)),
        Method::Fuzzy => {
            let is_clear = text >= weights.clear && text - runner_up >= weights.clear_lead;
            let is_settled = node.is_settled(in_place) && text - runner_up >= costs.settled_text_lead;
            !is_clear && !is_settled
        }
        _ => false,
    };
    let mut parts = if matches!(node.method, Method::Fuzzy) { node.likeness.parts() } else { Vec::new() };
    if matches!(node.method, Method::Fuzzy | Method::Position) {
        parts.push(ScorePart { kind: ScorePartKind::Position, value: place });
    }
    candidates.retain(|candidate| candidate.target != node.target);
    candidates.insert(0, Candidate { target: node.target, score, parts });
    candidates.truncate(5);
    Label {
        observed,
        nth: 0,
        table: node.target.table,
        axis: node.target.axis,
        group: groups(node.target, node.copy, is_flat),
        target: Some(node.target),
        score,
        method: node.method,
        needs_review,
        candidates,
        taught: None,
        source: document.pieces[start..end].iter().map(|piece| piece.span).collect(),
    }
}

/// Words where a label should stand, which no variant explains: named by their place, or no field at all.
pub fn of_stray(
    document: &Document,
    piece: usize,
    table: TableRef,
    axis: Axis,
    by_place: Option<(Target, Vec<&'static str>)>,
) -> Label {
    let observed = observed(document, piece, piece + 1);
    let mut candidates = alternatives(&observed, table, axis);
    let (target, group) = match by_place {
        Some((target, group)) => (Some(target), group),
        None => (None, Vec::new()),
    };
    let mut score = candidates.first().map_or(0.0, |best| best.score);
    if let Some(target) = target {
        let text = candidates.iter().find(|candidate| candidate.target == target).map_or(0.0, |found| found.score);
        score = text + (1.0 - text) * Costs::get().place_weight;
        candidates.retain(|candidate| candidate.target != target);
        candidates.insert(
            0,
            Candidate { target, score, parts: vec![ScorePart { kind: ScorePartKind::Position, value: 1.0 }] },
        );
    }
    candidates.truncate(5);
    Label {
        observed,
        nth: 0,
        table,
        axis,
        group,
        target,
        score,
        method: if target.is_some() { Method::Position } else { Method::None },
        needs_review: true,
        candidates,
        taught: None,
        source: vec![document.pieces[piece].span],
    }
}

/// A row that has values and no label: its place names it.
pub fn of_missing(document: &Document, first_value: usize, target: Target) -> Label {
    let score = Costs::get().place_weight;
    Label {
        observed: String::new(),
        nth: 0,
        table: target.table,
        axis: target.axis,
        group: groups(target, 0, false),
        target: Some(target),
        score,
        method: Method::Position,
        needs_review: true,
        candidates: vec![Candidate {
            target,
            score,
            parts: vec![ScorePart { kind: ScorePartKind::Position, value: 1.0 }],
        }],
        taught: None,
        source: vec![document.pieces[first_value].span],
    }
}

/// The groups around a target of a table whose rows stand below each other.
pub fn groups_of(target: Target) -> Vec<&'static str> {
    groups(target, 0, false)
}

/// Fields of the table and axis that the text is alike to, best first.
fn alternatives(observed: &str, table: TableRef, axis: Axis) -> Vec<Candidate> {
    let folded = fold(observed);
    let wanted = |target: Target| target.table == table && target.axis == axis;
    let hits = Index::get().fuzzy(&folded, Weights::get().worth_showing, &wanted);
    let mut found: Vec<Candidate> = hits.iter().map(candidate).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.target.cmp(&b.target)));
    found
}

fn candidate(hit: &Hit<'_>) -> Candidate {
    Candidate { target: hit.entry.target, score: hit.likeness.score, parts: hit.likeness.parts() }
}
