//! The report year: what the title says, else the period, else the sentences that name the year of the report.

use super::super::facts::Period;
use super::super::prose::span;
use super::compact::Compact;
use super::title::Title;
use crate::document::Span;

/// How many lines of prose are asked.
const PROSE_LINES: usize = 40;

/// Words behind a year that make it the year of the report.
const OF_REPORT: &[&str] = &[
    "政府信息公开",
    "政务公开",
    "信息公开",
    "政府信息与政务公开",
    "政务信息公开",
    "政府信息和政务公开",
    "年度报告",
    "工作总结",
];

/// What a year named as that of the report weighs.
const OF_REPORT_WEIGHT: u32 = 5;

/// The report year and where it was read.
pub(super) fn find(
    lines: &[&str],
    is_table: &dyn Fn(usize) -> bool,
    title: Option<&Title>,
    period: Option<&Period>,
) -> (Option<i32>, Vec<Span>) {
    if let Some((year, place)) = title.and_then(|title| title.year) {
        return (Some(year), vec![place]);
    }
    let of_period = period.and_then(|period| {
        let (from, to) = (period.from.map(|date| date.year()), period.to.map(|date| date.year()));
        let year = match (from, to) {
            (Some(from), Some(to)) => (from == to).then_some(from),
            (from, to) => from.or(to),
        };
        Some((i32::from(year?), period.source.clone()))
    });
    let of_prose = from_prose(lines, is_table);
    match (of_period, of_prose) {
        // A period left standing from last year is outvoted by sentences that name the year of the report.
        (Some((year, _)), Some(prose)) if prose.names_report && prose.year != year => {
            (Some(prose.year), vec![prose.place])
        }
        (Some((year, source)), _) => (Some(year), source),
        (None, Some(prose)) => (Some(prose.year), vec![prose.place]),
        (None, None) => (None, Vec::new()),
    }
}

/// A year that sentences speak for.
struct ProseYear {
    year: i32,
    /// A sentence names it as that of the report.
    names_report: bool,
    place: Span,
}

/// The year that the sentences speak for most; a year named as that of the report weighs as much as five others.
fn from_prose(lines: &[&str], is_table: &dyn Fn(usize) -> bool) -> Option<ProseYear> {
    struct Vote {
        year: i32,
        weight: u32,
        strongest: u32,
        place: Span,
    }
    let mut votes: Vec<Vote> = Vec::new();
    let prose = lines.iter().enumerate().filter(|(at, line)| line.len() > 30 && !is_table(*at));
    for (at, line) in prose.take(PROSE_LINES) {
        let mut search = 0;
        while let Some(found) = memchr::memmem::find(&line.as_bytes()[search..], "年".as_bytes()) {
            let end = search + found;
            search = end + '年'.len_utf8();
            let Some((year, start)) = year_before(line, end) else { continue };
            let weight = weight(line, start, end);
            let place = span(at as u32 + 1, line, start..end);
            match votes.iter_mut().find(|vote| vote.year == year) {
                Some(vote) => {
                    vote.weight += weight;
                    if weight > vote.strongest {
                        (vote.strongest, vote.place) = (weight, place);
                    }
                }
                None => votes.push(Vote { year, weight, strongest: weight, place }),
            }
        }
    }
    votes.sort_by_key(|vote| std::cmp::Reverse(vote.weight));
    let second = votes.get(1).map_or(0, |vote| vote.weight);
    // A near tie between years is no answer, nor is a single mention of nothing in particular.
    let best = votes.into_iter().next().filter(|best| best.weight >= 2 && best.weight * 2 >= second * 3)?;
    Some(ProseYear { year: best.year, names_report: best.strongest >= OF_REPORT_WEIGHT, place: best.place })
}

fn year_before(line: &str, end: usize) -> Option<(i32, usize)> {
    let start = end.checked_sub(4)?;
    let digits = line.as_bytes().get(start..end)?;
    if !digits.iter().all(u8::is_ascii_digit) || start > 0 && line.as_bytes()[start - 1].is_ascii_digit() {
        return None;
    }
    let year: i32 = line[start..end].parse().ok()?;
    (2007..2050).contains(&year).then_some((year, start))
}

fn weight(line: &str, start: usize, end: usize) -> u32 {
    let behind: String = line[end..].chars().take(24).collect();
    let behind: String = Compact::new(&behind).chars.into_iter().skip(1).collect();
    let behind = behind.trim_start_matches('度');
    // The year of a day or month may be any; those of plans lie ahead.
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        return 1;
    }
    if OF_REPORT.iter().any(|word| behind.starts_with(word)) {
        return OF_REPORT_WEIGHT;
    }
    let opens_clause = line[..start].trim_end().is_empty() || line[..start].ends_with(['。', ')', ';', '\u{FF09}']);
    if opens_clause && behind.starts_with([',', '以', '我', '全']) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(text: &str) -> Option<i32> {
        let lines: Vec<&str> = text.lines().collect();
        find(&lines, &|_| false, None, None).0
    }

    #[test]
    fn sentences_outvote_a_period_left_standing() {
        let stated = |from: &str, to: &str| Period {
            from: from.parse().ok(),
            to: to.parse().ok(),
            quote: String::new(),
            source: Vec::new(),
        };
        let year = |text: &str| {
            let lines: Vec<&str> = text.lines().collect();
            find(&lines, &|_| false, None, Some(&stated("2022-01-01", "2022-12-31"))).0
        };
        let named = "根据条例要求,甲县水务局编制了2023年政府信息公开年度报告。\n2023年,本局主动公开信息120条。";
        assert_eq!(year(named), Some(2023));
        assert_eq!(year("2023年,本局主动公开政府信息120条,与上年相比有所增加。"), Some(2022));
        assert_eq!(year("现将本局2022年度政府信息公开情况报告如下。2023年,将继续努力。"), Some(2022));
    }

    #[test]
    fn sentences_name_the_year() {
        for (text, expected) in [
            (
                "根据《关于做好2018年度政务公开工作总结编制工作的通知》要求,现报告如下。\n2018年,发布信息100条。",
                Some(2018),
            ),
            (
                "现将甲区2019年度政府信息公开工作情况报告如下。\n2019年,我区加强管理。2020年,我区将采取措施。",
                Some(2019),
            ),
            ("我局加强管理,建立制度,完善机制,取得了一定成绩。", None),
            ("2019年召开会议讨论工作,2020年召开会议讨论工作安排。", None),
        ] {
            assert_eq!(year(text), expected, "{text}");
        }
    }
}
