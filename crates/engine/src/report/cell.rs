//! Cells with their evidence, tables as dense arrays of cells, and numbers that found no place.

use rust_decimal::Decimal;

use crate::document::Span;
pub use crate::extract::{Confidence, Doubt};
use crate::schema::{CellId, TableRef};
pub use crate::text::number::Kind;

/// One value with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The text as it stands in the document.
    pub raw: String,
    /// What the text is.
    pub kind: Kind,
    /// The exact number, with the decimals that were printed; only where `kind` is [`Kind::Number`].
    pub value: Option<Decimal>,
    /// The unit written in the cell, else in its header.
    pub unit: Option<String>,
    /// How sure the place is.
    pub confidence: Confidence,
    /// Why the engine does not vouch for it; `None` for a cell that may be copied without looking.
    pub doubt: Option<Doubt>,
    /// Where it stands. For a blank cell, where it would stand.
    pub source: Vec<Span>,
    /// Index into [`super::Report::labels`] of the row's label, where it has one.
    pub row_label: Option<u32>,
    /// Index into [`super::Report::labels`] of the column's label, where it has one.
    pub column_label: Option<u32>,
}

/// One table of the form as it stands in the report.
#[derive(Debug, Clone, PartialEq)]
pub struct TableReading {
    /// Which table of which edition.
    pub table: TableRef,
    /// Cells row by row in the schema's order, `None` where the document has no such cell.
    pub cells: Vec<Option<Cell>>,
    /// The lines that the table occupies, first and last, both from 1.
    pub lines: (u32, u32),
    /// Rows whose label, or place, was found at all (by schema index); a row may be found and yet have no values.
    pub rows_found: Vec<bool>,
    /// How often the table is printed.
    pub printed: u32,
}

impl TableReading {
    /// The cell at a row and column of the schema.
    #[must_use]
    pub fn cell(&self, row: u8, column: u8) -> Option<&Cell> {
        let columns = self.table.get().columns.len();
        self.cells.get(usize::from(row) * columns + usize::from(column))?.as_ref()
    }

    /// The cells that are there.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        let columns = self.table.get().columns.len();
        self.cells.iter().enumerate().filter_map(move |(i, cell)| {
            cell.as_ref().map(|cell| (self.table.cell((i / columns) as u8, (i % columns) as u8), cell))
        })
    }
}

/// A further reading of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct OtherReading {
    /// The cell that it is a reading of.
    pub cell: CellId,
    /// The text as it stands.
    pub raw: String,
    /// The number, where it is one.
    pub value: Option<Decimal>,
    /// Where it stands.
    pub source: Vec<Span>,
}

/// A value inside a table for which no place is certain enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Unplaced {
    /// The text as it stands.
    pub raw: String,
    /// Where it stands.
    pub source: Vec<Span>,
    /// The table in which it stands, where that is known.
    pub table: Option<TableRef>,
    /// The label printed before it, as observed; empty where there is none.
    pub after: String,
    /// Why it was not placed.
    pub doubt: Doubt,
}
