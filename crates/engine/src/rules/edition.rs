//! Whether the form is the one for the report year, and one only.

use crate::document::Span;
use crate::report::{DateKind, DateMention, Report};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Evidence, Finding, names};
use crate::schema::{Schema, TableRef};

/// Compares the form with the year, and the tables with one another.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    edition_year(board.report, findings);
    mixed(board.report, findings);
}

/// The form for a year; the newest one for years after those that the forms list.
fn form_for(year: i32) -> Option<u8> {
    let schema = Schema::get();
    schema.form_for_year(year).or_else(|| {
        let (newest, last) = schema
            .forms
            .iter()
            .enumerate()
            .filter_map(|(index, form)| Some((index as u8, *form.report_years.iter().max()?)))
            .max_by_key(|&(_, last)| last)?;
        (year > last).then_some(newest)
    })
}

fn edition_year(report: &Report, findings: &mut Vec<Finding>) {
    let (Some(form), Some(year)) = (report.form, report.year) else { return };
    let used = &Schema::get().forms[usize::from(form)];
    let Some(wanted) = form_for(year) else { return };
    if used.is_narrative() || wanted == form {
        return;
    }
    let wanted = &Schema::get().forms[usize::from(wanted)];
    let (should_zh, should_en) = if wanted.is_narrative() {
        (
            format!("该年度尚无此表样（{}自 {} 年度起用）", used.document_number, used.report_years[0]),
            format!(
                "for that year there was no such form yet ({} is for reports on {} and later)",
                used.document_number, used.report_years[0]
            ),
        )
    } else {
        (
            format!("应为 {} 年表样（{}）", wanted.id, wanted.document_number),
            format!("it should use the form of {} ({})", wanted.id, wanted.document_number),
        )
    };
    let early = dated_before(report, used.report_years[0]);
    let (early_zh, early_en) = early.map_or((String::new(), String::new()), |mention| {
        let (kind_zh, kind_en) = match mention.kind {
            DateKind::Published => ("发布", "published"),
            DateKind::Signed => ("落款", "signed"),
        };
        (
            format!("；{kind_zh}日期 {} 也早于首次使用该表样的时间（{} 年初）", mention.date, used.report_years[0] + 1),
            format!(
                "; it was {kind_en} on {}, before that form was first used (early {})",
                mention.date,
                used.report_years[0] + 1
            ),
        )
    });
    let mut finding = finding(
        "form.edition_year",
        format!("报告年度为 {year} 年，所用为 {} 年表样，{should_zh}{early_zh}。", used.id),
        format!("The report is on {year} and uses the form of {}; {should_en}{early_en}.", used.id),
    );
    finding.source.clone_from(&report.year_source);
    finding.source.extend(early.iter().flat_map(|mention| mention.source.iter().copied()));
    findings.push(finding.about([Evidence::Year(year), Evidence::Form(used.id.to_owned())]));
}

/// The date of a report that is older than the first use of its form: reports on a year are written after its end.
fn dated_before(report: &Report, first_year: i32) -> Option<&DateMention> {
    report.dates.iter().find(|mention| i32::from(mention.date.year()) <= first_year)
}

fn mixed(report: &Report, findings: &mut Vec<Finding>) {
    let mut forms: Vec<u8> = report.tables.iter().map(|reading| reading.table.form).collect();
    forms.sort_unstable();
    forms.dedup();
    if forms.len() < 2 {
        return;
    }
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for form in forms {
        let tables: Vec<TableRef> =
            report.tables.iter().map(|reading| reading.table).filter(|at| at.form == form).collect();
        let (list, id) = (names::tables(&tables), Schema::get().forms[usize::from(form)].id);
        zh.push(format!("{}为 {id} 年表样", list.zh));
        en.push(format!("{}: form of {id}", list.en));
    }
    let mut finding = finding(
        "form.mixed_edition",
        format!("新旧表样混用：{}。", zh.join("；")),
        format!("Tables of different editions are mixed: {}.", en.join("; ")),
    );
    finding.tables = report.tables.iter().map(|reading| reading.table).collect();
    finding.source = report.tables.iter().map(|reading| Span::line(reading.lines.0)).collect();
    findings.push(finding.about_tables());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_decides_the_form() {
        let table =
            [(2007, None), (2018, Some("2008")), (2019, Some("2019")), (2021, Some("2021")), (2031, Some("2021"))];
        for (year, form) in table {
            assert_eq!(form_for(year).map(|form| Schema::get().forms[usize::from(form)].id), form, "{year}");
        }
    }
}
