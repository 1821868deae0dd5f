//! What sentences say of the tables' figures without a number: none received, none brought, all answered, all upheld.

use std::borrow::Cow;

use super::super::facts::{Fact, Said, Statement};
use super::figures::{plain_text, speaks_of_disclosure};
use super::frame;
use super::line::span;
use crate::extract::words::{WordList, word_lists};
use crate::text::sentence::{self, Level};

word_lists!("statements.toml": none, none_over, qualified, all, everybody, asked, nil, all_begins, done, not_all, zero);

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
    for (narrowing, instead) in [(&WORDS.everybody, ""), (&WORDS.asked, "公开政府信息")] {
        for narrow in narrowing.iter().filter(|narrow| words.contains(narrow.as_str())) {
            open = open.replace(narrow.as_str(), instead).into();
        }
    }
    let words: &str = &open;
    let (review, suit) = (words.contains("复议"), words.contains("诉讼"));
    let denied = WORDS.none.is_in(words)
        || says_nil(words)
        || (words.contains("申请") && WORDS.zero.ends(words))
        || ((review || suit) && WORDS.none_over.is_in(words));
    if !denied
        || WORDS.qualified.is_in(words)
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
    WORDS.nil.starts(rest)
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
        WORDS.all.is_in(before) && !before.contains(['未', '不', '非', '审'])
    })
}

/// That all that was received was answered or settled.
fn all_answered(words: &str) -> bool {
    WORDS.all_begins.starts(words)
        && WORDS.done.is_in(words)
        && !words.contains(|c: char| c.is_ascii_digit())
        && !WORDS.not_all.is_in(words)
        && words.chars().count() <= 48
}
