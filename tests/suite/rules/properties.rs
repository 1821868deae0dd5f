//! What must be true of every report, however strange: no panic, and nothing said that the values do not bear out.

use std::collections::BTreeSet;

use gouji::report::{Kind, Report};
use gouji::rules::{self, Outcome, RuleBook, Severity, Tried};
use gouji::schema::{CellId, Operator, Relation};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::notation::report;

/// What may stand in a cell: mostly small numbers, and everything else that a unit may send.
const RAWS: [&str; 16] = [
    "0",
    "0",
    "0",
    "1",
    "2",
    "3",
    "12",
    "21",
    "10",
    "-4",
    "2.5",
    "0.092",
    "",
    "/",
    "约百",
    "79228162514264337593543950335",
];

fn strange_report() -> impl Strategy<Value = Report> {
    let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..RAWS.len() + 2), 0..40);
    (prop::sample::select(vec!["2019", "2021"]), changes).prop_map(|(form, changes)| {
        let mut report = report(form, "");
        let cells: Vec<CellId> = report.cells().map(|(id, _)| id).collect();
        for (at, raw) in changes {
            let id = at.get(&cells);
            let reading = report.tables.iter_mut().find(|reading| reading.table == id.table()).unwrap();
            let slot = usize::from(id.row) * id.table().get().columns.len() + usize::from(id.column);
            match (RAWS.get(raw), &mut reading.cells[slot]) {
                (Some(raw), Some(cell)) => {
                    cell.raw = (*raw).to_owned();
                    cell.value = raw.parse().ok();
                    cell.kind = match *raw {
                        "" => Kind::Blank,
                        "/" => Kind::Dash,
                        _ if cell.value.is_some() => Kind::Number,
                        _ => Kind::Text,
                    };
                }
                (None, Some(cell)) if raw == RAWS.len() => cell.doubt = Some(gouji::report::Doubt::LostCells),
                (_, cell) => *cell = None,
            }
        }
        report
    })
}

/// Adds a relation up without any of the program's own shortcuts; `None` where it cannot be told.
fn by_hand(report: &Report, relation: &Relation) -> Option<bool> {
    let side = |cells: &[CellId]| -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for &id in cells {
            let cell = report.cell(id)?;
            let value = cell.value.filter(|value| cell.doubt.is_none() && value.abs() < Decimal::from(1_000_000))?;
            sum += value;
        }
        Some(sum)
    };
    let (left, right) = (side(relation.left())?, side(relation.right())?);
    Some(match relation.operator {
        Operator::Equal => left == right,
        Operator::AtMost => left <= right,
        Operator::AtLeast => left >= right,
    })
}

/// Whether a relation is broken whatever the cells without a number stand for: counts are not negative, so that the side with
/// such cells is only known to be no less than what it has.
fn is_exceeded(report: &Report, relation: &Relation) -> bool {
    let side = |cells: &[CellId]| -> (Decimal, bool, bool) {
        let mut all = (Decimal::ZERO, true, true);
        for &id in cells {
            let value = report.cell(id).filter(|cell| cell.doubt.is_none()).and_then(|cell| cell.value);
            match value.filter(|value| value.abs() < Decimal::from(1_000_000)) {
                Some(value) => all.0 += value,
                None => all = (all.0, false, all.2 && id.to_string().split('.').next_back() != Some("net_change")),
            }
        }
        all
    };
    let ((left, left_is_whole, left_is_least), (right, right_is_whole, right_is_least)) =
        (side(relation.left()), side(relation.right()));
    let left_is_above = left_is_least && right_is_whole && left > right;
    let right_is_above = right_is_least && left_is_whole && right > left;
    match relation.operator {
        Operator::Equal => left_is_above || right_is_above,
        Operator::AtMost => left_is_above,
        Operator::AtLeast => right_is_above,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn outcomes_are_what_adding_up_by_hand_says(report in strange_report()) {
        for check in rules::check(&report, RuleBook::standard()).checks {
            let Tried::Relation(relation) = check.tried else { continue };
            let expected = match by_hand(&report, relation) {
                Some(true) => Outcome::Holds,
                Some(false) => Outcome::Broken,
                None if is_exceeded(&report, relation) => Outcome::Broken,
                None => Outcome::CannotTell,
            };
            prop_assert_eq!(check.outcome, expected, "{}", check.arithmetic(&report));
            prop_assert_eq!(check.because.is_some(), expected == Outcome::CannotTell);
        }
    }

    #[test]
    fn what_cannot_be_vouched_for_is_named_by_a_finding(report in strange_report()) {
        let verdict = rules::check(&report, RuleBook::standard());
        let named: BTreeSet<CellId> = verdict.findings.iter().flat_map(|finding| finding.cells.iter().copied()).collect();
        for reading in &report.tables {
            for row in 0..reading.table.get().rows.len() as u8 {
                for column in 0..reading.table.get().columns.len() as u8 {
                    let cell = reading.cell(row, column);
                    let plain = cell.is_some_and(|cell| cell.kind == Kind::Number && cell.doubt.is_none());
                    prop_assert!(plain || named.contains(&reading.table.cell(row, column)));
                }
            }
        }
    }

    #[test]
    fn errors_never_rest_on_a_doubtful_value(report in strange_report()) {
        for finding in rules::check(&report, RuleBook::standard()).findings {
            let doubtful = finding.cells.iter().any(|&id| report.cell(id).is_some_and(|cell| cell.doubt.is_some()));
            prop_assert!(finding.severity != Severity::Error || !doubtful, "{}", finding.zh);
        }
    }

    #[test]
    fn causes_are_numbered_from_one_and_suspects_are_of_their_cause(report in strange_report()) {
        let verdict = rules::check(&report, RuleBook::standard());
        let findings = &verdict.findings;
        let causes: BTreeSet<u32> = findings.iter().filter_map(|finding| finding.cause_id).collect();
        prop_assert!(causes.iter().copied().eq(1..=causes.len() as u32));
        for finding in findings {
            prop_assert!(finding.suspects.len() <= 5);
            prop_assert!(finding.cause_id.is_some() || finding.suspects.is_empty());
        }
    }
}
