//! Sentences that are not whole: a figure is missing, or a paragraph ends in the middle.

use std::ops::Range;

use super::join;
use crate::report::{DamageKind, Report};
use crate::rules::names;
use crate::rules::passage::{Passage, has_figure};
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, Severity};
use crate::text::sentence::{Mark, Piece};

/// How many places a sentence quotes.
const QUOTED: usize = 5;
/// Shortest line that is a paragraph and no heading, in characters.
const PARAGRAPH: usize = 20;
/// Words with which no sentence ends.
const OPEN_ENDS: [&str; 15] =
    ["的", "和", "及", "与", "并", "或", "在", "对", "将", "把", "以", "由", "向", "从", "关于"];
/// Words and signs that end a paragraph without a full stop as well as with one.
const DONE: &str = "件条次个人篇期份项家户元场批种起页名位例%％号日年月字";

/// One finding for figures that are missing, one for paragraphs that end in the middle.
pub(super) fn check(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    let (mut missing, mut open) = (Vec::new(), Vec::new());
    // Where digits were lost on the way, the unit did write them.
    let digits_lost = report.damage.iter().any(|damage| damage.kind == DamageKind::DigitsLost);
    for (at, passage) in passages.iter().enumerate().filter(|(_, passage)| is_written(passage)) {
        if !digits_lost {
            missing.extend(figure_missing(passage).map(|range| (passage, range, Severity::Warning)));
        }
        // The last of all is followed by the signature, and by what sites print below.
        let Some(next) = passages.get(at + 1) else { continue };
        if next.section != passage.section || next.subhead().is_some() {
            open.extend(ends_open(passage).map(|(range, severity)| (passage, range, severity)));
        }
    }
    for (list, zh, en) in [
        (missing, "句子不完整，缺少数字", "A sentence lacks its figure"),
        (open, "段落没有写完，或末尾没有标点", "A paragraph is not finished, or ends without a sign"),
    ] {
        findings.extend(tell(report, &list, zh, en));
    }
}

fn is_written(passage: &Passage) -> bool {
    matches!(passage.section, Some("overview" | "problems")) && passage.words().take(6).count() > 5
}

fn tell(report: &Report, list: &[(&Passage, Range<usize>, Severity)], zh: &str, en: &str) -> Option<Finding> {
    let severity = list.iter().map(|(_, _, severity)| *severity).max()?;
    let parts: Vec<Wording> = list
        .iter()
        .take(QUOTED)
        .map(|(passage, range, _)| {
            let words = names::quote(&passage.original(range.clone()));
            let place = names::lines(report, &[passage.whole()]);
            Wording { zh: format!("{words}（{}）", place.zh), en: format!("{words} ({})", place.en) }
        })
        .collect();
    let more = list.len() - parts.len();
    let said = join(&parts, "、", ", ");
    let (more_zh, more_en) = if more > 0 {
        (format!("，另有 {more} 处"), format!(" and {more} more"))
    } else {
        (String::new(), String::new())
    };
    let mut finding =
        finding("form.cut_sentence", format!("{zh}：{}{more_zh}。", said.zh), format!("{en}: {}{more_en}.", said.en));
    finding.severity = severity;
    finding.source = list.iter().map(|(passage, range, _)| passage.span(range.clone())).collect();
    finding.quotes = list.iter().map(|(passage, range, _)| passage.original(range.clone())).collect();
    Some(finding)
}

/// The clause of a line in which a figure is missing.
fn figure_missing(passage: &Passage) -> Option<Range<usize>> {
    passage.clauses().find_map(|Piece { range, end }| {
        let clause = passage.plain[range.clone()].trim();
        let is_last = matches!(end, Some(Mark::Stop | Mark::Semicolon));
        let is_lost = unit_alone(clause) || (is_last && counts_nothing(clause));
        is_lost.then_some(range)
    })
}

/// Whether a clause, or a part of it, ends in what is counted and its unit with no figure: 开展业务培训次, 予以公开件、部分公开1件.
fn unit_alone(clause: &str) -> bool {
    clause.split(['、', '（', '(', '：', ':']).any(|part| part_without_figure(part.trim()))
}

fn part_without_figure(part: &str) -> bool {
    const NOUNS: [&str; 11] = ["信息", "公文", "文件", "稿件", "培训", "会议", "咨询", "推文", "微博", "公告", "通知"];
    const UNITS: [&str; 5] = ["条", "次", "篇", "份", "场"];
    // What only cases and documents are counted as; 信息件, 申请件 and 公开件 are words of their own.
    const CASES: [&str; 14] = [
        "行政许可",
        "行政处罚",
        "行政强制",
        "处罚决定",
        "许可决定",
        "规范性文件",
        "予以公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "现行有效",
        "提案",
        "废止",
    ];
    const LEADS: [&str; 10] = ["收到", "受理", "接收", "办理", "共", "累计", "全年", "接到", "办结", "答复"];
    let part = part.strip_suffix('中').unwrap_or(part);
    let head = UNITS.iter().find_map(|unit| part.strip_suffix(unit));
    let is_unit = head.is_some_and(|head| NOUNS.iter().any(|noun| head.ends_with(noun)))
        || part.strip_suffix('件').is_some_and(|head| CASES.iter().any(|case| head.ends_with(case)));
    // 全年发布条 counts without saying what.
    let is_bare = head.is_some_and(|head| {
        let counted = ["发布", "公开", "推送", "编发"].iter().find_map(|verb| head.strip_suffix(verb));
        counted.is_some_and(|before| ["全年", "累计", "共", "年内"].iter().any(|all| before.ends_with(all)))
    });
    let is_request =
        part.ends_with("申请件") && !part.ends_with("的申请件") && LEADS.iter().any(|lead| part.contains(lead));
    (is_unit || is_bare || is_request) && !has_figure(part) && !has_count(part)
}

/// Whether a clause tells how much there was in all, and gives no figure: 全年政务新媒体平台发布信息.
fn counts_nothing(clause: &str) -> bool {
    const VERBS: [&str; 12] =
        ["发布", "公开", "受理", "收到", "接收", "回复", "答复", "转发", "推送", "刊发", "编发", "更新"];
    const OBJECTS: [&str; 10] = [
        "信息",
        "各类信息",
        "政府信息",
        "政务信息",
        "各类政府信息",
        "各类政务信息",
        "政府信息公开申请",
        "公开申请",
        "申请",
        "动态信息",
    ];
    let Some((head, _)) = OBJECTS
        .iter()
        .filter_map(|object| Some((clause.strip_suffix(object)?, object)))
        .min_by_key(|(head, _)| head.len())
    else {
        return false;
    };
    let Some(before) = VERBS.iter().find_map(|verb| head.strip_suffix(verb)) else { return false };
    let before = before.strip_suffix("主动").unwrap_or(before);
    // 全年 alone may begin a sentence of how it was done; with nothing but the place between, it was counted.
    const MANNERS: [&str; 24] = [
        "积极", "认真", "严格", "及时", "加强", "依法", "按", "要", "应", "均", "未", "无", "没有", "持续", "不断",
        "规范", "通过", "坚持", "准确", "全面", "负责", "统一", "禁止", "不",
    ];
    let is_total = ["共", "累计", "共计", "总计", "合计"].iter().any(|word| before.ends_with(word));
    let is_total = is_total && !before.ends_with("公共");
    let is_yearly = ["全年", "年内", "本年度共", "一年来共"].iter().any(|word| before.starts_with(word));
    let is_figured = has_figure(clause) || has_count(clause);
    (is_total || is_yearly)
        && !is_figured
        && !MANNERS.iter().any(|word| before.contains(word))
        && before.chars().count() <= 20
}

/// Whether a clause counts in words: 两次, 数十条, 多件, 零.
fn has_count(clause: &str) -> bool {
    clause.contains(|c| "一二两三四五六七八九十百千万零〇多数几余若每各".contains(c)) && !clause.contains("各类")
        || clause.contains("零报告")
}

/// The last words of a paragraph that ends in the middle.
fn ends_open(passage: &Passage) -> Option<(Range<usize>, Severity)> {
    const SHOWN: usize = 16;
    let text = passage.plain.trim_end_matches(|c: char| c.is_whitespace() || c == '*');
    let is_paragraph = text.chars().count() >= PARAGRAPH && text.contains(['，', ',', '。', '；']);
    let last = text.chars().next_back()?;
    if !is_paragraph || DONE.contains(last) || last.is_ascii_digit() {
        return None;
    }
    let is_open = OPEN_ENDS.iter().any(|word| text.ends_with(word)) || matches!(last, '、' | '（' | '(' | '《' | '“');
    let severity = match last {
        _ if is_open => Severity::Warning,
        '，' | ',' => Severity::Info,
        c if ('\u{4e00}'..='\u{9fff}').contains(&c) => Severity::Info,
        _ => return None,
    };
    let start = text.char_indices().rev().nth(SHOWN - 1).map_or(0, |(at, _)| at);
    Some((start..text.len(), severity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_missed_only_where_something_was_counted() {
        for clause in [
            "开展业务培训次",
            "主动公开政府信息条",
            "全年共收到政府信息公开申请件",
            "其中网站公开信息条",
            "公开信息条（政策法规238条、工作动态196条）",
            "其中予以公开件、部分公开0件",
            "全年办理行政许可件",
            "全年发布条",
            "制定行政规范性文件件",
            "在办结的政府信息公开申请件中",
        ] {
            assert!(unit_alone(clause), "{clause}");
        }
        for clause in ["全年政务新媒体平台发布信息", "累计公开政府信息", "我镇共受理申请", "年内微信公众号发布各类信息"]
        {
            assert!(counts_nothing(clause), "{clause}");
        }
        for clause in [
            "开展业务培训2次",
            "召开会议两次",
            "对收到的申请件",
            "规范性文件",
            "印发文件",
            "每次更新信息",
            "办理时间和次",
            "逐条",
            "合理安排培训场次",
            "全年积极主动公开政府信息",
            "及时发布信息",
            "按要求公开政府信息",
            "全年未收到政府信息公开申请",
            "全年没有收到申请",
            "通过网站发布信息",
            "全年发布信息612条",
            "共享信息",
            "收到依申请公开件",
            "现行有效件数",
            "对主动公开件、依申请公开件分别归档",
            "查办行政处罚案件",
            "公开行政许可、行政处罚等信息",
            "公共平台发布信息",
        ] {
            assert!(!unit_alone(clause) && !counts_nothing(clause), "{clause}");
        }
    }
}
