//! The number of parts that a report announces, against its sections (P11).

use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Finding, Severity, names};

const RULE: &str = "form.parts_announced";

/// Tries the announcement, where there is one.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    let report = board.report;
    let Some(parts) = &report.parts else { return };
    let sections = report.sections.len() as u32;
    // Headings are lost in conversion now and then, so the parts are right if anything says so.
    let said = [sections, parts.headings, parts.listed];
    let counted = sections.max(parts.headings);
    if said.contains(&parts.announced) || counted < 3 {
        return;
    }
    // All sections found and all numbered: there is nothing else to be meant.
    let certain = sections == parts.headings && (parts.listed == 0 || parts.listed == sections);
    if parts.announced > counted && !certain {
        return;
    }
    let place = names::lines(report, &[parts.source]);
    let (announced, listed) = (parts.announced, parts.listed);
    let (listed_zh, listed_en) = if listed > 0 && listed != counted {
        (format!("，该句列出 {listed} 个"), format!(", and the sentence names {listed}"))
    } else {
        (String::new(), String::new())
    };
    let mut finding = finding(
        RULE,
        format!("正文{}称报告分 {announced} 个部分，实际有 {counted} 个部分{listed_zh}：“{}”。", place.zh, parts.quote),
        format!(
            "Prose, {}, says that the report has {announced} parts; it has {counted}{listed_en}: “{}”.",
            place.en, parts.quote
        ),
    );
    if !certain {
        finding.severity = Severity::Info;
    }
    finding.expected = Some(counted.into());
    finding.actual = Some(announced.into());
    finding.quotes = vec![parts.quote.clone()];
    finding.source = std::iter::once(parts.source)
        .chain(report.sections.iter().filter_map(|section| section.source.first().copied()))
        .collect();
    findings.push(finding);
}
