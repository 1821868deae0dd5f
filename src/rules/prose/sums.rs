//! Tries totals stated in prose against their parts (P8).

use rust_decimal::Decimal;

use crate::report::{Report, SumClaim};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Because, Check, Finding, Outcome, Tried, arithmetic, names};

const RULE: &str = "prose.parts_sum";

/// Tries every stated sum of the report.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    for (index, claim) in board.report.sums.iter().enumerate() {
        let exact =
            arithmetic::is_exact(claim.total) && claim.parts.iter().all(|part| arithmetic::is_exact(part.value));
        let sum: Option<Decimal> = exact.then(|| claim.parts.iter().map(|part| part.value).sum());
        let (outcome, because) = match sum {
            _ if claim.parts.is_empty() => (Outcome::NotApplicable, None),
            _ if claim.approximate => (Outcome::CannotTell, Some(approximate())),
            None => (Outcome::CannotTell, Some(too_long())),
            Some(sum) if sum == claim.total => (Outcome::Holds, None),
            Some(sum) => {
                findings.push(describe(board.report, claim, sum));
                (Outcome::Broken, None)
            }
        };
        let tried = Tried::Sum(index as u32);
        checks.push(Check { rule: RULE, tried, outcome, cells: Vec::new().into(), because });
    }
}

fn approximate() -> Because {
    Because {
        cells: Vec::new(),
        zh: "所述数字为约数".to_owned(),
        en: "the numbers are stated as approximate".to_owned(),
    }
}

fn too_long() -> Because {
    Because {
        cells: Vec::new(),
        zh: "数字过大，无法相加".to_owned(),
        en: "the numbers are too large to add up".to_owned(),
    }
}

fn describe(report: &Report, claim: &SumClaim, sum: Decimal) -> Finding {
    let parts = arithmetic::sum(claim.parts.iter().map(|part| arithmetic::addend(part.value)));
    let (total, unit) = (claim.total, &claim.unit);
    let difference = (sum - total).abs().normalize();
    let place = names::lines(report, &[claim.total_source]);
    let mut finding = finding(
        RULE,
        format!(
            "正文{}“{}”：分项 {parts} = {sum}{unit}，所述总数 {total}{unit}，相差 {difference}{unit}。",
            place.zh, claim.quote
        ),
        format!(
            "Prose, {}, “{}”: the parts {parts} = {sum}{unit}, the stated total is {total}{unit}: they differ by {difference}{unit}.",
            place.en, claim.quote
        ),
    );
    finding.expected = Some(sum);
    finding.actual = Some(total);
    finding.source = std::iter::once(claim.total_source).chain(claim.parts.iter().map(|part| part.source)).collect();
    finding
}
