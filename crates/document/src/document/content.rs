//! What a reader hands over: lines and tables in reading order. All kinds of file meet here; what becomes of them is for
//! [`super::compose`].

/// What a file holds, in reading order, and what is to be said of how it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// Lines and tables.
    pub blocks: Vec<Block>,
    /// What a reviewer should know of the reading.
    pub remarks: Vec<super::Remark>,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph, or a line of one; an empty one where a blank line stands. It holds no line break.
    Line(String),
    /// A table with merged cells made explicit.
    Table(Table),
    /// What follows stands on this page, counted from 1.
    Page(u32),
    /// What follows stands on this sheet.
    Sheet(String),
}

/// A table as it is drawn. Tables around tables, and tables that only lay out a page, are none: their reader hands over
/// what is in them, one after another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows from above, each with the cells that begin in it, from the left.
    pub rows: Vec<Vec<Cell>>,
    /// Row and column of the upper left cell in the original, both from 1: where the table begins on its sheet.
    pub first: (u32, u32),
}

/// One cell. Places that a merged cell covers beside its first one have no cell of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Column of the grid, from 0.
    pub column: u32,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
    /// Its text as it is shown, lines and paragraphs of the cell separated by `\n`; empty for a blank cell.
    pub text: String,
}
