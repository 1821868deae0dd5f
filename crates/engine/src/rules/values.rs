//! What was filled in besides numbers: blanks, marks, cells that are not there, and reports of zeros only.

use crate::report::{Cell, Kind, Report, TableReading};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Finding, arithmetic, damage, names};
use crate::schema::CellId;

/// One finding a table for blanks, one for marks; one for the report where everything is 0.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    for (reading, tally) in board.tables() {
        if tally.no_number + tally.missing == 0 {
            continue;
        }
        let absent = if told_by(board.report, reading) == ToldBy::Blank { absent(reading) } else { Vec::new() };
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

/// Which finding names the cells that are not there in rows that are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ToldBy {
    /// The text is damaged, which is why they are not there.
    Damage,
    /// Other cells of the table are doubtful, and these may be what they lack.
    Doubtful,
    /// Numbers of the table found no place, and may belong there.
    Unplaced,
    /// Nothing but that nothing was filled in.
    Blank,
}

/// Which finding names the cells of a table that are not there.
pub(super) fn told_by(report: &Report, reading: &TableReading) -> ToldBy {
    let mut unplaced = report.unplaced.iter().filter(|unplaced| unplaced.table == Some(reading.table));
    if damage::explains_gaps(report, reading) {
        ToldBy::Damage
    } else if reading.cells().any(|(_, cell)| cell.doubt.is_some_and(|doubt| !damage::explains(report, reading, doubt)))
    {
        ToldBy::Doubtful
    } else if unplaced.any(|unplaced| !damage::explains_unplaced(report, unplaced)) {
        ToldBy::Unplaced
    } else {
        ToldBy::Blank
    }
}

/// Cells of a table that the document does not have.
pub(super) fn gaps(reading: &TableReading) -> impl Iterator<Item = CellId> {
    let columns = reading.table.get().columns.len();
    let at = move |i: usize| reading.table.cell((i / columns) as u8, (i % columns) as u8);
    reading.cells.iter().enumerate().filter(|(_, cell)| cell.is_none()).map(move |(i, _)| at(i))
}

/// Cells that the document does not have in rows that it has.
pub(super) fn absent(reading: &TableReading) -> Vec<CellId> {
    gaps(reading).filter(|id| has_row(reading, id.row)).collect()
}

/// Whether the document has a row, by its label or by any of its values.
pub(super) fn has_row(reading: &TableReading, row: u8) -> bool {
    let columns = reading.table.get().columns.len() as u8;
    reading.rows_found.get(usize::from(row)).copied().unwrap_or(false)
        || (0..columns).any(|column| reading.cell(row, column).is_some())
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
            en.push(format!("{} {kind_en}: {}", arithmetic::count(ids.len(), "cell"), extent.en));
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
        format!(
            "{}: {} with {} and no number: {}.",
            table.en,
            arithmetic::count(ids.len(), "cell"),
            marks.join(", "),
            extent.en
        ),
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
        format!(
            "Everything is 0: {} in {}.",
            arithmetic::count(count, "cell"),
            arithmetic::count(tables.len(), "table")
        ),
    );
    finding.tables = tables.iter().map(|reading| reading.table).collect();
    finding.source = board.report.cells().flat_map(|(_, cell)| cell.source.first().copied()).take(1).collect();
    findings.push(finding.about_tables());
}
