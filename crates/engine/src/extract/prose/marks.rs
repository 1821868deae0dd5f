//! The words that tell what a number counts.

/// Words that tell what a number counts, as bits, so that a clause is gone through once and then only asked.
pub(super) mod mark {
    macro_rules! marks {
        ($($name:ident),* $(,)?) => { marks!(@ 0u32; $($name),*); };
        (@ $bit:expr; $name:ident $(, $rest:ident)*) => { pub const $name: u64 = 1 << ($bit); marks!(@ $bit + 1; $($rest),*); };
        (@ $bit:expr;) => {};
    }
    marks!(
        FOREIGN,
        FILED,
        REVIEW,
        SUIT,
        COMPLAINT,
        APPLICATION,
        DISCLOSURE,
        INFORMATION,
        RECEIVED,
        ONLINE,
        MAIL,
        ELECTRONIC,
        FAX,
        IN_PERSON,
        PUBLISHED,
        SETTLED,
        IN_TIME,
        LATE,
        ANSWERED,
        WITHIN,
        NOT_WITHIN,
        ACTIVELY,
        ALREADY,
        PARTLY,
        AGREED,
        REFUSED,
        NOT_MINE,
        NOT_THERE,
        AMENDED,
        OTHER_WAY,
        UNAVAILABLE,
        NOT_HELD,
        NOT_READY,
        UNCLEAR,
        UNPROCESSED,
        PETITION,
        REPEATED,
        OTHERWISE,
        NEW,
        HANDLED,
        NATURAL,
        LEGAL,
    );
}

/// The words of [`mark`] that begin with a character.
fn words_with(first: char) -> &'static [(&'static str, u64)] {
    use mark::*;
    match first {
        '许' => &[("许可", FOREIGN)],
        '登' => &[("登记", FOREIGN)],
        '审' => &[("审批", FOREIGN)],
        '救' => &[("救助", FOREIGN)],
        '补' => &[("补贴", FOREIGN), ("补正", UNCLEAR)],
        '处' => &[("处罚", FOREIGN), ("处理", HANDLED)],
        '项' => &[("项目", FOREIGN)],
        '贷' => &[("贷款", FOREIGN)],
        '专' => &[("专利", FOREIGN)],
        '证' => &[("证照", FOREIGN)],
        '事' => &[("事项", FOREIGN)],
        '未' => &[("未收到", FOREIGN)],
        '备' => &[("备案", FILED)],
        '复' | '覆' => &[("复议", REVIEW), ("覆议", REVIEW)],
        '诉' => &[("诉讼", SUIT)],
        '举' => &[("举报", COMPLAINT)],
        '申' => &[("申请信息不存在", NOT_THERE), ("申请", APPLICATION)],
        '信' => &[
            ("信息不存在", NOT_THERE),
            ("信息", INFORMATION),
            ("信函", MAIL),
            ("信件", MAIL),
            ("信访举报投诉", PETITION),
            ("信访、举报、投诉", PETITION),
            ("信访", FOREIGN),
        ],
        '收' => &[("收到", RECEIVED), ("收费", FOREIGN)],
        '受' => &[("受理", RECEIVED)],
        '接' => &[("接到", RECEIVED), ("接收", RECEIVED)],
        '共' => &[("共收", RECEIVED)],
        '新' => &[
            ("新收", RECEIVED | NEW),
            ("新接", RECEIVED | NEW),
            ("新受理", RECEIVED | NEW),
            ("新增", RECEIVED | NEW),
            ("新闻", FOREIGN),
        ],
        '网' => &[("网络", ONLINE), ("网上", ONLINE), ("网站", ONLINE), ("网民", FOREIGN), ("网友", FOREIGN)],
        '互' => &[("互联网", ONLINE)],
        '在' => &[("在线", ONLINE)],
        '电' => &[("电子邮件", ONLINE | ELECTRONIC), ("电子", ELECTRONIC)],
        '邮' => &[("邮箱", ONLINE), ("邮寄", MAIL)],
        '来' => &[("来信", MAIL)],
        '传' => &[("传真", FAX)],
        '当' => &[("当面", IN_PERSON)],
        '现' => &[("现场", IN_PERSON)],
        '发' => &[("发布", PUBLISHED)],
        '办' => &[("办结", SETTLED), ("办件", FOREIGN), ("办理", HANDLED), ("办理完毕", SETTLED), ("办复", ANSWERED)],
        '按' => &[("按时", IN_TIME), ("按期", IN_TIME)],
        '延' => &[("延期", LATE), ("延长", LATE)],
        '答' => &[("答复", ANSWERED)],
        '回' => &[("回复", ANSWERED)],
        '不' => &[
            ("不属于本", NOT_MINE),
            ("不属于", NOT_WITHIN),
            ("不同意公开", REFUSED | DISCLOSURE),
            ("不予公开", REFUSED | DISCLOSURE),
            ("不予处理", UNPROCESSED),
            ("不掌握", NOT_HELD),
            ("不存在", NOT_THERE),
            ("不明确", UNCLEAR),
            ("不动产", FOREIGN),
        ],
        '属' => &[("属于", WITHIN)],
        '主' => &[("主动公开", ACTIVELY | DISCLOSURE)],
        '已' => &[("已主动公开", ALREADY | DISCLOSURE), ("已经主动公开", ALREADY | DISCLOSURE)],
        '部' => &[("部分公开", PARTLY | DISCLOSURE), ("部分予以公开", PARTLY | DISCLOSURE)],
        '同' => &[("同意公开", AGREED | DISCLOSURE), ("同意部分公开", PARTLY | DISCLOSURE)],
        '予' => &[("予以公开", AGREED | DISCLOSURE), ("予公开", AGREED | DISCLOSURE)],
        '非' => &[("非本机关", NOT_MINE)],
        '更' => &[("更改补充", AMENDED), ("更改、补充", AMENDED)],
        '其' => &[("其他途径", OTHER_WAY), ("其他处理", OTHERWISE), ("其它处理", OTHERWISE)],
        '没' => &[("没有现成信息", NOT_READY)],
        '无' => &[("无法提供", UNAVAILABLE)],
        '重' => &[("重复申请", REPEATED)],
        '自' => &[("自然人", NATURAL)],
        '法' => &[("法人", LEGAL), ("法律援助", FOREIGN)],
        '企' => &[("企业", LEGAL)],
        '热' => &[("热线", FOREIGN)],
        '留' => &[("留言", FOREIGN)],
        '咨' => &[("咨询", FOREIGN)],
        '提' => &[("提案", FOREIGN)],
        '建' => &[("建议", FOREIGN)],
        '议' => &[("议案", FOREIGN)],
        '工' => &[("工单", FOREIGN)],
        '投' => &[("投诉", FOREIGN)],
        '仲' => &[("仲裁", FOREIGN)],
        '公' => &[("公开", DISCLOSURE), ("公证", FOREIGN)],
        '政' => &[("政务服务", FOREIGN)],
        '培' => &[("培训", FOREIGN)],
        '问' => &[("问题", FOREIGN)],
        _ => &[],
    }
}

/// The marks of a clause. Where several words begin alike the longest counts, and nothing inside it (不同意公开 has no 同意公开).
pub(super) fn marks(words: &str) -> u64 {
    let mut marks = 0;
    let mut skip_until = 0;
    for (at, c) in words.char_indices() {
        if at < skip_until {
            continue;
        }
        let longest =
            words_with(c).iter().filter(|(word, _)| words[at..].starts_with(word)).max_by_key(|(word, _)| word.len());
        if let Some((word, mark)) = longest {
            marks |= mark;
            skip_until = at + word.len();
        }
    }
    marks
}
