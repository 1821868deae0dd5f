//! The reading of the whole document: the best chain of label readings, over all tables of all editions at once.
//!
//! Nodes are match states of a profile over the printed order of each table; moving on in the same table is free, a
//! skipped place, a skipped word, a step back and a change of table or edition cost. The best chain is found by dynamic
//! programming (Viterbi over sparse states, after Durbin, Eddy, Krogh and Mitchison, Biological Sequence Analysis,
//! 1998, chapter 5). Nothing depends on how rows are separated: the same chain serves every layout.

use crate::schema::Axis;

use super::node::Node;
use super::token::{Class, Token};

/// How many words back a predecessor is looked for directly; from farther away only the best of each table is tried.
const WINDOW: u32 = 8;

/// Finds the best chain; returns indices into `nodes`, in printed order.
#[must_use]
pub fn best_chain(nodes: &[Node], tokens: &[Token]) -> Vec<usize> {
    if nodes.is_empty() {
        return Vec::new();
    }
    let words = word_counts(tokens);
    let mut best = vec![0.0_f32; nodes.len()];
    let mut from = vec![usize::MAX; nodes.len()];
    // The best chain that ends in each table, among nodes that have left the window.
    let mut far: Vec<usize> = Vec::new();
    let mut ends: Vec<usize> = (0..nodes.len()).collect();
    ends.sort_by_key(|&i| nodes[i].end);
    let mut ended = 0;
    let mut recent: Vec<usize> = Vec::new();
    for i in 0..nodes.len() {
        let node = &nodes[i];
        while ended < ends.len() && nodes[ends[ended]].end <= node.start && ends[ended] < i {
            recent.push(ends[ended]);
            ended += 1;
        }
        let here = words[node.start as usize];
        recent.retain(|&candidate| {
            let is_near = words[nodes[candidate].end as usize] + WINDOW >= here;
            if !is_near {
                keep_best(&mut far, nodes, &best, candidate);
            }
            is_near
        });
        best[i] = node.gain + start_cost(node);
        for &candidate in recent.iter().chain(&far) {
            let skipped = here - words[nodes[candidate].end as usize];
            let total = best[candidate] + node.gain + step_cost(&nodes[candidate], node, skipped);
            if total > best[i] {
                best[i] = total;
                from[i] = candidate;
            }
        }
    }
    let mut at = (0..nodes.len()).max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
    let mut chain = vec![at];
    while from[at] != usize::MAX {
        at = from[at];
        chain.push(at);
    }
    chain.reverse();
    chain
}

/// For every piece, how many words stand before it; a sentence counts as two.
fn word_counts(tokens: &[Token]) -> Vec<u32> {
    let mut counts = Vec::with_capacity(tokens.len() + 1);
    let mut count = 0;
    for token in tokens {
        counts.push(count);
        count += match token.class {
            Class::Text => 1,
            Class::Prose => 2,
            Class::Value | Class::Empty => 0,
        };
    }
    counts.push(count);
    counts
}

fn keep_best(far: &mut Vec<usize>, nodes: &[Node], best: &[f32], candidate: usize) {
    let same = far.iter_mut().find(|known| nodes[**known].target.table == nodes[candidate].target.table);
    match same {
        Some(known) if best[*known] >= best[candidate] => {}
        Some(known) => *known = candidate,
        None => far.push(candidate),
    }
}

/// Entering a table in its middle costs more than at its head.
fn start_cost(node: &Node) -> f32 {
    if node.target.axis == Axis::Table { 0.0 } else { -1.0 - 0.25 * f32::from(node.rank.saturating_sub(1)).min(12.0) }
}

fn step_cost(from: &Node, to: &Node, skipped: u32) -> f32 {
    let words = -0.5 * (skipped as f32).min(8.0);
    if from.target.table == to.target.table {
        let ahead = i32::from(to.rank) - i32::from(from.rank);
        let order = match ahead {
            1 => 0.0,
            2.. => -0.35 * (ahead as f32 - 1.0).min(10.0),
            // Printed again, or moved. Within the header it is the header's two dimensions more often than a fault.
            _ if to.target.axis == Axis::Column && from.target.axis != Axis::Row => -1.2,
            _ => -3.5,
        };
        return words + order;
    }
    let edition = if from.target.table.form == to.target.table.form { 0.0 } else { -2.5 };
    let order = if to.target.table.table > from.target.table.table || edition < 0.0 { 0.0 } else { -1.0 };
    words + start_cost(to) + edition + order - 0.5
}
