//! The reading of the whole document: the best chain of label readings, over all tables of all editions at once.
//!
//! Nodes are match states of a profile over the printed order of each table; moving on in the same table is free, a
//! skipped place, a skipped word, a step back and a change of table or edition cost. The best chain is found by dynamic
//! programming (Viterbi over sparse states, after Durbin, Eddy, Krogh and Mitchison, Biological Sequence Analysis,
//! 1998, chapter 5). Nothing depends on how rows are separated: the same chain serves every layout.

use crate::matching::Method;
use crate::schema::{Axis, TableRef, Target};

use super::costs::Costs;
use super::node::Node;
use super::token::{Class, Token};

/// How many steps are kept to weigh other readings by, a hundred times those of a damaged report: a text that repeats the
/// same words without end has no reading worth weighing, and what it leaves open is asked about.
const MOST_STEPS: usize = 1 << 21;

/// The best chain, and for each of its readings how much worse the document would be read without it.
#[derive(Debug, Default)]
pub struct Chain {
    /// Indices into the nodes, in printed order.
    pub nodes: Vec<usize>,
    /// For every node of the chain how much the best chain leads over the best one in which these words stand for another
    /// field, or for nothing (a difference of max-marginals). Infinite for readings that leave nothing open.
    pub leads: Vec<f32>,
}

/// A step that the chain may take.
struct Step {
    from: u32,
    to: u32,
    cost: f32,
}

/// Finds the best chain.
#[must_use]
pub fn best_chain(nodes: &[Node], tokens: &[Token]) -> Chain {
    if nodes.is_empty() {
        return Chain::default();
    }
    let is_open = |node: &Node| matches!(node.method, Method::Fuzzy | Method::Position);
    // Only where the text leaves something open is it asked what else the words might be.
    let mut steps = Vec::new();
    let mut record = nodes.iter().any(is_open);
    let words = word_counts(tokens);
    let places: Vec<Place> = nodes.iter().map(|node| Place::of(node, &words)).collect();
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
            let is_near = places[candidate].words + Costs::get().window >= here;
            if !is_near {
                keep_best(&mut far, nodes, &best, candidate);
            }
            is_near
        });
        best[i] = node.gain + places[i].entry;
        for &candidate in recent.iter().chain(&far) {
            let cost = step_cost(&places[candidate], &places[i], here - places[candidate].words);
            let total = best[candidate] + node.gain + cost;
            if record && steps.len() == MOST_STEPS {
                (record, steps) = (false, Vec::new());
            }
            if record {
                steps.push(Step { from: candidate as u32, to: i as u32, cost });
            }
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
    let mut leads = vec![f32::INFINITY; chain.len()];
    if chain.iter().any(|&i| is_open(&nodes[i])) {
        let rivals = record.then(|| Rivals::new(nodes, &best, &steps));
        for (lead, &i) in leads.iter_mut().zip(&chain).filter(|(_, i)| is_open(&nodes[**i])) {
            *lead = rivals.as_ref().map_or(0.0, |rivals| rivals.lead(i));
        }
    }
    Chain { nodes: chain, leads }
}

/// What the document would be worth under other readings.
struct Rivals<'a> {
    nodes: &'a [Node],
    best: &'a [f32],
    /// In the order of the nodes that they lead to.
    steps: &'a [Step],
    /// What the best way on from each node is worth.
    after: Vec<f32>,
    whole: f32,
}

/// How many nodes behind a label are looked at for chains that pass it by.
const AHEAD: usize = 80;

impl<'a> Rivals<'a> {
    fn new(nodes: &'a [Node], best: &'a [f32], steps: &'a [Step]) -> Self {
        let mut after = vec![0.0_f32; nodes.len()];
        for step in steps.iter().rev() {
            let (from, to) = (step.from as usize, step.to as usize);
            after[from] = after[from].max(step.cost + nodes[to].gain + after[to]);
        }
        let whole = best.iter().copied().fold(f32::MIN, f32::max);
        Self { nodes, best, steps, after, whole }
    }

    /// How much the whole leads over the best chain without this reading of these words.
    fn lead(&self, of: usize) -> f32 {
        let node = &self.nodes[of];
        let first = self.nodes.partition_point(|other| other.start + 8 < node.start);
        let behind = self.nodes.partition_point(|other| other.start < node.end);
        let is_rival = |other: &Node| other.end > node.start && !other.target.is_same_field(node.target);
        let others = (first..behind).filter(|&i| is_rival(&self.nodes[i])).map(|i| self.best[i] + self.after[i]);
        // Chains that end before these words, begin behind them, or step over them.
        let end = self.nodes.len().min(behind + AHEAD);
        let before = (0..first.max(of)).rev().take(AHEAD).filter(|&i| self.nodes[i].end <= node.start);
        let ended = before.map(|i| self.best[i]);
        let begun = (behind..end).map(|i| self.nodes[i].gain + start_cost(&self.nodes[i]) + self.after[i]);
        let from = self.steps.partition_point(|step| (step.to as usize) < behind);
        let over = self.steps[from..]
            .iter()
            .take_while(|step| (step.to as usize) < end)
            .filter(|step| self.nodes[step.from as usize].end <= node.start)
            .map(|step| {
                let to = step.to as usize;
                self.best[step.from as usize] + step.cost + self.nodes[to].gain + self.after[to]
            });
        let best = others.chain(ended).chain(begun).chain(over).fold(f32::MIN, f32::max);
        self.whole - best
    }
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
    if node.target.axis == Axis::Table {
        return 0.0;
    }
    let costs = Costs::get();
    -costs.entry - costs.entry_place * f32::from(node.rank.saturating_sub(1)).min(costs.entry_places_most)
}

/// What a step asks of a node, close together: every pair of nodes near each other is weighed.
struct Place {
    table: TableRef,
    rank: i32,
    axis: Axis,
    /// What it costs to enter the table here.
    entry: f32,
    /// Words before its end.
    words: u32,
}

impl Place {
    fn of(node: &Node, words: &[u32]) -> Self {
        let Target { table, axis, .. } = node.target;
        Self { table, rank: i32::from(node.rank), axis, entry: start_cost(node), words: words[node.end as usize] }
    }
}

fn step_cost(from: &Place, to: &Place, skipped: u32) -> f32 {
    let costs = Costs::get();
    let words = -costs.skipped_word * (skipped as f32).min(costs.skipped_words_most);
    if from.table == to.table {
        let ahead = to.rank - from.rank;
        let order = match ahead {
            1 => 0.0,
            2.. => -costs.skipped_place * (ahead as f32 - 1.0).min(costs.skipped_places_most),
            // Printed again, or moved. Within the header it is the header's two dimensions more often than a fault.
            _ if to.axis == Axis::Column && from.axis != Axis::Row => -costs.back_in_header,
            _ => -costs.back,
        };
        return words + order;
    }
    let edition = if from.table.form == to.table.form { 0.0 } else { -costs.other_edition };
    let order = if to.table.table > from.table.table || edition < 0.0 { 0.0 } else { -costs.earlier_table };
    words + to.entry + edition + order - costs.other_table
}
