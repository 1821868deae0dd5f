//! Cuts the chain of labels into tables: which stretch of the document is which printing of which table.

use std::ops::Range;

use crate::document::{Document, is_wide};
use crate::matching::Method;
use crate::schema::{Axis, TableRef};

use super::costs::Costs;
use super::node::Node;
use super::profile::profile;
use super::token::{Class, Token};

/// One printing of a table.
#[derive(Debug)]
pub struct Block {
    /// The table.
    pub table: TableRef,
    /// Indices of its nodes, in printed order.
    pub nodes: Vec<usize>,
    /// Its pieces, from its first label to its last value.
    pub pieces: Range<usize>,
    /// Which ranks of its profile were found, a bit each.
    seen: u64,
}

/// Cuts the chain where the table changes and where a table begins again.
#[must_use]
pub fn blocks(document: &Document, tokens: &[Token], nodes: &[Node], chain: &[usize]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (at, &i) in chain.iter().enumerate() {
        let node = &nodes[i];
        let continues = blocks
            .last()
            .is_some_and(|block| block.table == node.target.table && !begins_again(block, nodes, node, &chain[at..]))
            && !begins_part(tokens, nodes, &chain[..at], &chain[at..]);
        if continues {
            let block = blocks.last_mut().expect("a block continues");
            block.nodes.push(i);
            block.seen |= bit(node);
            block.pieces.end = node.end as usize;
        } else {
            let pieces = node.start as usize..node.end as usize;
            blocks.push(Block { table: node.target.table, nodes: vec![i], pieces, seen: bit(node) });
        }
    }
    let starts: Vec<usize> = blocks.iter().skip(1).map(|block| block.pieces.start).chain([tokens.len()]).collect();
    for (block, limit) in blocks.iter_mut().zip(starts) {
        let last = block.nodes.last().map(|&i| nodes[i].target.axis);
        block.pieces.end = end_of_values(document, tokens, (block.pieces.end, limit), last);
    }
    let credible: Vec<TableRef> =
        blocks.iter().filter(|block| is_credible(block, nodes, tokens)).map(|block| block.table).collect();
    // Labels without a value are a table only where no other printing of it has any: else they are its header, torn off.
    let has_other = |block: &Block| credible.iter().any(|table| table.get().id == block.table.get().id);
    blocks.retain(|block| is_credible(block, nodes, tokens) || (!has_other(block) && is_printed(block, nodes)));
    blocks
}

/// Whether a label opens the same table a second time: its heading after rows, or an earlier row followed by the rows
/// that follow it in the form.
fn begins_again(block: &Block, nodes: &[Node], node: &Node, ahead: &[usize]) -> bool {
    let profile = profile(block.table);
    let last_rank = 63 - block.seen.leading_zeros() as u16;
    let has_rows = block.nodes.len() > 10 || (!profile.is_flat && block.seen & profile.rows != 0);
    if !has_rows || node.rank > last_rank {
        return false;
    }
    if node.target.axis == Axis::Table {
        return true;
    }
    if node.target.axis != Axis::Row && !profile.is_flat {
        // A header printed again on a new page opens no second table: the row behind it tells.
        let row = ahead.iter().map(|&i| &nodes[i]).take(24).find(|next| next.target.axis == Axis::Row);
        return row.is_some_and(|row| row.target.table == block.table && block.seen & bit(row) != 0);
    }
    // What follows must repeat what is already there: one row printed twice is no second table.
    let following = || ahead.iter().map(|&i| &nodes[i]).take(6).take_while(|next| next.target.table == block.table);
    let repeated = following().filter(|next| block.seen & bit(next) != 0).count();
    repeated >= 2 && repeated >= following().count() * 2 / 3 && node.rank < last_rank
}

/// Whether a label opens the next of several tables into which the unit cut one whose rows the form prints side by side: values
/// stand before it, and headers behind it before any value.
fn begins_part(tokens: &[Token], nodes: &[Node], before: &[usize], ahead: &[usize]) -> bool {
    let (Some(&last), Some(&first)) = (before.last(), ahead.first()) else { return false };
    let node = &nodes[first];
    if !profile(node.target.table).is_flat {
        return false;
    }
    let has_value = |pieces: Range<usize>| tokens[pieces].iter().any(|token| token.class == Class::Value);
    let end = nodes[last].end as usize;
    let is_behind_values = end < node.start as usize && has_value(end..node.start as usize);
    let mut following = ahead.iter().map(|&i| &nodes[i]).take_while(|next| next.target.table == node.target.table);
    let header = following.find(|next| next.target.axis == Axis::Column);
    is_behind_values && header.is_some_and(|header| !has_value(node.start as usize..header.start as usize))
}

/// The bit of a node's rank.
fn bit(node: &Node) -> u64 {
    1 << node.rank
}

/// The piece after the last value that can belong to a block: values go on until words that are no value of the row.
fn end_of_values(document: &Document, tokens: &[Token], (from, limit): (usize, usize), last: Option<Axis>) -> usize {
    let mut end = from;
    let mut words = 0;
    let ends_header = last == Some(Axis::Column);
    // A header's last label may be damaged beyond knowing: what stands on the line of the one before it is no new text.
    let line = from.checked_sub(1).map(|i| document.pieces[i].span.line);
    for (i, token) in tokens.iter().enumerate().take(limit).skip(from) {
        match token.class {
            Class::Value | Class::Empty => {
                // After words, values go on the same table only where a bar or blank on the same line leads to them, or where
                // they are its first and the words one short header, damaged beyond knowing, on a line of its own.
                let is_header = ends_header && end == from && words == 1 && document.pieces[i - 1].span.chars <= 8;
                if words > 0 && !is_header && document.pieces[i].gap.line && !document.pieces[i].gap.bar {
                    break;
                }
                end = i + 1;
            }
            Class::Text if last == Some(Axis::Row) && words == 0 && is_cell(document, tokens, i, line) => end = i + 1,
            Class::Text if end == from && Some(document.pieces[i].span.line) == line => {}
            Class::Text if words < 2 && document.pieces[i].gap.bar => words += 1,
            Class::Text if words == 0 => words += 1,
            Class::Text | Class::Prose => break,
        }
    }
    end
}

/// Whether words behind a row's label are the text of a cell where a number should stand: in a cell of the label's line, or short
/// and without a word that could begin something else.
fn is_cell(document: &Document, tokens: &[Token], piece: usize, line: Option<u32>) -> bool {
    const LONGEST: u32 = 8;
    let (text, token) = (&document.pieces[piece], &tokens[piece]);
    let words = document.piece(text);
    let is_on_line = text.gap.bar && Some(text.span.line) == line;
    let is_number = words.starts_with(|c: char| c.is_ascii_digit()) && !words.contains(['年', '月', '日', '页']);
    let may_be_value = is_number || (text.gap.bar && !words.contains(is_wide));
    text.span.chars <= LONGEST && token.folded.ordinal.is_none() && (is_on_line || may_be_value)
}

/// A table stands only on evidence: two labels of it at least, or one with values, and not only words that occur anywhere.
fn is_credible(block: &Block, nodes: &[Node], tokens: &[Token]) -> bool {
    let gain: f32 = block.nodes.iter().map(|&i| nodes[i].gain).sum();
    let fields = block.nodes.iter().filter(|&&i| matches!(nodes[i].target.axis, Axis::Row | Axis::Column)).count();
    let has_values = tokens[block.pieces.clone()].iter().any(|token| token.class == Class::Value);
    // Rows side by side are told by their number where the header is lost, though not which is which.
    let values = tokens[block.pieces.clone()].iter().filter(|token| token.class == Class::Value).count();
    let table = block.table.get();
    let is_bare = table.side_by_side && values == table.rows.len() * table.columns.len();
    let has_cells = has_values || tokens[block.pieces.clone()].iter().any(|token| token.class == Class::Empty);
    (is_bare && gain > 0.0) || (fields > 0 && has_cells && gain >= Costs::get().block_worth)
}

/// Whether the labels alone are those of a printed table, though no value can be read in it: its heading with a header or a row
/// under it, or more headers and rows, letter for letter, than stand together by chance.
fn is_printed(block: &Block, nodes: &[Node]) -> bool {
    const FEWEST: usize = 5;
    let is_exact = |node: &&Node| matches!(node.method, Method::Exact | Method::Folded | Method::Alias);
    let exact = || block.nodes.iter().map(|&i| &nodes[i]).filter(is_exact);
    let of = |axis: Axis| exact().filter(move |node| node.target.axis == axis).count();
    let (fields, is_headed) = (of(Axis::Row) + of(Axis::Column), of(Axis::Table) > 0);
    // A heading of section 三 or 四 stands in every report, with a table or without.
    let heads_table = is_headed && !block.table.is_whole_section();
    (heads_table && of(Axis::Row) > 0)
        || fields >= FEWEST && of(Axis::Row) > 0 && (of(Axis::Column) > 0 || fields >= 2 * FEWEST)
}
