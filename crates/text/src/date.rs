//! Days written in the ways of Chinese offices: `2020年3月1日`, `二〇二〇年三月一日`, `2022-02-08`, `2022/2/8`, `2022.2.8`.

use std::ops::Range;

use jiff::civil::Date;

use super::numeral;

/// A day in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// The day.
    pub date: Date,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// The first day in the text at or behind a place in bytes. A day that no calendar has is none.
#[must_use]
pub fn find(text: &str, from: usize) -> Option<FoundDate> {
    let characters: Vec<(usize, char)> = text.char_indices().skip_while(|(at, _)| *at < from).collect();
    (0..characters.len()).find_map(|i| {
        let is_start = digit(characters[i].1).is_some() && (i == 0 || digit(characters[i - 1].1).is_none());
        let (date, end) = if is_start { day(&characters, i)? } else { return None };
        let end = characters.get(end).map_or(text.len(), |(at, _)| *at);
        Some(FoundDate { date, range: characters[i].0..end })
    })
}

/// A month and a day without year that begin a text, as in 至12月31日.
#[must_use]
pub fn month_and_day(text: &str, year: i16) -> Option<FoundDate> {
    let characters: Vec<(usize, char)> = text.char_indices().take(16).collect();
    let start = skip_blanks(&characters, 0);
    let (date, end) = month_day(&characters, start, year, '月')?;
    let end = characters.get(end).map_or(text.len(), |(at, _)| *at);
    Some(FoundDate { date, range: characters.get(start)?.0..end })
}

fn day(characters: &[(usize, char)], start: usize) -> Option<(Date, usize)> {
    let (year, at) = run(characters, start, 4)?;
    if at - start != 4 || !(1900..=2100).contains(&year) {
        return None;
    }
    let at = skip_blanks(characters, at);
    match characters.get(at)?.1 {
        '年' => month_day(characters, skip_blanks(characters, at + 1), year as i16, '月'),
        separator @ ('-' | '/' | '.') => month_day(characters, at + 1, year as i16, separator),
        _ => None,
    }
}

fn month_day(characters: &[(usize, char)], start: usize, year: i16, separator: char) -> Option<(Date, usize)> {
    let (month, at) = small(characters, start)?;
    let at = skip_blanks(characters, at);
    if characters.get(at)?.1 != separator {
        return None;
    }
    let (day, mut at) = small(characters, skip_blanks(characters, at + 1))?;
    if separator == '月' {
        at = skip_blanks(characters, at);
        if !matches!(characters.get(at)?.1, '日' | '号' | '號') {
            return None;
        }
        at += 1;
    }
    Some((Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?, at))
}

fn skip_blanks(characters: &[(usize, char)], mut at: usize) -> usize {
    while characters.get(at).is_some_and(|(_, c)| c.is_whitespace()) {
        at += 1;
    }
    at
}

/// Digits in a row, Arabic or Chinese, as a number read figure by figure.
fn run(characters: &[(usize, char)], start: usize, most: usize) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut at = start;
    while at - start < most {
        let Some(figure) = characters.get(at).and_then(|(_, c)| digit(*c)) else { break };
        value = value * 10 + figure;
        at += 1;
    }
    (at > start).then_some((value, at))
}

/// A month or a day: one or two figures, or words such as 十二 and 三十一.
fn small(characters: &[(usize, char)], start: usize) -> Option<(u32, usize)> {
    let signs = characters.get(start..)?.iter().map(|(_, c)| *c);
    if let Some((value, length)) = numeral::spoken(signs) {
        return Some((u32::try_from(value).ok()?, start + length));
    }
    let (value, at) = run(characters, start, 2)?;
    let goes_on = characters.get(at).is_some_and(|(_, c)| digit(*c).is_some());
    if goes_on { None } else { Some((value, at)) }
}

/// The value of a figure of a date.
fn digit(c: char) -> Option<u32> {
    numeral::date_figure(c).map(u32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_however_they_are_written() {
        for (text, expected) in [
            ("2020年3月1日", "2020-03-01"),
            ("某局 2019 年 1 月 31 日印发", "2019-01-31"),
            ("二〇二〇年三月一日", "2020-03-01"),
            ("二○一九年十二月三十一日", "2019-12-31"),
            ("二0二一年二月二十八日", "2021-02-28"),
            ("发布时间:2022-02-08 10:25", "2022-02-08"),
            ("2022/2/8", "2022-02-08"),
            ("[2022.2.18]", "2022-02-18"),
            ("电话12345,日期2021-1-5", "2021-01-05"),
        ] {
            assert_eq!(find(text, 0).expect(text).date.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "201711日",
            "2017年11日",
            "2019年2月30日",
            "2019年3月",
            "192.168.1.1",
            "2019-13-01",
            "3354条",
            "2025  1  1  日",
        ] {
            assert_eq!(find(text, 0), None, "{text}");
        }
    }

    #[test]
    fn places_are_in_bytes() {
        let text = "自2019年1月1日起至12月31日止";
        let first = find(text, 0).unwrap();
        assert_eq!(&text[first.range.clone()], "2019年1月1日");
        let rest = &text[first.range.end + "起至".len()..];
        let second = month_and_day(rest, 2019).unwrap();
        assert_eq!((second.date.to_string().as_str(), &rest[second.range]), ("2019-12-31", "12月31日"));
        assert_eq!(find(text, first.range.end), None);
    }
}
