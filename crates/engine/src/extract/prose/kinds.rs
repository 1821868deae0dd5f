//! Which figure of applications, replies, reviews, channels and fees a number gives, by the words right before it.
//!
//! It is none where the words fit two figures.

use super::marks::{mark, marks};
use crate::extract::words::{WordList, word_lists};

word_lists!(
    "kinds.toml": papers, disclosure_requests, topics_of_requests, all_ways, disclosure_lines, ambiguous_replies, named_replies, carries, last_year, next_year, taken_in, open_cases, outcomes_alone, sued, sued_directly, special_information, request_fees, no_fees, pending, corrected, outcomes, kinds_of_reply, answered
);

/// What stands around a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// Behind 其中 or the like, or in brackets.
    pub is_part: bool,
    /// The sentence, or what was spoken of last, is applications for information.
    pub of_requests: bool,
    /// The words stand behind the number: 1件转入下年办理.
    pub behind: bool,
    /// The sentence up to the number, made plain.
    pub sentence: &'a str,
    /// What the line speaks of.
    pub line: Spoken,
    /// The unit behind the number.
    pub unit: &'a str,
}

/// What a line speaks of anywhere: asked of it once, and not for each of its numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spoken {
    files_reviews: bool,
    of_disclosure: bool,
}

impl Spoken {
    /// Looks through a line.
    pub fn of(line: &str) -> Self {
        Self { files_reviews: line.contains("备案行政复议"), of_disclosure: WORDS.disclosure_lines.is_in(line) }
    }
}

/// Whether the figure is one of the replies by kind.
pub(super) fn is_reply(id: &str) -> bool {
    id.starts_with("reply_") && id != "reply_total"
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Counts of applications, replies, reviews and suits.
pub(super) fn of_cases(words: &str, context: Context) -> Option<&'static str> {
    use mark::*;
    let marks = marks(words);
    let has = |mark: u64| marks & mark != 0;
    if has(FILED) {
        return None;
    }
    if has(REVIEW | SUIT) {
        let filed = context.sentence.contains("备案") || context.line.files_reviews;
        return if filed { None } else { of_remedies(words, words) };
    }
    if let Some(carried) = carried(words, context) {
        return carried;
    }
    if let Some(outcome) = outcome(words, context) {
        return Some(outcome);
    }
    if marks == 0 {
        return None;
    }
    // Documents and information are kept back too, without anybody having applied for them.
    let are_papers = WORDS.papers.is_in(words) || words.ends_with("公开类");
    if are_papers || (words.ends_with("信息") && !has(RECEIVED)) {
        return None;
    }
    if let Some(reply) = of_replies(words, marks) {
        return reply.filter(|_| (context.of_requests || has(APPLICATION)) || !needs_topic(words));
    }
    if has(COMPLAINT) {
        return (!has(APPLICATION)).then_some("complaints");
    }
    let names_it = WORDS.disclosure_requests.is_in(words);
    if has(FOREIGN) && (!names_it || contains_any(words, &["和", "及", "与", "、"])) {
        return None;
    }
    if WORDS.topics_of_requests.is_in(words) && !words.contains("有关部门") {
        return None;
    }
    // Of 件, 宗 and 起 an application is one; 条 and 份 only where it is said that they were received.
    let is_case = matches!(context.unit, "件" | "宗" | "起" | "例" | "件次");
    if !is_case && (!has(RECEIVED) || !names_it) {
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
    let of_all_ways = WORDS.all_ways.is_in(words);
    let way = way.filter(|_| !of_all_ways);
    if way.is_none() && !context.is_part && has(APPLICATION) {
        let counted =
            names_it && ["申请", "申请总数", "申请数", "申请共", "申请数量"].iter().any(|end| words.ends_with(end));
        let speaks_of_disclosure = || has(DISCLOSURE | INFORMATION) || context.line.of_disclosure;
        let is_settled = has(SETTLED | ANSWERED);
        if (has(RECEIVED) || (counted && !has(HANDLED) && !is_settled)) && speaks_of_disclosure() {
            return Some(match (has(NEW), is_settled || has(HANDLED)) {
                (_, true) => "req_handled",
                (true, false) => "req_new",
                (false, false) => "req_total",
            });
        }
    }
    if !context.of_requests && !has(APPLICATION) {
        return None;
    }
    // 收到申请12件 said before, the count goes on: 今年收到15件.
    let goes_on = ["收到", "受理", "接收", "接到"].iter().any(|end| words.ends_with(end));
    if goes_on && way.is_none() && !context.is_part && is_case && words.chars().count() <= 14 {
        return Some("req_total");
    }
    if let Some(way) = way {
        let is_way = other_way.is_none() && (context.is_part || has(APPLICATION)) && !has(PUBLISHED);
        return is_way.then_some(way);
    }
    match (has(NATURAL), has(LEGAL)) {
        (true, false) if context.is_part || has(APPLICATION) => return Some("req_natural"),
        (false, true) if (context.is_part || has(APPLICATION)) && words.contains("法人") => return Some("req_org"),
        _ => {}
    }
    if has(SETTLED) {
        return Some(if has(IN_TIME) {
            "done_ontime"
        } else if has(LATE) {
            "done_late"
        } else {
            "done_total"
        })
        .filter(|_| !context.is_part || has(IN_TIME | LATE));
    }
    if has(ANSWERED) && !context.is_part {
        if has(IN_TIME) {
            return Some("done_ontime");
        }
        if has(LATE) {
            return Some("done_late");
        }
        if is_of_one_kind(words) {
            return None;
        }
        return (context.behind || WORDS.answered.ends(words)).then_some("reply_total");
    }
    if has(HANDLED) && !context.is_part && !context.behind {
        let short = words.chars().count() <= 5 && (words.ends_with("办理") || words.ends_with("处理"));
        let named = has(APPLICATION) && words.ends_with("申请");
        return (short || named).then_some("req_handled");
    }
    let is_new = !context.is_part && words.ends_with("新收") && context.sentence.contains("申请");
    is_new.then_some("req_new")
}

/// Whether what stands right before 答复 says which replies are meant, so that they are not all: 当场答复, 其他类答复.
fn is_of_one_kind(words: &str) -> bool {
    let ends = ["答复", "回复", "办复"].iter().filter_map(|verb| words.rfind(verb)).max();
    ends.is_some_and(|at| {
        let before = words[..at].trim_end_matches(['性', '式', '的']);
        WORDS.kinds_of_reply.ends(before) && !before.ends_with("申请公开")
    })
}

/// Words of replies that have other meanings where nobody applied for anything.
fn needs_topic(words: &str) -> bool {
    !WORDS.named_replies.is_in(words) && WORDS.ambiguous_replies.is_in(words)
}

/// What was carried over from last year or forward to the next; `Some(None)` where the words leave open which.
fn carried(words: &str, context: Context) -> Option<Option<&'static str>> {
    let carries = WORDS.carries.is_in(words);
    if carries {
        let last = WORDS.last_year.is_in(words);
        let next = WORDS.next_year.is_in(words);
        if !context.of_requests && !words.contains("申请") {
            return Some(None);
        }
        // 新收和上年结转共 counts both.
        if last && WORDS.taken_in.is_in(words) {
            let both = ["申请", "申请共", "共", "合计"].iter().any(|end| words.ends_with(end)) && !context.is_part;
            return Some(both.then_some("req_handled"));
        }
        return Some(match (last, next) {
            (true, false) => Some("carried_over"),
            (false, true) => Some("carried_forward"),
            // 办结11件,结转2件: what is left over when some were settled.
            (false, false)
                if contains_any(context.sentence, &["办结", "答复"]) && !context.sentence.contains("上年") =>
            {
                Some("carried_forward")
            }
            _ => None,
        });
    }
    let open = WORDS.open_cases.is_in(words);
    (open && context.of_requests && !contains_any(context.sentence, &["复议", "诉讼"]))
        .then_some(Some("carried_forward"))
}

/// The outcome of reviews or suits, where the sentence spoke of one of them alone.
fn outcome(words: &str, context: Context) -> Option<&'static str> {
    if !words.contains(['维', '纠', '审']) || !WORDS.outcomes_alone.is_in(words) || words.chars().count() > 14 {
        return None;
    }
    of_remedies(context.sentence, words)
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
        (has(NOT_HELD), "reply_not_held"),
        (has(NOT_READY), "reply_not_ready"),
        (has(UNCLEAR), "reply_unclear"),
        (has(UNAVAILABLE), "reply_unavailable"),
        (has(UNPROCESSED), "reply_unprocessed"),
        (has(PETITION), "reply_petition"),
        (has(REPEATED), "reply_repeated"),
        (has(OTHERWISE), "reply_otherwise"),
    ];
    let told: Vec<&'static str> = kinds.iter().filter(|(told, _)| *told).map(|(_, id)| *id).collect();
    let short = words.chars().count() <= 24;
    match told[..] {
        [] => None,
        ["reply_partial", "reply_granted"] => Some(short.then_some("reply_open")),
        // A group with the reason that it is for: 因本机关不掌握等原因无法提供.
        [kind, "reply_unavailable"] if kind != "reply_unavailable" && words.ends_with("无法提供") => {
            Some(Some("reply_unavailable").filter(|_| words.contains('等')))
        }
        [kind] => Some((short && !words.contains("逾期不补正")).then_some(kind)),
        _ => Some(None),
    }
}

/// Reviews and suits: `subject` tells which of them, `words` what came of them.
fn of_remedies(subject: &str, words: &str) -> Option<&'static str> {
    let after = subject.contains("复议后") && WORDS.sued.is_in(subject);
    let direct = WORDS.sued_directly.is_in(subject);
    let (kind, at) = match (subject.rfind("复议"), subject.rfind("诉讼").or_else(|| subject.rfind("起诉"))) {
        (_, Some(at)) if after => ("suit_after", at),
        (_, Some(at)) if direct => ("suit_direct", at),
        (Some(at), None) => ("recon_total", at),
        (None, Some(at)) => ("suit_total", at),
        // Both, and nothing but a count of both together: 行政复议和行政诉讼共3件.
        (Some(review), Some(suit)) if std::ptr::eq(subject, words) => {
            let between = &words[review.min(suit) + "复议".len()..review.max(suit)];
            let together = contains_any(between, &["和", "及", "与", "、"]) && words.ends_with('共');
            return together.then_some("remedies_total");
        }
        _ => return None,
    };
    let behind = if std::ptr::eq(subject, words) { &words[at + "复议".len()..] } else { words };
    if !WORDS.outcomes.is_in(behind) {
        return (std::ptr::eq(subject, words) && behind.chars().count() <= 8).then_some(kind);
    }
    let is_short = behind.chars().count() <= 10;
    let upheld = behind.contains("维持") && !contains_any(behind, &["未", "撤", "纠"]);
    let corrected = WORDS.corrected.is_in(behind) && !behind.contains("维持");
    let pending = WORDS.pending.is_in(behind);
    match (kind, upheld, corrected, pending) {
        _ if !is_short => None,
        ("recon_total", true, false, false) => Some("recon_upheld"),
        ("recon_total", false, true, false) => Some("recon_corrected"),
        ("recon_total", false, false, true) => Some("recon_pending"),
        ("suit_total", true, false, false) => Some("suit_upheld"),
        ("suit_total", false, true, false) => Some("suit_corrected"),
        ("suit_total", false, false, true) => Some("suit_pending"),
        _ => None,
    }
}

/// Counts of information made public, in all and by channel.
pub(super) fn of_information(words: &str, context: Context) -> Option<&'static str> {
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
            let of_all = before.contains("主动公开") && !WORDS.special_information.is_in(before);
            (of_all && !context.is_part).then_some("active_total")
        }
        _ => None,
    }
}

/// Fees for information given on application; the fees of 第二十条第（八）项 are another thing.
pub(super) fn of_fees(words: &str) -> Option<&'static str> {
    let taken = words.contains("收取") || words.contains("收费");
    let of_requests = WORDS.request_fees.is_in(words) || words.contains("处理费");
    if taken && of_requests && !words.contains("事业性") {
        return Some("fees");
    }
    let is_sum = words.contains("行政事业性收费") && !WORDS.no_fees.is_in(words);
    is_sum.then_some("admin_fee")
}
