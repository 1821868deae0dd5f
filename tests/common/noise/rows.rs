//! Rows, header rows, blocks and tables that are missing, moved or doubled.

use super::{any_row, data_rows, set};
use crate::common::figures::Random;
use crate::common::sheet::{Grid, Print, Role, Row, Sheet};

/// Takes a row out; group labels that it opens pass to the row below.
fn remove_row(grid: &mut Grid, at: usize) -> Row {
    let row = grid.rows.remove(at);
    let mut labels: Vec<Print> = row.cells.iter().filter(|print| print.value.is_none()).cloned().collect();
    labels.pop();
    if let Some(next) = grid.rows.get_mut(at) {
        let first = next.cells[0].column;
        let groups = labels.into_iter().filter(|print| print.column < first);
        next.cells.splice(0..0, groups);
    }
    row
}

pub fn group_on_own_line(sheet: &mut Sheet, _: &mut Random) {
    let grid = &mut sheet.grids[1];
    let rows = std::mem::take(&mut grid.rows);
    for mut row in rows {
        let labels = row.cells.iter().filter(|print| print.value.is_none()).count();
        if row.role == Role::Data && labels > 1 {
            let item = row.cells.split_off(labels - 1);
            for group in row.cells {
                grid.rows.push(Row { role: Role::Group, block: row.block, cells: vec![group] });
            }
            row.cells = item;
        }
        grid.rows.push(row);
    }
}

pub fn header_row_missing(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let headers: Vec<usize> = (0..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Header).collect();
    grid.rows.remove(*random.pick(&headers));
}

pub fn one_header_missing(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let headers: Vec<usize> = (0..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Header).collect();
    let row = &mut grid.rows[*random.pick(&headers)];
    let at = random.below(row.cells.len());
    if row.cells.len() > 1 {
        row.cells.remove(at);
    }
}

pub fn row_missing(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    remove_row(&mut sheet.grids[at], row);
}

pub fn rows_missing(sheet: &mut Sheet, random: &mut Random) {
    for _ in 0..5 {
        row_missing(sheet, random);
    }
}

fn blocks(sheet: &Sheet) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = sheet.grids[0].rows.iter().map(|row| row.block).collect();
    found.dedup();
    found
}

fn take_block(sheet: &mut Sheet, block: &str) -> Vec<Row> {
    let (taken, kept) = std::mem::take(&mut sheet.grids[0].rows).into_iter().partition(|row| row.block == block);
    sheet.grids[0].rows = kept;
    taken
}

pub fn block_missing(sheet: &mut Sheet, random: &mut Random) {
    let block = *random.pick(&blocks(sheet));
    take_block(sheet, block);
}

pub fn block_moved(sheet: &mut Sheet, random: &mut Random) {
    let block = *random.pick(&blocks(sheet)[1..]);
    let taken = take_block(sheet, block);
    sheet.grids[0].rows.splice(0..0, taken);
}

pub fn headings_missing(sheet: &mut Sheet, _: &mut Random) {
    sheet.grids[0].rows.retain(|row| row.role != Role::Heading);
}

pub fn rows_moved(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[1];
    let candidates: Vec<usize> = data_rows(grid).into_iter().filter(|&i| grid.rows[i].cells[0].column == 2).collect();
    if candidates.is_empty() {
        return;
    }
    let from = *random.pick(&candidates);
    let row = grid.rows.remove(from);
    let to = if from + 1 < grid.rows.len() && grid.rows[from].cells[0].column == 2 { from + 1 } else { from };
    grid.rows.insert(to, row);
}

pub fn row_doubled(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    let mut copy = sheet.grids[at].rows[row].clone();
    let labels = copy.cells.iter().filter(|print| print.value.is_none()).count();
    copy.cells.drain(..labels.saturating_sub(1));
    sheet.grids[at].rows.insert(row + 1, copy);
}

pub fn table_doubled(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let copy = grid.rows.clone();
    grid.rows.extend(copy);
}

pub fn table_doubled_differing(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[random.below(3)];
    let mut copy = grid.rows.clone();
    for _ in 0..3 {
        let rows: Vec<usize> = (0..copy.len()).filter(|&i| copy[i].role == Role::Data).collect();
        let row = &mut copy[*random.pick(&rows)];
        if let Some(print) = row.cells.last_mut() {
            set(print, "8761");
        }
    }
    grid.rows.extend(copy);
}
