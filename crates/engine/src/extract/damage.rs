//! Damage to the text itself: digits lost from dates and numbers, characters decoded wrongly, bytes that are no character.
//!
//! Only marks that no undamaged text has are taken for damage; a unit's own slips are not. Damage that shows in tables is
//! told where tables are read.

use std::ops::Range;

use super::facts::{Damage, DamageKind};
use super::prose::span;
use crate::document::Span;
use crate::text::traditional::simplify;

/// Most words quoted for one kind of damage; places are kept for all.
const MOST_QUOTES: usize = 12;
/// Most places kept for one kind of damage.
const MOST_PLACES: usize = 200;

/// The shortest line in bytes that can show damage.
const SHORTEST: usize = 7;

/// Finds the damage in the lines; `invalid` are the places (line and column) where bytes could not be decoded.
#[must_use]
pub fn read(lines: &[&str], invalid: &[(u32, u32)], nul_bytes: usize) -> Vec<Damage> {
    let mut digits = Gathered::new(DamageKind::DigitsLost);
    let mut mojibake = Gathered::new(DamageKind::Mojibake);
    for (at, line) in lines.iter().enumerate() {
        let number = at as u32 + 1;
        if line.len() < SHORTEST {
            continue;
        }
        digits_lost(line, |range| digits.add(number, line, range));
        if may_be_wrong(line.as_bytes())
            && let Some(range) = wrongly_decoded(line)
        {
            mojibake.add(number, line, range);
        }
    }
    let mut bytes = Gathered::new(DamageKind::InvalidBytes);
    for &(line, column) in invalid.iter().take(MOST_PLACES) {
        let text = lines.get(line as usize - 1).copied().unwrap_or_default();
        let from = (column as usize).saturating_sub(7);
        bytes.quote(text.chars().skip(from).take(13).collect());
        bytes.damage.source.push(Span::new(line, column, 1));
    }
    if nul_bytes > 0 {
        bytes.quote(format!("NUL × {nul_bytes}"));
        if bytes.damage.source.is_empty() {
            bytes.damage.source.push(Span::line(1));
        }
    }
    [digits, mojibake, bytes]
        .into_iter()
        .map(|gathered| gathered.damage)
        .filter(|damage| !damage.source.is_empty())
        .collect()
}

/// Damage of one kind.
struct Gathered {
    damage: Damage,
}

impl Gathered {
    fn new(kind: DamageKind) -> Self {
        Self { damage: Damage { kind, quotes: Vec::new(), source: Vec::new() } }
    }

    fn add(&mut self, line: u32, text: &str, range: Range<usize>) {
        if self.damage.source.len() < MOST_PLACES {
            self.quote(text[range.clone()].chars().take(40).collect());
            self.damage.source.push(span(line, text, range));
        }
    }

    fn quote(&mut self, words: String) {
        if self.damage.quotes.len() < MOST_QUOTES && !self.damage.quotes.contains(&words) {
            self.damage.quotes.push(words);
        }
    }
}

/// Years that a date in a report can have; digits that begin otherwise are no date.
const YEARS: Range<u32> = 1990..2050;

/// Dates and document numbers from which digits or the words 年 and 月 between them are lost: `201711日`, `20196月`,
/// `2017年11日`, `2025  1  1  日`, `〔2017121号`, `函202130号`.
fn digits_lost(line: &str, mut found: impl FnMut(Range<usize>)) {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(next) = memchr::memchr2(b'1', b'2', &bytes[at..]) {
        at += next;
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let run = at..end;
        at = end;
        if run.len() < 4 || run.len() > 8 || !begins_with_year(&bytes[run.clone()]) || is_in_token(bytes, run.start) {
            continue;
        }
        if let Some(damaged) = damaged_number(line, run.clone()) {
            at = damaged.end.max(end);
            found(damaged);
        }
    }
}

fn begins_with_year(digits: &[u8]) -> bool {
    YEARS.contains(&digits[..4].iter().fold(0, |year, digit| year * 10 + u32::from(digit - b'0')))
}

fn is_in_token(bytes: &[u8], start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| {
        let before = bytes[before];
        before.is_ascii_alphanumeric() || b"-/.:_=&?#@".contains(&before)
    })
}

/// The damaged words around a run of four to eight digits that begins with a year.
fn damaged_number(line: &str, run: Range<usize>) -> Option<Range<usize>> {
    let before = &line[..run.start];
    let behind = &line[run.end..];
    let rest = behind.trim_start_matches([' ', '\u{A0}', '\u{3000}']);
    let blanks = behind.len() - rest.len();
    let with = |word: &str| run.start..run.end + blanks + word.len();
    if run.len() > 4 {
        // All eight digits of a day are in 20171231, but 年 and 月 are lost, and with them how the digits part.
        if let Some(word) = ["日", "月"].into_iter().find(|word| rest.starts_with(word)) {
            let is_other_word = rest[word.len()..].starts_with(['志', '誌', '报', '報', '均', '常', '期']);
            let is_too_long = word == "月" && run.len() > 6;
            return (!is_other_word && !is_too_long).then(|| with(word));
        }
        let sign = ["号", "號"].into_iter().find(|sign| rest.starts_with(sign))?;
        let end = run.end + blanks + sign.len();
        let opening =
            before.char_indices().next_back().filter(|(_, c)| matches!(c, '〔' | '[' | '(' | '\u{FF08}' | '【' | '［'));
        if let Some((start, bracket)) = opening {
            // In round brackets only what follows an office's short name is a document number.
            let is_number = bracket == '〔' || ends_like_office(&before[..start]);
            return is_number.then_some(start..end);
        }
        return ends_like_office(before).then_some(run.start..end);
    }
    // 2017年11日: the month is lost. 2018年 月 日: everything is.
    if let Some(after_year) = rest.strip_prefix('年') {
        let after_year_start = run.end + blanks + "年".len();
        let digits = after_year.bytes().take_while(u8::is_ascii_digit).count();
        let behind_digits = &after_year[digits..];
        if matches!(digits, 1 | 2 | 4) && behind_digits.starts_with('日') && !behind_digits.starts_with("日均") {
            return Some(run.start..after_year_start + digits + "日".len());
        }
        if after_year.starts_with("月日") {
            return Some(run.start..after_year_start + "月日".len());
        }
        return None;
    }
    // 2025  1  1  日: blanks stand where 年 and 月 were.
    if blanks > 0 {
        let mut cursor = rest;
        let mut figures = 0;
        while let Some(digits) =
            Some(cursor.bytes().take_while(u8::is_ascii_digit).count()).filter(|digits| (1..=2).contains(digits))
        {
            figures += 1;
            cursor = cursor[digits..].trim_start_matches([' ', '\u{A0}', '\u{3000}']);
        }
        if (1..=2).contains(&figures) && cursor.starts_with('日') {
            return Some(run.start..line.len() - cursor.len() + "日".len());
        }
    }
    None
}

/// Whether the words end like the short name of an office in a document number (国办发, 芜政办秘).
fn ends_like_office(before: &str) -> bool {
    before.trim_end().ends_with(['发', '發', '函', '秘', '办', '辦', '字', '规', '規', '通', '文'])
}

/// Whether a line has a byte that only wrongly decoded text and a few signs have; nearly every line has none.
fn may_be_wrong(bytes: &[u8]) -> bool {
    // Latin letters with accents, bopomofo, characters for metals and 锟 by their first bytes; no early end, so that the
    // compiler can look at many bytes at once.
    bytes.iter().zip(&bytes[1..]).fold(false, |found, (&first, &second)| {
        let is_latin = (0xC2..=0xCB).contains(&first);
        let is_bopomofo = (first == 0xE3) & (second == 0x84);
        let is_metal = (first == 0xE9) & ((0x8A..=0x90).contains(&second) | (second == 0x94));
        found | is_latin | is_bopomofo | is_metal
    })
}

/// The first stretch of a line that shows wrong decoding.
fn wrongly_decoded(line: &str) -> Option<Range<usize>> {
    let mut foreign = 0;
    let mut metal = 0;
    let mut count = 0;
    let mut first_metal = None;
    let mut previous = ' ';
    let mut characters = line.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        count += 1;
        let end = at + c.len_utf8();
        match c as u32 {
            // 锟斤拷 is U+FFFD twice, read as GBK.
            0x951F if line[at..].starts_with("锟斤拷") => return Some(at..at + "锟斤拷".len()),
            // Bopomofo has no business in a report.
            0x3105..=0x312F => return Some(around(line, at, end)),
            // UTF-8 or GBK read as Latin letters comes in runs; single letters with accents belong to pinyin notes.
            0x80..=0x9F | 0xC0..=0xFF => {
                foreign += 1;
                if foreign >= 5 {
                    return Some(around(line, at, end));
                }
            }
            // Signs that stand among such letters and say nothing by themselves.
            0xA1..=0xBF | 0x152..=0x192 | 0x2C6 | 0x2DC | 0x2013..=0x203A | 0x20AC | 0x2122 => {}
            // UTF-8 read as GBK is full of characters for metals (锛, 鐨, 鏀, 鍏), of which common ones are left out.
            0x9280..=0x943F | 0x951B if !"鎮銀錄錢鋼鐵鍵錯鏈鏡鐘銷銳鋪鋒鎖錦鍾銅鋁鋰錳針釘鑑鑒".contains(c) =>
            {
                metal += 1;
                first_metal = first_metal.or(Some(at));
            }
            _ => foreign = 0,
        }
        // A letter with a tone mark right between Chinese characters, outside brackets: half of a pair was eaten.
        let is_toned = matches!(c as u32, 0xE0..=0xFC | 0x100..=0x1DC) && c.is_alphabetic();
        let is_chinese = |c: char| matches!(c as u32, 0x3001..=0x3002 | 0x4E00..=0x9FFF) || c == '?';
        if is_toned
            && is_chinese(previous)
            && characters.peek().is_some_and(|(_, next)| is_chinese(*next) || *next == ')')
        {
            return Some(around(line, at, end));
        }
        previous = c;
    }
    let dense = metal >= 4 && metal * 8 >= count && line.chars().filter(|c| simplify(*c) != *c).count() * 2 < count;
    first_metal.filter(|_| dense).map(|at| around(line, at, at))
}

/// Some characters before and behind, so that a person recognises the place.
fn around(line: &str, start: usize, end: usize) -> Range<usize> {
    let from = line[..start].char_indices().rev().take(6).last().map_or(start, |(at, _)| at);
    let to = line[end..].char_indices().nth(10).map_or(line.len(), |(at, _)| end + at);
    from..to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.lines().collect();
        read(&lines, &[], 0).into_iter().flat_map(|damage| damage.quotes).collect()
    }

    #[test]
    fn lost_digits_are_quoted() {
        for (text, expected) in [
            ("统计期限自201711日起至20171231日止。", vec!["201711日", "20171231日"]),
            ("(芜政办秘〔2017121号)要求", vec!["〔2017121号"]),
            ("〔201864号", vec!["〔201864号"]),
            ("201711月,开展清查", vec!["201711月"]),
            ("2018年11日发布", vec!["2018年11日"]),
            ("2025  1  1  日至 2025  12  31  日", vec!["2025  1  1  日", "2025  12  31  日"]),
            ("国办公开办函202130 号", vec!["202130 号"]),
            ("截至2019年月日", vec!["2019年月日"]),
        ] {
            assert_eq!(quotes(text), expected, "{text}");
        }
    }

    #[test]
    fn wrong_decoding_is_quoted() {
        for text in [
            "?。ū玖袛?shù)據(jù)的勾稽關(guān)系為",
            "各。ㄗ灾螀^(qū)",
            "æ”¿åºœä¿¡æ¯å…¬å¼€",
            "鏀垮簻淇℃伅鍏紑宸ヤ綔骞村害鎶ュ憡锛屾牴鎹",
            "公开锟斤拷报告",
        ] {
            assert_eq!(quotes(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn good_text_is_left_alone() {
        for text in [
            "2019年1月1日起至2019年12月31日止,2020年3月1日印发",
            "国办公开办函〔2021〕30号、[2019]60号、(2019)60号、国务院令第711号",
            "电话0870-2123456,热线96128、12345号,邮编657000",
            "http://www.example.gov.cn/20180112/201801.html 20180112日志.doc",
            "主动公开20191件、201711条,编号20171231",
            "報(bào)告、規(guī)章、數(shù)量,政(zheng)(zheng)府(fu)",
            "城關鎮、丙谷鎮、得石鎮、撒蓮鎮、銀江鎮",
            "2019年365日,2019年365天,2019年10月,2018年11月",
            "Café、±5%、×2、·、20°C",
        ] {
            assert_eq!(quotes(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn bad_bytes_are_told_with_their_places() {
        let damage = read(&["规章\u{FFFD}0", "x"], &[(1, 3)], 2);
        assert_eq!(damage.len(), 1);
        assert_eq!((damage[0].kind, &damage[0].source[..]), (DamageKind::InvalidBytes, &[Span::new(1, 3, 1)][..]));
        assert_eq!(damage[0].quotes, ["规章\u{FFFD}0", "NUL × 2"]);
    }

    #[test]
    fn one_damage_has_all_places() {
        let damage = read(&["自201711日", "", "至201711日"], &[], 0);
        assert_eq!(damage.len(), 1);
        assert_eq!(damage[0].source, [Span::new(1, 2, 7), Span::new(3, 2, 7)]);
    }
}
