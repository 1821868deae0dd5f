//! The unit: named in the opening sentence, or in the signature at the end.

use super::super::facts::{DateKind, DateMention, Quoted};
use super::super::prose::span;
use super::compact::Compact;
use crate::text::date;

/// A signature.
#[derive(Debug, Clone)]
pub(super) struct Signature {
    pub unit: Quoted,
    pub date: Option<DateMention>,
}

/// How a unit's name ends.
const ENDINGS: &[&str] = &[
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "管理局",
    "管委会",
    "局",
    "厅",
    "委",
    "办",
    "中心",
    "街道",
    "办事处",
    "镇",
    "乡",
    "省",
    "市",
    "县",
    "区",
    "旗",
    "州",
    "盟",
    "队",
    "站",
    "所",
    "院",
    "馆",
    "社",
    "学校",
    "大学",
    "公司",
    "集团",
    "银行",
    "处",
    "会",
    "部",
    "支队",
    "总队",
    "行",
];

/// Endings that no other short line at the end of a page has (返回顶部, 收藏本站).
const STRONG_ENDINGS: &[&str] =
    &["政府", "办公室", "辦公室", "委员会", "委員會", "管委会", "局", "厅", "廳", "办事处", "辦事處", "街道"];

/// Whether a text is the name of a unit by its ending and its characters.
pub(super) fn looks_like_unit(text: &str) -> bool {
    let length = text.chars().count();
    (2..=40).contains(&length)
        && ENDINGS.iter().any(|ending| text.ends_with(ending))
        && text.chars().all(|c| matches!(c as u32, 0x3400..=0x9FFF | 0x20000..) || matches!(c, '(' | ')' | '·' | '、'))
}

/// Words that stand before the unit in an opening sentence.
const BEFORE_UNIT: &[&str] =
    &["现将", "社会公布", "公布", "编制", "发布", "现就", "报告", "关于", "撰写", "形成", "将", "由", "就", "对"];

/// How many lines of prose an opening sentence is looked for in.
const OPENING_LINES: usize = 12;

/// The unit that the opening sentence names before the year: 现将某区2019年度政府信息公开….
pub(super) fn from_prose(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<Quoted> {
    let prose = lines.iter().enumerate().filter(|(at, line)| line.len() > 60 && !is_table(*at));
    for (at, line) in prose.take(OPENING_LINES) {
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

/// The unit right before a year that is followed by 政府信息公开 or the like.
fn unit_before(line: &str, year_end: usize) -> Option<std::ops::Range<usize>> {
    let year_start =
        year_end.checked_sub(4).filter(|start| line.as_bytes()[*start..year_end].iter().all(u8::is_ascii_digit))?;
    let behind: String = line[year_end..].chars().take(24).collect();
    let behind: String = Compact::new(&behind).chars.into_iter().skip(1).collect();
    let behind = behind.trim_start_matches('度');
    if !["政府信息", "信息公开", "政务公开", "政务信息"].iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let is_name = |c: char| matches!(c as u32, 0x3400..=0x9FFF | 0x20000..);
    let name_start = line[..year_start].char_indices().rev().take_while(|(_, c)| is_name(*c)).last()?.0;
    // What stands in 《》 is the name of another document.
    let opened = line[..name_start].matches('《').count();
    if opened > line[..name_start].matches('》').count() {
        return None;
    }
    let compact = Compact::new(&line[name_start..year_start]);
    let text = compact.text(0..compact.chars.len());
    let cut = BEFORE_UNIT.iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max().unwrap_or(0);
    let cut = text[..cut].chars().count();
    let unit = compact.text(cut..compact.chars.len());
    if !looks_like_unit(&unit)
        || ["全区", "全县", "全市", "全省", "我区", "我县", "我市", "我局", "我镇", "我乡", "本局", "本级政府"]
            .contains(&unit.as_str())
    {
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
        let is_strong = STRONG_ENDINGS.iter().any(|ending| unit.text.ends_with(ending));
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
