//! Which edition of the form a table is printed by, where the table itself hardly tells.
//!
//! The editions print some tables with the same labels, or nearly so. One that none of its own labels tells apart is of the
//! edition of the others: a report is filled in on one form, and exceptions show by what only the other form prints.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::matching::Method;
use crate::schema::{Axis, Schema, TableRef, Target};

use super::Extraction;
use super::block::Block;
use super::evidence::Doubt;
use super::node::Node;

/// The nodes without those by which a table was taken for another edition than that of all tables that tell theirs, although
/// no label of its own says so; `None` where there is no such table.
#[must_use]
pub fn of_one_edition(nodes: &[Node], blocks: &[Block]) -> Option<Vec<Node>> {
    let tells_own = |block: &Block| block.nodes.iter().any(|&i| tells(&nodes[i]));
    let mut told = blocks.iter().filter(|block| tells_own(block)).map(|block| block.table.form);
    let form = told.next()?;
    if told.any(|other| other != form) {
        return None;
    }
    let has_twin =
        |table: TableRef| Schema::get().tables().any(|other| other.form == form && other.get().id == table.get().id);
    let strays: Vec<TableRef> =
        blocks.iter().map(|block| block.table).filter(|&table| table.form != form && has_twin(table)).collect();
    if strays.is_empty() {
        return None;
    }
    Some(nodes.iter().filter(|node| !strays.contains(&node.target.table)).cloned().collect())
}

/// Whether a label is printed in one edition's table and not in the other's.
pub fn tells(node: &Node) -> bool {
    // What is left of （六）其他处理 may read 其他, which is a row of the other edition: 3.其他.
    if node.target.is_ambiguous() && !node.has_ordinal {
        return false;
    }
    let twin = Twin::of(node.target);
    // A field that both editions have tells them apart only by a label printed in full: each is the other's alias.
    match node.method {
        Method::Exact | Method::Folded => twin != Twin::OfOneLabel,
        Method::Alias => twin == Twin::None,
        _ => node.is_alike() && twin == Twin::None,
    }
}

/// Whether another edition has a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twin {
    None,
    OfAnotherLabel,
    OfOneLabel,
}

impl Twin {
    /// Looked up, since every label of every report asks.
    fn of(target: Target) -> Self {
        static TWINS: OnceLock<HashMap<Target, Twin>> = OnceLock::new();
        let twins = TWINS.get_or_init(|| {
            let axes = [Axis::Row, Axis::Column, Axis::Table, Axis::Group];
            let targets = Schema::get().tables().flat_map(|table| axes.map(|axis| Target::all(table, axis)));
            targets.flatten().map(|target| (target, Self::find(target))).collect()
        });
        twins.get(&target).copied().unwrap_or_else(|| Self::find(target))
    }

    fn find(target: Target) -> Self {
        let id = target.canonical();
        let others = Schema::get()
            .tables()
            .filter(|other| other.form != target.table.form && other.get().id == target.table.get().id);
        let twins: Vec<Target> = others.filter_map(|other| Target::find(other, target.axis, id)).collect();
        match twins.as_slice() {
            [] => Self::None,
            twins if twins.iter().any(|twin| twin.label() == target.label()) => Self::OfOneLabel,
            _ => Self::OfAnotherLabel,
        }
    }
}

/// A table without any header or row that tells its edition borrows it from the others; where none tells, its columns
/// are not settled if the editions differ in them.
pub fn settle(extraction: &mut Extraction) {
    let told: Vec<u8> =
        extraction.tables.iter().filter(|table| table.has_edition).map(|table| table.table.form).collect();
    for table in &mut extraction.tables {
        let differs = Schema::get().tables().any(|other| {
            other.form != table.table.form
                && other.get().id == table.table.get().id
                && (other.get().columns.len() == table.table.get().columns.len())
                && other.get().columns.iter().zip(&table.table.get().columns).any(|(a, b)| a.id != b.id)
        });
        let is_told = !told.is_empty() && told.iter().all(|&form| form == table.table.form);
        if differs && !table.has_edition && !is_told {
            for value in &mut table.values {
                value.doubt = value.doubt.or(Some(Doubt::ColumnsUnsettled));
            }
        }
    }
}
