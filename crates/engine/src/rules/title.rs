//! The title line and the statistical period.

use crate::document::Span;
use crate::report::{Period, Report};
use crate::rules::board::Board;
use crate::rules::other_kind::other_kind;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Finding, Severity, names};
use crate::schema::Schema;
use crate::text::numeral;
use crate::text::traditional::simplify;

/// Words of a title that are no part of a unit's name, longer ones first.
const TITLE_WORDS: [&str; 14] = [
    "政府信息公开",
    "政务信息公开",
    "政务公开",
    "信息公开",
    "年度工作报告",
    "年度报告",
    "工作报告",
    "年报",
    "报告",
    "工作",
    "年度",
    "关于",
    "文字版",
    "年",
];

/// Checks title and period.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    title(board.report, findings);
    period(board.report, findings);
}

fn title(report: &Report, findings: &mut Vec<Finding>) {
    // Another kind of document is told as such, and lacks no title.
    if other_kind(report).is_some() {
        return;
    }
    let Some(title) = &report.title else {
        let mut finding =
            finding("form.title", "报告没有标题行。".to_owned(), "The report has no title line.".to_owned());
        finding.source.push(Span::line(1));
        findings.push(finding);
        return;
    };
    let flaws = title_flaws(&title.text, report.year);
    if flaws.is_empty() {
        return;
    }
    let join = |words: Vec<&str>, between| words.join(between);
    let mut finding = finding(
        "form.title",
        format!("标题“{}”{}。", title.text, join(flaws.iter().map(|flaw| &*flaw.zh).collect(), "；")),
        format!("The title “{}” {}.", title.text, join(flaws.iter().map(|flaw| &*flaw.en).collect(), "; ")),
    );
    finding.source.clone_from(&title.source);
    findings.push(finding);
}

fn title_flaws(title: &str, report_year: Option<i32>) -> Vec<Wording> {
    let plain = fold(title);
    let mut flaws = Vec::new();
    let mut add = |zh: String, en: String| flaws.push(Wording { zh, en });
    let year = year_in(&plain);
    match (year, report_year) {
        (None, _) => add("没有年度".to_owned(), "has no year".to_owned()),
        (Some((_, year)), Some(report_year)) if year != report_year => {
            add(
                format!("中的年度与报告年度 {report_year} 年不一致"),
                format!("has another year than {report_year}, which the report is on"),
            );
        }
        _ => {}
    }
    if !names_a_unit(&plain, year) {
        add("没有单位名称".to_owned(), "names no unit".to_owned());
    }
    if !plain.contains("信息公开") && plain.contains("政务公开") || plain.contains("政务信息公开") {
        add("应写“政府信息公开”，不写“政务公开”".to_owned(), "should say 政府信息公开, not 政务公开".to_owned());
    } else if !plain.contains("信息公开") {
        add("没有“政府信息公开”字样".to_owned(), "does not say 政府信息公开".to_owned());
    }
    let doubled = ["工作工作", "公开公开", "年度年度", "报告报告"].iter().find(|word| plain.contains(**word));
    if let Some(word) = doubled {
        add(format!("中“{word}”重复"), format!("repeats words: {word}"));
    }
    let garbled =
        ["告年度报", "年度告报", "年报度告", "年底报告", "年度报吿"].iter().find(|word| plain.contains(**word));
    if let Some(word) = garbled {
        add(format!("中“{word}”有误，应为“年度报告”"), format!("says {word} instead of 年度报告"));
    } else if !plain.contains("年度报告") && !plain.contains("年报") {
        if plain.contains("工作报告") {
            add(
                "写作“工作报告”，应为“工作年度报告”".to_owned(),
                "says 工作报告; it should say 工作年度报告".to_owned(),
            );
        } else {
            add("没有“年度报告”字样".to_owned(), "does not say 年度报告".to_owned());
        }
    }
    flaws
}

/// A title without blanks, notes in Latin letters, brackets, traditional characters and full-width digits.
fn fold(title: &str) -> String {
    let mut plain = String::new();
    for c in title.chars() {
        let c = match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            c => simplify(c),
        };
        let latin = c.is_alphabetic() && (c as u32) < 0x2E80;
        if !c.is_whitespace() && !latin && !matches!(c, '(' | ')' | '（' | '）') {
            plain.push(c);
        }
    }
    plain
}

/// Whether anything of a unit's name is left beside the year and the words of a title.
fn names_a_unit(plain: &str, year: Option<(usize, i32)>) -> bool {
    let enough = |text: &str| text.chars().filter(|c| ('\u{3400}'..'\u{FF00}').contains(c)).count() >= 2;
    let (before, after) = year.map_or((plain, ""), |(at, _)| plain.split_at(at));
    // Nearly every title is unit, year, 政府信息公开…: what stands before the year needs no search for words.
    if !after.is_empty() && !["公开", "报告", "关于", "文字版"].iter().any(|word| before.contains(word)) {
        return enough(before) || after_year(after, enough);
    }
    after_year(plain, enough)
}

fn after_year(text: &str, enough: impl Fn(&str) -> bool) -> bool {
    let mut rest: String = text.chars().filter(|c| numeral::figure(*c).is_none()).collect();
    for word in TITLE_WORDS {
        rest = rest.replace(word, "");
    }
    enough(&rest)
}

/// The first year in a text, as byte offset and number: 2019 or 二〇一九.
fn year_in(text: &str) -> Option<(usize, i32)> {
    text.char_indices().find_map(|(at, _)| Some((at, numeral::year(text[at..].chars())?)))
}

fn period(report: &Report, findings: &mut Vec<Finding>) {
    let narrative = report.form.is_none_or(|form| Schema::get().forms[usize::from(form)].is_narrative());
    match &report.period {
        None if narrative => {}
        None => {
            let mut finding = finding(
                "form.period",
                "报告没有写明数据的统计期限。".to_owned(),
                "The report does not state the period of its data.".to_owned(),
            );
            finding.severity = Severity::Info;
            findings.push(finding);
        }
        Some(period) => {
            let found = report.year.and_then(|year| contradiction(report, period, year));
            findings.extend(found.or_else(|| unfinished(report, period)));
        }
    }
}

/// The finding where the period's days, as far as they could be read, are not the first and last of the report year.
fn contradiction(report: &Report, period: &Period, year: i32) -> Option<Finding> {
    let full = |date: jiff::civil::Date, month: i8, day: i8| {
        (i32::from(date.year()), date.month(), date.day()) == (year, month, day)
    };
    let agrees = period.from.is_none_or(|from| full(from, 1, 1)) && period.to.is_none_or(|to| full(to, 12, 31));
    if agrees {
        return None;
    }
    let written = |date: Option<jiff::civil::Date>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
    let (from, to) = (written(period.from), written(period.to));
    let lines = names::lines(report, &period.source);
    let mut finding = finding(
        "form.period",
        format!("统计期限为 {from} 至 {to}（{}），报告年度为 {year} 年。", lines.zh),
        format!("The period is {from} to {to} ({}), the report is on {year}.", lines.en),
    );
    finding.source.clone_from(&period.source);
    Some(finding)
}

/// The finding where a day in the statement of the period lacks its 日: 12月31止.
fn unfinished(report: &Report, period: &Period) -> Option<Finding> {
    let words = day_without_sign(&period.quote)?;
    let lines = names::lines(report, &period.source);
    let mut finding = finding(
        "form.period",
        format!("统计期限的日期不完整：“{words}”缺“日”字（{}）。", lines.zh),
        format!("A day of the period is not complete: “{words}” lacks 日 ({}).", lines.en),
    );
    finding.source.clone_from(&period.source);
    finding.quotes.push(words.to_owned());
    Some(finding)
}

/// A month and a day behind which neither 日 nor 号 stands.
fn day_without_sign(text: &str) -> Option<&str> {
    text.match_indices('月').find_map(|(at, month)| {
        let digits = text[at + month.len()..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + month.len() + digits;
        let start = at - text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let is_day = (1..=2).contains(&digits) && start < at;
        let is_open = !text[end..].trim_start().starts_with(['日', '号', '號']);
        (is_day && is_open).then(|| &text[start..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_judged_as_written() {
        let table = [
            ("思茅区人民政府2019年政府信息公开工作年度报告", ""),
            ("攀枝花市米易縣2021年政府信息公開工作年度報告", ""),
            ("(文字版)鸠江区2017年政府信息公开年度报告", ""),
            ("某某县（xiàn）二〇二一年政府信息公开工作年报", ""),
            ("2023年度某镇政府信息公开工作年度报告", ""),
            ("某局２０２２年政府信息公开工作年度报告", ""),
            ("某局政府信息公开工作年度报告", "没有年度"),
            ("关于2019年政府信息公开工作年度报告", "没有单位名称"),
            ("某局2019年政府信息公开工作报告", "写作“工作报告”，应为“工作年度报告”"),
            ("某市政府政务公开2019年报", "应写“政府信息公开”，不写“政务公开”"),
            ("某市2019年政务信息公开年度报告", "应写“政府信息公开”，不写“政务公开”"),
            ("某市2019年政府信息公开 工作告年度报", "中“告年度报”有误，应为“年度报告”"),
            ("某市2019年政府信息公开工作工作年度报告", "中“工作工作”重复"),
        ];
        for (title, expected) in table {
            let flaws: Vec<String> = title_flaws(title, None).into_iter().map(|flaw| flaw.zh).collect();
            assert_eq!(flaws.join("|"), expected, "{title}");
        }
        assert_eq!(title_flaws("某局2019年政府信息公开工作年度报告", Some(2020)).len(), 1);
    }

    #[test]
    fn days_without_their_sign_are_found() {
        for (text, expected) in [
            ("统计期限自2021年1月1日起至2021年12月31止", Some("12月31")),
            ("统计期限为2021年1月1日至12月31日", None),
            ("统计期限为2021年1月至12月", None),
            ("统计期限为2021年1月1 日至12月31 日", None),
            ("2021年11月", None),
        ] {
            assert_eq!(day_without_sign(text), expected, "{text}");
        }
    }
}
