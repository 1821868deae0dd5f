//! One row a finding, for WPS and Excel: UTF-8 with a byte order mark, and no cell that a spreadsheet would run as a formula.
//!
//! A report without findings has one row, its finding's columns empty, so that no file of the batch is missing.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Checked, Closing, Style, Told};
use crate::export::spreadsheet;
use crate::rules::across::BatchFinding;
use crate::schema::Schema;
use crate::text::lang::Lang;

const COLUMNS_ZH: [&str; 15] = [
    "文件",
    "单位",
    "年度",
    "表样",
    "机检",
    "规则",
    "严重程度",
    "问题",
    "处理建议",
    "单元格",
    "应为",
    "实为",
    "行",
    "列",
    "位置",
];
const COLUMNS_EN: [&str; 15] = [
    "file", "unit", "year", "form", "status", "rule", "severity", "finding", "advice", "cells", "expected", "actual",
    "line", "column", "place",
];

/// Writes the byte order mark and the names of the columns.
pub fn head(style: Style, out: &mut dyn Write) -> io::Result<()> {
    spreadsheet::head(&style.lang.pick(COLUMNS_ZH, COLUMNS_EN), out)
}

/// Writes one report's rows.
pub fn report(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let found: Vec<Told> = checked.findings(style.lang).collect();
    let mut rows: Vec<_> = found.iter().map(|told| columns(checked, Some(told), style.lang)).collect();
    if rows.is_empty() {
        rows.push(columns(checked, None, style.lang));
    }
    spreadsheet::rows(&rows, out)
}

/// Writes the rows of what rests on several reports: the file is the subject, or all of them where there is none.
pub fn tail(closing: &Closing, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = closing.findings.iter().map(|found| between(closing, found, style.lang)).collect();
    spreadsheet::rows(&rows, out)
}

fn between<'a>(closing: &Closing<'a>, found: &'a BatchFinding, lang: Lang) -> [Cow<'a, str>; 15] {
    let finding = &found.finding;
    let subject = found.subject.map(|index| &closing.extracts[index]);
    let files = || {
        let names = found.reports.iter().map(|&index| &*closing.extracts[index].name);
        names.collect::<Vec<_>>().join(lang.pick("；", "; "))
    };
    let form = subject.and_then(|extract| extract.form).map_or("", |form| Schema::get().forms[usize::from(form)].id);
    [
        subject.map_or_else(|| files().into(), |extract| Cow::from(&*extract.name)),
        subject.and_then(|extract| extract.unit.as_deref()).unwrap_or_default().into(),
        text(subject.and_then(|extract| extract.year)),
        form.into(),
        // The machine's status is each report's own, printed in its rows.
        Cow::default(),
        finding.rule.into(),
        finding.severity.words(lang).into(),
        finding.message(lang).into(),
        finding.advice(lang).into(),
        finding.cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").into(),
        text(finding.expected),
        text(finding.actual),
        text(finding.source.first().map(|span| span.line)),
        text(finding.source.first().map(|span| span.column)),
        Cow::default(),
    ]
}

fn columns<'a>(checked: &Checked<'a>, told: Option<&Told<'a>>, lang: Lang) -> [Cow<'a, str>; 15] {
    let report = checked.report;
    let finding = told.and_then(|told| told.finding);
    let place = told.and_then(|told| told.source().first());
    [
        checked.name.into(),
        report.unit.as_ref().map_or("", |unit| &unit.text).into(),
        text(report.year),
        report.form_id().unwrap_or_default().into(),
        checked.status().words(lang).into(),
        told.map_or("", |told| told.rule).into(),
        told.map_or("", |told| told.severity.words(lang)).into(),
        told.map_or("", |told| told.message).into(),
        finding.map_or("", |finding| finding.advice(lang)).into(),
        finding.map_or(Cow::default(), |finding| {
            finding.cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").into()
        }),
        text(finding.and_then(|finding| finding.expected)),
        text(finding.and_then(|finding| finding.actual)),
        text(place.map(|span| span.line)),
        text(place.map(|span| span.column)),
        told.map_or_else(String::new, |told| report.origins().names(told.source(), lang)).into(),
    ]
}

fn text(value: Option<impl ToString>) -> Cow<'static, str> {
    value.map_or(Cow::default(), |value| value.to_string().into())
}
