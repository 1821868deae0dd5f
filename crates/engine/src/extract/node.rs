//! Possible readings of labels: which stretch of pieces may stand for which place in which printed table.
//!
//! A label may be torn over up to eight pieces; a piece may stand for several fields. Every plausible reading becomes a
//! [`Node`]; which of them are true is decided by [`super::chain`], over the whole document at once.

use crate::document::Document;
use crate::matching::{Grade, Hit, Index, Likeness, Method, ordinal_gain};
use crate::schema::{Axis, TableRef, Target};
use crate::text::fold::Folded;

use super::costs::Costs;
use super::profile::ranks_of;
use super::token::{Class, Token};

/// A possible reading of a label.
#[derive(Debug, Clone)]
pub struct Node {
    /// First piece.
    pub start: u32,
    /// Piece after the last.
    pub end: u32,
    /// The field that it would stand for.
    pub target: Target,
    /// Which printing of the column, where the form prints one column several times (表四 prints its five columns for
    /// each of its three rows).
    pub copy: u8,
    /// Place in the printed order of its table.
    pub rank: u16,
    /// How it was found.
    pub method: Method,
    /// Likeness of the text.
    pub likeness: Likeness,
    /// Whether the ordinal of the form's label is printed before it.
    pub has_ordinal: bool,
    /// Its worth for the chain.
    pub gain: f32,
    /// How much the best reading of the document leads over the best one without this node; known for those of the chain.
    pub lead: f32,
}

impl Node {
    /// Whether a piece is of the label.
    #[must_use]
    pub fn covers(&self, piece: usize) -> bool {
        (self.start as usize..self.end as usize).contains(&piece)
    }

    /// Whether the words are so alike that the label says by itself what it is.
    #[must_use]
    pub fn is_alike(&self) -> bool {
        self.likeness.score >= Costs::get().sure
    }

    /// Whether the label is alike, or every other reading of the document much worse.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.is_alike() || self.is_settled(false)
    }

    /// Whether the words are alike enough, and every other reading of the document so much worse, that the label need not
    /// be asked about. Less of both is enough for one that stands just between the labels that surround it in the form.
    #[must_use]
    pub fn is_settled(&self, in_place: bool) -> bool {
        let costs = Costs::get();
        let (lead, alike) = match in_place {
            true => (costs.settled_lead_in_place, costs.settled_alike_in_place),
            false => (costs.settled_lead, costs.settled_alike),
        };
        self.lead >= lead && self.likeness.score >= alike
    }
}

/// Most pieces that one label may be torn into.
const MOST_PIECES: usize = 8;

/// Collects all nodes, ordered by their first piece.
#[must_use]
pub fn nodes(document: &Document, tokens: &[Token]) -> Vec<Node> {
    let index = Index::get();
    let runs = value_runs(tokens);
    let mut nodes = Vec::with_capacity(256);
    let mut known = vec![false; tokens.len()];
    for start in 0..tokens.len() {
        if tokens[start].class != Class::Text {
            continue;
        }
        let mut joined = tokens[start].folded.clone();
        let mut observed = std::borrow::Cow::Borrowed(document.piece(&document.pieces[start]));
        for end in start + 1..=(start + MOST_PIECES).min(tokens.len()) {
            if end > start + 1 {
                let Some(next) = can_join(document, tokens, start, end - 1) else { break };
                if joined.core.chars().count() + next.core.chars().count() > 45 {
                    break;
                }
                // What stands behind a bracket that is closed belongs to no note of the label before it.
                let had_note = joined.base < joined.core.len() && !observed.ends_with([')', '）']);
                joined.core.push_str(&next.core);
                if !had_note {
                    joined.base = joined.core.len() - next.core.len() + next.base;
                }
                observed.to_mut().push_str(document.piece(&document.pieces[end - 1]));
            }
            if joined.is_empty() {
                continue;
            }
            for hit in index.exact(&observed, &joined) {
                known[start..end].fill(true);
                push(&mut nodes, document, &joined, (start, end), hit, &runs);
            }
            if end == start + 1 && !known[start] && index.is_known(&joined) {
                known[start] = true;
            }
        }
    }
    add_fuzzy(&mut nodes, document, tokens, &known, &runs);
    nodes.sort_by_key(|node| node.start);
    nodes
}

/// Whether a piece can go on a label that began earlier: words without an ordinal of their own.
fn can_join<'a>(document: &Document, tokens: &'a [Token], start: usize, next: usize) -> Option<&'a Folded> {
    let token = tokens.get(next)?;
    let far = document.pieces[next].span.line > document.pieces[start].span.line + 8;
    // A number with a footnote is no end of a label.
    let is_number = document.piece(&document.pieces[next]).starts_with(|c: char| c.is_ascii_digit());
    let starts_anew = token.folded.ordinal.is_some() || is_number;
    (token.class == Class::Text && !starts_anew && !far && !token.folded.is_empty()).then_some(&token.folded)
}

/// For every piece, how many values and how many empty cells follow before the next words.
fn value_runs(tokens: &[Token]) -> Vec<(u16, u16)> {
    let mut runs = vec![(0_u16, 0_u16); tokens.len() + 1];
    for i in (0..tokens.len()).rev() {
        let (values, empties) = runs[i + 1];
        runs[i] = match tokens[i].class {
            Class::Value => (values.saturating_add(1), empties),
            Class::Empty => (values, empties.saturating_add(1)),
            Class::Text | Class::Prose => (0, 0),
        };
    }
    runs
}

/// Adds what is alike where nothing is known: words near a table that no variant explains.
fn add_fuzzy(nodes: &mut Vec<Node>, document: &Document, tokens: &[Token], known: &[bool], runs: &[(u16, u16)]) {
    let near = near_tables(tokens, known);
    for start in 0..tokens.len() {
        if tokens[start].class != Class::Text || known[start] || !near[start] {
            continue;
        }
        let mut joined = tokens[start].folded.clone();
        // The characters of a letter-spaced label may be a label of their own, as 其他 is in 其他结果.
        let spaced = spaced_run(document, tokens, start);
        let most = spaced.clamp(4, MOST_PIECES);
        for end in start + 1..=(start + most).min(tokens.len()) {
            if end > start + 1 {
                let gap = document.pieces[end - 1].gap;
                let Some(next) = can_join(document, tokens, start, end - 1) else { break };
                if end > start + spaced && (known[end - 1] || (gap.bar && end > start + 2)) {
                    break;
                }
                joined.core.push_str(&next.core);
                joined.base = joined.core.len();
            }
            if joined.is_empty() || joined.core.chars().count() > 60 {
                continue;
            }
            for hit in Index::get().fuzzy(&joined, Costs::get().node_floor, &|_| true) {
                push(nodes, document, &joined, (start, end), hit, runs);
            }
        }
    }
}

/// How many pieces from here on are single characters of one line with only blanks between them.
fn spaced_run(document: &Document, tokens: &[Token], start: usize) -> usize {
    let is_single = |i: usize| tokens[i].class == Class::Text && document.pieces[i].span.chars == 1;
    let goes_on = |i: usize| is_single(i) && !document.pieces[i].gap.bar && !document.pieces[i].gap.line;
    if is_single(start) { 1 + (start + 1..tokens.len()).take_while(|&i| goes_on(i)).count() } else { 0 }
}

/// Which pieces are so near to a known label or to values that they may be a damaged one.
fn near_tables(tokens: &[Token], known: &[bool]) -> Vec<bool> {
    const REACH: usize = 10;
    let mut near = vec![false; tokens.len()];
    let mut last: Option<usize> = None;
    for i in 0..tokens.len() {
        if known[i] || tokens[i].class == Class::Value {
            last = Some(i);
        }
        near[i] = last.is_some_and(|last| i - last <= REACH);
    }
    last = None;
    for i in (0..tokens.len()).rev() {
        if known[i] || tokens[i].class == Class::Value {
            last = Some(i);
        }
        near[i] |= last.is_some_and(|last| last - i <= REACH);
    }
    near
}

fn push(
    nodes: &mut Vec<Node>,
    document: &Document,
    folded: &Folded,
    (start, end): (usize, usize),
    hit: Hit<'_>,
    runs: &[(u16, u16)],
) {
    let target = hit.entry.target;
    let text = text_gain(&hit, folded);
    let costs = Costs::get();
    let tear = |bar: bool| if bar { -costs.bar_within } else { costs.joined };
    let torn: f32 = document.pieces[start + 1..end].iter().map(|piece| tear(piece.gap.bar)).sum();
    let is_part = spaced_part(document, (start, end)) || is_unbounded(document, (start, end));
    let part = if is_part { -costs.part } else { 0.0 };
    let gain = text + torn + part + values_gain(target, runs[end]);
    let printed = folded.ordinal.map(|ordinal| ordinal.number);
    let has_ordinal = printed.is_some() && printed == hit.entry.ordinal.map(|ordinal| ordinal.number);
    for &(copy, rank) in ranks_of(target) {
        nodes.push(Node {
            start: start as u32,
            end: end as u32,
            target,
            copy,
            rank,
            method: hit.method,
            likeness: hit.likeness,
            has_ordinal,
            gain,
            lead: 0.0,
        });
    }
}

/// Whether a stretch begins or ends within a line that is one letter-spaced label by its length.
fn spaced_part(document: &Document, (start, end): (usize, usize)) -> bool {
    let is_single = |i: usize| document.pieces.get(i).is_some_and(|piece| piece.span.chars == 1);
    let joins = |i: usize| i > 0 && is_single(i) && is_single(i - 1) && is_beside(document, i);
    if !is_single(start) || !(joins(start) || joins(end)) {
        return false;
    }
    let before = (1..=start).rev().take_while(|&i| joins(i)).count();
    let behind = (start + 1..document.pieces.len()).take_while(|&i| joins(i)).count();
    before + behind < MOST_PIECES
}

/// Whether a single character stands among other words of its line: what is left of a label has its cell, or its line.
fn is_unbounded(document: &Document, (start, end): (usize, usize)) -> bool {
    let is_word = end == start + 1 && document.pieces[start].span.chars == 1;
    is_word && (is_beside(document, start) || is_beside(document, end))
}

/// Whether only blanks part a piece from the one before it.
fn is_beside(document: &Document, piece: usize) -> bool {
    piece > 0 && document.pieces.get(piece).is_some_and(|piece| !piece.gap.bar && !piece.gap.line)
}

/// What the text is worth: variants less than labels, likeness by its degree, ordinals that contradict a little.
fn text_gain(hit: &Hit<'_>, folded: &Folded) -> f32 {
    let length = folded.core.chars().count() as f32;
    // A long label is hardly ever found by chance, a label of two characters often is.
    let costs = Costs::get();
    let certainty = costs.label + length.min(costs.characters_most) * costs.character;
    let by_grade = match (hit.method, hit.entry.grade) {
        (Method::Fuzzy, _) => costs.alike_slope * certainty * (hit.likeness.score - costs.alike_from),
        (_, Grade::Label) => certainty,
        (_, Grade::Alias) => certainty - costs.alias,
        (_, Grade::Guess) => certainty - costs.guess,
        (_, Grade::Truncation) => costs.truncation,
    };
    by_grade + ordinal_gain(folded.ordinal, hit.entry.ordinal)
}

/// What follows a label speaks for or against it: values follow rows, and hardly ever a heading or a header.
fn values_gain(target: Target, (values, empties): (u16, u16)) -> f32 {
    let costs = Costs::get();
    let table = target.table.get();
    let columns = table.columns.len() as u16;
    match target.axis {
        Axis::Row if profile_is_flat(target.table) => {
            if values == 0 || values >= columns {
                0.0
            } else {
                -costs.flat_short
            }
        }
        Axis::Row if values == columns => costs.row_full,
        Axis::Row if values > 0 => costs.row_some,
        Axis::Row if empties >= columns => costs.row_blank,
        Axis::Row => -costs.row_bare,
        // The last header may be followed by the values of a row whose label is lost, or that has none.
        Axis::Column if values > 0 => {
            if profile_is_flat(target.table) {
                0.0
            } else {
                -costs.header_before_values
            }
        }
        Axis::Table | Axis::Group if values > 0 => -costs.heading_before_values,
        _ => 0.0,
    }
}

fn profile_is_flat(table: TableRef) -> bool {
    table.get().side_by_side
}
