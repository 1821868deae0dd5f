//! Whom and which year a sentence speaks of, up to a place in it.

use std::sync::OnceLock;

use super::super::facts::{Scope, Year};

/// What a word of a sentence says of whom or when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A whole area or system.
    Area,
    /// A government apart from the units below it.
    Own,
    /// Some of the units of an area.
    Part,
    /// A population that only looks alike; it counts in the clause of the number alone.
    Other,
    /// Behind a list of channels: all channels there are.
    AllWays,
    /// The year before.
    Before,
    /// The report's own year.
    This,
    /// A time shorter than the year, or a plan.
    Shorter,
    /// Up to when, or from when to when.
    Until,
    /// A year in figures may stand before it.
    Stated,
}

/// The words, by what they say.
const WORDS: [(Sign, &[&str]); 10] = [
    (
        Sign::Area,
        &[
            "全市",
            "全县",
            "全区",
            "全省",
            "全州",
            "全旗",
            "全盟",
            "全自治区",
            "我市",
            "我县",
            "我区",
            "我省",
            "全系统",
            "各级行政机关",
        ],
    ),
    (
        Sign::Own,
        &[
            "本级",
            "省级",
            "市级",
            "县级",
            "区级",
            "市政府",
            "县政府",
            "区政府",
            "省政府",
            "州政府",
            "市人民政府",
            "县人民政府",
            "区人民政府",
            "省人民政府",
            "政府办",
            "办公室",
            "办公厅",
            "机关本身",
        ],
    ),
    (
        Sign::Part,
        &[
            "部门",
            "镇街",
            "乡镇",
            "各镇",
            "各乡",
            "各街道",
            "各单位",
            "各县",
            "各区",
            "各市",
            "直属",
            "下属",
            "区直",
            "市直",
            "县直",
            "各局",
        ],
    ),
    (
        Sign::Other,
        &[
            "平台",
            "系统",
            "邮箱",
            "热线",
            "12345",
            "窗口",
            "信箱",
            "备案",
            "转办",
            "兄弟",
            "上级",
            "我国",
            "全国",
            "向市政府",
            "向县政府",
            "向区政府",
        ],
    ),
    (Sign::AllWays, &["等渠道", "等方式", "等途径", "等形式"]),
    (Sign::Before, &["去年", "上年", "上一年", "前年"]),
    (Sign::This, &["今年", "本年", "年内"]),
    (Sign::Shorter, &["上半年", "下半年", "季度", "月份", "前三季", "计划", "预计", "力争", "目标", "今后", "近年来"]),
    (Sign::Until, &["截至", "截止", "1至", "1-", "1—"]),
    (Sign::Stated, &["年"]),
];

/// Words behind a government that make it the name of a thing: 县政府信息公开网站, 市政府要求.
const NAMED_AFTER: [&str; 12] =
    ["信息公开", "网站", "门户", "网", "平台", "统一", "要求", "部署", "关于", "相关", "领导", "文件"];
/// Words before a year that compare with it.
const COMPARED: [&str; 8] = ["比", "较", "与", "同", "相比", "对比", "相较", "和"];
/// Words behind «last year» that make it this year's business.
const CARRIED: [&str; 8] = ["结转", "度结转", "转结", "转入", "遗留", "未办结", "度未办结", "度转结"];

/// A sentence is gone through once: the words are looked up by their first character.
fn signs(text: &str, mut see: impl FnMut(usize, &'static str, Sign)) {
    static TABLE: OnceLock<Vec<Vec<(&'static str, Sign)>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![Vec::new(); BUCKETS];
        for (sign, words) in WORDS {
            for word in words {
                let first = word.chars().next().unwrap_or(' ');
                table[first as usize % BUCKETS].push((*word, sign));
            }
        }
        table
    });
    for (at, c) in text.char_indices() {
        for &(word, sign) in &table[c as usize % BUCKETS] {
            if text[at..].starts_with(word) {
                see(at, word, sign);
            }
        }
    }
}

const BUCKETS: usize = 256;

/// Whom a number speaks of: the clause that it stands in, and the sentence up to it, both made plain.
pub(super) fn scope(clause: &str, sentence: &str) -> Scope {
    let (mut other, mut all_ways) = (false, false);
    signs(clause, |_, _, sign| {
        other |= sign == Sign::Other;
        all_ways |= sign == Sign::AllWays;
    });
    if other && !all_ways {
        return Scope::Other;
    }
    let mut last = (0, Scope::Unsaid);
    signs(sentence, |at, word, sign| {
        let end = at + word.len();
        let scope = match sign {
            Sign::Area => Scope::Area,
            Sign::Own if !NAMED_AFTER.iter().any(|word| sentence[end..].starts_with(word)) => Scope::Own,
            Sign::Part => Scope::Part,
            _ => return,
        };
        if end >= last.0 {
            last = (end, scope);
        }
    });
    last.1
}

/// The year that a number speaks of: the sentence up to it, made plain; the year that the line spoke of before; the year of
/// the report.
pub(super) fn year(sentence: &str, before: Option<i32>, report: Option<i32>) -> Year {
    let is_compared = |at: usize| COMPARED.iter().any(|word| sentence[..at].ends_with(word));
    let is_carried = |behind: &str| CARRIED.iter().any(|carried| behind.starts_with(carried));
    let mut found: Option<Year> = None;
    let mut shorter = false;
    signs(sentence, |at, word, sign| {
        let behind = &sentence[at + word.len()..];
        match sign {
            Sign::Shorter => shorter = true,
            Sign::Until => shorter |= is_early(behind),
            Sign::Before if !is_compared(at) && !is_carried(behind) && !behind.starts_with("同期") => {
                found = Some(Year::Another);
            }
            Sign::This => found = Some(Year::Report),
            Sign::Stated => {
                let digits = sentence[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
                let start = at - digits;
                let stated = sentence[start..at].parse::<i32>().ok().filter(|year| (1990..2100).contains(year));
                if let Some(stated) = stated
                    && digits == 4
                    && !is_compared(start)
                    && !is_carried(behind)
                {
                    found = Some(of(stated, report));
                }
            }
            _ => {}
        }
    });
    if shorter {
        return Year::Another;
    }
    found.unwrap_or_else(|| before.map_or(Year::Report, |stated| of(stated, report)))
}

/// Whether words go on up to a month before the last: 截至6月底, 1至11月.
fn is_early(words: &str) -> bool {
    let end = words.char_indices().nth(10).map_or(words.len(), |(at, _)| at);
    words[..end].find('月').is_some_and(|at| {
        let month = words[..at].rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        !month.is_empty() && month != "12"
    })
}

fn of(stated: i32, report: Option<i32>) -> Year {
    if report.is_none_or(|year| year == stated) { Year::Report } else { Year::Stated(stated) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_tell_whom_they_speak_of() {
        for (sentence, expected) in [
            ("2024年共收到申请", Scope::Unsaid),
            ("全市共收到申请", Scope::Area),
            ("全市收到申请100件,其中市政府收到", Scope::Own),
            ("全县共收到申请9件,其中各部门", Scope::Part),
            ("通过省级平台收到申请", Scope::Other),
            ("按照市政府要求,收到申请", Scope::Unsaid),
            ("通过县政府信息公开网站公布指南,收到申请", Scope::Unsaid),
            ("通过平台、信函等渠道收到申请", Scope::Unsaid),
        ] {
            let clause = sentence.rsplit(',').next().unwrap_or(sentence);
            assert_eq!(scope(clause, sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn sentences_tell_which_year_they_speak_of() {
        for (sentence, before, expected) in [
            ("2024年收到申请", None, Year::Report),
            ("2023年收到申请", None, Year::Stated(2023)),
            ("收到申请", Some(2023), Year::Stated(2023)),
            ("去年收到申请", None, Year::Another),
            ("上年结转", None, Year::Report),
            ("2023年结转", None, Year::Report),
            ("比2023年增加3件,答复", None, Year::Report),
            ("2023年收到3件,今年收到", None, Year::Report),
            ("上半年收到", None, Year::Another),
            ("截至2024年12月31日收到", None, Year::Report),
            ("截至2024年6月底收到", None, Year::Another),
            ("1至11月收到", None, Year::Another),
        ] {
            assert_eq!(year(sentence, before, Some(2024)), expected, "{sentence}");
        }
    }
}
