//! The headers of a table as printed: words among them that are none of its labels, and the order of the values under them.

use crate::document::Document;
use crate::matching::{Grade, Hit, Index, likeness, names_something_else};
use crate::schema::{Axis, Field};
use crate::text::fold::{Folded, fold};

use super::block::Block;
use super::columns::Leaf;
use super::node::Node;
use super::token::{Class, Token};

/// Most words before the first known header that may be headers, too.
const MOST_BEFORE: usize = 12;

/// Words among the headers that are no label of the table: between the first and the last, in the row that they begin, and
/// behind the last on its line.
pub fn stray_headers(
    document: &Document,
    block: &Block,
    nodes: &[Node],
    tokens: &[Token],
    header: &[usize],
) -> Vec<usize> {
    let (Some(&first), Some(&last)) = (header.first(), header.last()) else { return Vec::new() };
    let index = crate::matching::Index::get();
    let line = |i: usize| document.pieces[i].span.line;
    let is_label = |i: usize| block.nodes.iter().any(|&n| nodes[n].covers(i));
    let is_word = |i: usize| tokens[i].class == Class::Text && !tokens[i].folded.is_empty();
    let (first, last) = (nodes[first].start as usize, nodes[last].end as usize);
    let first_row = block.nodes.iter().map(|&i| &nodes[i]).find(|node| node.target.axis == Axis::Row);
    let end = first_row.map_or(block.pieces.end, |row| row.start as usize).max(last);
    // The row of the first header begins behind the table's corner, its heading, or the line before.
    let begins = |i: usize| is_label(i) || !is_word(i) || is_like_corner(&tokens[i].folded);
    let is_beside = |i: usize| line(i) == line(first) || names_something_else(document.piece(&document.pieces[i]));
    let before = (0..first).rev().take(MOST_BEFORE).take_while(|&i| is_beside(i) && !begins(i));
    let begin = before.last().unwrap_or(first);
    let goes_on = |i: usize| line(i) == line(last - 1) || names_something_else(document.piece(&document.pieces[i]));
    let behind = (last..end).take_while(|&i| i < last + 2 || tokens[i].class == Class::Empty || goes_on(i));
    (begin..behind.last().map_or(last, |i| i + 1))
        .filter(|&i| is_word(i) && !index.is_corner(&tokens[i].folded) && !is_label(i))
        .filter(|&i| !matches!(tokens.get(i + 1), Some(next) if next.class == Class::Value))
        .collect()
}

/// Whether words are a table's corner, or what damage left of it.
fn is_like_corner(folded: &Folded) -> bool {
    const ALIKE: f32 = 0.5;
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    let observed = chars(&folded.core);
    let is_alike = |corner: &&'static str| likeness(&observed, &chars(&fold(corner).core)).score >= ALIKE;
    Index::get().is_corner(folded) || crate::schema::Schema::get().corners.iter().any(is_alike)
}

/// Whether words among the headers name something that is no column of the table: another year's figures, or a column that only
/// the other edition prints.
pub fn is_of_another(document: &Document, block: &Block, piece: usize) -> bool {
    let observed = document.piece(&document.pieces[piece]);
    let folded = fold(observed);
    let is_column = |hit: &Hit<'_>| hit.entry.target.axis == Axis::Column && hit.entry.grade <= Grade::Alias;
    let mut of_others = Index::get().exact(observed, &folded).filter(is_column);
    names_something_else(observed) || of_others.any(|hit| hit.entry.target.table != block.table)
}

/// A column's header as printed.
#[derive(Debug, Clone, Copy)]
struct Head {
    start: u32,
    end: u32,
    column: u8,
    node: Option<usize>,
}

/// Header nodes in the order of their values: the columns of a group stand where the group stands.
pub fn printed_order(nodes: &[Node], header: &[usize]) -> Vec<usize> {
    let columns = header.iter().copied().filter(|&i| nodes[i].target.axis == Axis::Column);
    let head =
        |i: usize| Head { start: nodes[i].start, end: nodes[i].end, column: nodes[i].target.index, node: Some(i) };
    heads_in_order(nodes, header, columns.map(head).collect()).iter().filter_map(|head| head.node).collect()
}

/// Headers in the order of their values.
fn heads_in_order(nodes: &[Node], header: &[usize], heads: Vec<Head>) -> Vec<Head> {
    let Some(table) = header.first().map(|&i| nodes[i].target.table.get()) else { return heads };
    let is_inner = |head: &Head| !table.columns[usize::from(head.column)].group.is_empty();
    let (inner, outer): (Vec<Head>, Vec<Head>) = heads.into_iter().partition(is_inner);
    if inner.is_empty() || outer.is_empty() {
        return inner.into_iter().chain(outer).collect();
    }
    let group_at = header.iter().copied().find(|&i| nodes[i].target.axis == Axis::Group);
    let first_inner = inner[0].start;
    let last_of_form = |head: &Head| usize::from(head.column) + 1 == table.columns.len();
    // The lower header row begins behind the form's last column: a subtotal may stand in it before the group's columns.
    let upper_end = outer.iter().find(|head| last_of_form(head)).map_or(first_inner, |head| head.end);
    let lower_begin = if upper_end <= first_inner { upper_end } else { first_inner };
    let (before, behind): (Vec<Head>, Vec<Head>) = outer.into_iter().partition(|head| head.start < lower_begin);
    if !before.iter().any(last_of_form) {
        // One header row: what is printed is the order.
        return before.into_iter().chain(inner).chain(behind).collect();
    }
    // Two header rows: the lower one stands where the group stands, with all that is printed in it.
    let place = match group_at {
        Some(group) => before.iter().filter(|head| head.start < nodes[group].start).count(),
        None => before.iter().filter(|head| head.column < inner[0].column).count(),
    };
    let mut lower: Vec<Head> = inner.into_iter().chain(behind).collect();
    lower.sort_by_key(|head| head.start);
    let mut order = before;
    order.splice(place..place, lower);
    order
}

/// The columns as printed where all headers but one are known, and one word among them is not; `None` where more is unknown.
pub fn with_unknown(
    nodes: &[Node],
    header: &[usize],
    distinct: &[usize],
    strays: &[usize],
    columns: &[Field],
) -> Option<Vec<Leaf>> {
    let is_named = |column: usize| distinct.iter().any(|&i| usize::from(nodes[i].target.index) == column);
    let mut missing = (0..columns.len()).filter(|&column| !is_named(column));
    let (Some(column), None, &[stray]) = (missing.next(), missing.next(), strays) else { return None };
    let head =
        |&i: &usize| Head { start: nodes[i].start, end: nodes[i].end, column: nodes[i].target.index, node: Some(i) };
    let mut heads: Vec<Head> = distinct.iter().map(head).collect();
    heads.push(Head { start: stray as u32, end: stray as u32 + 1, column: column as u8, node: None });
    heads.sort_by_key(|head| head.start);
    let leaf = |head: &Head| Leaf {
        row: None,
        column: Some(head.column),
        node: head.node,
        stray: head.node.is_none().then_some(stray),
    };
    Some(heads_in_order(nodes, header, heads).iter().map(leaf).collect())
}
