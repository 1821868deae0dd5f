//! Figures of another year in 一、总体情况, as they stay behind when last year's report is taken over.

use std::ops::Range;

use crate::report::Report;
use crate::rules::Finding;
use crate::rules::passage::{Passage, of_section};
use crate::rules::registry::finding;
use crate::text::sentence::{self, Level};

/// How many places a sentence quotes.
const QUOTED: usize = 4;

/// Words by which a sentence about another year is in order: comparisons, plans, budgets, beginnings and what was decided then.
const IN_ORDER: [&str; 34] = [
    "同比",
    "相比",
    "上年",
    "去年",
    "较",
    "增长",
    "下降",
    "减少",
    "增加",
    "以来",
    "起",
    "施行",
    "规划",
    "计划",
    "要点",
    "年度报告",
    "年报",
    "结转",
    "考核",
    "考评",
    "测评",
    "评估",
    "排名",
    "通报",
    "整改",
    "历年",
    "历史",
    "将",
    "拟",
    "预计",
    "力争",
    "下一步",
    "以前",
    "之前",
];

/// Papers that are named by another year: 2022年度部门决算. Further on they are what was made public this year.
const NAMED: [&str; 2] = ["预算", "决算"];
/// How far behind the year such a paper is named, in characters.
const NEAR: usize = 12;
/// What is said of this year's requests, and of no other year's figures.
const OF_THIS_YEAR: [&str; 4] = ["上年度结转", "上年结转", "结转下年度", "结转下年"];

/// Units of what is counted.
const COUNTED: [&str; 14] = ["件", "条", "次", "期", "篇", "个", "份", "场", "人", "项", "户", "起", "余", "万"];

/// One finding for all such sentences.
pub(super) fn check(report: &Report, passages: &[Passage], findings: &mut Vec<Finding>) {
    let Some(year) = report.year else { return };
    let (mut source, mut quotes, mut years) = (Vec::new(), Vec::new(), Vec::new());
    for passage in of_section(passages, "overview") {
        for (other, range) in stale(&passage.plain, year) {
            source.push(passage.span(range.clone()));
            quotes.push(passage.original(range));
            years.push(other);
        }
    }
    if source.is_empty() {
        return;
    }
    years.sort_unstable();
    years.dedup();
    let shown: Vec<String> = quotes.iter().take(QUOTED).map(|quote| crate::rules::names::quote(quote)).collect();
    let list: Vec<String> = years.iter().map(i32::to_string).collect();
    let mut finding = finding(
        "form.stale_year",
        format!("“总体情况”写的是 {} 年的数字，报告年度为 {year} 年：{}。", list.join("、"), shown.join("、")),
        format!(
            "The section 总体情况 gives figures of {}, the report is on {year}: {}.",
            list.join(", "),
            shown.join(", ")
        ),
    );
    (finding.source, finding.quotes) = (source, quotes);
    findings.push(finding);
}

/// The sentences that begin with another year and count something: the year, and the words in bytes.
fn stale(text: &str, year: i32) -> Vec<(i32, Range<usize>)> {
    let statements = sentence::cut(text, Level::Statement).map(|piece| piece.range);
    statements.filter_map(|range| Some((leading_year(&text[range.clone()], year)?, range))).collect()
}

fn leading_year(sentence: &str, year: i32) -> Option<i32> {
    let ordinal = crate::text::fold::split_ordinal(sentence).map_or(0, |(_, length)| length);
    let text = sentence[ordinal..].trim_start();
    let text = ["截至", "截止到", "截止", "到", "在", "一是", "二是"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    let other: i32 = text.get(..4)?.parse().ok()?;
    let rest = text[4..].strip_prefix('年')?;
    let is_near = (year - 4..=year + 1).contains(&other) && other != year;
    let mentions_own = sentence.contains(&format!("{year}年"));
    let in_january = other == year + 1 && ["1月", "2月", "3月"].iter().any(|month| rest.starts_with(month));
    let told = OF_THIS_YEAR.iter().fold(rest.to_owned(), |told, words| told.replace(words, ""));
    let near: String = told.chars().take(NEAR).take_while(|c| !"，,（(".contains(*c)).collect();
    let is_in_order = IN_ORDER.iter().any(|word| told.contains(word)) || NAMED.iter().any(|paper| near.contains(paper));
    if !is_near || mentions_own || in_january || is_in_order {
        return None;
    }
    // Something is counted beside the days of a date.
    let digits = rest.char_indices().filter(|(_, c)| c.is_ascii_digit());
    let is_counted = |at: usize| COUNTED.iter().any(|unit| rest[at + 1..].starts_with(unit));
    digits.into_iter().any(|(at, _)| is_counted(at)).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_another_year_are_stale() {
        for text in [
            "2022年，我镇主动公开政府信息32条。",
            "（一）主动公开。2022年度公开信息188条",
            "截至2022年12月31日，共收到申请5件。",
            "我镇高度重视。2021年全年发布信息20条；群众满意。",
            "2024年，累计公开信息30条。",
            "2022年共收到申请116件，加上年度结转4件，共办理120件。",
            "截至2022年12月31日，我镇公开信息663条（工作动态196条、预算决算52条）。",
        ] {
            assert_eq!(stale(text, 2023).len(), 1, "{text}");
        }
        for text in [
            "2023年，我镇主动公开政府信息32条。",
            "2022年公开30条，2023年公开32条。",
            "2022年以来，公开信息120条。",
            "2022年度部门决算公开1次。",
            "2024年计划公开5项。",
            "2024年1月编制年度公开目录1份。",
            "公开2022年信息3条。",
            "2022年12月31日。",
            "2008年5月1日条例施行，我局公开3次。",
            "根据2022年测评结果，整改问题3个。",
            "2019年，全区公开信息。",
        ] {
            assert_eq!(stale(text, 2023), [], "{text}");
        }
    }
}
