//! Tries totals stated in prose against their parts (P8).

use rust_decimal::Decimal;

use crate::report::{Report, SumClaim};
use crate::rules::board::Board;
use crate::rules::registry::finding;
use crate::rules::{Because, Check, Evidence, Finding, Outcome, Tried, arithmetic, names};

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
    let twice = counted_twice(claim, sum);
    let mut finding = finding(
        RULE,
        format!(
            "正文{}“{}”：分项 {parts} = {sum}{unit}，所述总数 {total}{unit}，相差 {difference}{unit}{}。",
            place.zh,
            claim.quote,
            twice.map_or_else(String::new, |part| format!("，恰为其中的“{part}”，它可能是另几项的小计"))
        ),
        format!(
            "Prose, {}, “{}”: the parts {parts} = {sum}{unit}, the stated total is {total}{unit}: they differ by {difference}{unit}{}.",
            place.en,
            claim.quote,
            twice.map_or_else(String::new, |part| format!(
                ", just the part “{part}”, which may be a subtotal of others"
            ))
        ),
    );
    finding.expected = Some(sum);
    finding.actual = Some(total);
    finding.source = std::iter::once(claim.total_source).chain(claim.parts.iter().map(|part| part.source)).collect();
    let numbers = claim.parts.iter().map(|part| part.value).chain([total]);
    finding.about(numbers.map(Evidence::Number).chain([Evidence::Quote(claim.quote.clone())]))
}

/// The words of the only part without which the others are just the total, where other parts add up to it: then the list gives
/// a subtotal beside what it consists of, and may be right as it stands.
fn counted_twice(claim: &SumClaim, sum: Decimal) -> Option<&str> {
    let excess = sum - claim.total;
    let mut same = claim.parts.iter().enumerate().filter(|(_, part)| part.value == excess && !excess.is_zero());
    let (at, part) = same.next().filter(|_| same.next().is_none())?;
    let rest: Vec<Decimal> =
        claim.parts.iter().enumerate().filter(|&(i, _)| i != at).map(|(_, part)| part.value).collect();
    // Neighbours in the list make a subtotal.
    let is_sum = (0..rest.len()).any(|from| {
        let mut sum = Decimal::ZERO;
        rest[from..].iter().enumerate().any(|(count, value)| {
            sum += *value;
            count > 0 && sum == part.value
        })
    });
    is_sum.then_some(part.of.as_str()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::report::SumPart;

    #[test]
    fn a_subtotal_among_its_parts_is_seen() {
        for (total, parts, expected) in [
            (3354, &[("要闻", 1601), ("动态", 996), ("乡镇", 605), ("重点", 1710), ("其他", 43)][..], Some("要闻")),
            (3354, &[("要闻", 1601), ("动态", 997), ("乡镇", 605), ("重点", 1710), ("其他", 43)], None),
            (9, &[("甲", 3), ("乙", 4), ("丙", 5)], None),
            (6, &[("甲", 3), ("乙", 3), ("丙", 3)], None),
        ] {
            let part =
                |&(of, value): &(&str, i64)| SumPart { value: value.into(), of: of.into(), source: Span::line(1) };
            let claim = SumClaim {
                total: total.into(),
                total_source: Span::line(1),
                parts: parts.iter().map(part).collect(),
                unit: "条".into(),
                quote: String::new(),
                approximate: false,
            };
            let sum = claim.parts.iter().map(|part| part.value).sum();
            assert_eq!(counted_twice(&claim, sum), expected, "{total} of {parts:?}");
        }
    }
}
