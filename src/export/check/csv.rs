//! One row a finding, for WPS and Excel: UTF-8 with a byte order mark, and no cell that a spreadsheet would run as a formula.
//!
//! A report without findings has one row, its finding's columns empty, so that no file of the batch is missing.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Checked, Closing, Style, Told};
use crate::export::formula::opens_formula;
use crate::text::lang::Lang;

const COLUMNS_ZH: [&str; 14] = [
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
];
const COLUMNS_EN: [&str; 14] = [
    "file", "unit", "year", "form", "status", "rule", "severity", "finding", "advice", "cells", "expected", "actual",
    "line", "column",
];

/// Writes the byte order mark and the names of the columns.
pub fn head(style: Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut rows = rows(out);
    write_row(style.lang.pick(COLUMNS_ZH, COLUMNS_EN).map(Cow::Borrowed), &mut rows)?;
    rows.flush()
}

/// Writes one report's rows.
pub fn report(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = rows(out);
    let mut findings = checked.findings(style.lang).peekable();
    if findings.peek().is_none() {
        write_row(columns(checked, None, style.lang), &mut rows)?;
    }
    for told in findings {
        write_row(columns(checked, Some(&told), style.lang), &mut rows)?;
    }
    rows.flush()
}

/// Nothing follows the last row.
pub fn tail(_closing: &Closing, _style: Style, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}

fn columns<'a>(checked: &Checked<'a>, told: Option<&Told<'a>>, lang: Lang) -> [Cow<'a, str>; 14] {
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
    ]
}

fn text(value: Option<impl ToString>) -> Cow<'static, str> {
    value.map_or(Cow::default(), |value| value.to_string().into())
}

fn rows<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

fn write_row<W: Write>(columns: [Cow<str>; 14], rows: &mut csv::Writer<W>) -> io::Result<()> {
    rows.write_record(columns.map(harmless).iter().map(|column| column.as_bytes()))?;
    Ok(())
}

/// A spreadsheet runs text that opens with one of these signs. Numbers that the program itself writes may be negative
/// and are left as they are.
fn harmless(text: Cow<str>) -> Cow<str> {
    let runs = opens_formula(&text) && text.parse::<rust_decimal::Decimal>().is_err();
    if runs { format!("'{text}").into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (given, written) in [
            ("=1+1", "'=1+1"),
            ("+SUM(A1)", "'+SUM(A1)"),
            ("@x", "'@x"),
            ("-x", "'-x"),
            ("-4", "-4"),
            ("\t=1", "'\t=1"),
            ("思茅区", "思茅区"),
            ("", ""),
        ] {
            assert_eq!(harmless(given.into()), written);
        }
    }

    #[test]
    fn rows_quote_what_must_be_quoted() {
        let mut out = Vec::new();
        let mut columns = COLUMNS_EN.map(Cow::Borrowed);
        columns[0] = "a,\"b\"\n.txt".into();
        let mut rows = rows(&mut out);
        write_row(columns, &mut rows).unwrap();
        drop(rows);
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("\"a,\"\"b\"\"\n.txt\",unit,"), "{text}");
        assert!(text.ends_with("column\r\n"), "{text}");
    }
}
