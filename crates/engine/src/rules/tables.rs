//! What the form wants and the report lacks, or has twice: tables, rows and sections.

use crate::document::Span;
use crate::matching::names_something_else;
use crate::report::{Method, Report, TableReading};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Evidence, Finding, Severity, arithmetic, damage, names, values};
use crate::schema::{Axis, CellId, Schema, TableRef};

/// Checks a report that has tables against its form.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    if board.report.tables.is_empty() {
        return;
    }
    missing_tables(board.report, findings);
    for (reading, _) in board.tables().filter(|(_, tally)| tally.missing > 0) {
        missing_rows(board.report, reading, findings);
    }
    missing_sections(board.report, findings);
    duplicates(board.report, findings);
}

/// Labels on an axis that stand for no field yet: what seems missing may be one of them.
fn unmapped(report: &Report, axis: Axis, table: Option<TableRef>) -> Vec<String> {
    report
        .labels
        .iter()
        .filter(|label| {
            label.axis == axis && label.target.is_none() && label.needs_review && label.method != Method::Reviewer
        })
        .filter(|label| table.is_none_or(|table| label.table == table))
        // What names another act of law, or another year's figures, is none of those that are missing.
        .filter(|label| !names_something_else(&label.observed))
        .map(|label| names::quote(&label.observed))
        .collect()
}

/// Milder and with a reason where labels without a field may be what is missing.
fn hedge(finding: &mut Finding, unmapped: &[String]) {
    if !unmapped.is_empty() {
        finding.severity = Severity::Warning;
        finding.zh.push_str(&format!("另有未对应的名称{}，可能就是其中之一，请先确认。", unmapped.join("")));
        finding
            .en
            .push_str(&format!(" {} are not mapped and may be among them: confirm those first.", unmapped.join(", ")));
    }
}

fn missing_tables(report: &Report, findings: &mut Vec<Finding>) {
    let Some(form) = report.form else { return };
    let description = &Schema::get().forms[usize::from(form)];
    if description.is_narrative() {
        return;
    }
    let missing: Vec<TableRef> = (0..description.tables.len() as u8)
        .map(|table| TableRef { form, table })
        .filter(|&at| report.table(at).is_none() && report.table_by_id(at.get().id).is_none())
        .collect();
    if missing.is_empty() {
        return;
    }
    let list = names::tables(&missing);
    let mut finding = finding(
        "form.missing_table",
        format!(
            "缺少 {} 项表格：{}（{} 年表样共 {} 项）。",
            missing.len(),
            list.zh,
            description.id,
            description.tables.len()
        ),
        format!(
            "{} of the {} tables of the form of {} are missing: {}.",
            missing.len(),
            description.tables.len(),
            description.id,
            list.en
        ),
    );
    hedge(&mut finding, &unmapped(report, Axis::Table, None));
    if let Some(reason) = damage::explains_missing(report, &missing) {
        finding.severity = Severity::Warning;
        finding.zh.push_str(&format!("{}。", reason.zh));
        finding.en.push_str(&format!(" {}.", reason.en));
    }
    // The first line of what stands next to the gap is where a reader looks for it.
    finding.source = report
        .sections
        .iter()
        .filter(|mark| missing.iter().any(|at| at.get().section == mark.id))
        .flat_map(|mark| mark.source.iter().copied())
        .collect();
    finding.tables = missing;
    findings.push(finding.about_tables());
}

fn missing_rows(report: &Report, reading: &TableReading, findings: &mut Vec<Finding>) {
    if damage::explains_gaps(report, reading) {
        return;
    }
    let description = reading.table.get();
    let columns = description.columns.len() as u8;
    let missing: Vec<u8> = (0..description.rows.len() as u8).filter(|&row| !values::has_row(reading, row)).collect();
    if missing.is_empty() {
        return;
    }
    let table = names::table(reading.table);
    let rows = names::ranges(&missing, |row| names::row(reading.table, row));
    let mut finding = finding(
        "form.missing_row",
        format!("{}缺少 {} 行：{}。", table.zh, missing.len(), rows.zh),
        format!("{} lacks {}: {}.", table.en, arithmetic::count(missing.len(), "row"), rows.en),
    );
    hedge(&mut finding, &unmapped(report, Axis::Row, Some(reading.table)));
    let numbers = report.unplaced.iter().filter(|unplaced| unplaced.table == Some(reading.table)).count();
    if numbers > 0 && finding.severity == Severity::Error {
        finding.severity = Severity::Warning;
        finding.zh.push_str(&format!("本表另有 {numbers} 个数未能归位，可能属于这些行。"));
        finding.en.push_str(&format!(
            " This table has {} without a place, which may belong to them.",
            arithmetic::count(numbers, "number")
        ));
    }
    finding.cells = missing
        .iter()
        .flat_map(|&row| (0..columns).map(move |column| (row, column)))
        .map(|(row, column)| reading.table.cell(row, column))
        .collect();
    finding.tables = vec![reading.table];
    finding.source = vec![Span::line(reading.lines.0)];
    findings.push(finding);
}

fn missing_sections(report: &Report, findings: &mut Vec<Finding>) {
    let sections = &Schema::get().sections;
    let missing: Vec<_> =
        sections.iter().filter(|section| report.sections.iter().all(|mark| mark.id != section.id)).collect();
    if missing.is_empty() {
        return;
    }
    let labels: Vec<String> = missing.iter().map(|section| format!("“{}”", section.label)).collect();
    let mut finding = finding(
        "form.missing_section",
        format!("没有找到 {} 个部分的标题：{}。", missing.len(), labels.join("、")),
        format!("The report lacks {}: {}.", arithmetic::count(missing.len(), "section heading"), labels.join(", ")),
    );
    let at = |id: &str| sections.iter().position(|section| section.id == id);
    let last = report.sections.iter().filter_map(|mark| at(mark.id)).max();
    if damage::breaks_off(report) && missing.iter().any(|section| at(section.id) > last) {
        finding.severity = finding.severity.min(Severity::Warning);
        finding.zh.push_str("文件在此之前中断，其后的部分可能未收到。");
        finding.en.push_str(" The document breaks off before them; they may be in the part that is not in the file.");
    }
    findings.push(finding.about(missing.iter().map(|section| Evidence::Section(section.id.to_owned()))));
}

fn duplicates(report: &Report, findings: &mut Vec<Finding>) {
    for reading in report.tables.iter().filter(|reading| reading.printed > 1) {
        let others: Vec<_> = report.other_readings.iter().filter(|other| other.cell.table() == reading.table).collect();
        let mut differing: Vec<CellId> = others
            .iter()
            .filter(|other| {
                report.cell(other.cell).is_none_or(|cell| cell.raw != other.raw && cell.value != other.value)
            })
            .map(|other| other.cell)
            .collect();
        differing.sort_unstable();
        differing.dedup();
        let table = names::table(reading.table);
        let unplaced = report.unplaced.iter().filter(|unplaced| unplaced.table == Some(reading.table)).count();
        let (tail_zh, tail_en) = if differing.is_empty() && unplaced > 0 {
            (
                format!("，各次数值是否相同不能确定（有 {unplaced} 个数未能归位）"),
                format!(
                    "; whether the figures agree cannot be told ({} without a place)",
                    arithmetic::count(unplaced, "number")
                ),
            )
        } else if differing.is_empty() && others.is_empty() {
            ("，只有一次有数".to_owned(), "; only one has figures".to_owned())
        } else if differing.is_empty() {
            ("，各次数值相同".to_owned(), "; the figures agree".to_owned())
        } else {
            let extent = names::extent(reading.table, &differing);
            (
                format!("，其中 {} 格数值不同：{}", differing.len(), extent.zh),
                format!("; the figures differ in {}: {}", arithmetic::count(differing.len(), "cell"), extent.en),
            )
        };
        let mut finding = finding(
            "form.duplicate_table",
            format!("{}出现 {} 次{tail_zh}。", table.zh, reading.printed),
            format!("{} is printed {} times{tail_en}.", table.en, reading.printed),
        );
        finding.source = others.iter().flat_map(|other| other.source.iter().copied()).collect();
        if finding.source.is_empty() {
            finding.source.push(Span::line(reading.lines.0));
        }
        finding.cells = differing;
        finding.tables = vec![reading.table];
        findings.push(finding.about_tables());
    }
}
