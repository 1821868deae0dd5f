//! The log for WPS and Excel: a row for each decision, in the order of recording.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::export::spreadsheet;
use crate::review::Decision;
use crate::rules;
use crate::text::lang::Lang;

use super::model::{DecisionLog, FileLog, ReviewLog};
use super::{Style, words};

/// The columns in Chinese and in English.
const COLUMNS: [(&str, &str); 20] = [
    ("号", "no"),
    ("操作号", "act"),
    ("时间", "at"),
    ("审核人", "reviewer"),
    ("单位名称", "unit"),
    ("报告年度", "year"),
    ("文件名", "file"),
    ("对象", "about"),
    ("所在位置", "place"),
    ("原文行号", "lines"),
    ("规则", "rule"),
    ("问题类型", "flaw"),
    ("原", "old"),
    ("新", "new"),
    ("理由", "reason"),
    ("批注", "note"),
    ("依据", "evidence"),
    ("文件指纹", "digest"),
    ("状态", "standing"),
    ("程序版本", "program"),
];

/// The names of the columns.
pub fn names(lang: Lang) -> Vec<&'static str> {
    COLUMNS.map(|(zh, en)| lang.pick(zh, en)).to_vec()
}

/// Writes the rows.
pub fn write(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    spreadsheet::head(&names(style.lang), out)?;
    let decisions = log.files.iter().flat_map(|file| file.decisions.iter().map(move |decision| (file, decision)));
    let mut decisions: Vec<(&FileLog, &DecisionLog)> = decisions.collect();
    decisions.sort_by_key(|(_, decision)| decision.event.id);
    for (file, decision) in decisions {
        spreadsheet::rows(&[row(file, decision, style)], out)?;
    }
    Ok(())
}

fn row<'a>(file: &'a FileLog, log: &'a DecisionLog, style: &Style) -> [Cow<'a, str>; COLUMNS.len()] {
    let lang = style.lang;
    let event = &log.event;
    [
        event.id.to_string().into(),
        event.act.to_string().into(),
        words::time(event.at, style).into(),
        event.reviewer.as_str().into(),
        file.unit.as_deref().unwrap_or_default().into(),
        file.year.map_or_else(String::new, |year| year.to_string()).into(),
        file.name.as_str().into(),
        words::about(log, lang).into(),
        words::decided_place(log, lang).into(),
        words::lines(&log.lines, lang).into(),
        words::rule(log).into(),
        flaw(words::rule(log), lang).into(),
        words::said(&log.old, log, lang).into(),
        words::said(&log.new, log, lang).into(),
        words::reason(log).into(),
        note(log).into(),
        words::basis(log, lang).into(),
        event.subject.digest.as_str().into(),
        words::standing(log, file, lang).into(),
        event.program.as_str().into(),
    ]
}

fn note(log: &DecisionLog) -> &str {
    match &log.event.decision {
        Decision::Note { text, .. } => text,
        _ => "",
    }
}

fn flaw(rule: &str, lang: Lang) -> &'static str {
    rules::rule(rule).map_or("", |rule| rule.title.get(lang))
}
