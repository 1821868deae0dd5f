//! Lines for people: one aligned line a report, its findings indented below, the count at the end.
//!
//! Columns have fixed widths in terminal cells, so that a line needs nothing but its own report; the path stands last
//! and is never cut.

use std::io::{self, Write};

use super::place::lines;
use super::{Checked, Closing, Counts, Style, Told};
use crate::report::Report;
use crate::rules::across::BatchFinding;
use crate::rules::{Severity, Status};
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, sanitize};

const STATUS: usize = 15;
const COUNT: usize = 5;
const YEAR: usize = 6;
const FORM: usize = 6;
const UNIT: usize = 32;

/// Writes the names of the columns.
pub fn head(style: Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    let counts = lang.pick(["错", "警", "提"], ["err", "warn", "info"]).map(|name| pad(name, COUNT, Align::Right));
    writeln!(
        out,
        "  {}{} {} {}  {}{}{}{}",
        pad(lang.pick("机检", "status"), STATUS, Align::Left),
        counts[0],
        counts[1],
        counts[2],
        pad(lang.pick("年度", "year"), YEAR, Align::Left),
        pad(lang.pick("表样", "form"), FORM, Align::Left),
        pad(lang.pick("单位", "unit"), UNIT, Align::Left),
        lang.pick(" 文件", " file"),
    )
}

/// Writes a report's line and its findings.
pub fn report(checked: &Checked, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let status = checked.status();
    let report = checked.report;
    let counts = [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| pad(&checked.count(severity).to_string(), COUNT, Align::Right));
    let year = report.year.map_or_else(|| "–".to_owned(), |year| year.to_string());
    let unit = report.unit.as_ref().map_or("–", |unit| &unit.text);
    writeln!(
        out,
        "{} {}{} {} {}  {}{}{} {}",
        paint(status.sign(), colour(status), style),
        pad(status.words(style.lang), STATUS, Align::Left),
        counts[0],
        counts[1],
        counts[2],
        pad(&year, YEAR, Align::Left),
        pad(report.form_id().unwrap_or("–"), FORM, Align::Left),
        pad(&sanitize(unit), UNIT, Align::Left),
        sanitize(checked.name),
    )?;
    checked.findings(style.lang).try_for_each(|told| finding(report, &told, style, out))
}

/// Writes the count.
pub fn tail(closing: &Closing, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    for file in closing.skipped {
        let because = lang.pick(&file.because_zh, &file.because_en);
        writeln!(
            out,
            "{}{}{}{because}",
            lang.pick("未检查：", "skipped: "),
            sanitize(&file.name),
            lang.pick("，", ", ")
        )?;
    }
    batch(closing, style, out)?;
    writeln!(out, "{}", summary(closing.counts, closing.skipped.len(), lang))?;
    if !closing.findings.is_empty() {
        writeln!(out, "{}", summary_between(closing.findings, lang))?;
    }
    match style.book.in_words(lang) {
        Some(words) => writeln!(out, "{}{}", lang.pick("规则：", "rules: "), sanitize(&words)),
        None => Ok(()),
    }
}

/// What rests on several reports, under the report that it speaks of; what concerns the batch as a whole comes last.
fn batch(closing: &Closing, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if !closing.findings.is_empty() {
        writeln!(out, "{}", lang.pick("跨年度、跨单位与名单：", "across years, units and the roster:"))?;
    }
    for same in closing.findings.chunk_by(|a, b| a.subject == b.subject) {
        let name =
            same[0].subject.map_or(lang.pick("整个批次", "the whole batch"), |index| &closing.extracts[index].name);
        writeln!(out, "  {}", sanitize(name))?;
        for found in same {
            let finding = &found.finding;
            let told = Told {
                rule: finding.rule,
                severity: finding.severity,
                message: finding.message(lang),
                finding: Some(finding),
                lang,
            };
            told_of(&told, "", style, out)?;
        }
    }
    Ok(())
}

/// The count in one sentence.
fn summary(counts: Counts, skipped: usize, lang: Lang) -> String {
    let Counts { reports, clean, warning, error, unreadable, not_assessable } = counts;
    lang.pick(
        format!(
            "共 {reports} 份：错误 {error}，警告 {warning}，通过 {clean}，不可机检 {not_assessable}，无法读取 {unreadable}；未检查的其他文件 {skipped} 个。"
        ),
        format!(
            "{reports} reports: {error} with errors, {warning} with warnings, {clean} clean, {not_assessable} not assessable, {unreadable} unreadable; {skipped} other files left aside."
        ),
    )
}

/// How many findings rest on several reports: those counts tell of each report alone.
fn summary_between(findings: &[BatchFinding], lang: Lang) -> String {
    let count = |severity| findings.iter().filter(|found| found.finding.severity == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| format!("{} {}", severity.words(lang), count(severity)));
    lang.pick(
        format!("另有跨报告的问题 {} 项：{}；以上各份的结论未计入。", findings.len(), counts.join("，")),
        format!(
            "{} findings rest on several reports: {}; they are not counted above.",
            findings.len(),
            counts.join(", ")
        ),
    )
}

fn finding(report: &Report, told: &Told, style: Style, out: &mut dyn Write) -> io::Result<()> {
    told_of(told, &lines(report, told.source(), style.lang), style, out)
}

fn told_of(told: &Told, place: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let colour = match told.severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => BLUE,
    };
    let gap = if place.is_empty() { "" } else { "  " };
    writeln!(out, "    {} {}{gap}{place}  [{}]", paint(told.sign(), colour, style), sanitize(told.message), told.rule)
}

const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const BLUE: &str = "34";

fn colour(status: Status) -> &'static str {
    match status {
        Status::Error | Status::Unreadable => RED,
        Status::Warning => YELLOW,
        Status::Clean => GREEN,
        Status::NotAssessable => BLUE,
    }
}

fn paint(sign: &str, colour: &str, style: Style) -> String {
    if style.colour { format!("\x1b[{colour}m{sign}\x1b[0m") } else { sign.to_owned() }
}
