//! What sentences say of the tables' figures without a number: none received, none brought, all answered, all upheld.

use std::borrow::Cow;

use super::super::facts::{Fact, Said, Statement};
use super::figures::{plain_text, speaks_of_disclosure};
use super::frame;
use super::line::span;
use crate::text::sentence::{self, Level};

/// Words that say that there was none.
const NONE: [&str; 15] = [
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "未接收到",
    "未发生",
    "没有发生",
    "未产生",
    "未出现",
    "没有出现",
    "未受理",
    "未引发",
    "没有被",
    "未被",
    "无人申请",
];
/// The same before what reviews and suits are over; of applications they say something else: 未因申请引发舆情.
const NONE_OVER: [&str; 4] = ["没有因", "未因", "无因", "不存在因"];
/// Whoever may apply, and what for: words that narrow nothing, in place of which the others stand.
const EVERYBODY: [(&str, &str); 9] = [
    ("公民、法人和其他组织", ""),
    ("公民、法人或其他组织", ""),
    ("公民、法人或者其他组织", ""),
    ("公民、法人及其他组织", ""),
    ("公民、法人以及其他组织", ""),
    ("自然人、法人或其他组织", ""),
    ("自然人、法人和其他组织", ""),
    ("要求公开政府信息", "公开政府信息"),
    ("要求获取政府信息", "公开政府信息"),
];
/// Words that make of «none» a statement about a few.
const QUALIFIED: [&str; 34] = [
    "逾期",
    "超期",
    "有关",
    "涉及",
    "重复",
    "举报",
    "投诉",
    "建议",
    "意见",
    "收费",
    "费用",
    "减免",
    "上年",
    "结转",
    "要求",
    "虚假",
    "无效",
    "补正",
    "转办",
    "不服",
    "法人",
    "自然人",
    "信函",
    "传真",
    "当面",
    "网络",
    "部分",
    "其他",
    "败诉",
    "纠",
    "撤",
    "审结",
    "责任",
    "不予",
];
/// Words before 维持 that say it of all: 均获维持, 全部予以维持, 结果均为维持.
const ALL: [&str; 6] = ["均", "全部", "都", "皆", "一律", "全被"];

/// Bytes of a sentence up to the end of a clause in which words are looked for.
const LONGEST_SENTENCE: usize = 3000;

/// Reads the statements of a line; `facts` from `of_line` on are the figures that were read from it.
pub(super) fn read(
    (at, text): (usize, &str),
    facts: &[Fact],
    of_line: usize,
    report: Option<i32>,
    found: &mut Vec<Statement>,
) {
    // What nobody applied for and nobody contested is not spoken of here.
    if !text.contains(['申', '议', '議', '讼', '訟']) {
        return;
    }
    let line = at as u32 + 1;
    let mut spoke_of_disclosure = false;
    for sentence in sentence::cut(text, Level::Statement).map(|piece| piece.range) {
        let raw = &text[sentence.clone()];
        spoke_of_disclosure = spoke_of_disclosure || speaks_of_disclosure(&plain_text(raw));
        let disclosure = spoke_of_disclosure;
        if !raw.contains(['申', '议', '議', '讼', '訟']) {
            continue;
        }
        for clause in sentence::cut(raw, Level::Phrase).map(|piece| piece.range) {
            let clause = sentence.start + clause.start..sentence.start + clause.end;
            let words = plain_text(&text[clause.clone()]);
            if words.chars().count() < 3 {
                continue;
            }
            // No more of a long sentence than can matter to its clause.
            let start = text.floor_char_boundary(clause.end.saturating_sub(LONGEST_SENTENCE)).max(sentence.start);
            let before = plain_text(&text[start..clause.end]);
            let mut say = |said: Said| {
                found.push(Statement {
                    said,
                    scope: frame::scope(&words, &before),
                    year: frame::year(&before, None, report),
                    quote: text[clause.clone()].trim().chars().take(80).collect(),
                    source: span(line, text, clause.clone()),
                });
            };
            for said in none(&words, disclosure).into_iter().chain(upheld(&words, &before)).flatten() {
                say(said);
            }
            if all_answered(&words) {
                let until = text[..clause.start].chars().count() as u32 + 1;
                let from = text[..sentence.start].chars().count() as u32 + 1;
                let received = facts.iter().enumerate().skip(of_line).rev().find(|(_, fact)| {
                    let column = fact.source[0].column;
                    matches!(fact.id, "req_total" | "req_new" | "req_handled") && (from..until).contains(&column)
                });
                if let Some((index, fact)) = received {
                    found.push(Statement {
                        said: Said::AllAnswered(index as u32),
                        scope: fact.scope,
                        year: fact.year,
                        quote: format!("{}，{}", fact.quote, text[clause.clone()].trim()),
                        source: span(line, text, clause.clone()),
                    });
                }
            }
        }
    }
}

/// That there was none, of what; at most two things in one clause.
fn none(words: &str, disclosure: bool) -> [Option<Said>; 2] {
    let mut open = Cow::Borrowed(words);
    for (everybody, instead) in EVERYBODY.iter().filter(|(everybody, _)| words.contains(everybody)) {
        open = open.replace(everybody, instead).into();
    }
    let words: &str = &open;
    let (review, suit) = (words.contains("复议"), words.contains("诉讼"));
    let denied = NONE.iter().any(|none| words.contains(none))
        || says_nil(words)
        || (words.contains("申请") && ["为零", "零申请"].iter().any(|end| words.ends_with(end)))
        || ((review || suit) && NONE_OVER.iter().any(|none| words.contains(none)));
    if !denied
        || QUALIFIED.iter().any(|word| words.contains(word))
        || words.contains(|c: char| ('1'..='9').contains(&c) && !words.contains('年'))
    {
        return [None; 2];
    }
    if review || suit {
        return if disclosure { [review.then_some(Said::NoReview), suit.then_some(Said::NoSuit)] } else { [None; 2] };
    }
    let of_requests = words.contains("申请") && (speaks_of_disclosure(words) || words.contains("公开政府信息"));
    [of_requests.then_some(Said::NoneReceived), None]
}

/// Whether a clause begins with 无 or the like, before what there was none of.
fn says_nil(words: &str) -> bool {
    let rest =
        words.trim_start_matches(|c: char| c.is_ascii_digit() || "年度全我局镇县市区乡办街道单位暂本".contains(c));
    [
        "无依申请",
        "无政府信息公开",
        "无公民",
        "无信息公开",
        "无行政复议",
        "无行政诉讼",
        "无因政府信息公开",
        "无相关行政复议",
    ]
    .iter()
    .any(|word| rest.starts_with(word))
}

/// That all reviews or suits were decided for the authority.
fn upheld(words: &str, sentence: &str) -> [Option<Said>; 2] {
    if !says_all_upheld(words) || !speaks_of_disclosure(sentence) && !sentence.contains("复议") {
        return [None; 2];
    }
    [sentence.contains("复议").then_some(Said::ReviewUpheld), sentence.contains("诉讼").then_some(Said::SuitUpheld)]
}

/// Whether a clause says 维持 of all, with nothing of another outcome between.
fn says_all_upheld(words: &str) -> bool {
    const BETWEEN: usize = 6;
    words.match_indices("维持").any(|(at, _)| {
        let start = words[..at].char_indices().rev().nth(BETWEEN - 1).map_or(0, |(start, _)| start);
        let before = &words[start..at];
        ALL.iter().any(|all| before.contains(all)) && !before.contains(['未', '不', '非', '审'])
    })
}

/// That all that was received was answered or settled.
fn all_answered(words: &str) -> bool {
    let begins = ["均", "全部", "已", "都", "并已", "并均", "且均", "并全部", "皆", "按时全部"];
    let done = ["答复", "办结", "办理完毕", "处理完毕", "回复"];
    begins.iter().any(|begin| words.starts_with(begin))
        && done.iter().any(|word| words.contains(word))
        && !words.contains(|c: char| c.is_ascii_digit())
        && !["未", "率", "除", "拟", "部分"].iter().any(|word| words.contains(word))
        && words.chars().count() <= 48
}
