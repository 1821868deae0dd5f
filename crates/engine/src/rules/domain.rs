//! Tries whether the values of each table are of the kind that the form wants (A5): counts, signed changes, amounts.

use crate::report::{Cell, Kind, TableReading};
use crate::rules::board::Board;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Because, Check, Finding, Outcome, Severity, Tried, arithmetic, names};
use crate::schema::{CellId, Domain};

const RULE: &str = "values.domain";

/// Tries every table of the report.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    for (reading, tally) in board.tables() {
        let tried = Tried::Domain(reading.table);
        if tally.numbers > 0 && tally.unusual + tally.no_number + tally.doubtful == 0 {
            checks.push(Check { rule: RULE, tried, outcome: Outcome::Holds, cells: Vec::new().into(), because: None });
            continue;
        }
        let domains: Vec<Domain> =
            (0..reading.table.get().columns.len()).map(|column| Domain::of(reading.table, column as u8)).collect();
        let mut flaws: Vec<(CellId, &Cell, Wording)> = Vec::new();
        let mut doubtful = Vec::new();
        for (id, cell) in reading.cells() {
            if cell.doubt.is_some() {
                doubtful.push(id);
            } else {
                flaws.extend(flaw(cell, domains[usize::from(id.column)]).map(|words| (id, cell, words)));
            }
        }
        let outcome = match (flaws.is_empty(), doubtful.is_empty() && tally.numbers > 0) {
            (false, _) => Outcome::Broken,
            (true, true) => Outcome::Holds,
            (true, false) => Outcome::CannotTell,
        };
        let because = (outcome == Outcome::CannotTell).then(|| because(reading, &doubtful));
        let cells = if outcome == Outcome::Broken { flaws.iter().map(|flaw| flaw.0).collect() } else { doubtful };
        checks.push(Check { rule: RULE, tried, outcome, cells: cells.into(), because });
        if !flaws.is_empty() {
            findings.push(describe(&flaws));
        }
    }
}

/// What is wrong with a value that the engine vouches for.
fn flaw(cell: &Cell, domain: Domain) -> Option<Wording> {
    let words = |zh: &str, en: &str| Some(Wording { zh: zh.to_owned(), en: en.to_owned() });
    match (cell.kind, cell.value) {
        (Kind::Text, _) | (Kind::Number, None) => words("不是数字", "is no number"),
        (Kind::Number, Some(value)) => {
            if !domain.signed && value.is_sign_negative() && !value.is_zero() {
                words("不得为负数", "must not be negative")
            } else if !domain.signed && cell.raw.trim_start().starts_with(['+', '＋']) {
                words("不应带正号", "should have no plus sign")
            } else if !domain.decimal && value.scale() > 0 && !value.is_integer() {
                words("应为整数", "should be an integer")
            } else {
                None
            }
        }
        (Kind::Blank | Kind::Dash, _) => None,
    }
}

fn because(reading: &TableReading, doubtful: &[CellId]) -> Because {
    let table = names::table(reading.table);
    let (zh, en) = if doubtful.is_empty() {
        (format!("{}没有数字", table.zh), format!("{} has no numbers", table.en))
    } else {
        (
            format!("{}有 {} 格存疑", table.zh, doubtful.len()),
            format!("{} has {}", table.en, arithmetic::count(doubtful.len(), "doubtful cell")),
        )
    };
    Because { cells: doubtful.to_vec(), zh, en }
}

fn describe(flaws: &[(CellId, &Cell, Wording)]) -> Finding {
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for (id, cell, words) in flaws {
        let place = names::place(*id);
        zh.push(format!("{}为{}，{}", place.zh, names::quote(&cell.raw), words.zh));
        en.push(format!("{} is {}; it {}", place.en, names::quote(&cell.raw), words.en));
    }
    let mut finding = finding(RULE, format!("{}。", zh.join("；")), format!("{}.", en.join("; ")));
    // Words where a number should stand may be a number with a footnote: usually a fault, not certainly one.
    if flaws.iter().all(|(_, cell, _)| cell.kind == Kind::Text) {
        finding.severity = Severity::Warning;
    }
    finding.cells = flaws.iter().map(|flaw| flaw.0).collect();
    finding.source = flaws.iter().flat_map(|(_, cell, _)| cell.source.iter().copied()).collect();
    if let [(_, cell, _)] = flaws {
        finding.actual = cell.value;
    }
    finding
}
