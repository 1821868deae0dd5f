//! Figures of the statistics that every report owes, read from sentences: applications received, replies by kind, reviews.
//!
//! A figure goes by the words right before it. It is passed over where these words fit two figures, where it is only a part
//! of one (其中), or where it is printed as approximate.

use rust_decimal::Decimal;

use super::super::facts::{Fact, SumClaim, SumPart};
use super::marks::{mark, marks};
use super::sentence::{Item, Kind, Line};
use crate::text::traditional::simplify;

/// Figures found so far.
#[derive(Debug, Default)]
pub(super) struct Figures {
    facts: Vec<Fact>,
    /// The words that told the replies, for [`Figures::replies`].
    reply_words: Vec<(&'static str, String)>,
}

/// Where a number stands in its sentence.
#[derive(Clone, Copy)]
struct Place {
    /// Start of the sentence in bytes.
    sentence: usize,
    /// Start of the clause in bytes.
    clause: usize,
    /// Behind 其中 or the like, or in brackets.
    is_part: bool,
}

impl Figures {
    /// Reads the figures of a line.
    pub fn read(&mut self, line: &Line) {
        let start = line.items.first().map_or(0, |item| item.range.start);
        let start = Place { sentence: start, clause: start, is_part: false };
        self.level(line, &line.items, start);
    }

    /// The figures, each the first time it was given.
    pub fn into_facts(self) -> Vec<Fact> {
        self.facts
    }

    /// The replies by kind as the parts of what was received, answered or settled, where they add up to it.
    pub fn replies(&self) -> Option<SumClaim> {
        let replies: Vec<&Fact> = self.facts.iter().filter(|fact| self.words_of(fact.id).is_some()).collect();
        if replies.len() < 3 || replies.windows(2).any(|pair| pair[0].source[0].line != pair[1].source[0].line) {
            return None;
        }
        let sum: Decimal = replies.iter().map(|fact| fact.value).sum();
        let total = ["reply_total", "done_total", "req_total"]
            .iter()
            .find_map(|id| self.facts.iter().find(|fact| fact.id == *id && fact.value == sum))?;
        let part = |fact: &&Fact| SumPart {
            value: fact.value,
            of: self.words_of(fact.id).unwrap_or_default().to_owned(),
            source: fact.source[0],
        };
        Some(SumClaim {
            total: total.value,
            total_source: total.source[0],
            parts: replies.iter().map(part).collect(),
            unit: total.unit.clone().unwrap_or_default(),
            quote: format!("{}…{}", total.quote, replies[replies.len() - 1].quote),
            approximate: false,
        })
    }

    fn words_of(&self, id: &str) -> Option<&str> {
        self.reply_words.iter().find(|(known, _)| *known == id).map(|(_, words)| words.as_str())
    }

    fn level(&mut self, line: &Line, items: &[Item], mut place: Place) {
        let mut previous_clause = place.clause;
        for item in items {
            match &item.kind {
                Kind::Stop => {
                    place = Place { sentence: item.range.end, clause: item.range.end, is_part: false };
                    previous_clause = place.clause;
                }
                Kind::Comma | Kind::Semicolon | Kind::Colon => {
                    previous_clause = place.clause;
                    place.clause = item.range.end;
                }
                Kind::Intro(_) => {
                    place.is_part = true;
                    previous_clause = item.range.end;
                    place.clause = item.range.end;
                }
                Kind::Group(inner) => {
                    let clause = inner.first().map_or(item.range.start, |first| first.range.start);
                    self.level(line, inner, Place { clause, is_part: true, ..place });
                }
                Kind::Number(index) => self.number(line, *index, place, previous_clause),
                Kind::Words => {}
            }
        }
    }

    fn number(&mut self, line: &Line, index: usize, place: Place, previous_clause: usize) {
        let number = &line.numbers[index];
        if number.approximate || !matches!(number.unit, "件" | "宗" | "起" | "例" | "条" | "元" | "万元") {
            return;
        }
        let words = &line.text[place.clause..number.digits.start];
        let adds_up = ["共", "合计", "累计", "总计", "合計", "累計", "總計"]
            .iter()
            .any(|word| words.trim_start().starts_with(word));
        let start = if adds_up && words.chars().count() <= 4 { previous_clause } else { place.clause };
        let words: String =
            line.text[start..number.digits.start].chars().map(plain).filter(|c| !c.is_whitespace()).collect();
        let words = words.replace("覆议", "复议");
        let sentence = &line.text[place.sentence..number.digits.start];
        let context = Context {
            is_part: place.is_part,
            of_requests: sentence.contains("申请") || sentence.contains("申請"),
            line: line.text,
        };
        let id = match number.unit {
            "条" => of_information(&words, context),
            "元" | "万元" => of_fees(&words),
            _ => of_cases(&words, context),
        };
        let Some(id) = id else { return };
        if self.facts.iter().any(|fact| fact.id == id) {
            return;
        }
        if is_reply(id) {
            self.reply_words.push((id, words.trim_matches(['(', ')']).to_owned()));
        }
        self.facts.push(Fact {
            id,
            value: number.value,
            unit: Some(number.unit.to_owned()),
            quote: line.quote(start..number.end),
            cell: None,
            source: vec![line.number_span(index)],
        });
    }
}

#[derive(Clone, Copy)]
struct Context<'a> {
    is_part: bool,
    /// The sentence speaks of applications.
    of_requests: bool,
    line: &'a str,
}

fn plain(c: char) -> char {
    match c {
        '\u{FF08}' => '(',
        '\u{FF09}' => ')',
        _ => simplify(c),
    }
}

fn is_reply(id: &str) -> bool {
    id.starts_with("reply_") && id != "reply_total"
}

/// Counts of applications, replies, reviews and suits.
fn of_cases(words: &str, context: Context) -> Option<&'static str> {
    use mark::*;
    let marks = marks(words);
    let has = |mark: u64| marks & mark != 0;
    if marks == 0 || has(FILED) || context.line.contains("备案行政复议") {
        return None;
    }
    if has(REVIEW | SUIT) {
        return of_remedies(words);
    }
    if has(COMPLAINT) {
        return Some("complaints");
    }
    if let Some(reply) = of_replies(words, marks) {
        return reply;
    }
    if has(FOREIGN) {
        return None;
    }
    let ways = [
        (has(ONLINE), "req_online"),
        (has(MAIL) && !has(ELECTRONIC), "req_mail"),
        (has(FAX), "req_fax"),
        (has(IN_PERSON), "req_inperson"),
    ];
    let mut told = ways.iter().filter(|(told, _)| *told).map(|(_, id)| *id);
    let (way, other_way) = (told.next(), told.next());
    if !context.is_part && way.is_none() && has(APPLICATION) {
        let counted = ["申请", "申请总数", "申请数", "申请共"].iter().any(|end| words.ends_with(end))
            && words.contains("信息公开申请");
        let speaks_of_disclosure = || {
            has(DISCLOSURE | INFORMATION)
                || ["信息公开", "信息公開", "依申请公开", "依申請公開"].iter().any(|word| context.line.contains(word))
        };
        if (has(RECEIVED) || counted) && speaks_of_disclosure() {
            return Some("req_total");
        }
    }
    if !context.of_requests && !has(APPLICATION) {
        return None;
    }
    if let Some(way) = way {
        let is_way = other_way.is_none() && (context.is_part || has(APPLICATION)) && !has(PUBLISHED);
        return is_way.then_some(way);
    }
    if has(SETTLED) {
        return Some(if has(IN_TIME) {
            "done_ontime"
        } else if has(LATE) {
            "done_late"
        } else {
            "done_total"
        });
    }
    (has(ANSWERED) && words.ends_with("答复") && !context.is_part).then_some("reply_total")
}

/// Replies by kind; `Some(None)` where the words name more than one kind.
fn of_replies(words: &str, marks: u64) -> Option<Option<&'static str>> {
    use mark::*;
    let has = |mark: u64| marks & mark != 0;
    let kinds = [
        (has(ALREADY) || (has(WITHIN) && has(ACTIVELY)), "reply_already"),
        (has(PARTLY), "reply_partial"),
        (has(AGREED), "reply_granted"),
        (has(REFUSED), "reply_denied"),
        (has(NOT_MINE), "reply_not_mine"),
        (has(NOT_THERE), "reply_not_exist"),
        (has(AMENDED), "reply_amend"),
        (has(OTHER_WAY), "reply_other_way"),
    ];
    let mut told = kinds.iter().filter(|(told, _)| *told).map(|(_, id)| *id);
    let kind = told.next()?;
    Some((told.next().is_none() && words.chars().count() <= 24).then_some(kind))
}

/// Reviews and suits, unless the words tell an outcome or speak of both.
fn of_remedies(words: &str) -> Option<&'static str> {
    let (id, at) = match (words.rfind("复议"), words.rfind("诉讼")) {
        (Some(at), None) => ("recon_total", at),
        (None, Some(at)) => ("suit_total", at),
        _ => return None,
    };
    let behind = &words[at + "复议".len()..];
    let outcome =
        ["维持", "纠正", "撤", "驳", "未", "其他", "结", "答", "胜", "败"].iter().any(|word| behind.contains(word));
    (!outcome && behind.chars().count() <= 8).then_some(id)
}

/// Counts of information made public, in all and by channel.
fn of_information(words: &str, context: Context) -> Option<&'static str> {
    let at = words.rfind("信息")?;
    if words[at..].chars().count() > 6 {
        return None;
    }
    // 公开信息 and 公开各类政府信息, but not 公开预决算信息, which is one kind among many.
    let before = words[..at].trim_end_matches("政府").trim_end_matches("政务").trim_end_matches("各类");
    let made_public = ["公开", "发布", "刊登"].iter().any(|word| before.ends_with(word));
    let channels = [
        ("公报", "ch_gazette"),
        ("网站", "ch_website"),
        ("微博", "ch_weibo"),
        ("微信", "ch_wechat"),
        ("其他方式", "ch_other"),
        ("其它方式", "ch_other"),
    ];
    let told: Vec<&'static str> =
        channels.iter().filter(|(word, _)| before.contains(word)).map(|(_, id)| *id).collect();
    match told[..] {
        [channel] => made_public.then_some(channel),
        [] => {
            let of_all = before.contains("主动公开")
                && !["新媒体", "规范性", "财政", "重点"].iter().any(|word| before.contains(word));
            (of_all && !context.is_part).then_some("active_total")
        }
        _ => None,
    }
}

/// Fees for information given on application.
fn of_fees(words: &str) -> Option<&'static str> {
    let taken = words.contains("收取") || words.contains("收费");
    let of_requests =
        ["检索", "复制", "邮寄", "依申请", "信息处理费", "信息公开"].iter().any(|word| words.contains(word));
    (taken && of_requests && !words.contains("事业性")).then_some("fees")
}
