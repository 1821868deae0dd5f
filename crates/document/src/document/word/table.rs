//! A table under construction: rows and cells as they come, and the tables that they make once all are there.

use crate::document::{Block, Cell, Table};

/// Most columns of a table's grid; Word allows 63.
const MOST_COLUMNS: u32 = 1000;

/// How a cell is merged with its neighbour before it, above or on the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// It is not.
    #[default]
    None,
    /// Others may be merged with it.
    First,
    /// It is a part of its neighbour.
    Part,
}

/// A cell as the file has it.
#[derive(Debug, Default)]
pub struct RawCell {
    /// Columns that it covers; 0 stands for 1.
    pub columns: u32,
    /// Its merging with the cell above.
    pub vertical: Merge,
    /// Its merging with the cell before it, as older files have it.
    pub horizontal: Merge,
    /// Whether it was deleted with changes tracked.
    pub is_deleted: bool,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A row as the file has it.
#[derive(Debug, Default)]
pub struct RawRow {
    /// Columns of the grid before its first cell where there is no cell.
    pub before: u32,
    /// Whether it was deleted with changes tracked.
    pub is_deleted: bool,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// Its cells.
    pub cells: Vec<RawCell>,
}

/// A cell with its place in the grid.
struct Placed {
    column: u32,
    columns: u32,
    rows: u32,
    blocks: Vec<Block>,
}

/// A merged cell that the next row may go on with.
struct Open {
    column: u32,
    row: usize,
    cell: usize,
}

/// Makes tables of a table's rows: one, or, where cells of it hold tables themselves, those and what is around them in
/// reading order. Text that merging or hiding covers is told.
pub fn finish(rows: Vec<RawRow>, hidden: &mut Vec<String>) -> Vec<Block> {
    let mut placed: Vec<Vec<Placed>> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for row in rows.into_iter().filter(|row| !row.is_deleted) {
        if row.is_hidden {
            row.cells.iter().for_each(|cell| tell(&text_of(&cell.blocks), hidden));
            continue;
        }
        let mut cells: Vec<Placed> = Vec::with_capacity(row.cells.len());
        let mut still_open = Vec::new();
        let mut column = row.before.min(MOST_COLUMNS);
        let mut is_listed = false;
        for (at, cell) in row.cells.into_iter().filter(|cell| !cell.is_deleted).enumerate() {
            let first = column;
            let columns = cell.columns.clamp(1, MOST_COLUMNS.saturating_sub(first).max(1));
            column = (first + columns).min(MOST_COLUMNS);
            if cell.horizontal == Merge::Part && at > 0 {
                tell(&text_of(&cell.blocks), hidden);
                if let Some(last) = cells.last_mut().filter(|_| is_listed) {
                    last.columns += columns;
                }
                continue;
            }
            // Open cells stand in the order of their columns.
            let above = open.get(open.partition_point(|open| open.column < first));
            let above = above.filter(|open| open.column == first && cell.vertical == Merge::Part);
            if let Some(&Open { row, cell: at, .. }) = above {
                tell(&text_of(&cell.blocks), hidden);
                placed[row][at].rows = (placed.len() - row) as u32 + 1;
                still_open.push(Open { column: first, row, cell: at });
                is_listed = false;
                continue;
            }
            if cell.vertical != Merge::None {
                still_open.push(Open { column: first, row: placed.len(), cell: cells.len() });
            }
            cells.push(Placed { column: first, columns, rows: 1, blocks: cell.blocks });
            is_listed = true;
        }
        open = still_open;
        placed.push(cells);
    }
    dissolve(placed)
}

/// Cuts a table where cells hold tables, and hands those over between the parts.
fn dissolve(placed: Vec<Vec<Placed>>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut part: Vec<Vec<Placed>> = Vec::new();
    let mut first = 1;
    for (at, row) in (1..).zip(placed) {
        let has_table = |cell: &Placed| cell.blocks.iter().any(|block| matches!(block, Block::Table(_)));
        if row.iter().any(has_table) {
            close(&mut part, first, &mut blocks);
            first = at + 1;
            blocks.extend(row.into_iter().flat_map(|cell| cell.blocks));
        } else {
            part.push(row);
        }
    }
    close(&mut part, first, &mut blocks);
    blocks
}

fn close(part: &mut Vec<Vec<Placed>>, first: u32, blocks: &mut Vec<Block>) {
    let part = std::mem::take(part);
    if part.iter().all(Vec::is_empty) {
        return;
    }
    let height = part.len() as u32;
    let rows = (0..).zip(part).map(|(at, row)| {
        let cell = |placed: Placed| Cell {
            column: placed.column,
            columns: placed.columns,
            rows: placed.rows.min(height - at),
            text: text_of(&placed.blocks),
        };
        row.into_iter().map(cell).collect()
    });
    blocks.push(Block::Table(Table { rows: rows.collect(), first: (first, 1) }));
}

/// What a cell holds: a table that only frames text there is text.
pub fn in_cell(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table)
                if table.rows.iter().all(|row| row.iter().filter(|cell| !is_blank(cell)).count() <= 1) =>
            {
                let texts = table.rows.into_iter().flatten().filter(|cell| !is_blank(cell)).map(|cell| cell.text);
                kept.extend(texts.map(Block::Line));
            }
            block => kept.push(block),
        }
    }
    kept
}

fn is_blank(cell: &Cell) -> bool {
    cell.text.trim().is_empty()
}

/// The lines of a cell as its text, without blank lines at its ends.
fn text_of(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if let Block::Line(line) = block
            && !(text.is_empty() && line.trim().is_empty())
        {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Names text that is left out.
pub fn tell(text: &str, hidden: &mut Vec<String>) {
    const MOST: usize = 20;
    const LONGEST: usize = 30;
    let text = text.trim();
    if !text.is_empty() && hidden.len() < MOST {
        hidden.push(text.chars().map(|char| if char == '\n' { ' ' } else { char }).take(LONGEST).collect());
    }
}
