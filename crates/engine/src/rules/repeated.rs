//! Words and signs that were typed twice.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use crate::report::Report;
use crate::rules::passage::Passage;
use crate::rules::registry::finding;
use crate::rules::{Finding, names};

/// How many places a sentence quotes.
const QUOTED: usize = 5;

/// Doubled words that are never right, and what may follow to make them so.
const DOUBLED: [(&str, &[&str]); 49] = [
    ("的的", &["确", "士"]),
    ("进行进行", &[]),
    ("按照按照", &[]),
    ("根据根据", &[]),
    ("通过通过", &[]),
    ("以及以及", &[]),
    ("进一步进一步", &[]),
    ("积极积极", &[]),
    ("加强加强", &[]),
    ("我镇我镇", &[]),
    ("我局我局", &[]),
    ("我县我县", &[]),
    ("我区我区", &[]),
    ("我市我市", &[]),
    ("我乡我乡", &[]),
    ("我街道我街道", &[]),
    ("政府信息政府信息", &[]),
    ("信息公开信息公开", &[]),
    (
        "工作工作",
        &["人", "者", "组", "机", "流", "制", "台", "日", "队", "专", "要", "会", "室", "站", "员", "证", "量"],
    ),
    ("年度年度", &[]),
    ("情况情况", &[]),
    ("报告报告", &[]),
    ("全年全年", &[]),
    ("及时及时", &["雨"]),
    ("培训培训", &["班", "机", "中", "学", "基", "师", "教"]),
    ("发布发布", &["会", "平", "机", "制", "审", "者"]),
    ("开展开展", &[]),
    ("落实落实", &[]),
    ("严格严格", &[]),
    ("认真认真", &[]),
    ("推进推进", &[]),
    ("完善完善", &[]),
    ("提高提高", &[]),
    ("健全健全", &[]),
    ("持续持续", &[]),
    ("收到收到", &[]),
    ("建立建立", &[]),
    ("做好做好", &[]),
    ("主动公开主动公开", &["目", "内", "事", "信", "基", "文", "清", "栏"]),
    // 信息公开公开栏 and 信息公开公开指南 name things.
    (
        "信息公开公开",
        &[
            "栏", "专", "目", "指", "属", "内", "平", "条", "制", "年", "形", "方", "查", "渠", "范", "标", "事", "板",
            "场", "室", "窗", "点", "课", "日", "和", "与",
        ],
    ),
    ("。。", &["。"]),
    ("，，", &[]),
    ("、、", &[]),
    ("；；", &[]),
    ("，。", &[]),
    ("、。", &[]),
    // As pages that were copied have them.
    (",,", &[]),
    (",。", &[]),
    (";;", &[]),
];

/// 我镇镇 and the like, where the next word shows that the second 镇 belongs to nothing.
const OWN: [&str; 9] = ["我镇镇", "我乡乡", "我县县", "我市市", "我区区", "我局局", "我办办", "我委委", "我街道街道"];
/// Beginnings of words that only follow a whole name.
const AFTER_OWN: [&str; 30] = [
    "主动",
    "积极",
    "共",
    "认真",
    "严格",
    "高度",
    "按照",
    "及时",
    "坚持",
    "始终",
    "未",
    "没有",
    "对",
    "将",
    "在",
    "已",
    "以",
    "全面",
    "不断",
    "持续",
    "深入",
    "结合",
    "通过",
    "根据",
    "，",
    ",",
    "。",
    "、",
    "政务公开",
    "政府信息公开",
];

fn search() -> &'static AhoCorasick {
    static SEARCH: OnceLock<AhoCorasick> = OnceLock::new();
    SEARCH.get_or_init(|| {
        let words = DOUBLED.iter().map(|(word, _)| *word).chain(OWN);
        AhoCorasick::builder()
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(words)
            .expect("a few words make a small automaton")
    })
}

/// One finding for all of them.
pub(super) fn check(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    let (mut source, mut shown, mut quotes): (Vec<_>, Vec<String>, Vec<String>) = (Vec::new(), Vec::new(), Vec::new());
    for passage in passages {
        for range in repeated(&passage.plain) {
            let words = passage.original(range.clone());
            shown.push(names::quote(&words));
            quotes.push(words);
            source.push(passage.span(range));
        }
    }
    if source.is_empty() {
        return;
    }
    shown.dedup();
    shown.truncate(QUOTED);
    let place = names::lines(report, &source);
    let mut finding = finding(
        "text.repeated",
        format!("文字重复：{}（{}）。", shown.join("、"), place.zh),
        format!("Words are typed twice: {} ({}).", shown.join(", "), place.en),
    );
    (finding.source, finding.quotes) = (source, quotes);
    findings.push(finding);
}

fn repeated(line: &str) -> Vec<Range<usize>> {
    let is_wrong = |pattern: usize, behind: &str| match DOUBLED.get(pattern) {
        Some((_, follows)) => !follows.iter().any(|word| behind.starts_with(word)),
        None => AFTER_OWN.iter().any(|word| behind.starts_with(word)),
    };
    let found = search().find_iter(line);
    found
        .filter(|found| is_wrong(found.pattern().as_usize(), &line[found.end()..]))
        .map(|found| found.range())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_twice_is_found() {
        for line in [
            "我镇镇高度重视",
            "我局局积极推进",
            "公开的的信息",
            "信息公开工作工作，",
            "完成。。",
            "公开信息，。",
            "全年全年公示560人次",
            "收集、整理、归档,,做到底数清",
            "政府信息公开公开申请4件",
            "开展业务培训培训3次",
        ] {
            assert_eq!(repeated(line).len(), 1, "{line}");
        }
        for line in [
            "我市市场监管局",
            "我县县政府",
            "我区区级部门",
            "我局局长主持",
            "我镇镇村两级",
            "我乡乡村振兴",
            "的的确确",
            "政府信息公开工作工作人员",
            "县人民政府政府信息公开",
            "完成……",
            "人人知晓，层层把关",
            "更新政府信息公开公开栏12期",
            "举办业务培训培训班2期",
        ] {
            assert!(repeated(line).is_empty(), "{line}");
        }
    }
}
