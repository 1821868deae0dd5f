//! How many parts a report says that it has (六个部分), and how many headings follow.

use super::super::facts::PartsAnnounced;
use super::line::span;
use crate::text::fold::{OrdinalStyle, fold};
use crate::text::numeral;
use crate::text::sentence::{self, Level};
use crate::text::traditional::simplify;

/// Words of which each stands for one section of the national form, or of a narrative report.
const SECTIONS: [&[&str]; 7] = [
    &["总体情况", "概述", "工作概况"],
    &["主动公开"],
    &["收到和处理", "申请情况", "依申请公开"],
    &["复议"],
    &["问题"],
    &["其他需要报告", "其它需要报告", "其他报告", "需要报告的事项", "其他事项"],
    // Of narrative reports alone.
    &["收费及减免", "收费和减免", "收费情况", "收费、减免"],
];
/// Words that tell of parts of the report where the sentence names none of them.
const COUNTED: [&str; 5] = ["部分组成", "部分构成", "全文共", "报告共", "正文共"];
/// The longest heading in characters.
const LONGEST: usize = 40;

/// The announcement before the first section, and the headings of the whole text.
pub(super) fn read(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<PartsAnnounced> {
    let mut found: Option<PartsAnnounced> = None;
    let mut headings = 0;
    for (at, text) in lines.iter().enumerate() {
        if text.len() < 6 || is_table(at) {
            continue;
        }
        if found.is_none() && headings == 0 {
            found = announcement(at as u32 + 1, text);
        }
        let trimmed = text.trim();
        // Most lines begin with no numeral: what is no heading at first sight is not folded.
        let begins = trimmed.starts_with(|c: char| numeral::ORDINALS.contains(c));
        if begins && trimmed.chars().count() <= LONGEST {
            let ordinal = fold(trimmed).ordinal.filter(|ordinal| ordinal.style == OrdinalStyle::Chinese);
            if ordinal.is_some_and(|ordinal| u32::from(ordinal.number) == headings + 1) {
                headings += 1;
            }
        }
    }
    found.map(|found| PartsAnnounced { headings, ..found })
}

/// The announcement in a line: N个部分 in a sentence that speaks of the report and of what it is made of.
fn announcement(line: u32, text: &str) -> Option<PartsAnnounced> {
    // The two words that may follow the number, before anything else is looked at.
    if !text.contains(['部', '方', '項', '项']) {
        return None;
    }
    for range in sentence::cut(text, Level::Statement).map(|piece| piece.range) {
        let plain: String = text[range.clone()].chars().map(simplify).filter(|c| !c.is_whitespace()).collect();
        let of_report = ["报告", "全文", "年报"].iter().any(|word| plain.contains(word));
        let made_of = ["组成", "包括", "包含", "分为", "由", "共分", "主要有", "构成", "全文共", "报告共", "正文共"]
            .iter()
            .any(|word| plain.contains(word));
        let listed = SECTIONS.iter().filter(|words| words.iter().any(|word| plain.contains(word))).count() as u32;
        let number = ["部分", "方面", "项内容", "大项"]
            .iter()
            .find_map(|unit| plain.match_indices(unit).find_map(|(at, _)| count_before(&plain[..at])));
        // 六个方面 are sections only where the sentence names some.
        if let Some(announced) = number
            && of_report
            && made_of
            && (listed >= 3 || COUNTED.iter().any(|words| plain.contains(words)))
        {
            let quote: String = text[range.clone()].trim().to_owned();
            let chars = quote.chars().count();
            let quote =
                if chars > 60 { format!("…{}", quote.chars().skip(chars - 50).collect::<String>()) } else { quote };
            return Some(PartsAnnounced { announced, listed, headings: 0, quote, source: span(line, text, range) });
        }
    }
    None
}

/// The number that words end with: 六个, 共六, 6个大.
fn count_before(words: &str) -> Option<u32> {
    let words = words.trim_end_matches(['个', '大', '项']);
    let (value, start) = numeral::at_end(words)?;
    // 十六, 16 and 第六 are no such numbers.
    let is_such = (3..=9).contains(&value) && !words[..start].ends_with('第');
    is_such.then_some(value as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_parts_is_read() {
        let shown = |text: &str| announcement(1, text).map(|found| (found.announced, found.listed));
        for (text, expected) in [
            (
                "本报告由总体情况、主动公开、收到和处理申请、行政复议、存在的问题、其他需要报告的事项等六个部分组成。",
                Some((6, 6)),
            ),
            ("本年度報告共分五部分，包括概述、主動公開、依申請公開、復議訴訟、存在問題。", Some((5, 5))),
            ("全文由6个部分组成。", Some((6, 0))),
            ("报告全文共五部分。", Some((5, 0))),
            (
                "本报告由概述、主动公开情况、依申请公开办理情况、收费及减免情况、行政复议情况、存在的问题五个部分组成。",
                Some((5, 6)),
            ),
            ("本报告从总体情况、主动公开、复议诉讼等六个方面汇报，包括下列内容。", Some((6, 3))),
            ("我局从加强领导等五个方面推进，年度报告如期发布。", None),
            ("本报告包括十六部分。", None),
            ("本报告的一部分由办公室提供。", None),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn headings_are_counted_up_without_a_gap() {
        let lines = ["本报告由六个部分组成。", "一、总体情况", "二、主动公开", "一是加强领导", "三、申请", "五、问题"];
        assert_eq!(read(&lines, &|_| false).map(|found| found.headings), Some(3));
    }
}
