//! Single cells that are lost or added, whole columns and rows that the form does not have, and a report that breaks off.

use rust_decimal::Decimal;

use super::{any_row, data_rows, set};
use crate::common::figures::Random;
use crate::common::sheet::{Expect, LOST, Print, Role, Row, Sheet};

pub fn label_lost(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    let label = sheet.grids[at].rows[row].cells.iter_mut().rfind(|print| print.value.is_none());
    if let Some(print) = label {
        print.text.clear();
    }
}

pub fn value_lost(sheet: &mut Sheet, random: &mut Random) {
    let (at, row) = any_row(sheet, random);
    let cells = &mut sheet.grids[at].rows[row].cells;
    let values: Vec<usize> = (0..cells.len()).filter(|&i| cells[i].value.is_some()).collect();
    if !values.is_empty() {
        set(&mut cells[*random.pick(&values)], LOST);
    }
}

pub fn value_added(sheet: &mut Sheet, random: &mut Random) {
    let row = *random.pick(&data_rows(&sheet.grids[1]));
    let cells = &mut sheet.grids[1].rows[row].cells;
    let values: Vec<usize> = (0..cells.len()).filter(|&i| cells[i].value.is_some()).collect();
    let at = *random.pick(&values);
    let column = cells[at].column;
    for print in &mut cells[at..] {
        print.column += 1;
    }
    cells.insert(at, Print { text: "6".to_owned(), column, value: None, field: None });
    sheet.grids[1].width = 11;
}

pub fn extra_row(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[0];
    let at = data_rows(grid).into_iter().rfind(|&i| grid.rows[i].block == "art20_1").map_or(0, |i| i + 1);
    let mut cells = vec![Print { text: "其他主动公开文件".to_owned(), column: 0, value: None, field: None }];
    cells.extend((1..4).map(|column| Print {
        text: (60 + random.below(30)).to_string(),
        column,
        value: None,
        field: None,
    }));
    grid.rows.insert(at, Row { role: Role::Data, block: "art20_1", cells });
}

/// Some units print a subtotal of the organisations before the total.
pub fn subtotal_column(sheet: &mut Sheet, _: &mut Random) {
    let grid = &mut sheet.grids[1];
    grid.width = 11;
    for row in &mut grid.rows {
        let organisations: Decimal = row
            .cells
            .iter()
            .filter(|print| (4..9).contains(&print.column))
            .filter_map(|print| match &print.value {
                Some((_, Expect::Number(value, _))) => Some(value),
                _ => None,
            })
            .sum();
        let inner_headers = row.role == Role::Header && row.cells[0].column == 4;
        if let Some(at) = row.cells.iter().position(|print| print.column == 9) {
            row.cells[at].column = 10;
            if row.role == Role::Data {
                row.cells.insert(at, Print { text: organisations.to_string(), column: 9, value: None, field: None });
            }
        } else if inner_headers {
            row.cells.push(Print { text: "小计".to_owned(), column: 9, value: None, field: None });
        }
    }
}

pub fn cut_off(sheet: &mut Sheet, random: &mut Random) {
    let rows = data_rows(&sheet.grids[1]);
    let at = *random.pick(&rows[3..]);
    let cells = &mut sheet.grids[1].rows[at].cells;
    let keep = 1 + random.below(cells.len() - 1);
    cells.truncate(keep);
    sheet.grids[1].rows.truncate(at + 1);
    sheet.grids[1].cut = true;
    sheet.grids[2].rows.clear();
}
