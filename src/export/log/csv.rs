//! The ledger for WPS and Excel: UTF-8 with a byte order mark, RFC 4180, and no text that a spreadsheet would run.
//!
//! Each file has a row of its own, then one for each finding, for each judgement whose evidence is gone, and for each
//! mapping that a reviewer decided; each row names its file, so that the rows may be sorted and filtered.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::export::formula::opens_formula;
use crate::rules;
use crate::text::lang::Lang;
use crate::text::width::sanitize;

use super::model::{FileLog, FindingLog, JudgementLog, MappingLog, ReviewLog};
use super::{Style, words};

/// The columns in Chinese and in English, and whether they hold numbers.
const COLUMNS: [(&str, &str, bool); 27] = [
    ("序号", "no", true),
    ("记录类型", "kind", false),
    ("单位名称", "unit", false),
    ("报告年度", "year", true),
    ("文件名", "file", false),
    ("文件指纹", "digest", false),
    ("模板版本", "form", false),
    ("机检结果", "status", false),
    ("问题编号", "rule", false),
    ("问题类型", "flaw", false),
    ("严重程度", "severity", false),
    ("所在位置", "place", false),
    ("原文行号", "lines", false),
    ("原文", "evidence", false),
    ("问题描述", "finding", false),
    ("应为", "expected", true),
    ("实为", "actual", true),
    ("处理建议", "advice", false),
    ("原标签", "observed label", false),
    ("规范标签", "canonical label", false),
    ("映射方式", "mapped how", false),
    ("得分", "score", true),
    ("处理意见", "decision", false),
    ("理由", "reason", false),
    ("审核人", "reviewer", false),
    ("审核时间", "decided at", false),
    ("备注", "note", false),
];

/// What the columns after the file's own say; a row leaves out what it has nothing to say of.
#[derive(Default)]
struct Row {
    kind: &'static str,
    rule: String,
    flaw: String,
    severity: &'static str,
    place: String,
    lines: String,
    evidence: String,
    finding: String,
    expected: String,
    actual: String,
    advice: String,
    observed: String,
    canonical: String,
    manner: String,
    score: String,
    decision: String,
    reason: String,
    reviewer: String,
    decided_at: String,
    note: String,
}

/// Writes the ledger.
pub fn write(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    rows.write_record(COLUMNS.map(|(zh, en, _)| style.lang.pick(zh, en)))?;
    let mut number = 0;
    for file in &log.files {
        let findings = file.findings.iter().map(|finding| of_finding(finding, style));
        let stale = file.stale.iter().map(|judgement| of_judgement(judgement, style));
        let decided = file.mappings.iter().filter(|mapping| mapping.standing.is_some());
        let mappings = decided.map(|mapping| of_mapping(mapping, style));
        for row in std::iter::once(of_file(file, style)).chain(findings).chain(stale).chain(mappings) {
            number += 1;
            write_row(number, file, row, style.lang, &mut rows)?;
        }
    }
    rows.flush()
}

fn of_file(file: &FileLog, style: &Style) -> Row {
    let lang = style.lang;
    let stale = if file.review.stale { lang.pick("（文件已变更）", " (file changed since)") } else { "" };
    Row {
        kind: lang.pick("报告", "report"),
        finding: file.because.as_ref().map_or_else(String::new, |(zh, en)| lang.pick(zh, en).clone()),
        decision: format!("{}{stale}", file.review.state.words(lang)),
        reason: file.review.reason.clone(),
        reviewer: file.review.by.clone(),
        decided_at: file.review.at.map_or_else(String::new, |at| words::time(at, style)),
        note: file.note.as_ref().map_or_else(String::new, |note| note.text.clone()),
        ..Row::default()
    }
}

fn of_finding(log: &FindingLog, style: &Style) -> Row {
    let (lang, finding) = (style.lang, &log.finding);
    Row {
        kind: lang.pick("问题", "finding"),
        rule: finding.rule.to_owned(),
        flaw: flaw(finding.rule, lang),
        severity: finding.severity.words(lang),
        place: words::place(log, lang),
        lines: words::lines(&log.lines, lang),
        evidence: words::raw(log, lang),
        finding: finding.message(lang).to_owned(),
        expected: finding.expected.map_or_else(String::new, |number| number.to_string()),
        actual: finding.actual.map_or_else(String::new, |number| number.to_string()),
        advice: finding.advice(lang).to_owned(),
        decision: log.standing.state.words(lang).to_owned(),
        reason: log.standing.reason.clone(),
        reviewer: log.standing.by.clone(),
        decided_at: log.standing.at.map_or_else(String::new, |at| words::time(at, style)),
        ..Row::default()
    }
}

fn of_judgement(log: &JudgementLog, style: &Style) -> Row {
    let lang = style.lang;
    Row {
        kind: lang.pick("失效的判断", "stale judgement"),
        rule: log.key.rule.clone(),
        flaw: flaw(&log.key.rule, lang),
        evidence: words::evidence(&log.key, lang),
        decision: log.standing.state.words(lang).to_owned(),
        reason: log.standing.reason.clone(),
        reviewer: log.standing.by.clone(),
        decided_at: log.standing.at.map_or_else(String::new, |at| words::time(at, style)),
        ..Row::default()
    }
}

fn of_mapping(log: &MappingLog, style: &Style) -> Row {
    let lang = style.lang;
    let standing = log.standing.as_ref();
    Row {
        kind: lang.pick("栏目映射", "mapping"),
        place: std::iter::once(words::table(&log.key.table))
            .chain(log.key.group.iter().map(String::as_str))
            .collect::<Vec<_>>()
            .join("·"),
        lines: words::lines(&log.lines, lang),
        observed: log.key.observed.clone(),
        canonical: words::mapped(log, lang),
        manner: words::manner(log, lang),
        score: words::score(log),
        decision: words::verb(log, lang).to_owned(),
        reviewer: standing.map_or_else(String::new, |standing| standing.by.clone()),
        decided_at: standing.map_or_else(String::new, |standing| words::time(standing.at, style)),
        ..Row::default()
    }
}

fn flaw(rule: &str, lang: Lang) -> String {
    rules::rule(rule).map_or_else(String::new, |rule| rule.title.get(lang).to_owned())
}

fn write_row<W: Write>(
    number: usize,
    file: &FileLog,
    row: Row,
    lang: Lang,
    rows: &mut csv::Writer<W>,
) -> io::Result<()> {
    let number = number.to_string();
    let year = file.year.map_or_else(String::new, |year| year.to_string());
    let columns: [&str; COLUMNS.len()] = [
        &number,
        row.kind,
        file.unit.as_deref().unwrap_or_default(),
        &year,
        &file.name,
        &file.digest,
        file.form.unwrap_or_default(),
        words::status(file, lang),
        &row.rule,
        &row.flaw,
        row.severity,
        &row.place,
        &row.lines,
        &row.evidence,
        &row.finding,
        &row.expected,
        &row.actual,
        &row.advice,
        &row.observed,
        &row.canonical,
        &row.manner,
        &row.score,
        &row.decision,
        &row.reason,
        &row.reviewer,
        &row.decided_at,
        &row.note,
    ];
    let cells = columns.iter().zip(COLUMNS).map(
        |(text, (_, _, is_number))| {
            if is_number { Cow::Borrowed(*text) } else { harmless(text) }
        },
    );
    for cell in cells {
        rows.write_field(cell.as_bytes())?;
    }
    rows.write_record(None::<&[u8]>)?;
    Ok(())
}

/// Text without control characters, and marked as text where a spreadsheet would run it as a formula.
fn harmless(text: &str) -> Cow<'_, str> {
    let runs = opens_formula(text);
    let clean = sanitize(text);
    if runs { Cow::Owned(format!("'{clean}")) } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_runs_as_a_formula() {
        for (given, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-4", "'-4"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "' =1"),
            ("a=1", "a=1"),
            ("思茅区", "思茅区"),
            ("", ""),
        ] {
            assert_eq!(harmless(given), written);
        }
    }
}
