//! Whom and which year a sentence speaks of, up to a place in it.

use super::super::facts::{Scope, Year};

/// Words that name a whole area or system.
const AREA: [&str; 14] = [
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
];
/// Words that name a government apart from the units below it.
const OWN: [&str; 18] = [
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
];
/// Words that name some of the units of an area.
const PART: [&str; 16] = [
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
];
/// Words of populations that only look alike. They count in the clause of the number alone.
const OTHER: [&str; 16] = [
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
];
/// Words behind a list of channels that make them all channels there are.
const ALL_WAYS: [&str; 4] = ["等渠道", "等方式", "等途径", "等形式"];
/// Words before a year that compare with it.
const COMPARED: [&str; 8] = ["比", "较", "与", "同", "相比", "对比", "相较", "和"];
/// Words behind «last year» that make it this year's business.
const CARRIED: [&str; 8] = ["结转", "度结转", "转结", "转入", "遗留", "未办结", "度未办结", "度转结"];
/// Words of a time shorter than the year, and of plans.
const SHORTER: [&str; 11] =
    ["上半年", "下半年", "季度", "月份", "前三季", "计划", "预计", "力争", "目标", "今后", "近年来"];

/// Whom a number speaks of: the clause that it stands in, and the sentence up to it, both made plain.
pub(super) fn scope(clause: &str, sentence: &str) -> Scope {
    if OTHER.iter().any(|word| clause.contains(word)) && !ALL_WAYS.iter().any(|word| clause.contains(word)) {
        return Scope::Other;
    }
    let last = |words: &[&str]| words.iter().filter_map(|word| Some(sentence.rfind(word)? + word.len())).max();
    // The government's own office is no part of it by being named within its name.
    let found = [(last(&AREA), Scope::Area), (last(&OWN), Scope::Own), (last(&PART), Scope::Part)];
    found
        .into_iter()
        .filter_map(|(at, scope)| Some((at?, scope)))
        .max_by_key(|(at, _)| *at)
        .map_or(Scope::Unsaid, |last| last.1)
}

/// The year that a number speaks of: the sentence up to it, made plain; the year that the line spoke of before; the year of
/// the report.
pub(super) fn year(sentence: &str, before: Option<i32>, report: Option<i32>) -> Year {
    if SHORTER.iter().any(|word| sentence.contains(word)) || ends_early(sentence) {
        return Year::Another;
    }
    let is_compared = |at: usize| COMPARED.iter().any(|word| sentence[..at].ends_with(word));
    let mut found: Option<(usize, Year)> = None;
    let mut see = |at: usize, year: Year| {
        if found.is_none_or(|(last, _)| at >= last) {
            found = Some((at, year));
        }
    };
    for word in ["去年", "上年", "上一年", "前年"] {
        for (at, _) in sentence.match_indices(word) {
            let behind = &sentence[at + word.len()..];
            if !is_compared(at)
                && !CARRIED.iter().any(|carried| behind.starts_with(carried))
                && !behind.starts_with("同期")
            {
                see(at, Year::Another);
            }
        }
    }
    for word in ["今年", "本年", "年内", "全年"] {
        if let Some(at) = sentence.rfind(word) {
            // 去年全年 and 上年全年 stay with the year before.
            if !sentence[..at].ends_with("去年") && !sentence[..at].ends_with("上年") && word != "全年" {
                see(at, Year::Report);
            }
        }
    }
    for (at, _) in sentence.match_indices('年') {
        let digits = sentence[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let start = at - digits;
        let behind = &sentence[at + '年'.len_utf8()..];
        if digits != 4 || is_compared(start) || CARRIED.iter().any(|carried| behind.starts_with(carried)) {
            continue;
        }
        if let Ok(stated) = sentence[start..at].parse::<i32>()
            && (1990..2100).contains(&stated)
        {
            see(start, of(stated, report));
        }
    }
    found.map_or_else(|| before.map_or(Year::Report, |stated| of(stated, report)), |(_, year)| year)
}

/// Whether a sentence counts up to a month before the last: 截至6月底, 1至11月.
fn ends_early(sentence: &str) -> bool {
    let is_early = |words: &str| {
        let until: String = words.chars().take(10).collect();
        until.find('月').is_some_and(|at| {
            let month = until[..at].rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
            !month.is_empty() && month != "12"
        })
    };
    ["截至", "截止", "1至", "1-", "1—"]
        .iter()
        .any(|word| sentence.match_indices(word).any(|(at, word)| is_early(&sentence[at + word.len()..])))
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
