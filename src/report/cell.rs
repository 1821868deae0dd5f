//! Cells with their evidence, tables as dense arrays of cells, and numbers that found no place.

use rust_decimal::Decimal;

use crate::document::Span;
use crate::schema::{CellId, TableRef};
use crate::text::lang::Lang;

/// What a cell's text is. Absence of a cell is not a kind: the cell is then not there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A number, exact in [`Cell::value`].
    Number,
    /// The cell is there and empty.
    Blank,
    /// A mark for «nothing» or «not applicable»: `/`, `-`, `—`, 无, 不适用.
    Dash,
    /// Text that cannot be read as a number.
    Text,
}

impl Kind {
    /// The word used in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Blank => "blank",
            Self::Dash => "dash",
            Self::Text => "text",
        }
    }
}

/// How sure the engine is of a cell's place, part by part, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Confidence {
    /// How well the row's label matched, or its neighbours where the label is lost.
    pub row: f32,
    /// How well the column's header matched, or the order of columns where headers are lost.
    pub column: f32,
    /// How well the count and separators of the row's values fit the table's layout.
    pub layout: f32,
    /// Whether the relations that touch the cell hold: above 0.5 speaks for the place. `None` where none can be tried.
    pub arithmetic: Option<f32>,
}

impl Confidence {
    /// The whole, from 0 to 1: the product of row, column and layout; arithmetic that holds mends up to half of what is missing.
    #[must_use]
    pub fn score(self) -> f32 {
        let base = self.row * self.column * self.layout;
        match self.arithmetic {
            Some(share) if share > 0.5 => base + (1.0 - base) * (share - 0.5),
            _ => base,
        }
    }
}

/// Why the engine does not vouch for a value or its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The row has fewer values than the table has columns, and nothing tells which are lost.
    LostCells,
    /// The row has more values than the table has columns.
    ExtraValues,
    /// The row's or column's label is uncertain and nothing else confirms the place.
    LabelUncertain,
    /// The order of the columns could not be settled.
    ColumnsUnsettled,
    /// The table is printed twice and the readings differ.
    ReadingsDiffer,
    /// The document breaks off inside this table.
    CutOff,
    /// Two labels are mapped onto this one cell.
    MappedTwice,
    /// The table is damaged: repeated lines were removed.
    LinesRemoved,
}

impl Doubt {
    /// A short reason in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::LostCells => lang.pick(
                "本行数据少于栏数，无法判断缺的是哪一格",
                "the row has fewer values than columns; which are lost cannot be told",
            ),
            Self::ExtraValues => lang.pick("本行数据多于栏数", "the row has more values than columns"),
            Self::LabelUncertain => lang
                .pick("栏目名称不能确定，且无其他佐证", "the label is uncertain and nothing else confirms the place"),
            Self::ColumnsUnsettled => lang.pick("各栏顺序不能确定", "the order of the columns could not be settled"),
            Self::ReadingsDiffer => {
                lang.pick("同一表格出现两次且数值不同", "the table is printed twice and the readings differ")
            }
            Self::CutOff => lang.pick("文件在本表中间截断", "the document breaks off inside this table"),
            Self::MappedTwice => lang.pick("两个栏目名称对应同一字段", "two labels are mapped onto this field"),
            Self::LinesRemoved => lang.pick("重复行被删除，数据残缺", "repeated lines were removed from the text"),
        }
    }
}

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
