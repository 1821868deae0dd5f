//! The ledger, 台账: a row for each finding and one for a report without any, in the columns that supervising offices keep.
//!
//! The rows are made once and written in three formats, so that a column says the same in each. Columns of which nothing is
//! known yet are there and empty, for the clerk to fill.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::export::book::RulesView;
use crate::export::{json, spreadsheet};
use crate::review::{EventId, FindingState, NoteOn, ReviewState};
use crate::rules::{self, Finding};
use crate::text::lang::Lang;

use super::model::{FileLog, FindingLog, MappingLog, ReviewLog};
use super::{Style, markdown, words};

/// Version of the JSON object's shape.
const SCHEMA_VERSION: u32 = 1;

/// The columns: key in JSON, Chinese, English.
const COLUMNS: [(&str, &str, &str); 22] = [
    ("no", "序号", "no"),
    ("unit", "单位名称", "unit"),
    ("unit_class", "单位类别", "class of unit"),
    ("year", "报告年度", "year"),
    ("file", "文件名", "file"),
    ("digest", "文件指纹", "digest"),
    ("received", "接收时间", "received"),
    ("form", "模板版本", "form"),
    ("rule", "问题编号", "rule"),
    ("flaw", "问题类型", "flaw"),
    ("severity", "严重程度", "severity"),
    ("place", "所在位置", "place"),
    ("raw", "原文", "text"),
    ("expected", "应为/依据", "expected and why"),
    ("opinion", "处理意见", "opinion"),
    ("mappings", "映射确认", "mappings"),
    ("reviewer", "审核人", "reviewer"),
    ("reviewed", "审核时间", "reviewed"),
    ("state", "状态", "state"),
    ("deadline", "整改期限", "deadline"),
    ("recheck", "复核结果", "checked again"),
    ("note", "备注", "note"),
];

/// What a row says; `None` for what is not known.
type Row<'a> = [Option<Cow<'a, str>>; COLUMNS.len()];

/// Writes the ledger as a document for people.
pub fn markdown(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    let (title, zone) = (lang.pick("年报审核台账：", "Ledger: "), words::zone(style));
    writeln!(out, "# {title}{}\n", markdown::plain(&log.batch))?;
    let (last, program) = (log.last_event, log.program);
    match lang {
        Lang::Zh => writeln!(out, "- 决定：截至第 {last} 号\n- 时间：{zone}\n- 程序：gouji {program}")?,
        Lang::En => writeln!(out, "- Decisions: up to number {last}\n- Times: {zone}\n- Program: gouji {program}")?,
    }
    markdown::rules(log, style, out)?;
    writeln!(out)?;
    markdown::header(&names(lang), out)?;
    for row in rows(log, style, &|at| words::time(at, style)) {
        markdown::row(&row.map(|cell| cell.unwrap_or_default().into_owned()), out)?;
    }
    Ok(())
}

/// Writes the ledger for WPS and Excel.
pub fn csv(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    spreadsheet::head(&names(style.lang), out)?;
    for row in rows(log, style, &|at| words::time(at, style)) {
        spreadsheet::rows(&[row.map(Option::unwrap_or_default)], out)?;
    }
    Ok(())
}

/// Writes the ledger as one object for programs: times in UTC, `null` for what is not known.
pub fn json(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let view = LedgerView {
        schema_version: SCHEMA_VERSION,
        kind: "ledger",
        tool: ToolView { name: "gouji", version: log.program },
        batch: &log.batch,
        last_event: log.last_event,
        rows: rows(log, style, &|at| at.to_string()).map(RowView).collect(),
        rules: RulesView::of(log.book),
    };
    json::to_writer_pretty(&mut *out, &view)?;
    writeln!(out)
}

#[derive(Serialize)]
struct LedgerView<'a> {
    schema_version: u32,
    /// Always `ledger`.
    kind: &'static str,
    tool: ToolView,
    batch: &'a str,
    /// Number of the last decision that the ledger knows of.
    last_event: EventId,
    rows: Vec<RowView<'a>>,
    rules: RulesView,
}

#[derive(Serialize)]
struct ToolView {
    name: &'static str,
    version: &'static str,
}

/// A row as an object with the columns' keys, in their order.
struct RowView<'a>(Row<'a>);

impl Serialize for RowView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |key: &str, text: &Option<Cow<str>>| match text {
            None => Value::Null,
            // Only what the program itself writes as a number is one.
            Some(text) if matches!(key, "no" | "year") => text.parse().map_or(Value::Null, |number: i64| number.into()),
            Some(text) => text.as_ref().into(),
        };
        serializer.collect_map(COLUMNS.iter().zip(&self.0).map(|((key, ..), text)| (key, value(key, text))))
    }
}

/// The names of the columns.
pub fn names(lang: Lang) -> [&'static str; COLUMNS.len()] {
    COLUMNS.map(|(_, zh, en)| lang.pick(zh, en))
}

/// The rows in the order of the batch, numbered.
fn rows<'a>(
    log: &'a ReviewLog,
    style: &'a Style,
    time: &'a dyn Fn(Timestamp) -> String,
) -> impl Iterator<Item = Row<'a>> {
    let of_file = move |file: &'a FileLog| {
        let findings = file.findings.iter().map(Some);
        let none = file.findings.is_empty().then_some(None);
        let rows = findings.chain(none).enumerate();
        rows.map(move |(i, finding)| row(file, finding, i == 0, style.lang, time)).collect::<Vec<_>>()
    };
    let of_batch = log.between.iter().map(|finding| on_batch(finding, style.lang));
    let numbered = log.files.iter().flat_map(of_file).chain(of_batch).zip(1_usize..);
    numbered.map(|(mut row, number)| {
        row[0] = Some(number.to_string().into());
        row
    })
}

/// What concerns the batch and no file of it: of a unit, where it speaks of one.
fn on_batch(finding: &Finding, lang: Lang) -> Row<'_> {
    let mut row: Row = Default::default();
    let rule = rules::rule(finding.rule);
    let told = [
        ("unit", finding.quotes.first().map(|unit| unit.as_str().into())),
        ("rule", Some(finding.rule.into())),
        ("flaw", rule.map(|rule| rule.title.get(lang).into())),
        ("severity", Some(finding.severity.words(lang).into())),
        ("place", Some(lang.pick("整个批次", "the whole batch").into())),
        ("expected", Some(grounded(finding, lang).into())),
    ];
    for (key, text) in told {
        if let Some(at) = COLUMNS.iter().position(|column| column.0 == key) {
            row[at] = text;
        }
    }
    row
}

fn row<'a>(
    file: &'a FileLog,
    log: Option<&'a FindingLog>,
    is_first: bool,
    lang: Lang,
    time: &dyn Fn(Timestamp) -> String,
) -> Row<'a> {
    let judged = log.map(|log| &log.standing).filter(|standing| standing.at.is_some());
    let by = judged.map_or(&file.review.by, |standing| &standing.by);
    let at = judged.map_or(file.review.at, |standing| standing.at);
    let rule = log.and_then(|log| rules::rule(log.finding.rule));
    [
        None,
        file.unit.as_deref().map(Cow::from),
        file.unit_kind.map(|kind| kind.words(lang).into()),
        file.year.map(|year| year.to_string().into()),
        Some(file.name.as_str().into()),
        some(&file.digest),
        None,
        file.form.map(Cow::from),
        log.map(|log| log.finding.rule.into()),
        rule.map(|rule| rule.title.get(lang).into()),
        log.map(|log| log.finding.severity.words(lang).into()),
        log.and_then(|log| place(log, lang)),
        log.filter(|log| !log.raw.is_empty()).map(|log| words::raw(log, lang).into()),
        log.map(|log| grounded(&log.finding, lang).into()),
        log.and_then(|log| opinion(file.review.state, log.standing.state, lang)).map(Cow::from),
        mappings(file, log, lang),
        some(by),
        at.map(|at| time(at).into()),
        Some(state(file, log, lang).into()),
        None,
        None,
        note(file, log, is_first, lang),
    ]
}

fn some(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty()).then(|| text.into())
}

/// Section, table, row and column, and the lines.
fn place(log: &FindingLog, lang: Lang) -> Option<Cow<'static, str>> {
    let mut place = words::place(log, lang);
    if !log.lines.numbers.is_empty() {
        let lines = words::lines(&log.lines, lang);
        let said = match log.lines.original {
            Some(_) => lines,
            None => lang.pick(format!("第 {lines} 行"), format!("lines {lines}")),
        };
        place = if place.is_empty() { said } else { words::with_reason(&place, &said, lang) };
    }
    (!place.is_empty()).then(|| place.into())
}

/// What should be there and on what ground: the sentence with its arithmetic, and the basis of the rule.
fn grounded(finding: &Finding, lang: Lang) -> String {
    let mut text = finding.message(lang).trim_end_matches(['。', '.']).to_owned();
    if let Some(rule) = rules::rule(finding.rule) {
        let basis = rule.basis.get(lang).trim_end_matches(['。', '.']);
        text.push_str(&lang.pick(format!("。依据：{basis}"), format!(". Ground: {basis}")));
    }
    text
}

/// What is to be done about a finding; nothing is said for the reviewer where the reviewer said nothing.
fn opinion(review: ReviewState, state: FindingState, lang: Lang) -> Option<&'static str> {
    match state {
        FindingState::Open => None,
        FindingState::Real if review == ReviewState::Returned => Some(lang.pick("退回修改", "to be mended")),
        // That it is true was said; that the report goes back was not.
        FindingState::Real => Some(state.words(lang)),
        FindingState::Dismissed => Some(lang.pick("不影响", "of no effect")),
    }
}

/// The labels that had to be mapped: those of the finding's cells, or all that a reviewer decided where there is no finding.
fn mappings<'a>(file: &'a FileLog, log: Option<&FindingLog>, lang: Lang) -> Option<Cow<'a, str>> {
    let told: Vec<&MappingLog> = match log {
        // Those that the finding speaks of, and what reviewers decided in the report.
        Some(log) => {
            let decided = |(i, mapping): (usize, &'a MappingLog)| {
                (log.mappings.contains(&i) || mapping.standing.is_some()).then_some(mapping)
            };
            file.mappings.iter().enumerate().filter_map(decided).collect()
        }
        None => file.mappings.iter().filter(|mapping| mapping.standing.is_some()).collect(),
    };
    let told = told.into_iter().map(|mapping| words::mapping(mapping, lang));
    (told.len() > 0).then(|| words::joined(told, lang.pick("；", "; "), lang).into())
}

/// Where the matter stands: a finding set aside is closed, else the report's state decides. A report that passed closes none
/// of those that nobody judged, nor what was called true.
fn state(file: &FileLog, log: Option<&FindingLog>, lang: Lang) -> String {
    let state = match (file.review.state, log.map(|log| log.standing.state)) {
        (_, Some(FindingState::Dismissed)) => lang.pick("销号", "closed"),
        (ReviewState::Passed, Some(FindingState::Open)) => lang.pick("通过，本条未判定", "passed, this one not judged"),
        (ReviewState::Returned, _) => lang.pick("已退回", "returned"),
        (state, _) => state.words(lang),
    };
    let stale = if file.review.stale {
        lang.pick("文件已变更，待复核", "file changed, to be reviewed again")
    } else {
        ""
    };
    words::with_reason(state, stale, lang)
}

/// Reasons and notes. What is said of the report as a whole stands in its first row.
fn note<'a>(file: &'a FileLog, log: Option<&'a FindingLog>, is_first: bool, lang: Lang) -> Option<Cow<'a, str>> {
    let mut parts: Vec<String> = Vec::new();
    if let Some(log) = log {
        parts.push(log.standing.reason.clone());
        parts.extend(log.note.as_ref().map(|note| note.text.clone()));
        let on_cells = file.notes.iter().filter_map(|note| match &note.on {
            NoteOn::Cell { cell, .. } if log.key.cells().contains(cell.as_str()) => {
                Some((&note.on, &note.standing.text))
            }
            _ => None,
        });
        parts.extend(on_cells.map(|(on, text)| format!("{}{}{text}", words::noted(on, lang), lang.pick("：", ": "))));
    }
    if is_first {
        parts.extend(file.because.as_ref().map(|(zh, en)| lang.pick(zh, en).clone()));
        if !file.is_present {
            parts.push(lang.pick("不在批次中", "not in the batch").to_owned());
        }
        parts.push(file.review.reason.clone());
        parts.extend(file.note.as_ref().map(|note| note.text.clone()));
        let asks = file.stale.iter().filter(|stale| stale.asks()).count();
        if asks > 0 && file.is_present {
            parts.push(lang.pick(
                format!("有 {asks} 项决定的依据已变更，待复核"),
                format!("{asks} decisions rest on evidence that changed and are to be asked again"),
            ));
        }
    }
    parts.retain(|part| !part.is_empty());
    (!parts.is_empty()).then(|| parts.join(lang.pick("；", "; ")).into())
}
