//! The title: a line of its own that names the annual report, alone or over two lines, with whatever stands around it.
//!
//! A title has many defects that a clerk wants to hear of (政务公开, 工作报告, no year), so it is known by its words and not by
//! one spelling. Sentences, paths of a site (首页 > …), search metadata and lists of links are no titles.

use std::ops::Range;

use super::super::facts::Quoted;
use super::super::prose::span;
use super::around::{line_above, year_below};
use super::compact::Compact;
use super::naming::{unit_in, year_in};
use crate::document::Span;
use crate::extract::words::{WordList, word_lists};

/// A title and what it says.
#[derive(Debug, Clone)]
pub(super) struct Title {
    pub quoted: Quoted,
    /// The words before the year, where they name a unit.
    pub unit: Option<Quoted>,
    /// The report year and where it stands.
    pub year: Option<(i32, Span)>,
}

/// How many lines with text on them a title is looked for in; longer heads of pages are not met.
const HEAD_LINES: usize = 120;
/// From this length on a line is a paragraph; a title does not come after several.
const PARAGRAPH_BYTES: usize = 300;
/// How many paragraphs (of a site, or a letter) may stand before the title.
const MOST_PARAGRAPHS: usize = 4;
/// Longest title line in characters, blanks left out.
const LONGEST: usize = 70;

/// The title, where there is one. Of several lines that could be one, that which says most; of equal ones, the first.
pub(super) fn find(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<Title> {
    let mut best: Option<(u32, Title)> = None;
    let mut previous: Option<usize> = None;
    let mut paragraphs = 0;
    let text_lines = lines.iter().enumerate().filter(|(_, line)| !line.trim_start().is_empty()).take(HEAD_LINES);
    for (at, line) in text_lines {
        let before = previous.replace(at);
        if line.len() > PARAGRAPH_BYTES {
            paragraphs += 1;
            if paragraphs > MOST_PARAGRAPHS {
                break;
            }
        }
        // Every title has 报 in it, in one of two forms of the character, or 总结.
        let fits = (18..1200).contains(&line.len());
        if !fits || !["报", "報", "总结", "總結"].iter().any(|word| line.contains(word)) || is_table(at) {
            continue;
        }
        let Some((score, title)) = candidate(lines, at, before.filter(|before| !is_table(*before))) else { continue };
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, title));
        }
    }
    best.map(|(_, title)| title)
}

word_lists!("title.toml": topics, between, ends, furniture, no_title, sites, labels, sentence);

/// The name of an annual report that a text has, in characters: 信息公开 with any of some words behind it and 年度报告, 情况的报告, 年报
/// or 工作总结 at the end, in whatever order they were put. The first, and of those that begin there the longest.
fn name_of_report(text: &[char]) -> Option<Range<usize>> {
    let starts_with = |at: usize, words: &[String]| {
        let matches = |word: &&String| word.chars().enumerate().all(|(i, c)| text.get(at + i) == Some(&c));
        words.iter().filter(matches).map(|word| word.chars().count()).max()
    };
    (0..text.len()).find_map(|start| {
        let mut at = start + starts_with(start, &WORDS.topics)?;
        let mut end = None;
        loop {
            if let Some(length) = starts_with(at, &WORDS.ends) {
                at += length;
                end = Some(at);
            } else if let Some(length) = starts_with(at, &WORDS.between).or_else(|| starts_with(at, &WORDS.topics)) {
                at += length;
            } else {
                break;
            }
        }
        Some(start..end?)
    })
}

fn candidate(lines: &[&str], at: usize, before: Option<usize>) -> Option<(u32, Title)> {
    let line = lines[at];
    let compact = Compact::new(line);
    if compact.chars.len() > LONGEST * 3 || compact.find("公开", 0).is_none() {
        return None;
    }
    let Range { start: name_start, end: name_end } = name_of_report(&compact.chars)?;
    let name = compact.text(name_start..name_end);
    if name_end > LONGEST || !is_furniture(&compact.text(name_end..compact.chars.len()), &compact.text(0..name_end)) {
        return None;
    }
    let start = start_of_title(&compact, name_start)?;
    let head = compact.text(start..name_start);
    if !is_title_head(&head) {
        return None;
    }
    let number = at as u32 + 1;
    let year = year_in(&compact, start, name_start)
        .map(|(year, range)| (year, span(number, line, compact.bytes(range, line))));
    let unit = unit_in(&compact, start, name_start).map(|range| quoted(number, line, compact.bytes(range, line)));
    // The year may stand behind the name in brackets: 年度报告(2019年).
    let behind = compact.chars[name_end..].iter().position(|c| *c == ')').map_or(name_end, |at| name_end + at + 1);
    let year_behind =
        (compact.chars.get(name_end) == Some(&'(')).then(|| year_in(&compact, name_end, behind)).flatten();
    let title_end = if year_behind.is_some() { behind } else { name_end };
    let year = year.or_else(|| year_behind.map(|(year, range)| (year, span(number, line, compact.bytes(range, line)))));
    let own = quoted(number, line, compact.bytes(start..title_end, line));
    let fullness = u32::from(name.contains("年度报告")) + u32::from(compact.find("政府信息", start).is_some());
    let mut title = Title { quoted: own, unit, year };
    let mut score = 1 + fullness;
    // The unit and the year may stand on a line of their own above.
    if (title.unit.is_none() || title.year.is_none())
        && let Some(above) = before.filter(|above| at - above <= 3).and_then(|above| line_above(lines, above, &title))
    {
        title = Title {
            quoted: Quoted {
                text: format!("{}{}", above.quoted.text, title.quoted.text),
                source: [above.quoted.source, title.quoted.source].concat(),
            },
            unit: above.unit.or(title.unit),
            year: above.year.or(title.year),
        };
    }
    if title.year.is_none()
        && let Some((text, year)) = year_below(lines, at)
    {
        title.quoted.text.push_str(&text.text);
        title.quoted.source.extend(text.source);
        title.year = Some(year);
    }
    score += if title.year.is_some() { 8 } else { 0 } + if title.unit.is_some() { 4 } else { 0 };
    // A bare name with neither is a heading of the site more often than a title.
    let trimmed = line.trim_start();
    let is_bulleted =
        trimmed.starts_with(['•', '·', '●', '◆', '■', '▪', '*', '-', '>', '»']) && !trimmed.starts_with("**");
    if is_bulleted || (title.year.is_none() && title.unit.is_none() && (name.contains("总结") || is_in_list(lines, at)))
    {
        return None;
    }
    Some((score, title))
}

/// A stretch of a line with its place.
pub(super) fn quoted(number: u32, line: &str, range: std::ops::Range<usize>) -> Quoted {
    Quoted { text: line[range.clone()].to_owned(), source: vec![span(number, line, range)] }
}

/// Whether what stands behind the title is what pages put there: a bracket, a second printing, the site's name, metadata.
fn is_furniture(tail: &str, title: &str) -> bool {
    tail.is_empty()
        || tail == title
        || WORDS.furniture.starts(tail) && !tail.contains('。') && !tail.starts_with("》")
        || tail.chars().all(|c| matches!(c, '。' | '.' | '"' | '”' | '》' | '>') || is_markup(c))
            && !title.contains('《')
}

/// Signs that mark a heading or bold type where text is written for a site.
fn is_markup(c: char) -> bool {
    matches!(c, '#' | '*' | '=')
}

/// Where the title proper begins: behind advertising and labels such as 标题:. `None` where the line is a path or metadata.
fn start_of_title(compact: &Compact, name_start: usize) -> Option<usize> {
    let head = &compact.chars[..name_start];
    if head.iter().any(|c| matches!(c, '>' | '»' | '›' | '|' | '→')) {
        return None;
    }
    let text: String = head.iter().collect();
    if WORDS.no_title.is_in(&text) {
        return None;
    }
    let sign = head.iter().rposition(|c| matches!(c, ':' | '@' | '!' | '~' | '_')).map_or(0, |at| at + 1);
    // The name of the site may stand in front, too.
    let site = WORDS.sites.iter().filter_map(|word| Some(text.rfind(word.as_str())? + word.len())).max();
    // So may the marks of a heading or of bold type.
    let marks = head.iter().take_while(|c| is_markup(**c)).count();
    let behind = sign.max(marks).max(site.map_or(0, |end| text[..end].chars().count()));
    let before: String = head[..behind].iter().collect();
    if WORDS.labels.ends(&before) {
        return None;
    }
    Some(behind)
}

/// Whether the words before the name are a unit, a year and the like, and not the beginning of a sentence.
fn is_title_head(head: &str) -> bool {
    head.chars().count() <= 48
        && !head.contains(['。', ';', ',', '、', '《', '“', '"'])
        && !WORDS.sentence.is_in(head)
        // An ordinal makes it a heading within the report: 一、政府信息公开工作情况报告.
        && !head.starts_with(['一', '二', '三', '四', '五', '六', '七']) | head.contains('年')
}

/// Whether short lines without sentences stand on both sides, as in the navigation of a site.
fn is_in_list(lines: &[&str], at: usize) -> bool {
    let is_short = |line: Option<&&str>| line.is_some_and(|line| (1..=8).contains(&line.trim().chars().count()));
    let before = lines[..at].iter().rev().find(|line| !line.trim().is_empty());
    let behind = lines[at + 1..].iter().find(|line| !line.trim().is_empty());
    is_short(before) && is_short(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Option<(String, Option<String>, Option<i32>)> {
        let lines: Vec<&str> = text.lines().collect();
        let title = find(&lines, &|_| false)?;
        Some((title.quoted.text, title.unit.map(|unit| unit.text), title.year.map(|(year, _)| year)))
    }

    #[test]
    fn titles_are_known_with_their_defects() {
        for (text, shown, unit, year) in [
            ("甲区2019年政府信息公开工作年度报告", "甲区2019年政府信息公开工作年度报告", Some("甲区"), Some(2019)),
            (
                "(文字版)甲区2017年政府信息公开年度报告",
                "(文字版)甲区2017年政府信息公开年度报告",
                Some("甲区"),
                Some(2017),
            ),
            (
                "攀枝花市米易縣2021年政府信息公開工作年度報告",
                "攀枝花市米易縣2021年政府信息公開工作年度報告",
                Some("攀枝花市米易縣"),
                Some(2021),
            ),
            ("政 府 信 息 公 开 工 作 年 度 报 告", "政 府 信 息 公 开 工 作 年 度 报 告", None, None),
            (
                "2019年某县人民政府信息公开工作年度报告",
                "2019年某县人民政府信息公开工作年度报告",
                Some("某县人民政府"),
                Some(2019),
            ),
            ("某局二〇二〇年度政府信息公开年报", "某局二〇二〇年度政府信息公开年报", Some("某局"), Some(2020)),
            ("某镇2021年政务公开年报", "某镇2021年政务公开年报", Some("某镇"), Some(2021)),
            ("关于某局2019年政府信息公开工作报告", "关于某局2019年政府信息公开工作报告", Some("某局"), Some(2019)),
            ("某局2022年政府信息公开 工作告年度报", "某局2022年政府信息公开 工作告年度报", Some("某局"), Some(2022)),
            (
                "某区人民政府\n2020年政府信息公开工作年度报告",
                "某区人民政府2020年政府信息公开工作年度报告",
                Some("某区人民政府"),
                Some(2020),
            ),
            (
                "某区人民政府2020年\n政府信息公开工作年度报告",
                "某区人民政府2020年政府信息公开工作年度报告",
                Some("某区人民政府"),
                Some(2020),
            ),
            ("bet9体育_bet9官网@:2019年政府信息公开工作年度报告", "2019年政府信息公开工作年度报告", None, Some(2019)),
            (
                "某县2021年政府信息公開工作年度報(bào)告(gào) 發布時間:2022-02-08",
                "某县2021年政府信息公開工作年度報(bào)告",
                Some("某县"),
                Some(2021),
            ),
            (
                "首页 > 年报 > 某局2018年政府信息公开年度报告\n某局2018年政府信息公开年度报告",
                "某局2018年政府信息公开年度报告",
                Some("某局"),
                Some(2018),
            ),
            ("# 甲县2020年政府信息公开工作年度报告", "甲县2020年政府信息公开工作年度报告", Some("甲县"), Some(2020)),
            ("**甲县2020年政府信息公开年度报告**", "甲县2020年政府信息公开年度报告", Some("甲县"), Some(2020)),
            (
                "甲县水务局关于2023年度政府信息公开情况的报告",
                "甲县水务局关于2023年度政府信息公开情况的报告",
                Some("甲县水务局"),
                Some(2023),
            ),
            (
                "甲县水务局2023年信息公开工作情况年度总结报告",
                "甲县水务局2023年信息公开工作情况年度总结报告",
                Some("甲县水务局"),
                Some(2023),
            ),
            ("第八师121团2023年政府信息公开年报", "第八师121团2023年政府信息公开年报", Some("第八师121团"), Some(2023)),
            (
                "甲山5A级景区管委会2023年政务公开年报",
                "甲山5A级景区管委会2023年政务公开年报",
                Some("甲山5A级景区管委会"),
                Some(2023),
            ),
        ] {
            let expected = Some((shown.to_owned(), unit.map(str::to_owned), year));
            assert_eq!(title(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_speaks_of_a_report_is_no_title() {
        for text in [
            "现将某区2019年政府信息公开工作年度报告公布如下:",
            "根据条例,特向社会公布某区2019年政府信息公开工作年度报告。本报告包括六个部分。",
            "关于做好2018年度政府信息公开年度报告编制发布工作的通知",
            "首页 > 某局2018年政府信息公开年度报告",
            "信息名称:某局2018年政府信息公开年度报告",
            "上一篇:某局2018年政府信息公开年度报告",
            "• 政府信息公开年报",
            "政策\n政府信息公开年报\n指南",
            "《某局2018年政府信息公开年度报告》已经公布",
        ] {
            assert_eq!(title(text), None, "{text}");
        }
    }
}
