//! What follows each label of a block, and which empty cells of it are no cells of the row.

use std::ops::Range;

use crate::document::{Document, is_bar};
use crate::schema::Axis;

use super::block::Block;
use super::node::Node;
use super::rows::RowLabel;
use super::token::{Class, Token};

/// Most pieces of words that stand before a row's label without a value: its groups, torn.
const MOST_WORDS: usize = 12;

/// What follows one label, up to the next.
pub struct Stretch {
    /// The label.
    pub label: RowLabel,
    /// Its row of the form.
    pub slot: Option<u8>,
    /// Row of the next label, to know how many rows may lie between without a label.
    pub next_slot: Option<u8>,
    /// What stands between the label and the next.
    pub pieces: Range<usize>,
    /// Whether the last empty cell before the next words opens the row that they are of.
    is_opened: bool,
}

/// The block's stretches: behind the header, and behind each row's label.
#[must_use]
pub fn stretches(block: &Block, nodes: &[Node], document: &Document, tokens: &[Token], is_flat: bool) -> Vec<Stretch> {
    let is_opened = !is_flat && opens_rows(block, nodes, document, tokens);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut header_end = block.pieces.start;
    for (at, &i) in block.nodes.iter().enumerate() {
        let node = &nodes[i];
        let end = block.nodes.get(at + 1).map_or(block.pieces.end, |&next| nodes[next].start as usize);
        let pieces = node.end as usize..end.max(node.end as usize);
        if node.target.axis == Axis::Row && !is_flat {
            let slot = Some(node.target.index);
            if let Some(last) = stretches.last_mut() {
                last.next_slot = slot;
            }
            stretches.push(Stretch { label: RowLabel::Node(i), slot, next_slot: None, pieces, is_opened });
        } else if stretches.is_empty() {
            header_end = node.end as usize;
        } else if let Some(last) = stretches.last_mut()
            && !pieces.is_empty()
            && node.target.axis == Axis::Group
        {
            // Values behind a group's label belong to a row whose label is lost.
            let slot = last.slot;
            stretches.push(Stretch { label: RowLabel::Missing, slot, next_slot: None, pieces, is_opened });
        }
    }
    let header_to = stretches.first().map_or(block.pieces.end, |first| match first.label {
        RowLabel::Node(i) => nodes[i].start as usize,
        _ => first.pieces.start,
    });
    let next_slot = stretches.first().and_then(|first| first.slot);
    let label = if is_flat { RowLabel::None } else { RowLabel::Missing };
    let pieces = header_end..header_to.max(header_end);
    let behind_header = Stretch { label, slot: None, next_slot, pieces, is_opened };
    stretches.insert(0, behind_header);
    stretches
}

/// Takes away empty cells that stand before the next label on its own line: they indent the next row.
fn without_indent(document: &Document, tokens: &[Token], stretch: &Stretch, mut run: Vec<usize>) -> Vec<usize> {
    let next_line = document.pieces.get(stretch.pieces.end).map(|piece| piece.span.line);
    let own_line = document.pieces.get(stretch.pieces.start.wrapping_sub(1)).map(|piece| piece.span.line);
    if next_line == own_line || run.last().is_none_or(|&last| last + 1 != stretch.pieces.end) {
        return run;
    }
    // An empty cell, or a number that counts the rows.
    let is_indent = |i: usize| tokens[i].class == Class::Empty && Some(document.pieces[i].span.line) == next_line;
    while run.last().is_some_and(|&last| is_indent(last)) {
        run.pop();
    }
    run
}

/// The cells of a stretch, up to the first words.
#[must_use]
pub fn run_of(document: &Document, tokens: &[Token], stretch: &Stretch) -> Vec<usize> {
    let cells = stretch.pieces.clone().take_while(|&i| matches!(tokens[i].class, Class::Value | Class::Empty));
    let mut run = without_indent(document, tokens, stretch, cells.collect());
    run.truncate(end_of_row(document, tokens, stretch, &run));
    if stretch.label == RowLabel::None
        && let Some(&first) = run.iter().find(|&&i| tokens[i].class == Class::Value)
    {
        // Empty cells on the header's own lines fill up the header.
        let line = document.pieces[first].span.line;
        run.retain(|&i| tokens[i].class == Class::Value || document.pieces[i].span.line >= line);
    }
    run
}

/// How many cells of a run are the row's: an empty one behind an empty line, where the values stand close, is the next row's or
/// the next table's, and so is a bar on a line of its own that opens the next row.
fn end_of_row(document: &Document, tokens: &[Token], stretch: &Stretch, run: &[usize]) -> usize {
    let is_apart = |&i: &usize| document.pieces[i].gap.blank_line;
    // Behind the last value.
    let from = run.iter().rposition(|&i| tokens[i].class == Class::Value).map_or(0, |last| last + 1);
    let mut end = run.len();
    if from > 0 && !run[..from].iter().any(is_apart) {
        end = run[from..].iter().position(is_apart).map_or(end, |at| from + at);
    }
    let words = run.last().map_or(0, |&i| i + 1);
    let goes_on = end == run.len() && tokens.get(words).is_some_and(|token| token.class == Class::Text);
    if stretch.is_opened && goes_on && end > from && is_alone(document, run[end - 1]) {
        end -= 1;
    }
    end
}

/// Whether a bar on a line of its own opens every row, those of the header too: it stands for no cell of the row before. Where
/// the header has none, it may be a blank cell.
fn opens_rows(block: &Block, nodes: &[Node], document: &Document, tokens: &[Token]) -> bool {
    let opens = |first: usize| {
        let Some(before) = first.checked_sub(1).map(|before| &document.pieces[before]) else { return false };
        let gap = document.pieces[first].gap;
        // Behind a line without bars it is read as the end of that line.
        let ends_line = || gap.bar && !document.line(before.span.line).contains(is_bar);
        gap.line && (is_alone(document, first - 1) || ends_line())
    };
    // The words of a group may stand between the bar and the row's label.
    let is_opened = |node: &Node| {
        let start = node.start as usize;
        let words = (0..start).rev().take_while(|&i| tokens[i].class == Class::Text).take(MOST_WORDS);
        std::iter::once(start).chain(words).any(opens)
    };
    let mut header = block.nodes.iter().map(|&i| &nodes[i]).take_while(|node| node.target.axis != Axis::Row);
    let has_header = header.any(is_opened);
    let rows: Vec<&Node> =
        block.nodes.iter().map(|&i| &nodes[i]).filter(|node| node.target.axis == Axis::Row).collect();
    // A note may stand between the bar and a row.
    let opened = rows.iter().filter(|node| is_opened(node)).count();
    has_header && opened * 10 >= rows.len() * 9
}

/// Whether an empty cell has its line to itself.
fn is_alone(document: &Document, piece: usize) -> bool {
    let is_on_other = |other: Option<usize>| {
        let other = other.and_then(|other| document.pieces.get(other));
        other.is_none_or(|other| other.span.line != document.pieces[piece].span.line)
    };
    document.pieces[piece].is_empty() && is_on_other(piece.checked_sub(1)) && is_on_other(Some(piece + 1))
}
