//! The figures of a narrative report among themselves: applications by way of receipt, settled by time, replies by kind.
//!
//! A figure that is not given is no zero: a sum is tried only where every part is given, or where those that are given exceed
//! the total.

use rust_decimal::Decimal;

use crate::report::{Fact, Report, Scope, Year, figures};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Check, Finding, Outcome, Severity, Tried, arithmetic, names};

const RULE: &str = "prose.statistics";

/// A total and its parts, by the ids of the statistics form; whether the parts are named in full where all are given.
const SUMS: [(&str, &[&str]); 4] = [
    // Replies may be fewer than what was received, never more, where nothing was carried over.
    ("req_total", &REPLIES),
    ("req_total", &["req_inperson", "req_fax", "req_online", "req_mail"]),
    ("done_total", &["done_ontime", "done_late"]),
    ("reply_total", &REPLIES),
];

/// The replies by kind.
const REPLIES: [&str; 8] = [
    "reply_already",
    "reply_granted",
    "reply_partial",
    "reply_denied",
    "reply_not_mine",
    "reply_not_exist",
    "reply_amend",
    "reply_other_way",
];

/// Tries the sums of a report without tables.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    let report = board.report;
    if !report.tables.is_empty() {
        return;
    }
    contradictions(report, findings);
    for (index, (total, parts)) in SUMS.into_iter().enumerate() {
        let Some(total) = given(report, total) else { continue };
        let given: Vec<&Fact> = parts.iter().filter_map(|id| self::given(report, id)).collect();
        let sum: Decimal = given.iter().map(|fact| fact.value).sum();
        let is_told = report.sums.iter().any(|claim| {
            given.first().is_some_and(|first| claim.parts.iter().any(|part| first.source.contains(&part.source)))
        });
        let outcome = match given.len() == parts.len() {
            _ if given.len() < 2 || is_told || !given.iter().all(|fact| arithmetic::is_exact(fact.value)) => continue,
            _ if sum == total.value => Outcome::Holds,
            true => Outcome::Broken,
            false if sum > total.value => Outcome::Broken,
            false => continue,
        };
        checks.push(Check {
            rule: RULE,
            tried: Tried::Statistics(index as u32),
            outcome,
            cells: Vec::new().into(),
            because: None,
        });
        if outcome == Outcome::Broken {
            findings.push(describe(report, total, &given, sum));
        }
    }
}

/// Figures that a report gives once for the whole of it, so that two numbers contradict each other.
const ONCE: [&str; 5] = ["req_total", "done_total", "reply_total", "recon_total", "suit_total"];

/// Tells figures that are given twice with different numbers.
fn contradictions(report: &Report, findings: &mut Vec<Finding>) {
    for id in ONCE {
        let mentions: Vec<&Fact> =
            report.facts.iter().filter(|fact| is_of_report(fact) && fact.id == id && !fact.part).collect();
        let Some(first) = mentions.first() else { continue };
        let Some(other) = mentions.iter().find(|fact| fact.value != first.value) else { continue };
        let (place, there) = (names::lines(report, &first.source), names::lines(report, &other.source));
        let name = figures::name(id);
        let mut finding = finding(
            RULE,
            format!(
                "正文前后不一：{}“{}”，{}“{}”，{name}一处为 {}，一处为 {}；若口径不同，请注明。",
                place.zh, first.quote, there.zh, other.quote, first.value, other.value
            ),
            format!(
                "The prose gives {name} twice: {}, “{}”, and {}, “{}”: {} and {}; where they count different things, say so.",
                place.en, first.quote, there.en, other.quote, first.value, other.value
            ),
        );
        finding.severity = Severity::Info;
        finding.quotes = vec![first.quote.clone(), other.quote.clone()];
        finding.source = first.source.iter().chain(&other.source).copied().collect();
        findings.push(finding);
    }
}

/// Whether a figure is one of the report's own, of its own year and exact.
fn is_of_report(fact: &Fact) -> bool {
    fact.year == Year::Report && !fact.approximate && matches!(fact.scope, Scope::Unsaid | Scope::Area)
}

/// The figure that the report gives under an id; `None` where it gives none, or two that differ.
fn given<'r>(report: &'r Report, id: &str) -> Option<&'r Fact> {
    let is_meant = |fact: &&Fact| fact.id == id && is_of_report(fact);
    let first = report.facts.iter().find(is_meant)?;
    report.facts.iter().filter(is_meant).all(|fact| fact.value == first.value).then_some(first)
}

fn describe(report: &Report, total: &Fact, parts: &[&Fact], sum: Decimal) -> Finding {
    let source: Vec<_> =
        parts.iter().flat_map(|fact| fact.source.iter().copied()).chain(total.source.clone()).collect();
    let place = names::lines(report, &source);
    let terms = parts.iter().map(|fact| format!("{} {}", figures::name(fact.id), fact.value));
    let terms = terms.collect::<Vec<_>>().join(" + ");
    let (name, stated) = (figures::name(total.id), total.value);
    let difference = (sum - stated).abs();
    let mut finding = finding(
        RULE,
        format!("正文{}的数字对不上：{terms} = {sum}，而{name} {stated}，相差 {difference}。", place.zh),
        format!(
            "Prose, {}: the figures do not add up: {terms} = {sum}, but {name} {stated}: they differ by {difference}.",
            place.en
        ),
    );
    finding.expected = Some(sum);
    finding.actual = Some(stated);
    finding.quotes = std::iter::once(total.quote.clone()).chain(parts.iter().map(|fact| fact.quote.clone())).collect();
    finding.source = source;
    finding
}
