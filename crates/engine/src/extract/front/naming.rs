//! The unit and the year that a title names.

use std::ops::Range;

use super::compact::Compact;
use super::unit::is_of_a_name;
use crate::text::numeral;

/// A year of four figures, Arabic or Chinese, before 年; where it stands, 年 not counted.
pub(super) fn year_in(compact: &Compact, start: usize, end: usize) -> Option<(i32, Range<usize>)> {
    let end = (end + 1).min(compact.chars.len());
    (start + 4..end)
        .filter(|&at| compact.chars[at] == '年' || (at + 1 == end && compact.chars[at - 1].is_ascii_digit()))
        .find_map(|at| {
            let year = numeral::year(compact.chars[at - 4..at].iter().copied()).filter(|year| *year < 2050)?;
            let stands_alone = at < start + 5 || numeral::date_figure(compact.chars[at - 5]).is_none();
            stands_alone.then_some((year, at - 4..at))
        })
}

/// The words that name the unit: those before the year, else those between the year and the name.
pub(super) fn unit_in(compact: &Compact, start: usize, name_start: usize) -> Option<Range<usize>> {
    let year = year_in(compact, start, name_start).map(|(_, range)| range);
    let mut from = start;
    // A bracketed remark such as (文字版) or 【年报】 stands before the unit.
    while let Some(close) = compact.chars[from..name_start]
        .first()
        .filter(|c| matches!(c, '(' | '【' | '[' | '〔'))
        .and_then(|_| compact.chars[from..name_start].iter().position(|c| matches!(c, ')' | '】' | ']' | '〕')))
    {
        from += close + 1;
    }
    if compact.chars[from..name_start].starts_with(&['关', '于']) {
        from += 2;
    }
    let before_year = year.as_ref().map_or(from..name_start, |year| from..year.start.max(from));
    if let Some(unit) = trimmed_unit(compact, before_year) {
        return Some(unit);
    }
    let mut after = year?.end + 1;
    while compact.chars.get(after).is_some_and(|c| matches!(c, '度' | '的')) {
        after += 1;
    }
    trimmed_unit(compact, after.min(name_start)..name_start)
}

/// A unit without the 政府 that belongs to 政府信息公开, unless the name needs it (人民政府).
pub(super) fn trimmed_unit(compact: &Compact, mut range: Range<usize>) -> Option<Range<usize>> {
    let ends = |range: &Range<usize>, word: &str| compact.text(range.clone()).ends_with(word);
    if range.end > range.start && compact.chars.get(range.end).is_some_and(|c| *c == '信') {
        for word in ["政府", "政务"] {
            if ends(&range, word) && !ends(&range, "人民政府") {
                range.end -= 2;
                break;
            }
        }
    }
    while range.end > range.start && matches!(compact.chars[range.end - 1], '的' | ':' | '-' | '_' | '(' | ')' | '年')
    {
        range.end -= 1;
    }
    // 甲局关于2023年度…的报告.
    if ends(&range, "关于") {
        range.end -= 2;
    }
    let text = compact.text(range.clone());
    let is_name = text.chars().count() >= 2
        && is_of_a_name(&text)
        && !["年度", "政府", "政务", "政府信息", "信息", "全国", "本级"].contains(&text.as_str());
    is_name.then_some(range)
}
