//! Numerals: figures of every script, numerals in words (`一百二十三`), years figure by figure (`二〇二三`), and how numbers are
//! spelled out. Nothing else of the program reads one.
//!
//! A numeral in words is read whole or not at all: `三四` (three or four), `一二三` and `百` alone are none.

/// The signs of which ordinals are made: 一 to 十.
pub const ORDINALS: &str = "一二三四五六七八九十";

/// Figures from 0 to 9 as they are spoken.
pub const SIMPLE: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Ones, tens, hundreds and thousands as they are spoken.
pub const UNITS: [&str; 4] = ["", "十", "百", "千"];

/// The value of one figure: Arabic, full width, or Chinese without 两 and 十.
#[must_use]
pub fn figure(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '\u{FF10}'..='\u{FF19}' => Some((c as u32 - 0xFF10) as u8),
        '〇' | '○' | '零' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// The value of one figure of a date or a year, where a letter O often stands for 〇.
#[must_use]
pub fn date_figure(c: char) -> Option<u8> {
    if matches!(c, 'O' | 'o' | 'О') { Some(0) } else { figure(c) }
}

/// What a sign behind a number multiplies it by: 十, 百, 千, 万, 亿.
#[must_use]
pub fn multiplier(c: char) -> Option<u32> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// A year of four figures that begins a text and lies between 2000 and 2099.
#[must_use]
pub fn year(signs: impl Iterator<Item = char>) -> Option<i32> {
    let mut figures = signs.map(date_figure);
    let year = (0..4).try_fold(0, |year, _| Some(year * 10 + i32::from(figures.next()??)))?;
    (2000..2100).contains(&year).then_some(year)
}

/// Whether a character can be part of a numeral in words.
#[must_use]
pub fn is_spoken(c: char) -> bool {
    let is_digit = c.is_ascii() || ('\u{FF10}'..='\u{FF19}').contains(&c);
    !is_digit && (matches!(c, '两' | '兩' | '廿' | '卅') || multiplier(c).is_some() || figure(c).is_some())
}

/// The numeral in words that begins a text, and of how many characters it is. Where the signs that follow each other make up
/// no numeral, there is none.
#[must_use]
pub fn spoken(signs: impl Iterator<Item = char>) -> Option<(u64, usize)> {
    /// More signs than any number below 亿亿 has.
    const MOST: usize = 40;
    let signs: Vec<char> = signs.take_while(|&c| is_spoken(c)).take(MOST).collect();
    Some((value_of(&signs)?, signs.len()))
}

/// The number that a text of nothing but a numeral in words names.
#[must_use]
pub fn whole(text: &str) -> Option<u64> {
    let (value, length) = spoken(text.chars())?;
    (length == text.chars().count()).then_some(value)
}

/// The number that a text ends with, in figures or in words, and where it begins in bytes.
#[must_use]
pub fn at_end(text: &str) -> Option<(u64, usize)> {
    let start_of = |is_part: fn(char) -> bool| text.trim_end_matches(is_part).len();
    let start = start_of(|c| c.is_ascii_digit());
    if start < text.len() {
        return Some((text[start..].parse().ok()?, start));
    }
    let start = start_of(is_spoken);
    Some((whole(&text[start..])?, start))
}

/// The number that signs make up: sections of up to four places, each with its 万 or 亿.
fn value_of(signs: &[char]) -> Option<u64> {
    for (big, factor) in [(['亿', '億'], 100_000_000), (['万', '萬'], 10_000)] {
        let Some(at) = signs.iter().rposition(|c| big.contains(c)) else { continue };
        let (high, low) = (value_of(&signs[..at])?, &signs[at + 1..]);
        let rest = match low {
            [] => 0,
            // 一万二 is 12,000: a figure that ends a number counts the next lower unit.
            [last] if figure(*last).is_some_and(|figure| figure > 0) => u64::from(figure(*last)?) * factor / 10,
            [zero, low @ ..] if figure(*zero) == Some(0) => value_of(low)?,
            low => value_of(low)?,
        };
        if high == 0 || rest >= factor {
            return None;
        }
        return high.checked_mul(factor)?.checked_add(rest);
    }
    section(signs)
}

/// A number below ten thousand.
fn section(signs: &[char]) -> Option<u64> {
    if let [zero] = signs
        && figure(*zero) == Some(0)
    {
        return Some(0);
    }
    let mut value = 0;
    // The unit that was named last, and whether a zero stands behind it.
    let (mut unit, mut is_skipped) = (10_000, false);
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        let next = signs.get(at + 1).copied();
        if figure(sign) == Some(0) {
            // A zero stands between two places, never first, last or twice.
            if value == 0 || is_skipped || next.is_none() {
                return None;
            }
            is_skipped = true;
            at += 1;
            continue;
        }
        let (figure, named, length) = match sign {
            '廿' => (2, Some(10), 1),
            '卅' => (3, Some(10), 1),
            // Only ten needs no figure, and only where a number begins with it or a zero stands before.
            '十' if value == 0 || is_skipped => (1, Some(10), 1),
            '两' | '兩' => (2, next.and_then(multiplier), 2),
            _ => (u64::from(figure(sign)?), next.and_then(multiplier), 2),
        };
        let place = match named {
            Some(place) => u64::from(place),
            None if next.is_some() => return None,
            // 一百二 is 120, 一百零二 is 102 and 十二 is 12.
            None if value > 0 && !is_skipped && unit > 10 => unit / 10,
            None => 1,
        };
        if place >= unit {
            return None;
        }
        value += figure * place;
        unit = place;
        is_skipped = false;
        at += if named.is_some() { length } else { 1 };
    }
    (value > 0).then_some(value)
}

/// A number below ten thousand as it is spoken, in the signs of a writing: ten is 十, eleven 十一, a hundred and one 一百零一.
#[must_use]
pub fn spell(number: u32, signs: &[&str; 10], units: [&str; 4]) -> Option<String> {
    if number >= 10_000 {
        return None;
    }
    if number == 0 {
        return Some(signs[0].to_owned());
    }
    let mut written = String::new();
    let mut zero = false;
    for power in (0..4).rev() {
        let digit = (number / 10_u32.pow(power) % 10) as usize;
        if digit == 0 {
            zero = true;
            continue;
        }
        if zero && !written.is_empty() {
            written.push_str(signs[0]);
        }
        zero = false;
        if !(power == 1 && digit == 1 && written.is_empty()) {
            written.push_str(signs[digit]);
        }
        written.push_str(units[power as usize]);
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_words_are_read() {
        for (text, expected) in [
            ("零", 0),
            ("〇", 0),
            ("一", 1),
            ("两", 2),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("廿", 20),
            ("廿八", 28),
            ("卅一", 31),
            ("九十九", 99),
            ("一百", 100),
            ("一百二", 120),
            ("一百零二", 102),
            ("一百〇二", 102),
            ("一百一十", 110),
            ("一百二十三", 123),
            ("两百零五", 205),
            ("一千零一", 1001),
            ("一千零十", 1010),
            ("一千零一十二", 1012),
            ("三千一百一十九", 3119),
            ("三千五", 3500),
            ("一万二", 12_000),
            ("一万零二", 10_002),
            ("一万零三百", 10_300),
            ("十二万三千四百五十六", 123_456),
            ("一亿两千万", 120_000_000),
            ("三亿零五", 300_000_005),
            ("一万亿", 1_000_000_000_000),
        ] {
            assert_eq!(whole(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn signs_that_make_up_no_number_are_none() {
        for text in [
            "",
            "百",
            "千",
            "万",
            "三四",
            "一二三",
            "二〇二三",
            "十十",
            "二百十",
            "零五",
            "一百零",
            "一百百",
            "十百",
            "一百二百",
            "一百零零一",
            "三十条",
            "万一",
            "两两",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_spelled_out_is_read_again() {
        for number in 0..10_000 {
            let spelled = spell(number, &SIMPLE, UNITS).unwrap();
            assert_eq!(whole(&spelled), Some(u64::from(number)), "{spelled}");
            let traditional = spelled.replace('二', "兩");
            let is_ten = traditional.contains("兩十");
            assert!(is_ten || whole(&traditional) == Some(u64::from(number)), "{traditional}");
        }
        for number in (10_000..1_000_000_000_u64).step_by(99_991) {
            let spelled = spell_long(number);
            assert_eq!(whole(&spelled), Some(number), "{spelled}");
        }
    }

    /// A number of several sections, with 零 where a section begins with an empty place.
    fn spell_long(number: u64) -> String {
        for (unit, factor) in [("亿", 100_000_000), ("万", 10_000)] {
            if number >= factor {
                let (high, low) = (spell_long(number / factor), number % factor);
                let zero = if low < factor / 10 { "零" } else { "" };
                let low = match low {
                    0 => String::new(),
                    low if (10..20).contains(&low) => format!("{zero}一{}", spell_long(low)),
                    low => format!("{zero}{}", spell_long(low)),
                };
                return format!("{high}{unit}{low}");
            }
        }
        spell(number as u32, &SIMPLE, UNITS).unwrap()
    }

    #[test]
    fn the_number_at_an_end_is_read() {
        for (text, expected) in [
            ("共六", Some((6, 3))),
            ("一百二十", Some((120, 0))),
            ("由16", Some((16, 3))),
            ("三四", None),
            ("部分", None),
        ] {
            assert_eq!(at_end(text), expected, "{text}");
        }
    }

    #[test]
    fn years_are_read_figure_by_figure() {
        for (text, expected) in [
            ("2023年", Some(2023)),
            ("二〇二三年", Some(2023)),
            ("二○一九", Some(2019)),
            ("２０２１", Some(2021)),
            ("2O19年", Some(2019)),
            ("1998年", None),
            ("二十三年", None),
            ("202", None),
        ] {
            assert_eq!(year(text.chars()), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_spelled_out() {
        for (number, expected) in
            [(0, "零"), (1, "一"), (10, "十"), (14, "十四"), (49, "四十九"), (101, "一百零一"), (110, "一百一十")]
        {
            assert_eq!(spell(number, &SIMPLE, UNITS).as_deref(), Some(expected));
        }
        assert_eq!(spell(10_000, &SIMPLE, UNITS), None);
    }
}
