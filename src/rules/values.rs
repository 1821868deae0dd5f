//! What was filled in besides numbers: blanks, marks, cells that are not there, and reports of zeros only.

use crate::report::{Cell, Kind, TableReading};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Finding, damage, names};
use crate::schema::CellId;

/// One finding a table for blanks, one for marks; one for the report where everything is 0.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    for (reading, tally) in board.tables() {
        if tally.no_number + tally.missing == 0 {
            continue;
        }
        let absent = if damage::explains_gaps(board.report, reading) || tally.doubtful > 0 {
            Vec::new()
        } else {
            absent(reading)
        };
        let blank = of_kind(reading, Kind::Blank);
        if !blank.is_empty() || !absent.is_empty() {
            findings.push(blanks(reading, &blank, absent));
        }
        let dash = of_kind(reading, Kind::Dash);
        if !dash.is_empty() {
            findings.push(dashes(reading, &dash));
        }
    }
    all_zero(board, findings);
}

fn of_kind(reading: &TableReading, kind: Kind) -> Vec<(CellId, &Cell)> {
    reading.cells().filter(|(_, cell)| cell.kind == kind && cell.doubt.is_none()).collect()
}

/// Cells that the document does not have in rows that it has.
pub(super) fn absent(reading: &TableReading) -> Vec<CellId> {
    if reading.cells.iter().all(Option::is_some) {
        return Vec::new();
    }
    let columns = reading.table.get().columns.len();
    let at = |i: usize| reading.table.cell((i / columns) as u8, (i % columns) as u8);
    let row_is_there = |row: u8| {
        reading.rows_found.get(usize::from(row)).copied().unwrap_or(false)
            || (0..columns as u8).any(|column| reading.cell(row, column).is_some())
    };
    (0..reading.cells.len()).filter(|&i| reading.cells[i].is_none()).map(at).filter(|id| row_is_there(id.row)).collect()
}

fn blanks(reading: &TableReading, blank: &[(CellId, &Cell)], absent: Vec<CellId>) -> Finding {
    let table = names::table(reading.table);
    let ids: Vec<CellId> = blank.iter().map(|&(id, _)| id).collect();
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (ids, kind_zh, kind_en) in
        [(&ids, "空白", "blank"), (&absent, "在文件中没有数", "without any value in the document")]
    {
        if !ids.is_empty() {
            let extent = names::extent(reading.table, ids);
            zh.push(format!("有 {} 格{kind_zh}：{}", ids.len(), extent.zh));
            en.push(format!("{} cells {kind_en}: {}", ids.len(), extent.en));
        }
    }
    let mut finding = finding(
        "values.blank",
        format!("{}{}。空白不等于 0。", table.zh, zh.join("；")),
        format!("{}: {}. Blank is not 0.", table.en, en.join("; ")),
    );
    finding.source = blank.iter().flat_map(|(_, cell)| cell.source.iter().copied()).collect();
    finding.cells = ids.into_iter().chain(absent).collect();
    finding
}

fn dashes(reading: &TableReading, dash: &[(CellId, &Cell)]) -> Finding {
    let table = names::table(reading.table);
    let ids: Vec<CellId> = dash.iter().map(|&(id, _)| id).collect();
    let extent = names::extent(reading.table, &ids);
    let mut marks: Vec<String> = dash.iter().map(|(_, cell)| names::quote(&cell.raw)).collect();
    marks.sort_unstable();
    marks.dedup();
    let mut finding = finding(
        "values.dash",
        format!("{}有 {} 格填的是{}，不是数字：{}。", table.zh, ids.len(), marks.join(""), extent.zh),
        format!("{}: {} cells have {} and no number: {}.", table.en, ids.len(), marks.join(", "), extent.en),
    );
    finding.source = dash.iter().flat_map(|(_, cell)| cell.source.iter().copied()).collect();
    finding.cells = ids;
    finding
}

fn all_zero(board: &Board, findings: &mut Vec<Finding>) {
    let tables = &board.report.tables;
    let count: usize = board.tables().map(|(_, tally)| tally.zeros).sum();
    let others: usize =
        board.tables().map(|(_, tally)| tally.numbers - tally.zeros + tally.no_number + tally.doubtful).sum();
    if count == 0 || others > 0 {
        return;
    }
    let mut finding = finding(
        "values.all_zero",
        format!("{} 张表（项）共 {count} 格全部为 0。", tables.len()),
        format!("All {count} cells of {} tables are 0.", tables.len()),
    );
    finding.tables = tables.iter().map(|reading| reading.table).collect();
    finding.source = board.report.cells().flat_map(|(_, cell)| cell.source.first().copied()).take(1).collect();
    findings.push(finding);
}
