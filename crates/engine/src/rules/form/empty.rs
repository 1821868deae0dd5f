//! Sections with nothing in them, with 无 where something must be said, or with a few words only.

use super::aspects::SHORTEST;
use super::{join, may_lack_text};
use crate::report::{DamageKind, Report, SectionMark};
use crate::rules::passage::Passage;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, Severity};

/// Shortest text on problems and improvements, in characters.
const SHORTEST_PROBLEMS: usize = 12;

/// Texts that say that there is nothing.
const NOTHING: [&str; 14] = [
    "无",
    "没有",
    "暂无",
    "无内容",
    "无情况",
    "暂无内容",
    "无问题",
    "不存在问题",
    "没有问题",
    "暂无问题",
    "未发现问题",
    "无相关情况",
    "无相关内容",
    "不存在",
];

/// One finding for all sections.
pub(super) fn check(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    let is_empty = |at: &usize| body(report, passages, *at).is_empty() && !has_table(report, *at);
    let count = report.sections.len();
    // Where hardly any heading has something below it they are a list of contents, or the text is not in the file.
    if passages.is_empty() || (0..count).filter(is_empty).count() + 1 >= count {
        return;
    }
    let mut parts = Vec::new();
    let mut severity = Severity::Info;
    let mut source = Vec::new();
    for (at, mark) in report.sections.iter().enumerate() {
        if let Some((flaw, weight)) = flaw(report, passages, at, is_empty(&at)) {
            severity = severity.max(weight);
            let heading = mark.heading.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*'));
            parts.push(Wording {
                zh: format!("“{heading}”{}", flaw.zh), en: format!("“{heading}” {}", flaw.en)
            });
            source.extend(mark.source.iter().copied());
        }
    }
    if parts.is_empty() {
        return;
    }
    let said = join(&parts, "；", "; ");
    let mut finding = finding("form.empty_section", format!("{}。", said.zh), format!("{}.", said.en));
    finding.severity = if may_lack_text(report) { Severity::Info } else { severity };
    finding.quotes = parts.into_iter().map(|part| part.zh).collect();
    finding.source = source;
    findings.push(finding);
}

fn flaw(report: &Report, passages: &[Passage], at: usize, is_empty: bool) -> Option<(Wording, Severity)> {
    let wording = |zh: &str, en: &str| Wording { zh: zh.to_owned(), en: en.to_owned() };
    let id = report.sections[at].id;
    let is_last = at + 1 == report.sections.len();
    if !matches!(id, "overview" | "problems" | "other_matters") || is_last && is_cut(report) {
        return None;
    }
    if is_empty {
        let severity = if id == "other_matters" { Severity::Info } else { Severity::Warning };
        return Some((wording("标题下没有内容", "has nothing below it"), severity));
    }
    let body = body(report, passages, at);
    // Only of a short text it matters what it says and how short it is.
    let text: String = body.iter().flat_map(|passage| passage.words()).take(SHORTEST.max(SHORTEST_PROBLEMS)).collect();
    let length = text.chars().count();
    if id == "other_matters" || length == 0 {
        return None;
    }
    if NOTHING.contains(&text.as_str()) {
        let said = body.first().map_or("", |passage| passage.text());
        return Some((
            Wording { zh: format!("只写了“{said}”"), en: format!("says nothing but “{said}”") },
            Severity::Warning,
        ));
    }
    let shortest = if id == "overview" { SHORTEST } else { SHORTEST_PROBLEMS };
    (length < shortest).then(|| {
        let said = Wording {
            zh: format!("只有 {length} 字，过于简略"),
            en: format!("has {length} characters only, which is very short"),
        };
        (said, Severity::Info)
    })
}

/// The text below a heading, up to the signature and without dates.
fn body<'p, 'r>(report: &Report, passages: &'p [Passage<'r>], at: usize) -> Vec<&'p Passage<'r>> {
    let signature = report.signed_by.iter().flat_map(|signature| &signature.source);
    let ends: Vec<u32> =
        signature.chain(report.dates.iter().flat_map(|date| &date.source)).map(|span| span.line).collect();
    let (first, mut end) = lines(report, at);
    // What pages print below the signature is no part of the last section.
    if let Some(signed) = report.signed_by.iter().flat_map(|signature| &signature.source).map(|span| span.line).min()
        && signed > first
    {
        end = end.min(signed);
    }
    passages
        .iter()
        .filter(|passage| (first..end).contains(&passage.line) && passage.section == Some(report.sections[at].id))
        .filter(|passage| !ends.contains(&passage.line))
        .collect()
}

fn has_table(report: &Report, at: usize) -> bool {
    let (first, end) = lines(report, at);
    report.tables.iter().any(|reading| reading.lines.0 < end && first <= reading.lines.1)
}

/// The first line of a section, and the line that ends it.
fn lines(report: &Report, at: usize) -> (u32, u32) {
    let line = |mark: &SectionMark| mark.source.first().map_or(0, |span| span.line);
    (line(&report.sections[at]), report.sections.get(at + 1).map_or(u32::MAX, line))
}

fn is_cut(report: &Report) -> bool {
    report.damage.iter().any(|damage| matches!(damage.kind, DamageKind::CutInTable | DamageKind::BrokenOff))
}
