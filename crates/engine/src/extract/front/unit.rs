//! The unit: named in the opening sentence, or in the signature at the end.

use std::ops::Range;

use super::super::facts::{DateKind, DateMention, Quoted};
use super::super::prose::span;
use super::compact::Compact;
use crate::extract::words::{WordList, word_lists};
use crate::text::date;
use crate::text::sentence::{self, Level};

/// A signature.
#[derive(Debug, Clone)]
pub(super) struct Signature {
    pub unit: Quoted,
    pub date: Option<DateMention>,
}

word_lists!("unit.toml": endings, strong_endings, before, drawn_up, general, topics);

/// Whether a text is the name of a unit by its ending and its characters.
pub(super) fn looks_like_unit(text: &str) -> bool {
    let length = text.chars().count();
    (2..=40).contains(&length) && WORDS.endings.ends(text) && is_of_a_name(text)
}

/// Whether a text has nothing but what names of units are made of: Chinese characters, brackets, and figures or capitals within
/// (121团, 5A级景区), which are no dates.
pub(super) fn is_of_a_name(text: &str) -> bool {
    let is_han = |c: char| matches!(c as u32, 0x3400..=0x9FFF | 0x20000..);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_sign = c.is_ascii_digit() || c.is_ascii_uppercase();
        let goes_on = rest.peek().is_some_and(|next| {
            (is_han(*next) && !matches!(next, '年' | '月' | '日')) || next.is_ascii_digit() || next.is_ascii_uppercase()
        });
        if !(is_han(c) || matches!(c, '(' | ')' | '·' | '、') || (is_sign && goes_on)) {
            return false;
        }
    }
    text.chars().filter(|c| is_han(*c)).count() >= 2
}

/// How many lines of prose an opening sentence is looked for in.
const OPENING_LINES: usize = 12;

/// The unit that the opening sentence names before the year: 现将某区2019年度政府信息公开….
pub(super) fn from_prose(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<Quoted> {
    let prose = lines.iter().enumerate().filter(|(at, line)| line.len() > 60 && !is_table(*at));
    for (at, line) in prose.take(OPENING_LINES) {
        if let Some(range) = drawn_up_by(line) {
            let text = line[range.clone()].to_owned();
            return Some(Quoted { text, source: vec![span(at as u32 + 1, line, range)] });
        }
        let mut search = 0;
        while let Some(found) = memchr::memmem::find(&line.as_bytes()[search..], "年".as_bytes()) {
            let year_end = search + found;
            search = year_end + '年'.len_utf8();
            if let Some(range) = unit_before(line, year_end) {
                let text = line[range.clone()].to_owned();
                return Some(Quoted { text, source: vec![span(at as u32 + 1, line, range)] });
            }
        }
    }
    None
}

/// The unit that a sentence says drew the report up: 本报告由甲县水务局编制.
fn drawn_up_by(line: &str) -> Option<Range<usize>> {
    line.match_indices('由').find_map(|(at, by)| {
        let start = at + by.len();
        let clause = sentence::first(&line[start..], Level::Clause);
        let end = WORDS.drawn_up.iter().filter_map(|word| clause.find(word.as_str())).min()?;
        let name = clause[..end].trim_end_matches("负责");
        let is_named = looks_like_unit(&plain(name)) && !is_general(&plain(name));
        (is_named && line[..at].contains("报告")).then(|| start..start + name.len())
    })
}

fn plain(text: &str) -> String {
    let compact = Compact::new(text);
    compact.text(0..compact.chars.len())
}

/// Whether words for a unit name none: 我局, 全县, 各部门.
fn is_general(name: &str) -> bool {
    WORDS.general.has(name) || name.starts_with(['我', '各', '本', '全'])
}

/// The unit right before a year that is followed by 政府信息公开 or the like.
fn unit_before(line: &str, year_end: usize) -> Option<Range<usize>> {
    let year_start =
        year_end.checked_sub(4).filter(|start| line.as_bytes()[*start..year_end].iter().all(u8::is_ascii_digit))?;
    let behind: String = line[year_end..].chars().take(24).collect();
    let behind: String = Compact::new(&behind).chars.into_iter().skip(1).collect();
    let behind = behind.trim_start_matches('度');
    if !WORDS.topics.starts(behind) {
        return None;
    }
    let is_name =
        |c: char| matches!(c as u32, 0x3400..=0x9FFF | 0x20000..) || c.is_ascii_digit() || c.is_ascii_uppercase();
    let name_start = line[..year_start].char_indices().rev().take_while(|(_, c)| is_name(*c)).last()?.0;
    // What stands in 《》 is the name of another document.
    let opened = line[..name_start].matches('《').count();
    if opened > line[..name_start].matches('》').count() {
        return None;
    }
    let compact = Compact::new(&line[name_start..year_start]);
    let text = compact.text(0..compact.chars.len());
    let cut = WORDS.before.iter().filter_map(|word| Some(text.rfind(word.as_str())? + word.len())).max().unwrap_or(0);
    let cut = text[..cut].chars().count();
    let unit = compact.text(cut..compact.chars.len());
    if !looks_like_unit(&unit) || is_general(&unit) {
        return None;
    }
    Some(name_start + compact.at[cut]..year_start)
}

/// How many lines with text on them the signature is looked for in.
const TAIL_LINES: usize = 14;

/// The signature: a line that is a unit's name beside a date, or the very last line.
pub(super) fn signature(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<Signature> {
    let tail: Vec<usize> = (0..lines.len())
        .rev()
        .filter(|at| !lines[*at].trim().is_empty())
        .take(TAIL_LINES)
        .take_while(|at| !is_table(*at))
        .collect();
    for (i, &at) in tail.iter().enumerate() {
        if lines[at].len() > 200 {
            continue;
        }
        let Some((unit, own_date)) = unit_line(lines, at) else { continue };
        let below = i.checked_sub(1).and_then(|next| date_line(lines, tail[next]));
        let above = tail.get(i + 1).and_then(|above| date_line(lines, *above));
        let date = own_date.or(below).or(above);
        let is_strong = WORDS.strong_endings.ends(&unit.text);
        if date.is_some() || (i == 0 && is_strong) {
            return Some(Signature { unit, date });
        }
    }
    None
}

/// A line that is a unit's name, with a date behind it or not.
fn unit_line(lines: &[&str], at: usize) -> Option<(Quoted, Option<DateMention>)> {
    let line = lines[at];
    let found = date::find(line, 0);
    let name_end = found.as_ref().map_or(line.len(), |found| found.range.start);
    if found.as_ref().is_some_and(|found| {
        !line[found.range.end..].trim().trim_matches(['(', ')', '\u{FF08}', '\u{FF09}']).is_empty()
    }) {
        return None;
    }
    let name = line[..name_end].trim();
    let compact = Compact::new(name);
    let text = compact.text(0..compact.chars.len());
    if !looks_like_unit(&text) || text.chars().count() < 4 || text.starts_with("主办") || text.starts_with("承办") {
        return None;
    }
    let start = line.len() - line.trim_start().len();
    let range = start..start + name.len();
    let unit = Quoted { text: name.to_owned(), source: vec![span(at as u32 + 1, line, range)] };
    let date = found.map(|found| DateMention {
        kind: DateKind::Signed,
        date: found.date,
        source: vec![span(at as u32 + 1, line, found.range)],
    });
    Some((unit, date))
}

/// A line that is a date and nothing else.
pub(super) fn date_line(lines: &[&str], at: usize) -> Option<DateMention> {
    let line = lines[at];
    if line.len() > 120 {
        return None;
    }
    let found = date::find(line, 0)?;
    let rest = format!("{}{}", line[..found.range.start].trim(), line[found.range.end..].trim());
    let is_alone = rest.chars().all(|c| matches!(c, '(' | ')' | '\u{FF08}' | '\u{FF09}' | '。' | '.'));
    is_alone.then(|| DateMention {
        kind: DateKind::Signed,
        date: found.date,
        source: vec![span(at as u32 + 1, line, found.range)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_sentence_names_the_unit() {
        for (line, expected) in [
            ("根据有关规定,现将甲区人民政府2019年度政府信息公开工作情况报告如下,请予审阅。", Some("甲区人民政府")),
            ("根据《某区人民政府办公室工作制度》,特向社会公布甲区2019年政府信息公开工作年度报告。", Some("甲区")),
            ("根據規定,現將甲縣2021年度政府信息公開工作報告如下,本報告由六部分組成。", Some("甲縣")),
            ("根据《甲市人民政府办公室关于做好2018年度政务公开工作总结的通知》要求,现就有关情况报告如下:", None),
            (
                "根据《条例》的要求,结合甲市商务局2023年政府信息公开工作实际,编制发布本报告,供社会各界查阅。",
                Some("甲市商务局"),
            ),
            (
                "根据《条例》,依照甲市商务局2023年政府信息公开工作实际情况,编制发布本报告,供社会各界查阅。",
                Some("甲市商务局"),
            ),
            (
                "本报告依据《中华人民共和国政府信息公开条例》,由甲县农业农村局编制,全文包括六个部分。",
                Some("甲县农业农村局"),
            ),
            ("本报告由我局办公室负责编制,依据《中华人民共和国政府信息公开条例》的有关规定。", None),
            ("根据《条例》有关规定和要求,现将第八师121团2023年度政府信息公开工作情况报告如下。", Some("第八师121团")),
            ("根据要求,现将我局2018年度政府信息公开工作情况报告如下,本报告由六部分组成。", None),
        ] {
            assert_eq!(from_prose(&[line], &|_| false).map(|unit| unit.text).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn signatures_stand_beside_a_date() {
        for (text, unit, date) in [
            ("无。\n某市政务服务管理局\n2019年1月31日", Some("某市政务服务管理局"), Some("2019-01-31")),
            ("无。\n某縣人民政府辦公室 2022年2月8日", Some("某縣人民政府辦公室"), Some("2022-02-08")),
            ("无。\n   某镇人民政府\n\n(二〇二〇年一月十日)\n打印 关闭", Some("某镇人民政府"), Some("2020-01-10")),
            ("其他需要报告的事项在专栏公开。\n2020年3月1日", None, None),
            ("无。\n某区教育局", Some("某区教育局"), None),
            ("无。\n返回顶部", None, None),
            ("全年召开会议讨论政府信息公开工作,进一步加强管理。", None, None),
        ] {
            let lines: Vec<&str> = text.lines().collect();
            let signature = signature(&lines, &|_| false);
            assert_eq!(signature.as_ref().map(|signature| signature.unit.text.as_str()), unit, "{text}");
            let found = signature.and_then(|signature| signature.date).map(|date| date.date.to_string());
            assert_eq!(found.as_deref(), date, "{text}");
        }
    }
}
