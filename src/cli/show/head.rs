//! What the report is: file, title, unit, year, edition, dates, documents cited, sections.

use std::io::{self, Write};

use crate::export::check::place::lines;
use crate::pipeline::Opened;
use crate::report::{DateKind, Quoted, Report};
use crate::schema::Schema;
use crate::text::lang::Lang;
use crate::text::width::{Align, pad, sanitize};

const NAMES: usize = 12;

/// Writes the front matter and the list of sections.
pub fn write(opened: &Opened, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let report = &opened.analysis.report;
    line(lang.pick("文件", "file"), &opened.summary.name, "", out)?;
    line(lang.pick("指纹", "digest"), &opened.digest, "", out)?;
    if !opened.digest.is_empty() {
        line(lang.pick("类型", "kind"), opened.analysis.kind.name(lang), "", out)?;
    }
    if !opened.analysis.encoding.is_empty() {
        line(lang.pick("编码", "encoding"), opened.analysis.encoding, "", out)?;
    }
    quoted(report, lang.pick("标题", "title"), report.title.as_ref(), lang, out)?;
    quoted(report, lang.pick("单位", "unit"), report.unit.as_ref(), lang, out)?;
    quoted(report, lang.pick("落款", "signed by"), report.signed_by.as_ref(), lang, out)?;
    let year = report.year.map_or_else(|| "–".to_owned(), |year| year.to_string());
    line(lang.pick("年度", "year"), &year, &lines(report, &report.year_source, lang), out)?;
    let form = report.form.map(|form| &Schema::get().forms[usize::from(form)]);
    let name =
        form.map_or_else(|| "–".to_owned(), |form| format!("{}  {}  {}", form.id, form.label, form.document_number));
    line(lang.pick("表样", "form"), &name, "", out)?;
    if let Some(period) = &report.period {
        line(lang.pick("统计期限", "period"), &period.quote, &lines(report, &period.source, lang), out)?;
    }
    for mention in &report.dates {
        let name = match mention.kind {
            DateKind::Published => lang.pick("发布日期", "published"),
            DateKind::Signed => lang.pick("落款日期", "signed on"),
        };
        line(name, &mention.date.to_string(), &lines(report, &mention.source, lang), out)?;
    }
    for cited in &report.documents_cited {
        quoted(report, lang.pick("引用文件", "cites"), Some(cited), lang, out)?;
    }
    if !report.sections.is_empty() {
        writeln!(out, "\n{}", lang.pick("章节", "Sections"))?;
        for mark in &report.sections {
            writeln!(out, "  {}  [{}]  {}", sanitize(&mark.heading), mark.id, lines(report, &mark.source, lang))?;
        }
    }
    Ok(())
}

fn quoted(report: &Report, name: &str, quoted: Option<&Quoted>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match quoted {
        Some(quoted) => line(name, &quoted.text, &lines(report, &quoted.source, lang), out),
        None => line(name, "–", "", out),
    }
}

fn line(name: &str, text: &str, place: &str, out: &mut dyn Write) -> io::Result<()> {
    let gap = if place.is_empty() { "" } else { "  " };
    let text = if text.is_empty() { "–" } else { text };
    writeln!(out, "{}{}{gap}{place}", pad(name, NAMES, Align::Left), sanitize(text))
}
