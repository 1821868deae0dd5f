//! Which figure of rules, normative documents and decisions a number gives, by the words right before it.
//!
//! Only where a verb says what was done with them: documents that were published, explained, revised or filed are counted
//! otherwise than those that were made.

/// Figures of documents and decisions; `sentence` is what stands in the sentence before the number.
pub(super) fn of_papers(words: &str, sentence: &str, unit: &str) -> Option<&'static str> {
    if !matches!(unit, "件" | "份" | "个" | "部" | "宗" | "起" | "例") {
        return None;
    }
    documents(words, sentence).or_else(|| decisions(words, sentence))
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Rules and normative documents: made, repealed, in force.
fn documents(words: &str, sentence: &str) -> Option<&'static str> {
    const NAMES: [&str; 2] = ["规范性文件", "规章"];
    if !has(sentence, &NAMES) || has(words, &["规章制度", "党内", "党规"]) {
        return None;
    }
    const OTHERWISE: [&str; 26] = [
        "解读",
        "备案",
        "审查",
        "审核",
        "修订",
        "修改",
        "评估",
        "清理",
        "报备",
        "转发",
        "梳理",
        "征求",
        "失效",
        "拟",
        "计划",
        "培训",
        "目录",
        "链接",
        "栏目",
        "格式",
        "草案",
        "意见",
        "归集",
        "数据库",
        "上级",
        "落实",
    ];
    let mixed = has(words, &["等文件", "各类文件", "和其他文件", "及其他文件"])
        || (words.contains("规章") && words.contains("规范性文件"));
    let ends = [
        "文件",
        "文件共",
        "文件数",
        "文件数量",
        "规章",
        "规章共",
        "制定",
        "制发",
        "印发",
        "出台",
        "废止",
        "有效",
        "件数",
        "制作",
        "现行有效共",
        "新制定",
        "废止数",
        "制发数",
    ];
    let tail = words.trim_end_matches(['数', '量', '共', '计', '有', '为', '了', '总']);
    let is_counted = ends.iter().any(|end| tail.ends_with(end) || words.ends_with(end));
    let otherwise = has(words, &OTHERWISE);
    let names_documents = has(words, &NAMES);
    // Further counts of a sentence on documents go by their verb alone: 制定规范性文件4件,废止1件,现行有效20件.
    let goes_on = !names_documents && words.chars().count() <= 10;
    if !is_counted || !(names_documents || goes_on) {
        return None;
    }
    if mixed {
        return (names_documents && !has(words, &["解读", "备案"])).then_some("documents_mixed");
    }
    let subject = if names_documents { words } else { sentence };
    let (rules, normative) = (subject.rfind("规章"), subject.rfind("规范性文件"));
    let of_rules = match (rules, normative) {
        (Some(rules), Some(normative)) => rules > normative,
        (rules, _) => rules.is_some(),
    };
    let in_force = words.contains("有效");
    let repealed = words.contains("废止") && !words.contains("失效");
    let made = has(words, &["制定", "制发", "印发", "出台", "新制作"]);
    if otherwise && !(repealed && words.starts_with("清理")) {
        return None;
    }
    Some(match (in_force, repealed, made, of_rules) {
        (true, false, false, true) => "rules_in_force",
        (false, true, false, true) => "rules_repealed",
        (false, false, true, true) => "rules_issued",
        (true, false, false, false) => "normative_in_force",
        (false, true, false, false) => "normative_repealed",
        (false, false, true, false) => "normative_issued",
        _ => return None,
    })
}

/// Decisions of licensing, penalties and compulsion.
fn decisions(words: &str, sentence: &str) -> Option<&'static str> {
    const OTHERWISE: [&str; 26] = [
        "信息",
        "公示",
        "事项清单",
        "公开",
        "目录",
        "罚款",
        "复议",
        "诉讼",
        "立案",
        "受理",
        "申请",
        "检查",
        "听证",
        "评查",
        "备案",
        "移送",
        "培训",
        "案例",
        "咨询",
        "接件",
        "简易",
        "一般程序",
        "普通程序",
        "网上",
        "在线",
        "涉及",
    ];
    // Most counts are of other things: what must be there is looked for first.
    if !words.contains(['许', '罚', '强', '决']) || words.chars().count() > 30 || has(words, &OTHERWISE) {
        return None;
    }
    if words.contains("处理行政决定") || words.contains("处理决定数量") {
        return (!has(sentence, &["许可", "处罚", "强制"])).then_some("decisions");
    }
    let kinds =
        [("行政许可", "license_decisions"), ("行政处罚", "penalty_decisions"), ("行政强制", "coercion_decisions")];
    let mut told = kinds.iter().filter(|(word, _)| words.contains(word)).map(|(_, id)| *id);
    let kind = told.next()?;
    let done = ["作出", "做出", "办理", "处理", "实施", "办结", "下达", "处理决定", "查处"];
    if !has(words, &done) && !words.ends_with("决定") {
        return None;
    }
    let tail = words.trim_end_matches(['数', '量', '共', '计', '案', '件', '事', '项', '了']);
    let ends = ["行政许可", "行政处罚", "行政强制", "决定", "措施"];
    (told.next().is_none() && ends.iter().any(|end| tail.ends_with(end))).then_some(kind)
}
