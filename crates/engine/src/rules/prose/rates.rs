//! Percentages in prose, computed again (P9).
//!
//! What is off by more than a tenth of a point, or by more than the rounding of its last digit where fewer digits are
//! printed, is a warning; what is off by less and yet not as rounded is a notice.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::report::{Rate, RateKind, Report};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Because, Check, Finding, Outcome, Severity, Tried, arithmetic, names};

const RULE: &str = "prose.percentage";

/// Tries every percentage.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    for (index, rate) in board.report.rates.iter().enumerate() {
        let outcome = try_one(rate);
        if let Some((Outcome::Broken, severity, base)) = outcome {
            findings.push(describe(board.report, rate, base, severity));
        }
        let outcome = outcome.map_or(Outcome::CannotTell, |outcome| outcome.0);
        let because = (outcome == Outcome::CannotTell).then(|| Because {
            cells: Vec::new(),
            zh: "看不出以哪个数为基数".to_owned(),
            en: "which number it is of cannot be told".to_owned(),
        });
        checks.push(Check { rule: RULE, tried: Tried::Rate(index as u32), outcome, cells: Vec::new().into(), because });
    }
}

/// What came of a percentage, and the number that it was tried against; `None` where that is not certain.
fn try_one(rate: &Rate) -> Option<(Outcome, Severity, Decimal)> {
    if rate.approximate || !arithmetic::is_exact(rate.of) || !arithmetic::is_exact(rate.percent) {
        return None;
    }
    match &rate.kind {
        RateKind::Growth { before } => {
            let severity = flaw(rate, *before)?;
            Some(
                severity
                    .map_or((Outcome::Holds, Severity::Info, *before), |severity| (Outcome::Broken, severity, *before)),
            )
        }
        RateKind::Share { wholes, named } => {
            let first = *wholes.first()?;
            if let Some(&whole) = wholes.iter().find(|whole| flaw(rate, **whole) == Some(None)) {
                return Some((Outcome::Holds, Severity::Info, whole));
            }
            // One that is nearly right of another number is of that number.
            let near = wholes.iter().find(|whole| flaw(rate, **whole) == Some(Some(Severity::Info)));
            match near {
                Some(&whole) => Some((Outcome::Broken, Severity::Info, whole)),
                None if *named => flaw(rate, first)?.map(|severity| (Outcome::Broken, severity, first)),
                None => None,
            }
        }
    }
}

/// What the percentage should be of a base.
fn computed(rate: &Rate, base: Decimal) -> Option<Decimal> {
    let part = match rate.kind {
        RateKind::Share { .. } => rate.of,
        RateKind::Growth { .. } => rate.of.checked_sub(base)?,
    };
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)
}

/// How wrong a percentage is of a base: `Some(None)` for not at all, `None` where it cannot be computed.
fn flaw(rate: &Rate, base: Decimal) -> Option<Option<Severity>> {
    let digits = rate.percent.scale();
    let difference = (computed(rate, base)? - rate.percent).abs();
    // Digits that are cut off instead of rounded are no mistake.
    let last_digit = Decimal::new(1, digits);
    let tenth = Decimal::new(1, 1);
    Some(if difference <= last_digit {
        None
    } else if difference <= tenth {
        Some(Severity::Info)
    } else {
        Some(Severity::Warning)
    })
}

fn describe(report: &Report, rate: &Rate, base: Decimal, severity: Severity) -> Finding {
    let place = names::lines(report, &rate.source[..1]);
    let digits = rate.percent.scale().max(1);
    let right =
        computed(rate, base).map(|value| value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero));
    let right = right.unwrap_or_default();
    let (of, stated) = (rate.of, rate.percent);
    let (sum, zh, en) = match rate.kind {
        RateKind::Share { .. } => {
            (format!("{of} ÷ {base} = {right}%"), format!("所述占 {stated}%"), format!("the stated share is {stated}%"))
        }
        RateKind::Growth { .. } => {
            let change = of - base;
            (
                format!("({of} - {base}) ÷ {base} = {change} ÷ {base} = {right}%"),
                format!("所述增长 {stated}%"),
                format!("the stated growth is {stated}%"),
            )
        }
    };
    let mut finding = finding(
        RULE,
        format!("正文{}“{}”的百分比与所列数字不符：{sum}，{zh}。", place.zh, rate.quote),
        format!("Prose, {}, “{}”: the percentage does not follow from the numbers: {sum}, {en}.", place.en, rate.quote),
    );
    finding.severity = severity;
    finding.expected = Some(right);
    finding.actual = Some(stated);
    finding.quotes = vec![rate.quote.clone()];
    finding.source = rate.source.clone();
    finding
}
