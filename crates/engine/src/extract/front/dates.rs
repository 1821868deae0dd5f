//! Dates: of publication in the page's furniture, of signature at the end, and the statistical period.

use super::super::facts::{DateKind, DateMention, Period};
use super::super::prose::span;
use super::unit::date_line;
use crate::extract::words::word_lists;
use crate::text::date::{self, FoundDate};
use crate::text::sentence::{self, Level, Mark};

word_lists!("dates.toml": published, published_of, bare, until);

/// How many lines at either end of the document furniture is looked for in.
const FURNITURE_LINES: usize = 40;

/// Dates of publication. Pages print when they were fetched, printed, changed or filed, too: only a label that says publication
/// counts, and one that says nothing but date or time where there is no other.
pub(super) fn published(lines: &[&str]) -> Vec<DateMention> {
    let (mut stated, mut bare): (Vec<DateMention>, Vec<DateMention>) = (Vec::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        let is_at_end = at < FURNITURE_LINES || at + FURNITURE_LINES >= lines.len();
        let may_tell = || ["期", "间", "間", "于"].iter().any(|word| line.contains(word));
        if !is_at_end
            || !(16..600).contains(&line.len())
            || !line.bytes().any(|byte| byte.is_ascii_digit())
            || !may_tell()
        {
            continue;
        }
        let take = |mentions: &mut Vec<DateMention>, found: FoundDate| {
            if !mentions.iter().any(|known| known.date == found.date) {
                let source = vec![span(at as u32 + 1, line, found.range)];
                mentions.push(DateMention { kind: DateKind::Published, date: found.date, source });
            }
        };
        if let Some(found) = WORDS.published.iter().find_map(|word| behind(line, word, &WORDS.published_of)) {
            take(&mut stated, found);
        } else if let Some(found) = WORDS.bare.iter().find_map(|word| behind(line, word, &[])) {
            take(&mut bare, found);
        }
    }
    if stated.is_empty() { bare } else { stated }
}

/// A date right behind a label and a colon, bar or blank. The label stands by itself, or behind one of some words.
fn behind(line: &str, label: &str, may_stand_before: &[String]) -> Option<FoundDate> {
    line.match_indices(label).find_map(|(at, _)| {
        let before = line[..at].trim_end_matches(|c: char| c.is_whitespace() || c == '\u{A0}');
        let is_label = !before.ends_with(is_han)
            || before.len() < at
            || may_stand_before
                .iter()
                .any(|word| before.strip_suffix(word.as_str()).is_some_and(|rest| !rest.ends_with(is_han)));
        let end = at + label.len();
        let rest = &line[end..];
        let signs = [' ', ':', '\u{FF1A}', '|', '\t', '\u{A0}', '\u{3000}', '[', '【'];
        let start = rest.len() - rest.trim_start_matches(signs).len();
        // A sentence that speaks of a time (时间为…) has no separator.
        let has_separator = start > 0 || label.ends_with('于');
        let found = date::find(line, end + start)?;
        (is_label && has_separator && found.range.start == end + start).then_some(found)
    })
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x3400..=0x9FFF | 0x20000..)
}

/// The date at the end where no unit signed: a line that is a date and nothing else.
pub(super) fn signed(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<DateMention> {
    let tail = (0..lines.len()).rev().filter(|at| !lines[*at].trim().is_empty()).take(6);
    tail.take_while(|at| !is_table(*at)).find_map(|at| date_line(lines, at))
}

/// Words that a statement of the period begins with, by their first half, which is searched for, and second half.
const PERIOD: &[(&str, &[&str])] = &[
    ("统计", &["期限", "时限", "期间", "时间", "数据期限", "的期限", "起止"]),
    ("統計", &["期限", "時限", "期間", "時間", "數據期限"]),
    ("所列", &["数据", "數據"]),
    ("时间", &["范围", "节点", "点"]),
];

/// Where the first statement of a period in a line begins.
fn start_of_period(line: &str) -> Option<usize> {
    let starts = PERIOD.iter().filter_map(|(first, second)| {
        memchr::memmem::find_iter(line.as_bytes(), first.as_bytes())
            .find(|at| second.iter().any(|word| line[at + first.len()..].starts_with(word)))
    });
    starts.min()
}

/// Where the clause of the period ends. One that begins with 至 or the like after a comma belongs to it.
fn end_of_period(text: &str) -> usize {
    let mut end = 0;
    for piece in sentence::cut(text, Level::Clause) {
        let goes_on = WORDS.until.iter().any(|word| text[piece.range.clone()].trim_start().starts_with(word.as_str()));
        if end > 0 && !goes_on {
            break;
        }
        end = piece.range.end;
        if piece.end != Some(Mark::Comma) {
            break;
        }
    }
    end
}

/// The statistical period that the report states, with the parts that can be read.
pub(super) fn period(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<Period> {
    for (at, line) in lines.iter().enumerate() {
        if line.len() < 30 || is_table(at) {
            continue;
        }
        let Some(start) = start_of_period(line) else { continue };
        let rest = &line[start..];
        let end = start + end_of_period(rest);
        let clause = &line[start..end];
        let first = date::find(clause, 0);
        // Without a day that can be read, only words that can mean nothing else make it a statement of the period.
        let is_statement =
            ["统计期", "统计时限", "統計期", "統計時限", "统计的期", "期限"].iter().any(|word| clause.contains(word));
        let has_figures = clause.bytes().any(|byte| byte.is_ascii_digit()) || clause.contains('年');
        if first.is_none() && !(is_statement && has_figures) {
            continue;
        }
        let second = first.as_ref().and_then(|first| {
            date::find(clause, first.range.end).or_else(|| {
                let behind = clause[first.range.end..]
                    .trim_start_matches([' ', '起', ',', '，', '截', '至', '到', '—', '-', '~', '～']);
                date::month_and_day(behind, first.date.year())
            })
        });
        let (from, to) = match (first, second) {
            (Some(first), Some(second)) => (Some(first.date), Some(second.date)),
            // One date alone is the end where the sentence names a point or an end of time, else the beginning.
            (Some(only), None) => {
                let before = &clause[..only.range.start];
                let is_end = ["至", "截", "止", "时间点", "节点"].iter().any(|word| before.contains(word))
                    || clause[only.range.end..].starts_with(['止']);
                if is_end { (None, Some(only.date)) } else { (Some(only.date), None) }
            }
            _ => (None, None),
        };
        let source = vec![span(at as u32 + 1, line, start..end)];
        return Some(Period { from, to, quote: clause.to_owned(), source });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publication_is_read_from_furniture() {
        for (line, expected) in [
            ("www.example.gov.cn 發布時間:2022-02-08 來源:某縣", Some("2022-02-08")),
            ("发布时间:2018-01-12 信息来源: 某区", Some("2018-01-12")),
            ("发布日期 | 2020年1月20日 |", Some("2020-01-20")),
            ("日期:2021/3/4 10:20", Some("2021-03-04")),
            ("办理时间为2019年1月3日以前", None),
            ("会议于2019年1月3日召开", None),
            ("打印时间:2025-12-30", None),
            ("网页更新日期 2025-12-30", None),
            ("采集时间:2025-12-30 信息发布时间:2024-01-17", Some("2024-01-17")),
            ("作者:某局 时间:2024-01-17 下载时间:2025-12-30", Some("2024-01-17")),
        ] {
            let found = published(&[line]).first().map(|mention| mention.date.to_string());
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_label_that_says_publication_counts_before_one_that_says_date() {
        let shown = |lines: &[&str]| {
            let dates = published(lines).into_iter().map(|mention| mention.date.to_string());
            dates.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(&["日期:2025-12-30", "发布日期:2024-01-17"]), "2024-01-17");
        assert_eq!(shown(&["归档时间:2025-12-30", "日期:2024-01-17"]), "2024-01-17");
        assert_eq!(shown(&["访问时间:2025-12-30", "页面生成时间:2025-12-30"]), "");
    }

    #[test]
    fn periods_are_read_as_far_as_they_go() {
        for (line, from, to) in [
            (
                "本报告所列数据统计期限自2019年1月1日起至2019年12月31日止,可在网站下载。",
                Some("2019-01-01"),
                Some("2019-12-31"),
            ),
            ("本报告中所列数据的统计期限从2021年1月1日至12月31日。", Some("2021-01-01"), Some("2021-12-31")),
            (
                "本报告所列数据的统计期限自2023年1月1日起，至2023年11月30日止，另有说明的除外。",
                Some("2023-01-01"),
                Some("2023-11-30"),
            ),
            ("统计期限为2023年1月1日,截至12月31日。", Some("2023-01-01"), Some("2023-12-31")),
            ("本报告中所列数据的统计期限自201711日起至20171231日止。", None, None),
            ("数据核定时间点为2022年12月31日。以下为具体情况。", None, Some("2022-12-31")),
        ] {
            let period = period(&[line], &|_| false).expect(line);
            let shown = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
            assert_eq!((shown(period.from).as_deref(), shown(period.to).as_deref()), (from, to), "{line}");
        }
        assert_eq!(period(&["严格按照时间节点完成3项任务,按时间点报送2019年的材料。"], &|_| false), None);
        assert_eq!(period(&["全年没有说明统计口径,只写了一些工作情况。"], &|_| false), None);
    }
}
