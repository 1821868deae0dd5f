//! Whether the report was published or signed before the year that it is on had ended.

use jiff::civil::Date;

use crate::report::{DateKind, Report};
use crate::rules::Finding;
use crate::rules::registry::finding;

/// One finding for all dates before the end of the year.
pub(super) fn check(report: &Report, findings: &mut Vec<Finding>) {
    let Some(last) = report.year.and_then(|year| Date::new(i16::try_from(year).ok()?, 12, 31).ok()) else { return };
    // Where one date of publication is late enough, the earlier one is of something else on the page.
    let is_premature = |kind| {
        let mut dates = report.dates.iter().filter(|mention| mention.kind == kind).peekable();
        dates.peek().is_some() && dates.all(|mention| mention.date < last)
    };
    for (kind, zh, en) in [(DateKind::Published, "发布日期", "published"), (DateKind::Signed, "落款日期", "signed")]
    {
        if !is_premature(kind) {
            continue;
        }
        let Some(mention) = report.dates.iter().rfind(|mention| mention.kind == kind) else { continue };
        let (date, year) = (mention.date, i32::from(last.year()));
        let mut finding = finding(
            "form.dates",
            format!("{zh}为 {date}，早于 {year} 年年末（{last}），全年数据此时尚未产生。"),
            format!(
                "The report was {en} on {date}, before {year} had ended ({last}), when its data were not complete."
            ),
        );
        finding.source.clone_from(&mention.source);
        finding.quotes.push(date.to_string());
        findings.push(finding);
        return;
    }
}
