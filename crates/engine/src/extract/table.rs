//! One printing of a table: its rows read, its labels named, every value with its evidence.

use crate::document::{Document, Span};
use crate::matching::Method;
use crate::schema::{Axis, TableRef, Target};
use crate::text::fold::fold_char;
use crate::text::number::{Kind, Reading};

use super::block::Block;
use super::columns::{Columns, MOST_HEADERS, settle};
use super::costs::Costs;
use super::evidence::{Confidence, Doubt};
use super::lengths::Lengths;
use super::node::Node;
use super::profile::profile;
use super::rows::{Row, RowLabel, counts, learn_lengths, rows};
use super::subtotal::arithmetic_contradicts;
use super::token::{Class, Token, read_value};
use super::{Extraction, editions, labels};

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtractedValue {
    /// The schema's row; `None` where the row is none of the form's.
    pub row: Option<u8>,
    /// The schema's column; `None` where the column is none of the form's.
    pub column: Option<u8>,
    /// Index of the row's label.
    pub row_label: Option<u32>,
    /// Index of the column's label.
    pub column_label: Option<u32>,
    /// The text as it stands.
    pub raw: String,
    /// The text as read.
    pub reading: Reading,
    /// Where it stands.
    pub source: Span,
    /// How sure its place is.
    pub confidence: Confidence,
    /// Why it is not vouched for.
    pub doubt: Option<Doubt>,
}

/// A value that has no place.
#[derive(Debug, Clone, PartialEq)]
pub struct LooseValue {
    /// The text as it stands.
    pub raw: String,
    /// Where it stands.
    pub source: Span,
    /// The label printed before it.
    pub after: String,
    /// Why.
    pub doubt: Doubt,
}

impl LooseValue {
    /// The value of a piece, with the label printed before it.
    pub(super) fn of(document: &Document, piece: usize, after: String, doubt: Doubt) -> Self {
        let piece = &document.pieces[piece];
        Self { raw: document.piece(piece).to_owned(), source: piece.span, after, doubt }
    }
}

/// One printing of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct ExtractedTable {
    /// Which table of which edition.
    pub table: TableRef,
    /// First and last line, from 1.
    pub lines: (u32, u32),
    /// Values with a place, in printed order.
    pub values: Vec<ExtractedValue>,
    /// Values without.
    pub loose: Vec<LooseValue>,
    /// Which rows of the schema were found, by label or by place.
    pub rows_found: Vec<bool>,
    /// Whether a label of it is printed in this edition only, so that it tells the edition.
    pub has_edition: bool,
}

/// Reads all blocks into the extraction. Columns are settled for all of them first: how long a row is, with its
/// fillers, is a property of the printed table, of which blocks of section 二 are parts.
pub fn read_all(blocks: &[Block], nodes: &[Node], document: &Document, tokens: &[Token], into: &mut Extraction) {
    let columns: Vec<Columns> = blocks
        .iter()
        .map(|block| settle(document, block, nodes, tokens, &counts(block, nodes, document, tokens)))
        .collect();
    let mut lengths = Lengths::default();
    for (block, columns) in blocks.iter().zip(&columns) {
        learn_lengths(&mut lengths, block, nodes, document, tokens, columns);
    }
    for (at, (block, mut columns)) in blocks.iter().zip(columns).enumerate() {
        let section = block.table.get().section;
        let ends_print = blocks.get(at + 1).is_none_or(|next| next.table.get().section != section);
        let rows = rows(block, nodes, document, tokens, &columns, (&lengths, ends_print));
        columns.is_certain &= !arithmetic_contradicts(block, &columns, &rows, tokens);
        read(block, nodes, document, tokens, (&columns, &rows), into);
    }
}

/// Reads one block into the extraction.
fn read(
    block: &Block,
    nodes: &[Node],
    document: &Document,
    tokens: &[Token],
    (columns, rows): (&Columns, &[Row]),
    into: &mut Extraction,
) {
    let is_identified = block
        .nodes
        .iter()
        .map(|&i| &nodes[i])
        .any(|node| node.is_sure() && (node.target.axis != Axis::Column || !is_shared(node.target)));
    let reader = TableReader { block, nodes, document, columns, rows, is_identified };
    let node_labels = reader.name_nodes(into);
    let column_labels = reader.name_columns(&node_labels, into);
    let first = document.pieces[block.pieces.start].span.line;
    let last = document.pieces[block.pieces.end - 1].span.line;
    let mut table = ExtractedTable {
        table: block.table,
        lines: (first, last),
        values: Vec::new(),
        loose: Vec::new(),
        rows_found: vec![columns.is_flat; block.table.get().rows.len()],
        has_edition: block.nodes.iter().any(|&i| editions::tells(&nodes[i])),
    };
    for (at, row) in rows.iter().enumerate() {
        reader.read_row(at, row, &node_labels, &column_labels, tokens, &mut table, into);
    }
    table.loose.extend(reader.passed_over(tokens));
    into.tables.push(table);
}

/// Whether another table of the same form has a column of the same label.
fn is_shared(column: Target) -> bool {
    let has_label = |table: TableRef| table.get().columns.iter().any(|field| field.label == column.label());
    crate::schema::Schema::get()
        .tables()
        .any(|other| other.form == column.table.form && other != column.table && has_label(other))
}

/// The unit that a header names, in a bracket of its own or after 单位.
fn unit_of(header: &str) -> Option<String> {
    if !header.contains(['(', '（', '位']) {
        return None;
    }
    let header: String = header.chars().map(fold_char).filter(|c| !c.is_whitespace()).collect();
    let named =
        header.split_once("单位").map(|(_, rest)| rest).or_else(|| header.split_once('(').map(|(_, rest)| rest))?;
    let named = named.trim_matches([':', '(', ')', ' ']);
    let units = &crate::schema::Schema::get().values.unit_suffixes;
    units.iter().find(|&&unit| unit == named).map(|&unit| unit.to_owned())
}

struct TableReader<'a> {
    block: &'a Block,
    nodes: &'a [Node],
    document: &'a Document,
    columns: &'a Columns,
    rows: &'a [Row],
    /// Whether a label tells which of the tables with such columns this is: 本年处理决定数量 alone may head two.
    is_identified: bool,
}

impl TableReader<'_> {
    /// Labels of all nodes, as indices into the extraction's labels, in the block's order.
    fn name_nodes(&self, into: &mut Extraction) -> Vec<Option<u32>> {
        let mut named = Vec::with_capacity(self.block.nodes.len());
        for (at, &i) in self.block.nodes.iter().enumerate() {
            let node = &self.nodes[i];
            // The heading of sections 三 and 四 is a section's, not a label of the table under it.
            if node.target.axis == Axis::Table && node.target.table.is_whole_section() {
                named.push(None);
                continue;
            }
            if self.columns.leaves.iter().any(|leaf| leaf.node == Some(i) && leaf.column.is_none()) {
                let (piece, table) = (node.start as usize, self.block.table);
                into.labels.push(labels::of_stray(self.document, piece, table, Axis::Column, None));
                named.push(Some(into.labels.len() as u32 - 1));
                continue;
            }
            let in_place = match node.target.axis {
                Axis::Column => self.column_is_in_place(i),
                _ => self.is_between_neighbours(at),
            };
            let mut label = labels::of_node(self.document, node, self.columns.is_flat, in_place);
            let is_ambiguous =
                !self.is_identified || (!self.columns.is_flat && is_shared(node.target) && self.is_printed_again(at));
            label.needs_review |= node.target.axis == Axis::Column && is_ambiguous;
            into.labels.push(label);
            named.push(Some(into.labels.len() as u32 - 1));
        }
        named
    }

    /// Whether a column's label stands in the header once more, farther down: the first may head a table that is lost.
    fn is_printed_again(&self, at: usize) -> bool {
        let target = self.nodes[self.block.nodes[at]].target;
        let is_label = |node: &Node| node.target == target && node.method != Method::Alias;
        self.block.nodes[at + 1..].iter().take(MOST_HEADERS).any(|&i| is_label(&self.nodes[i]))
    }

    /// Whether a column's neighbours in the order of values are certain, so that it can be no other.
    fn column_is_in_place(&self, node: usize) -> bool {
        let leaves = &self.columns.leaves;
        let Some(at) = leaves.iter().position(|leaf| leaf.node == Some(node)) else { return false };
        self.columns.is_certain && {
            let is_sure = |k: usize| leaves[k].node.is_some_and(|i| self.nodes[i].is_alike());
            (at == 0 || is_sure(at - 1)) && (at + 1 == leaves.len() || is_sure(at + 1))
        }
    }

    /// Whether a row's label stands just between the labels that surround it in the form.
    fn is_between_neighbours(&self, at: usize) -> bool {
        let node = &self.nodes[self.block.nodes[at]];
        let neighbour = |at: Option<usize>, step: i32| {
            at.and_then(|at| self.block.nodes.get(at)).is_some_and(|&i| {
                let other = &self.nodes[i];
                other.is_alike() && i32::from(other.rank) == i32::from(node.rank) + step
            })
        };
        let last_rank = profile(self.block.table).ranks.iter().map(|(.., rank)| *rank).max();
        (at == 0 || neighbour(at.checked_sub(1), -1)) && (Some(node.rank) == last_rank || neighbour(Some(at + 1), 1))
    }

    /// Labels of the columns, in the order of values.
    fn name_columns(&self, node_labels: &[Option<u32>], into: &mut Extraction) -> Vec<Option<u32>> {
        let leaves = &self.columns.leaves;
        leaves
            .iter()
            .map(|leaf| {
                if let Some(node) = leaf.node {
                    let at = self.block.nodes.iter().position(|&i| i == node)?;
                    return node_labels[at];
                }
                let stray = leaf.stray?;
                let by_place = leaf.column.map(|index| {
                    let target = Target { table: self.block.table, axis: Axis::Column, index, depth: 0 };
                    (target, labels::groups_of(target))
                });
                let label = labels::of_stray(self.document, stray, self.block.table, Axis::Column, by_place);
                into.labels.push(label);
                Some(into.labels.len() as u32 - 1)
            })
            .collect()
    }

    /// Whether the labels before and after a row are those before and after it in the form.
    fn row_is_in_place(&self, at: usize, slot: u8) -> bool {
        let is_sure = |row: &Row, slot: u8| {
            row.slot == Some(slot) && matches!(row.label, RowLabel::Node(i) if self.nodes[i].is_alike())
        };
        let last = self.block.table.get().rows.len() as u8 - 1;
        let before = match slot.checked_sub(1) {
            Some(previous) => at.checked_sub(1).is_some_and(|at| is_sure(&self.rows[at], previous)),
            None => !self.rows[..at].iter().any(|row| row.slot.is_some()),
        };
        let after = if slot == last {
            !self.rows[at + 1..].iter().any(|row| row.slot.is_some())
        } else {
            self.rows.get(at + 1).is_some_and(|row| is_sure(row, slot + 1))
        };
        before && after
    }

    #[allow(clippy::too_many_arguments)] // one row's evidence comes from all of these
    fn read_row(
        &self,
        at: usize,
        row: &Row,
        node_labels: &[Option<u32>],
        column_labels: &[Option<u32>],
        tokens: &[Token],
        table: &mut ExtractedTable,
        into: &mut Extraction,
    ) {
        let target = row.slot.map(|index| Target { table: self.block.table, axis: Axis::Row, index, depth: 0 });
        let first_value = row.cells.iter().flatten().chain(&row.loose).next().copied();
        let row_label = match row.label {
            RowLabel::Node(node) => {
                // Nodes are in printed order, and so in the order of their indices.
                let at = self.block.nodes.binary_search(&node).ok();
                at.and_then(|at| node_labels[at])
            }
            RowLabel::Stray(piece) => {
                let by_place = target.map(|target| (target, labels::groups_of(target)));
                into.labels.push(labels::of_stray(self.document, piece, self.block.table, Axis::Row, by_place));
                Some(into.labels.len() as u32 - 1)
            }
            RowLabel::Missing => target.zip(first_value).map(|(target, value)| {
                into.labels.push(labels::of_missing(self.document, value, target));
                into.labels.len() as u32 - 1
            }),
            RowLabel::None => None,
        };
        let row_score = row_label.map_or(1.0, |label| into.labels[label as usize].score);
        if let Some(slot) = row.slot {
            table.rows_found[usize::from(slot)] = true;
        }
        let doubt = row.doubt.or_else(|| self.doubt_of_row(at, row));
        for (leaf, (cell, &column_label)) in self.columns.leaves.iter().zip(row.cells.iter().zip(column_labels)) {
            let Some(piece) = *cell else { continue };
            let raw = self.document.piece(&self.document.pieces[piece]);
            let mut reading = tokens[piece].reading.clone().unwrap_or_else(|| read_value(raw));
            if reading.kind == Kind::Number && reading.unit.is_none() {
                reading.unit = column_label.and_then(|label| unit_of(&into.labels[label as usize].observed));
            }
            let column = column_label.map_or(Costs::get().column_by_order, |label| into.labels[label as usize].score);
            table.values.push(ExtractedValue {
                row: if self.columns.is_flat { leaf.row } else { row.slot },
                column: leaf.column,
                row_label,
                column_label,
                raw: raw.to_owned(),
                reading,
                source: self.document.pieces[piece].span,
                confidence: Confidence { row: row_score, column, layout: row.layout, arithmetic: None },
                doubt,
            });
        }
        let after = row_label.map(|label| into.labels[label as usize].observed.clone()).unwrap_or_default();
        let doubt = row.doubt.unwrap_or(Doubt::ExtraValues);
        let loose = row.loose.iter().map(|&piece| LooseValue::of(self.document, piece, after.clone(), doubt));
        table.loose.extend(loose);
    }

    /// Values of the block that no row has, such as one between two headers: nothing that stands in a table is lost in silence.
    fn passed_over(&self, tokens: &[Token]) -> Vec<LooseValue> {
        let pieces = self.block.pieces.clone();
        let mut is_told: Vec<bool> = pieces.clone().map(|i| tokens[i].class != Class::Value).collect();
        let in_rows =
            self.rows.iter().flat_map(|row| row.cells.iter().flatten().chain(&row.loose).chain(&row.ordinals));
        let in_labels = self.block.nodes.iter().flat_map(|&i| self.nodes[i].start as usize..self.nodes[i].end as usize);
        for i in in_rows.copied().chain(in_labels) {
            if let Some(told) = i.checked_sub(pieces.start).and_then(|at| is_told.get_mut(at)) {
                *told = true;
            }
        }
        let untold = pieces.zip(is_told).filter(|(_, told)| !told);
        untold.map(|(i, _)| LooseValue::of(self.document, i, String::new(), Doubt::LabelUncertain)).collect()
    }

    /// Whether a row's label may be the rest of the one before it: words without an ordinal, alike at most, behind a label that
    /// has no values of its own. 行政机关不再处理其政府信息公开申请 ends two labels of the form.
    fn may_go_on(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.rows[before]) else { return false };
        let is_bare = before.loose.is_empty() && before.cells.iter().all(Option::is_none);
        let is_rest = |i: usize| self.nodes[i].method == Method::Fuzzy && !self.nodes[i].has_ordinal;
        matches!((before.label, self.rows[at].label), (RowLabel::Node(_), RowLabel::Node(i)) if is_bare && is_rest(i))
    }

    fn doubt_of_row(&self, at: usize, row: &Row) -> Option<Doubt> {
        if !self.columns.is_certain {
            return Some(Doubt::ColumnsUnsettled);
        }
        if !self.is_identified {
            return Some(Doubt::LabelUncertain);
        }
        if self.may_go_on(at) {
            return Some(Doubt::LabelUncertain);
        }
        match (row.label, row.slot) {
            (RowLabel::Node(i), Some(slot))
                if !self.nodes[i].is_alike() && !self.nodes[i].is_settled(false) && !self.row_is_in_place(at, slot) =>
            {
                Some(Doubt::LabelUncertain)
            }
            _ => None,
        }
    }
}
