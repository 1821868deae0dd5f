//! A letter to a superior published as the report: an addressee, 贵办, or words of submission.

use super::join;
use crate::report::UnitKind;
use crate::rules::passage::Passage;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, Severity};

/// Longest line that can be an addressee, in characters.
const LONGEST: usize = 20;
/// How many lines of text at the end of the report are looked at for closing words.
const CLOSING_LINES: usize = 4;

/// Words that make a line ending in a colon no addressee.
const NO_ADDRESSEE: [&str; 18] = [
    "如下", "报告", "发布", "来源", "机构", "单位", "部门", "主办", "承办", "责任", "作者", "编辑", "电话", "地址",
    "时间", "日期", "制作", "落款",
];

/// Words of submission, which a published report does not have.
const SUBMITTED: [&str; 10] = [
    "予以上报",
    "现予上报",
    "特此上报",
    "专此上报",
    "现上报如下",
    "请审阅",
    "请审示",
    "请予审核",
    "妥否，请批示",
    "妥否,请批示",
];

/// One finding with what shows that it is a letter.
pub(super) fn check(passages: &[Passage], findings: &mut Vec<Finding>) {
    let mut parts = Vec::new();
    let (mut source, mut quotes) = (Vec::new(), Vec::new());
    let mut severity = Severity::Info;
    let last = passages.len().saturating_sub(CLOSING_LINES);
    for (at, passage) in passages.iter().enumerate() {
        let is_opening = passage.section.is_none() && at < last;
        let is_first = passage.section == Some("overview")
            && at.checked_sub(1).is_none_or(|before| passages[before].section != passage.section);
        if !(is_opening || is_first || at >= last) {
            continue;
        }
        if is_opening && is_addressee(&passage.plain) {
            severity = Severity::Warning;
            parts.push(Wording {
                zh: format!("有称谓“{}”", passage.text()),
                en: format!("it is addressed to “{}”", passage.text()),
            });
            source.push(passage.whole());
            quotes.push(passage.text().to_owned());
        }
        let yours = yours(&passage.plain);
        let submitted = SUBMITTED.iter().find_map(|word| {
            let at = passage.plain.find(word)?;
            Some(at..at + word.len())
        });
        for (range, weight) in [(yours, Severity::Warning), (submitted, Severity::Info)] {
            let Some(range) = range else { continue };
            severity = severity.max(weight);
            let words = passage.original(range.clone());
            parts.push(Wording { zh: format!("写有“{words}”"), en: format!("it says “{words}”") });
            source.push(passage.span(range));
            quotes.push(words);
        }
    }
    if parts.is_empty() {
        return;
    }
    let said = join(&parts, "，", ", ");
    let mut finding = finding(
        "form.letter",
        format!("报告像是报送上级的函件：{}。", said.zh),
        format!("The report looks like a letter to a superior: {}.", said.en),
    );
    finding.severity = severity;
    (finding.source, finding.quotes) = (source, quotes);
    findings.push(finding);
}

/// Whether a line is an addressee: the name of an authority and a colon.
fn is_addressee(line: &str) -> bool {
    let Some(name) = line.strip_suffix([':', '：']) else { return false };
    let name = name.trim();
    (3..=LONGEST).contains(&name.chars().count())
        && !NO_ADDRESSEE.iter().any(|word| name.contains(word))
        && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '、' | '(' | ')' | '（' | '）'))
        && UnitKind::of(name).is_some()
}

/// Where a line speaks to an authority as 贵办.
fn yours(line: &str) -> Option<std::ops::Range<usize>> {
    const BODIES: [&str; 9] = ["办", "局", "委", "厅", "中心", "单位", "处", "科", "股"];
    memchr::memmem::find_iter(line.as_bytes(), "贵").find_map(|at| {
        let rest = &line[at + "贵".len()..];
        let body = BODIES.iter().find(|body| rest.starts_with(**body))?;
        let behind = &rest[body.len()..];
        let goes_on = ["《", "关于", "要求", "通知", "下发", "印发", "的", "转发", "文件", "，", ",", "公室"];
        goes_on.iter().any(|word| behind.starts_with(word)).then(|| at..at + "贵".len() + body.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addressees_are_authorities() {
        for (line, expected) in [
            ("市政府办:", true),
            ("县人民政府办公室：", true),
            ("区政务公开办：", true),
            ("发布机构：", false),
            ("现将有关情况报告如下：", false),
            ("信息来源：", false),
            ("主动公开政府信息情况：", false),
            ("主办单位：", false),
            ("市政府办公室", false),
            ("各镇人民政府,县政府各部门：", false),
        ] {
            assert_eq!(is_addressee(line), expected, "{line}");
        }
        assert!(yours("根据贵办《关于报送年度报告的通知》要求").is_some());
        assert!(yours("贵州省办公厅").is_none());
        assert!(yours("宝贵意见").is_none());
    }
}
