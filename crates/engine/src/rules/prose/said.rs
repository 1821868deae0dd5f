//! What prose says without a number, against the tables: that none was received (P10), that all were answered, that all
//! reviews were decided for the authority (P4).

use rust_decimal::Decimal;

use super::readings::{Value, named, value};
use super::{is_of_tables, stale};
use crate::report::{Said, Statement, figures};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Check, Finding, Outcome, Severity, Tried, names};
use crate::schema::CellId;

/// Tries every statement.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    let report = board.report;
    if report.tables.is_empty() {
        return;
    }
    // What one clause says of reviews and of suits is one finding.
    let mut told: Vec<(&Statement, &'static str, Vec<CellId>, Severity)> = Vec::new();
    for (index, statement) in report.statements.iter().enumerate() {
        if !is_of_tables(report, statement.scope) || stale(report, statement.year) != Some(None) {
            continue;
        }
        let Some((rule, cells, outcome, severity)) = try_one(board, statement) else { continue };
        checks.push(Check {
            rule,
            tried: Tried::Statement(index as u32),
            outcome,
            cells: cells.clone().into(),
            because: None,
        });
        if outcome != Outcome::Broken {
            continue;
        }
        match told.iter_mut().find(|(known, of, ..)| *of == rule && known.source == statement.source) {
            Some((_, _, known, _)) => known.extend(cells),
            None => told.push((statement, rule, cells, severity)),
        }
    }
    findings.extend(
        told.into_iter().map(|(statement, rule, cells, severity)| describe(board, statement, rule, cells, severity)),
    );
}

/// The rule, the cells that contradict or confirm, and what came of it; `None` where nothing can be told.
fn try_one(board: &Board, statement: &Statement) -> Option<(&'static str, Vec<CellId>, Outcome, Severity)> {
    let report = board.report;
    let cells = |id: &str| figures::cells(report, id);
    let none = |rule, ids: &[&str]| {
        let all: Vec<CellId> = ids.iter().flat_map(|id| cells(id)).collect();
        let outcome = match value(board, &all) {
            Value::Exact(sum) if sum.is_zero() => Outcome::Holds,
            Value::Unknown => return None,
            Value::Exact(_) | Value::AtLeast(_) if contradicted(board, &all).is_empty() => return None,
            _ => Outcome::Broken,
        };
        let told = if outcome == Outcome::Broken { contradicted(board, &all) } else { all };
        Some((rule, told, outcome, Severity::Warning))
    };
    match statement.said {
        Said::NoneReceived => none("prose.none_received", &["req_new"]),
        Said::NoReview => none("prose.remedies", &["recon_total"]),
        Said::NoSuit => none("prose.remedies", &["suit_direct", "suit_after"]),
        Said::ReviewUpheld => none("prose.remedies", &["recon_corrected", "recon_other", "recon_pending"]),
        Said::SuitUpheld => none("prose.remedies", &["suit_corrected", "suit_other", "suit_pending"]),
        Said::AllAnswered(index) => all_answered(board, report.facts.get(index as usize)?.value),
    }
}

/// The cells that are not zero.
fn contradicted(board: &Board, cells: &[CellId]) -> Vec<CellId> {
    let counts = |cell: &CellId| value(board, &[*cell]).least().is_some_and(|value| value > Decimal::ZERO);
    cells.iter().copied().filter(counts).collect()
}

/// All that was received was answered: what was dealt with is what was received, with or without what was carried over.
fn all_answered(board: &Board, received: Decimal) -> Option<(&'static str, Vec<CellId>, Outcome, Severity)> {
    let of = |id: &str| figures::cells(board.report, id);
    let number = |id: &str| match value(board, &of(id)) {
        Value::Exact(value) => Some(value),
        _ => None,
    };
    let (new, over) = (number("req_new")?, number("carried_over")?);
    let (processed, forward) = (number("reply_total")?, number("carried_forward")?);
    // Where the prose counts other applications than the table, that is told of the number itself. What is carried forward
    // may still be within its time, so that nothing follows from it.
    if (received != new && received != new + over) || !forward.is_zero() {
        return None;
    }
    let holds = processed == received || processed == received + over;
    let outcome = if holds { Outcome::Holds } else { Outcome::Broken };
    // Where the table itself does not balance, the error is told there; this is one more witness.
    let severity = if new + over == processed + forward { Severity::Warning } else { Severity::Info };
    Some(("prose.results", of("reply_total"), outcome, severity))
}

fn describe(
    board: &Board,
    statement: &Statement,
    rule: &'static str,
    cells: Vec<CellId>,
    severity: Severity,
) -> Finding {
    let report = board.report;
    let mut source = vec![statement.source];
    let place = names::lines(report, &source);
    let sides: Vec<(String, String)> = match statement.said {
        Said::AllAnswered(_) => vec![named(board, &cells)],
        _ => cells.iter().map(|&cell| named(board, &[cell])).collect(),
    };
    let zh = sides.iter().map(|side| &*side.0).collect::<Vec<_>>().join("，");
    let en = sides.iter().map(|side| &*side.1).collect::<Vec<_>>().join(", ");
    let mut finding = finding(
        rule,
        format!("正文{}“{}”与表格不一致：{zh}。", place.zh, statement.quote),
        format!("Prose, {}, “{}”, does not agree with the tables: {en}.", place.en, statement.quote),
    );
    if let Said::AllAnswered(index) = statement.said
        && let Some(fact) = report.facts.get(index as usize)
    {
        finding.actual = Some(fact.value);
        source.extend(&fact.source);
    }
    finding.severity = severity.min(finding.severity);
    finding.quotes = vec![statement.quote.clone()];
    finding.cells = cells;
    finding.source = source;
    finding
}
