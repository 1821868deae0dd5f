//! Figures of the statistics that every report owes, read from sentences: applications received, replies by kind, reviews.
//!
//! A figure goes by the words right before it. It is passed over where these words fit two figures, where it is only a part
//! of one (其中), or where it is printed as approximate.

use rust_decimal::Decimal;

use super::super::facts::{Fact, SumClaim, SumPart};
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

/// Words of other trades in which applications are counted too.
const FOREIGN: &[&str] = &[
    "许可",
    "登记",
    "审批",
    "救助",
    "补贴",
    "复议",
    "诉讼",
    "结转",
    "处罚",
    "项目",
    "贷款",
    "专利",
    "证照",
    "事项",
    "办件",
    "未收到",
];

impl Figures {
    /// Reads the figures of a line.
    pub fn read(&mut self, line: &Line) {
        let start = Place { sentence: 0, clause: 0, is_part: false };
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
    let has = |word: &str| words.contains(word);
    if has("备案") || context.line.contains("备案行政复议") {
        return None;
    }
    if has("复议") || has("诉讼") {
        return of_remedies(words);
    }
    if has("举报") {
        return Some("complaints");
    }
    if let Some(reply) = of_replies(words) {
        return reply;
    }
    if FOREIGN.iter().any(|word| has(word)) {
        return None;
    }
    let speaks_of_disclosure = has("公开")
        || has("信息")
        || ["信息公开", "信息公開", "依申请公开", "依申請公開"].iter().any(|word| context.line.contains(word));
    let received = ["收到", "受理", "接到", "接收", "共收", "新收"].iter().any(|word| has(word));
    let counted = words.ends_with("申请") || words.ends_with("申请总数") || words.ends_with("申请共");
    let by_mail = (has("信函") || has("邮寄") || has("来信") || has("信件")) && !has("电子");
    let online = ["网络", "网上", "网站", "互联网", "在线", "电子邮件", "邮箱"].iter().any(|word| has(word));
    let ways = [
        (online, "req_online"),
        (by_mail, "req_mail"),
        (has("传真"), "req_fax"),
        (has("当面") || has("现场"), "req_inperson"),
    ];
    let told: Vec<&'static str> = ways.iter().filter(|(told, _)| *told).map(|(_, id)| *id).collect();
    if !context.is_part
        && told.is_empty()
        && has("申请")
        && speaks_of_disclosure
        && (received || (counted && has("信息公开申请")))
    {
        return Some("req_total");
    }
    if !context.of_requests && !has("申请") {
        return None;
    }
    match told[..] {
        [way] if (context.is_part || has("申请")) && !has("公开信息") && !has("发布") => return Some(way),
        [] => {}
        _ => return None,
    }
    if has("办结") {
        return Some(if has("按时") || has("按期") {
            "done_ontime"
        } else if has("延期") || has("延长") {
            "done_late"
        } else {
            "done_total"
        });
    }
    (words.ends_with("答复") && !context.is_part).then_some("reply_total")
}

/// Replies by kind; `Some(None)` where the words name more than one kind.
fn of_replies(words: &str) -> Option<Option<&'static str>> {
    let has = |word: &str| words.contains(word);
    let denied = has("不同意公开") || has("不予公开");
    let rest = words.replace("不同意公开", "").replace("不予公开", "");
    let kinds = [
        (
            (has("属于") && !has("不属于") && has("主动公开")) || has("已主动公开") || has("已经主动公开"),
            "reply_already",
        ),
        (rest.contains("部分公开"), "reply_partial"),
        (rest.contains("同意公开") || rest.contains("予以公开"), "reply_granted"),
        (denied, "reply_denied"),
        (has("不属于本") || has("非本机关"), "reply_not_mine"),
        (has("信息不存在"), "reply_not_exist"),
        (has("更改补充") || has("更改、补充"), "reply_amend"),
        (has("其他途径"), "reply_other_way"),
    ];
    let told: Vec<&'static str> = kinds.iter().filter(|(told, _)| *told).map(|(_, id)| *id).collect();
    match told[..] {
        [] => None,
        [kind] if words.chars().count() <= 24 => Some(Some(kind)),
        _ => Some(None),
    }
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
