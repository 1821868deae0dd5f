//! Which figure of rules, normative documents and decisions a number gives, by the words right before it.
//!
//! Only where a verb says what was done with them: documents that were published, explained, revised or filed are counted
//! otherwise than those that were made.

use crate::extract::words::{WordList, word_lists};

word_lists!(
    "papers.toml": documents, documents_otherwise, decisions_otherwise, counted, done, decided, other_rules, mixed, made
);

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
    if !WORDS.documents.is_in(sentence) || WORDS.other_rules.is_in(words) {
        return None;
    }
    let mixed = WORDS.mixed.is_in(words) || (words.contains("规章") && words.contains("规范性文件"));
    let tail = words.trim_end_matches(['数', '量', '共', '计', '有', '为', '了', '总']);
    let is_counted = WORDS.counted.ends(tail) || WORDS.counted.ends(words);
    let otherwise = WORDS.documents_otherwise.is_in(words);
    let names_documents = WORDS.documents.is_in(words);
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
    let made = WORDS.made.is_in(words);
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
    // Most counts are of other things: what must be there is looked for first.
    if !words.contains(['许', '罚', '强', '决']) || words.chars().count() > 30 || WORDS.decisions_otherwise.is_in(words)
    {
        return None;
    }
    if words.contains("处理行政决定") || words.contains("处理决定数量") {
        return (!has(sentence, &["许可", "处罚", "强制"])).then_some("decisions");
    }
    let kinds =
        [("行政许可", "license_decisions"), ("行政处罚", "penalty_decisions"), ("行政强制", "coercion_decisions")];
    let mut told = kinds.iter().filter(|(word, _)| words.contains(word)).map(|(_, id)| *id);
    let kind = told.next()?;
    if !WORDS.done.is_in(words) && !words.ends_with("决定") {
        return None;
    }
    let tail = words.trim_end_matches(['数', '量', '共', '计', '案', '件', '事', '项', '了']);
    (told.next().is_none() && WORDS.decided.ends(tail)).then_some(kind)
}
