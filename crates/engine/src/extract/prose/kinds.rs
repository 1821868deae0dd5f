//! Which figure of applications, replies, reviews, channels and fees a number gives, by the words right before it.
//!
//! It is none where the words fit two figures.

use super::marks::{mark, marks};

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
        Self {
            files_reviews: line.contains("备案行政复议"),
            of_disclosure: contains_any(line, &["信息公开", "信息公開", "依申请公开", "依申請公開"]),
        }
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
    let are_papers = contains_any(words, &["公文", "的文件", "文件数"]) || words.ends_with("公开类");
    if are_papers || (words.ends_with("信息") && !has(RECEIVED)) {
        return None;
    }
    if let Some(reply) = of_replies(words, marks) {
        return reply.filter(|_| (context.of_requests || has(APPLICATION)) || !needs_topic(words));
    }
    if has(COMPLAINT) {
        return (!has(APPLICATION)).then_some("complaints");
    }
    let names_it = contains_any(words, &["信息公开申请", "依申请公开"]);
    if has(FOREIGN) && (!names_it || contains_any(words, &["和", "及", "与", "、"])) {
        return None;
    }
    if contains_any(words, &["关于", "涉及", "有关", "要求", "请求", "类申请", "征地", "拆迁"])
        && !words.contains("有关部门")
    {
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
    let of_all_ways = contains_any(words, &["等渠道", "等方式", "等途径", "等形式"]);
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
        let ends =
            ["答复", "回复", "办复", "答复申请", "答复信息公开申请", "答复政府信息公开申请", "答复数", "答复数量"];
        return (context.behind || ends.iter().any(|end| words.ends_with(end))).then_some("reply_total");
    }
    if has(HANDLED) && !context.is_part && !context.behind {
        let short = words.chars().count() <= 5 && (words.ends_with("办理") || words.ends_with("处理"));
        let named = has(APPLICATION) && words.ends_with("申请");
        return (short || named).then_some("req_handled");
    }
    let is_new = !context.is_part && words.ends_with("新收") && context.sentence.contains("申请");
    is_new.then_some("req_new")
}

/// Words of replies that have other meanings where nobody applied for anything.
fn needs_topic(words: &str) -> bool {
    !contains_any(words, &["同意", "答复"])
        && contains_any(
            words,
            &[
                "不予公开",
                "予以公开",
                "部分公开",
                "无法提供",
                "不予处理",
                "不掌握",
                "补正",
                "其他处理",
                "不存在",
                "不明确",
            ],
        )
}

/// What was carried over from last year or forward to the next; `Some(None)` where the words leave open which.
fn carried(words: &str, context: Context) -> Option<Option<&'static str>> {
    let carries =
        contains_any(words, &["结转", "转结", "转入", "转到", "转至", "顺延", "延续", "跨年", "遗留", "延至"]);
    if carries {
        let last = contains_any(words, &["上年", "上一年", "去年", "年初", "往年"]);
        let next = contains_any(words, &["下年", "下一年", "次年", "明年", "下个年度", "来年"]);
        if !context.of_requests && !words.contains("申请") {
            return Some(None);
        }
        // 新收和上年结转共 counts both.
        if last && contains_any(words, &["新收", "收到", "受理", "接收", "办理"]) {
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
    let open = contains_any(words, &["正在办理", "尚在办理", "仍在办理", "未办结", "在办中", "办理中", "正在处理"]);
    (open && context.of_requests && !contains_any(context.sentence, &["复议", "诉讼"]))
        .then_some(Some("carried_forward"))
}

/// The outcome of reviews or suits, where the sentence spoke of one of them alone.
fn outcome(words: &str, context: Context) -> Option<&'static str> {
    if !words.contains(['维', '纠', '审'])
        || !contains_any(words, &["维持", "纠正", "尚未审结", "未审结", "正在审理"])
        || words.chars().count() > 14
    {
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
    const OUTCOMES: [&str; 18] = [
        "维持", "纠", "撤", "驳", "未", "其他", "结", "答", "胜", "败", "审", "应诉", "变更", "确认", "调解", "终止",
        "意见", "建议",
    ];
    let after = subject.contains("复议后") && contains_any(subject, &["诉讼", "起诉"]);
    let direct = contains_any(subject, &["未经复议", "直接起诉"]);
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
    if !contains_any(behind, &OUTCOMES) {
        return (std::ptr::eq(subject, words) && behind.chars().count() <= 8).then_some(kind);
    }
    let is_short = behind.chars().count() <= 10;
    let upheld = behind.contains("维持") && !contains_any(behind, &["未", "撤", "纠"]);
    let corrected = contains_any(behind, &["结果纠正", "被纠正", "纠正"]) && !behind.contains("维持");
    let pending = contains_any(behind, &["未审结", "正在审理", "未结", "审理中"]);
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
            let of_all = before.contains("主动公开") && !contains_any(before, &["新媒体", "规范性", "财政", "重点"]);
            (of_all && !context.is_part).then_some("active_total")
        }
        _ => None,
    }
}

/// Fees for information given on application; the fees of 第二十条第（八）项 are another thing.
pub(super) fn of_fees(words: &str) -> Option<&'static str> {
    let taken = words.contains("收取") || words.contains("收费");
    let of_requests =
        contains_any(words, &["检索", "复制", "邮寄", "依申请", "信息处理费", "信息公开"]) || words.contains("处理费");
    if taken && of_requests && !words.contains("事业性") {
        return Some("fees");
    }
    let is_sum = words.contains("行政事业性收费")
        && !contains_any(words, &["减", "免", "降", "取消", "节约", "项目", "清单", "目录"]);
    is_sum.then_some("admin_fee")
}
