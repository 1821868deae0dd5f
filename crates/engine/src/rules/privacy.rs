//! Numbers of persons in a report that is to be published. They are masked before anything sees them, here as well.

use crate::document::Private;
use crate::report::Report;
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Finding, Severity, arithmetic, names};
use crate::text::private::PrivateKind;

/// How many numbers a sentence lists.
const LISTED: usize = 5;

/// One finding for each kind of number.
pub(super) fn check(board: &Board, findings: &mut Vec<Finding>) {
    for kind in [PrivateKind::Identity, PrivateKind::Mobile, PrivateKind::BankCard, PrivateKind::Address] {
        let numbers: Vec<&Private> = board.report.private().iter().filter(|private| private.kind == kind).collect();
        if !numbers.is_empty() {
            findings.push(tell(board.report, kind, &numbers));
        }
    }
}

fn tell(report: &Report, kind: PrivateKind, numbers: &[&Private]) -> Finding {
    let (rule, zh, en) = match kind {
        PrivateKind::Identity => ("privacy.identity", "居民身份证号码", "identity-card number"),
        PrivateKind::Mobile => ("privacy.mobile", "手机号码", "mobile number"),
        PrivateKind::BankCard => ("privacy.bank_card", "银行卡号", "bank-card number"),
        PrivateKind::Address => ("privacy.address", "家庭住址", "home location"),
    };
    let (mut list_zh, mut list_en) = (Vec::new(), Vec::new());
    for private in numbers.iter().take(LISTED) {
        let place = names::lines(report, &[private.span]);
        list_zh.push(format!("{}（{}）", private.masked, place.zh));
        list_en.push(format!("{} ({})", private.masked, place.en));
    }
    let more = numbers.len().saturating_sub(LISTED);
    let (more_zh, more_en) = if more > 0 { ("等", ", and others") } else { ("", "") };
    let count = arithmetic::count(numbers.len(), en);
    let mut finding = finding(
        rule,
        format!("报告中有 {} 处{zh}：{}{more_zh}。", numbers.len(), list_zh.join("、")),
        format!("The report shows {}: {}{more_en}.", count, list_en.join(", ")),
    );
    if numbers.iter().all(|private| private.is_offered) {
        finding.severity = Severity::Info;
    }
    finding.source = numbers.iter().map(|private| private.span).collect();
    finding.quotes = numbers.iter().map(|private| private.masked.clone()).collect();
    finding.quotes.sort_unstable();
    finding.quotes.dedup();
    finding
}
