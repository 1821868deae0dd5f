//! Tables whose grid the file itself draws: a value stands in the column under whose header it stands, whatever else the row
//! holds.
//!
//! A unit's own columns (序号, 备注, 上年数) and words among the figures say nothing against the cells beside them there. What the
//! grid does not settle is left to the reading of rows by their length and order: headers that are lost or doubtful, rows with a
//! cell too few, values without a label.

use crate::document::{Document, GridCell};
use crate::matching::Method;
use crate::schema::Axis;

use super::block::Block;
use super::columns::Leaf;
use super::node::Node;
use super::token::{Class, Token};

/// Where in a drawn table the columns of the form stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// First line of the table in the text.
    line: u32,
    /// Grid columns of the leaves, in their order.
    columns: Vec<u32>,
}

/// One row as it is drawn.
#[derive(Debug)]
pub struct DrawnRow {
    /// The pieces under the form's columns; blank cells are pieces, too.
    pub cells: Vec<Option<usize>>,
    /// Values that stand under none of them, left of the label and right of it.
    pub beside: (Vec<usize>, Vec<usize>),
}

/// The columns of a block by the grid: every column of the form is named surely, once, by a cell of one table that is as
/// wide as the column.
///
/// Where words in the header name no column of the form, one of them may be a damaged label, and a variant need not be what it
/// is elsewhere: then only the form's own labels are sure.
pub fn settle(
    document: &Document,
    block: &Block,
    nodes: &[Node],
    header: &[usize],
    has_strays: bool,
) -> Option<(Vec<Leaf>, Drawn)> {
    let expected = block.table.get().columns.len();
    let named: Vec<usize> = header.iter().copied().filter(|&i| nodes[i].target.axis == Axis::Column).collect();
    let mut placed = Vec::with_capacity(expected);
    for &i in &named {
        let node = &nodes[i];
        let (line, cell) = cell_of(document, node)?;
        let is_sure = match node.method {
            Method::Exact | Method::Folded => true,
            _ => !has_strays && node.is_sure(),
        };
        if !is_sure || cell.columns != 1 {
            return None;
        }
        placed.push((line, cell.at, i));
    }
    placed.sort_by_key(|&(_, at, i)| (at, i));
    // A header row printed twice names a column twice, in the same place.
    placed.dedup_by(|one, other| one.1 == other.1 && nodes[one.2].target == nodes[other.2].target);
    let is_one = |(line, at, i): &(u32, u32, usize)| {
        *line == placed[0].0
            && placed.iter().all(|(_, other, j)| j == i || (other != at && nodes[*j].target != nodes[*i].target))
    };
    if placed.len() != expected || !placed.iter().all(is_one) {
        return None;
    }
    let leaf = |&(_, _, i): &(u32, u32, usize)| Leaf {
        row: None,
        column: Some(nodes[i].target.index),
        node: Some(i),
        stray: None,
    };
    let drawn = Drawn { line: placed[0].0, columns: placed.iter().map(|&(_, at, _)| at).collect() };
    Some((placed.iter().map(leaf).collect(), drawn))
}

/// The cell in which a label stands, and the first line of its table; `None` where it is torn over several cells.
fn cell_of<'a>(document: &'a Document, node: &Node) -> Option<(u32, &'a GridCell)> {
    let span = |piece: u32| document.pieces[piece as usize].span;
    let (grid, row, cell) = document.origins.cell(span(node.start))?;
    let (_, last_row, last) = document.origins.cell(span(node.end - 1))?;
    (row == last_row && cell == last).then_some((grid.line, cell))
}

impl Drawn {
    /// The row of a label, where it stands in the same table and goes on to the table's right edge; `None` where it does not,
    /// or misses a cell under a column of the form.
    #[must_use]
    pub fn row(&self, document: &Document, tokens: &[Token], label: &Node) -> Option<DrawnRow> {
        let (line, cell) = cell_of(document, label)?;
        let number = document.pieces[label.start as usize].span.line;
        let (grid, row) = document.origins.row(number)?;
        let edge = grid.rows[row].last().map(|last| last.at + last.columns)?;
        if line != self.line || cell.rows != 1 || edge != grid.columns || cell.at >= *self.columns.first()? {
            return None;
        }
        let on_line = |i: usize| document.pieces.get(i).is_some_and(|piece| piece.span.line == number);
        let first = (0..label.start as usize).rev().take_while(|&i| on_line(i)).last().unwrap_or(label.start as usize);
        let pieces = first..(label.end as usize..tokens.len()).find(|&i| !on_line(i)).unwrap_or(tokens.len());
        let column = |i: usize| u32::from(document.pieces[i].cell);
        let under = |at: u32| pieces.clone().find(|&i| column(i) == at);
        let cells: Vec<Option<usize>> = self.columns.iter().map(|&at| under(at)).collect();
        if cells.iter().any(Option::is_none) {
            return None;
        }
        let is_beside = |&i: &usize| tokens[i].class == Class::Value && !cells.contains(&Some(i)) && !label.covers(i);
        let beside = pieces.filter(is_beside).partition(|&i| i < label.start as usize);
        Some(DrawnRow { cells, beside })
    }
}

/// Whether values count on by one from row to row: numbers of rows, which are no figures.
#[must_use]
pub fn count_on(tokens: &[Token], pieces: &[usize]) -> bool {
    let number = |i: usize| tokens[i].reading.as_ref().and_then(|reading| reading.value);
    let steps =
        |pair: &[usize]| number(pair[0]).zip(number(pair[1])).is_some_and(|(a, b)| b == a + rust_decimal::Decimal::ONE);
    pieces.windows(2).all(steps)
}
