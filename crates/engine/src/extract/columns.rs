//! Settles the columns of a table once, for all its rows: in which order its values stand.
//!
//! Headers are printed in two dimensions (总计 before 商业企业), so their order in a stream is not the order of values: a
//! group's columns stand where the group stands. Where headers are cut or lost, the number of values in the rows and the
//! form's own order decide.

use rust_decimal::Decimal;

use crate::document::Document;
use crate::matching::Method;
use crate::schema::{Axis, Field};

use super::block::Block;
use super::drawn::{self, Drawn};
use super::node::Node;
use super::profile::profile;
use super::subtotal::with_subtotal;
use super::token::{Class, Token};

/// Most headers that are read of one table: several printings of the longest.
pub const MOST_HEADERS: usize = 120;

/// One column of values as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The schema's row, where rows are printed side by side.
    pub row: Option<u8>,
    /// The schema's column; `None` for a column that the form does not have.
    pub column: Option<u8>,
    /// The header's node.
    pub node: Option<usize>,
    /// The piece of a header that is no known label.
    pub stray: Option<usize>,
}

/// The columns of one table, settled.
#[derive(Debug)]
pub struct Columns {
    /// In the order of the values.
    pub leaves: Vec<Leaf>,
    /// Whether rows are printed side by side.
    pub is_flat: bool,
    /// Whether the order is certain.
    pub is_certain: bool,
    /// Where the columns stand in the grid that the file draws, as far as that settles them.
    pub drawn: Option<Drawn>,
}

impl Columns {
    /// Columns of rows that stand below each other, by their labels.
    fn new(leaves: Vec<Leaf>, is_certain: bool) -> Self {
        Self { leaves, is_flat: false, is_certain, drawn: None }
    }
}

/// What follows a row's label.
#[derive(Debug, Default)]
pub struct Counts {
    /// How many values.
    pub values: usize,
    /// How many cells, empty ones included.
    pub cells: usize,
    /// The values, as numbers where they are such; a dash stands for none.
    pub figures: Vec<Option<Decimal>>,
}

/// Settles the columns of a block, given what follows the labels of its rows.
#[must_use]
pub fn settle(document: &Document, block: &Block, nodes: &[Node], tokens: &[Token], counts: &[Counts]) -> Columns {
    let table = block.table.get();
    let header = header_nodes(block, nodes);
    if profile(block.table).is_flat && !rows_have_values(block, nodes, tokens) {
        return flat(block, nodes, &header);
    }
    let strays = stray_headers(block, nodes, tokens, &header);
    if let Some((leaves, drawn)) = drawn::settle(document, block, nodes, &header, !strays.is_empty()) {
        return Columns { drawn: Some(drawn), ..Columns::new(leaves, true) };
    }
    let order = printed_order(nodes, &header);
    let expected = table.columns.len();
    let values: Vec<usize> = counts.iter().map(|count| count.values).collect();
    let cells: Vec<usize> = counts.iter().map(|count| count.cells).collect();
    let usual = usual_count(&values).unwrap_or(expected);
    let labels = order.iter().enumerate().filter(|&(at, &i)| !is_repeat(nodes, tokens, &order[..at], i)).count();
    let printed = labels + strays.len();
    // Blanks leave rows short of values; their cells tell the number only where some row really has as many values.
    let is_filled = values.iter().max() == Some(&printed);
    let has_extra = printed > expected && (usual == printed || (is_filled && usual_count(&cells) == Some(printed)));
    let schema_order = |known: &[usize]| -> Vec<Leaf> {
        (0..expected)
            .map(|column| Leaf {
                row: None,
                column: Some(column as u8),
                node: known.iter().copied().find(|&i| usize::from(nodes[i].target.index) == column),
                stray: None,
            })
            .collect()
    };
    let distinct = distinct_columns(nodes, &order);
    let as_printed = || -> Vec<Leaf> {
        let leaf = |&i: &usize| Leaf { row: None, column: Some(nodes[i].target.index), node: Some(i), stray: None };
        distinct.iter().map(leaf).collect()
    };
    let is_known = distinct.iter().all(|&i| nodes[i].likeness.is_same());
    // Rows that leave cells blank have fewer values; those that leave none tell how many columns there are.
    let wider = counts.iter().filter(|count| count.values == expected + 1);
    let figures: Vec<&[Option<Decimal>]> = wider.map(|count| count.figures.as_slice()).collect();
    let is_wider = figures.len() >= 2;
    if is_wider
        && let Some(total) = table.column("total")
        && let Some(leaves) = with_subtotal(&table.columns, total, &figures, nodes, &header)
    {
        return Columns::new(leaves, true);
    }
    let is_monotone = distinct.windows(2).all(|pair| nodes[pair[0]].target.index < nodes[pair[1]].target.index);
    if has_extra && distinct.len() == expected {
        return Columns::new(with_extra_columns(nodes, &order, &strays), true);
    }
    if usual < expected && distinct.len() == usual && strays.is_empty() && usual > 1 {
        // The unit left columns out, header and values alike.
        return Columns::new(as_printed(), is_known);
    }
    if is_monotone {
        let mut leaves = schema_order(&distinct);
        let in_place = name_by_position(&mut leaves, &table.columns, nodes, &strays);
        // More columns than the form has, and two that claim to be the same: one is another.
        let is_crowded = printed > expected && labels > distinct.len();
        let is_certain = usual <= expected && labels <= expected && !is_wider && !is_crowded && in_place;
        return Columns::new(leaves, is_certain);
    }
    if distinct.len() == expected {
        // The unit moved its columns: every one of them is there, each under its own label.
        let is_certain =
            is_known && strays.is_empty() && usual <= expected && !is_levelled(document, nodes, &header, &distinct);
        return Columns::new(as_printed(), is_certain);
    }
    Columns::new(schema_order(&distinct), false)
}

/// Whether the order of the columns rests on lines that may only lie at different heights: the label over a group stands on
/// a line above those of columns outside it. A header of two rows is printed so where it is centred in its height, and
/// says nothing of which column comes first.
fn is_levelled(document: &Document, nodes: &[Node], header: &[usize], order: &[usize]) -> bool {
    let line = |i: usize| document.pieces[nodes[i].start as usize].span.line;
    let is_outer = |i: usize| {
        let target = nodes[i].target;
        target.axis == Axis::Column && target.table.get().columns[usize::from(target.index)].group.is_empty()
    };
    let Some(group) = header.iter().copied().find(|&i| nodes[i].target.axis == Axis::Group) else { return false };
    order.iter().any(|&i| is_outer(i) && nodes[i].start > nodes[group].start && line(i) > line(group))
}

/// Whether a header only prints again, letter for letter, what stands before it: a header row printed twice. Two pieces of
/// one torn label name its column twice, too.
fn is_repeat(nodes: &[Node], tokens: &[Token], before: &[usize], i: usize) -> bool {
    let is_torn = |other: usize| nodes[other].end == nodes[i].start && nodes[other].method == Method::Fuzzy;
    if before.iter().any(|&other| nodes[other].target == nodes[i].target && is_torn(other)) {
        return true;
    }
    let words = |i: usize| (nodes[i].start as usize..nodes[i].end as usize).map(|piece| &tokens[piece].folded.core);
    before.iter().any(|&other| nodes[other].target == nodes[i].target && words(other).eq(words(i)))
}

/// Columns and groups of columns that stand before the first row.
fn header_nodes(block: &Block, nodes: &[Node]) -> Vec<usize> {
    let is_flat = profile(block.table).is_flat;
    let first_row = block.nodes.iter().position(|&i| nodes[i].target.axis == Axis::Row && !is_flat);
    let header = &block.nodes[..first_row.unwrap_or(block.nodes.len())];
    let is_header = |i: usize| matches!(nodes[i].target.axis, Axis::Column | Axis::Group);
    // No header is longer; what is, is something else, and need not be read.
    header.iter().copied().filter(|&i| is_header(i)).take(MOST_HEADERS).collect()
}

/// Whether the labels of rows are followed by values, so that rows stand below each other.
fn rows_have_values(block: &Block, nodes: &[Node], tokens: &[Token]) -> bool {
    let is_cell = |token: &&Token| matches!(token.class, Class::Value | Class::Empty);
    let rows = block.nodes.iter().filter(|&&i| nodes[i].target.axis == Axis::Row);
    let with_values = rows.filter(|&&i| {
        tokens[nodes[i].end as usize..].iter().take_while(is_cell).any(|token| token.class == Class::Value)
    });
    with_values.count() >= 2
}

/// Rows side by side: the columns of the first row, then those of the second, and so on.
fn flat(block: &Block, nodes: &[Node], header: &[usize]) -> Columns {
    let table = block.table.get();
    let mut leaves = Vec::with_capacity(table.rows.len() * table.columns.len());
    for row in 0..table.rows.len() {
        for column in 0..table.columns.len() {
            let node = header.iter().copied().find(|&i| {
                let node = &nodes[i];
                node.target.axis == Axis::Column && node.copy == row as u8 && usize::from(node.target.index) == column
            });
            leaves.push(Leaf { row: Some(row as u8), column: Some(column as u8), node, stray: None });
        }
    }
    // Fifteen numbers without any header are the right number, and nothing more is known of them.
    let named = leaves.iter().filter(|leaf| leaf.node.is_some()).count();
    let in_order = |axis: Axis| {
        let ranks =
            block.nodes.iter().map(|&i| &nodes[i]).filter(|node| node.target.axis == axis).map(|node| node.rank);
        ranks.is_sorted()
    };
    if named == leaves.len() && in_order(Axis::Row) && !in_order(Axis::Column) {
        // The unit moved its columns: every one of them is there, each under its own label.
        leaves.sort_by_key(|leaf| leaf.node.map(|i| nodes[i].start));
        let is_certain = leaves.iter().all(|leaf| leaf.node.is_some_and(|i| nodes[i].likeness.is_same()));
        return Columns { is_flat: true, ..Columns::new(leaves, is_certain) };
    }
    let is_certain = named >= table.columns.len() && in_order(Axis::Row) && in_order(Axis::Column);
    Columns { is_flat: true, ..Columns::new(leaves, is_certain) }
}

/// Words between the first and the last header that are no label of the table.
fn stray_headers(block: &Block, nodes: &[Node], tokens: &[Token], header: &[usize]) -> Vec<usize> {
    let (Some(&first), Some(&last)) = (header.first(), header.last()) else { return Vec::new() };
    let index = crate::matching::Index::get();
    let line_end = block.pieces.end.min(nodes[last].end as usize + 2);
    (nodes[first].start as usize..line_end)
        .filter(|&i| tokens[i].class == Class::Text && !tokens[i].folded.is_empty())
        .filter(|&i| !index.is_corner(&tokens[i].folded))
        .filter(|&i| !block.nodes.iter().any(|&n| (nodes[n].start as usize..nodes[n].end as usize).contains(&i)))
        .filter(|&i| !matches!(tokens.get(i + 1), Some(next) if next.class == Class::Value))
        .collect()
}

/// Header nodes in the order of their values: the columns of a group stand where the group stands.
fn printed_order(nodes: &[Node], header: &[usize]) -> Vec<usize> {
    let group_of = |i: usize| nodes[i].target.table.get().columns[usize::from(nodes[i].target.index)].group.first();
    let columns = header.iter().copied().filter(|&i| nodes[i].target.axis == Axis::Column);
    let (inner, outer): (Vec<usize>, Vec<usize>) = columns.partition(|&i| group_of(i).is_some());
    if inner.is_empty() || outer.is_empty() {
        return inner.into_iter().chain(outer).collect();
    }
    let group_at = header.iter().copied().find(|&i| nodes[i].target.axis == Axis::Group);
    let first_inner = nodes[inner[0]].start;
    let last_of_form = |i: usize| nodes[i].target.index + 1 == nodes[i].target.table.get().columns.len() as u8;
    // The lower header row begins behind the form's last column: a subtotal may stand in it before the group's columns.
    let upper_end = outer.iter().copied().find(|&i| last_of_form(i)).map_or(first_inner, |i| nodes[i].end);
    let lower_begin = if upper_end <= first_inner { upper_end } else { first_inner };
    let (before, behind): (Vec<usize>, Vec<usize>) = outer.into_iter().partition(|&i| nodes[i].start < lower_begin);
    if !before.iter().any(|&i| last_of_form(i)) {
        // One header row: what is printed is the order.
        return before.into_iter().chain(inner).chain(behind).collect();
    }
    // Two header rows: the lower one stands where the group stands, with all that is printed in it.
    let place = match group_at {
        Some(group) => before.iter().filter(|&&i| nodes[i].start < nodes[group].start).count(),
        None => before.iter().filter(|&&i| nodes[i].target.index < nodes[inner[0]].target.index).count(),
    };
    let mut lower: Vec<usize> = inner.into_iter().chain(behind).collect();
    lower.sort_by_key(|&i| nodes[i].start);
    let mut order = before;
    order.splice(place..place, lower);
    order
}

/// The order with every column once; where a column is named twice, by its best label.
fn distinct_columns(nodes: &[Node], order: &[usize]) -> Vec<usize> {
    let best = |i: usize| {
        order
            .iter()
            .copied()
            .filter(|&other| nodes[other].target == nodes[i].target)
            .max_by(|&a, &b| nodes[a].gain.total_cmp(&nodes[b].gain).then(b.cmp(&a)))
    };
    order.iter().copied().filter(|&i| best(i) == Some(i)).collect()
}

/// Columns that the form does not have, in their printed places among those that it has.
fn with_extra_columns(nodes: &[Node], order: &[usize], strays: &[usize]) -> Vec<Leaf> {
    let distinct = distinct_columns(nodes, order);
    let mut leaves: Vec<Leaf> = order
        .iter()
        .map(|&i| {
            let column = distinct.contains(&i).then_some(nodes[i].target.index);
            Leaf { row: None, column, node: Some(i), stray: None }
        })
        .collect();
    for &stray in strays {
        // It stands behind the header that was printed last before it.
        let before = |leaf: &&(usize, u32)| leaf.1 < stray as u32;
        let printed: Vec<(usize, u32)> =
            leaves.iter().enumerate().filter_map(|(k, leaf)| leaf.node.map(|i| (k, nodes[i].start))).collect();
        let at = printed.iter().filter(before).max_by_key(|leaf| leaf.1).map_or(0, |leaf| leaf.0 + 1);
        leaves.insert(at, Leaf { row: None, column: None, node: None, stray: Some(stray) });
    }
    leaves
}

/// Unknown words between two known headers name the columns between them, where their number is just that of the gap.
/// Says whether they stand where those columns would.
fn name_by_position(leaves: &mut [Leaf], columns: &[Field], nodes: &[Node], strays: &[usize]) -> bool {
    let missing: Vec<usize> = (0..leaves.len()).filter(|&k| leaves[k].node.is_none()).collect();
    if missing.is_empty() || strays.is_empty() {
        return true;
    }
    if missing.len() != strays.len() {
        // Words among the headers that name nothing say nothing against them, where every value has its column.
        return true;
    }
    // Of one header row, what is printed before belongs before; the rows of a header stand behind each other.
    let is_inner = |k: usize| !columns[k].group.is_empty();
    let fits = |k: usize, stray: usize| {
        let mut row = leaves.iter().enumerate().filter(|&(other, _)| is_inner(other) == is_inner(k));
        row.all(|(other, leaf)| leaf.node.is_none_or(|i| (other < k) == ((nodes[i].start as usize) < stray)))
    };
    // Each row of the header in its own order; which row a word belongs to is told by the labels around it.
    let (inner, outer): (Vec<usize>, Vec<usize>) = missing.iter().partition(|&&k| is_inner(k));
    let orders = [missing.clone(), [&inner[..], &outer].concat(), [&outer[..], &inner].concat()];
    let fitting = orders.into_iter().find(|order| order.iter().zip(strays).all(|(&k, &stray)| fits(k, stray)));
    let Some(order) = fitting else { return false };
    for (&k, &stray) in order.iter().zip(strays) {
        leaves[k].stray = Some(stray);
    }
    true
}

/// The number of values that most rows have: more than half of those that have any.
fn usual_count(counts: &[usize]) -> Option<usize> {
    let mut counts: Vec<usize> = counts.iter().copied().filter(|&count| count > 0).collect();
    counts.sort_unstable();
    let most = counts.chunk_by(|a, b| a == b).max_by_key(|same| same.len())?;
    (2 * most.len() > counts.len()).then_some(most[0])
}
