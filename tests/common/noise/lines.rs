//! Lines that are no part of a table: page furniture, notes, page numbers.

use super::{any_row, data_rows};
use crate::common::figures::Random;
use crate::common::sheet::{Role, Row, Sheet};

const LINES: [&str; 4] = [
    "浏览次数：1289次 字号：[ 大 中 小 ]",
    "【打印】 【关闭】 分享到：",
    "上一篇：云岭县民政局2018年预算公开",
    "扫一扫在手机打开当前页",
];

pub fn furniture(sheet: &mut Sheet, random: &mut Random) {
    let grid = &mut sheet.grids[0];
    let starts: Vec<usize> = (1..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Heading).collect();
    for at in starts.into_iter().rev() {
        let block = grid.rows[at].block;
        grid.rows.insert(at, Row::furniture(block, random.pick::<&str>(&LINES)));
    }
    for grid in &mut sheet.grids {
        let block = grid.rows[0].block;
        grid.rows.push(Row::furniture(block, random.pick::<&str>(&LINES)));
    }
}

pub fn note_inside(sheet: &mut Sheet, _: &mut Random) {
    let notes = [
        "注：以上数据由办公室汇总，行政处罚31件中已结案29件。",
        "说明：申请数量含网上申请12件、当面申请3件，口径与上年一致。",
    ];
    for (grid, note) in sheet.grids.iter_mut().zip(notes) {
        let rows = data_rows(grid);
        let at = rows[rows.len() / 2];
        let block = grid.rows[at].block;
        grid.rows.insert(at, Row::furniture(block, note));
    }
}

pub fn page_numbers(sheet: &mut Sheet, random: &mut Random) {
    for page in 3..6 {
        let (at, row) = any_row(sheet, random);
        let block = sheet.grids[at].rows[row].block;
        let text = if random.below(2) == 0 { format!("- {page} -") } else { format!("第 {page} 页 共 8 页") };
        sheet.grids[at].rows.insert(row, Row::furniture(block, &text));
    }
}
