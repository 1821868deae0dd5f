//! Headers and rows that have the same cells one by one: a value stands under the header that has its number, whatever order or
//! number of columns the form has.
//!
//! A unit that prints a column of its own, or leaves one out and keeps its cells, says so by its header row alone. Only tables
//! with one row of headers can be read so, and only where every header is known or names nothing of the form.

use crate::matching::{Index, Method};
use crate::schema::Axis;

use super::block::Block;
use super::columns::{Counts, Leaf};
use super::node::Node;
use super::token::{Class, Token};

/// The columns by the header's cells; `None` where the form's own order says the same, or the rows do not have the same cells.
pub fn settle(
    block: &Block,
    nodes: &[Node],
    tokens: &[Token],
    (header, strays): (&[usize], &[usize]),
    counts: &[Counts],
) -> Option<Vec<Leaf>> {
    let table = block.table.get();
    let is_sure =
        |&i: &usize| matches!(nodes[i].method, Method::Exact | Method::Folded | Method::Alias | Method::Learned);
    let is_plain = |&i: &usize| nodes[i].target.axis == Axis::Column && nodes[i].end == nodes[i].start + 1;
    let has_groups = table.columns.iter().any(|column| !column.group.is_empty());
    if has_groups || table.side_by_side || !header.iter().all(|i| is_sure(i) && is_plain(i)) {
        return None;
    }
    let (first, last) = (nodes[*header.first()?].start as usize, nodes[*header.last()?].end as usize);
    let first = strays.first().map_or(first, |&stray| first.min(stray));
    let last = strays.last().map_or(last, |&stray| last.max(stray + 1));
    let row = block.nodes.iter().map(|&i| &nodes[i]).find(|node| node.target.axis == Axis::Row)?;
    let corner_or_heading = |i: usize| {
        tokens[i].class == Class::Text
            && !strays.contains(&i)
            && !header.iter().any(|&n| nodes[n].covers(i))
            && !Index::get().is_corner(&tokens[i].folded)
    };
    if (first..last).any(corner_or_heading) {
        return None;
    }
    let leaf = |i: usize| {
        let node = header.iter().copied().find(|&n| nodes[n].covers(i));
        let column = node.map(|n| nodes[n].target.index);
        Leaf { row: None, column, node, stray: strays.contains(&i).then_some(i) }
    };
    let fillers = (last..row.start as usize).take_while(|&i| tokens[i].class == Class::Empty);
    let mut leaves: Vec<Leaf> = (first..last).chain(fillers).map(leaf).collect();
    let named: Vec<u8> = leaves.iter().filter_map(|leaf| leaf.column).collect();
    let is_distinct = named.iter().enumerate().all(|(k, column)| !named[..k].contains(column));
    let is_usual = strays.is_empty() && named.len() == table.columns.len() && named.is_sorted();
    // A row without any value says nothing of where its cells stand.
    let rows: Vec<&Counts> = counts.iter().filter(|count| count.values > 0).collect();
    if !is_distinct || is_usual || rows.is_empty() {
        return None;
    }
    // Fillers at the end may stand for nothing, in the header as in the rows; what is left is as long in every row.
    let lengths = |width: usize| rows.iter().all(|count| count.run.len() == width);
    let under_names = |width: usize| rows.iter().all(|count| count.values == width);
    let printed = named.len() + strays.len();
    if !lengths(leaves.len()) {
        if !under_names(printed) || leaves[..printed].iter().any(|leaf| leaf.column.is_none() && leaf.stray.is_none()) {
            return None;
        }
        leaves.truncate(printed);
    }
    // A value under no header shows that one was lost.
    let is_under_header = |count: &&Counts| {
        let cells = count.run.iter().zip(&leaves);
        cells
            .filter(|(i, _)| tokens[**i].class == Class::Value)
            .all(|(_, leaf)| leaf.column.or(leaf.stray.map(|_| 0)).is_some())
    };
    rows.iter().all(is_under_header).then_some(leaves)
}
