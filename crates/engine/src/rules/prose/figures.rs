//! Figures in prose against the cells of the tables that say the same: applications (P1), results (P2, P3), reviews and suits
//! (P4), documents (P5), decisions and fees (P6).

use rust_decimal::Decimal;

use super::readings::{Reading, Value, named, neighbours, readings, value};
use super::{fee, is_of_tables, stale};
use crate::report::{Fact, Report, figures};
use crate::rules::board::Board;
use crate::rules::registry::{Wording, finding};
use crate::rules::{Because, Check, Finding, Outcome, Severity, Tried, names};

/// The rule that a figure belongs to; `None` where no table answers it.
fn rule_of(id: &str) -> Option<&'static str> {
    Some(match id {
        "req_total" | "req_new" | "req_handled" | "req_natural" | "req_org" | "carried_over" => "prose.requests",
        "done_total" | "carried_forward" => "prose.results",
        _ if id.starts_with("reply_") => "prose.results",
        _ if id.starts_with("recon_") || id.starts_with("suit_") || id == "remedies_total" => "prose.remedies",
        _ if id.starts_with("normative_") || id.starts_with("rules_") || id == "documents_mixed" => "prose.documents",
        "license_decisions" | "penalty_decisions" | "coercion_decisions" | "decisions" | "admin_fee" => {
            "prose.decisions"
        }
        _ => return None,
    })
}

/// Figures that are told as parts of others as a matter of course.
fn may_be_part(id: &str) -> bool {
    (id.starts_with("reply_") && id != "reply_total")
        || matches!(id, "carried_over" | "carried_forward" | "req_natural" | "req_org")
        || ["_upheld", "_corrected", "_pending", "_direct", "_after"].iter().any(|end| id.ends_with(end))
}

/// A mention that contradicts its table.
struct Broken<'r> {
    rule: &'static str,
    fact: &'r Fact,
    reading: Reading,
    stated: Decimal,
    /// The year that the sentence names instead of the report's.
    stale: Option<i32>,
}

/// Tries every figure.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    let report = board.report;
    if report.tables.is_empty() {
        return;
    }
    let mut broken: Vec<Broken> = Vec::new();
    let mut held: Vec<&str> = Vec::new();
    for (index, fact) in report.facts.iter().enumerate() {
        let Some(rule) = rule_of(fact.id) else { continue };
        // Documents of all kinds are other ones in any case, and only a notice.
        let of_tables = is_of_tables(report, fact.scope)
            || (fact.id == "documents_mixed" && fact.scope == crate::report::Scope::Own);
        let is_told = !fact.approximate && (!fact.part || may_be_part(fact.id)) && of_tables;
        let Some(stale) = stale(report, fact.year).filter(|_| is_told) else { continue };
        let readings = readings(report, fact.id);
        let Some(first) = readings.first() else { continue };
        let tried: Vec<Option<bool>> = readings.iter().map(|reading| is_stated(fact, reading.value(board))).collect();
        let holds = tried.iter().position(|is| *is == Some(true));
        let (outcome, reading) = match holds {
            Some(at) => (Outcome::Holds, &readings[at]),
            None if tried.iter().all(|is| *is == Some(false)) => (Outcome::Broken, first),
            // What the figure means at first is there and is another. A dash in a row that may be counted with it is no number
            // that could make up the difference.
            None if tried[0] == Some(false)
                && readings.iter().all(|reading| is_stated(fact, reading.value(board).with_zeros()) == Some(false)) =>
            {
                (Outcome::Broken, first)
            }
            None => (Outcome::CannotTell, first),
        };
        match outcome {
            // A figure of another year that is this year's too is no news, nor is one that is not.
            _ if stale.is_some() && outcome != Outcome::Broken => continue,
            Outcome::Holds => held.push(fact.id),
            Outcome::Broken => {
                broken.push(Broken { rule, fact, reading: first.clone(), stated: fact.value, stale });
            }
            _ => {}
        }
        let outcome = if stale.is_some() { Outcome::CannotTell } else { outcome };
        checks.push(Check {
            rule,
            tried: Tried::Figure(index as u32),
            outcome,
            cells: reading.plus.clone().into(),
            because: (outcome == Outcome::CannotTell).then(|| because(reading, stale)),
        });
    }
    // Mentions of one figure with one wrong value are one finding.
    while !broken.is_empty() {
        let (id, stated, stale) = (broken[0].fact.id, broken[0].stated, broken[0].stale);
        let (same, others): (Vec<Broken>, Vec<Broken>) = broken
            .into_iter()
            .partition(|one| one.fact.id == id && one.stated == stated && one.stale.is_some() == stale.is_some());
        broken = others;
        // A year left standing is worth a word only where nothing else in the report gives the figure.
        if same[0].stale.is_some() && (held.contains(&id) || report.facts.iter().any(|fact| is_of_year(fact, id))) {
            continue;
        }
        findings.push(describe(board, &same, held.contains(&id)));
    }
}

fn is_of_year(fact: &Fact, id: &str) -> bool {
    fact.id == id && fact.year == crate::report::Year::Report
}

/// Whether a value is what is stated.
fn is_stated(fact: &Fact, value: Value) -> Option<bool> {
    if fact.id == "admin_fee" { fee::is_stated(fact, value) } else { value.is(fact.value) }
}

fn because(reading: &Reading, stale: Option<i32>) -> Because {
    let (zh, en) = match stale {
        Some(year) => (format!("正文所述为 {year} 年"), format!("the sentence speaks of {year}")),
        None => ("表中相应的格没有可核对的数".to_owned(), "the cells have no numbers to compare with".to_owned()),
    };
    Because { cells: reading.plus.clone(), zh, en }
}

fn describe(board: &Board, same: &[Broken], another_holds: bool) -> Finding {
    let report = board.report;
    let Broken { rule, fact, reading, stated, stale } = &same[0];
    let unit = fact.unit.as_deref().unwrap_or("");
    let source: Vec<_> = same.iter().flat_map(|one| one.fact.source.iter().copied()).collect();
    let place = names::lines(report, &source[..1]);
    let (side_zh, side_en) = named(board, &reading.plus);
    let known = reading.value(board);
    let mut notes = notes(board, fact, reading, known);
    if same.len() > 1 {
        let more = names::lines(report, &source[1..]);
        notes.push(Wording { zh: format!("{}也这样写", more.zh), en: format!("{} say the same", more.en) });
    }
    if let Some(year) = stale {
        let own = report.year.unwrap_or_default();
        notes.push(Wording {
            zh: format!("正文写的是 {year} 年：若确为上年数字，请删去或注明；若为 {own} 年，则与表格不一致"),
            en: format!("the sentence says {year}: if it means that year, take it out or say so; if it means {own}, it contradicts the table"),
        });
    }
    if another_holds {
        notes.push(Wording {
            zh: "正文另有一处与表格一致，此处可能是另一口径".to_owned(),
            en: "another place in the prose agrees with the table, so this one may count something else".to_owned(),
        });
    }
    let name = figures::name(fact.id);
    let joined = |words: Vec<&str>, before: &str, between: &str| {
        if words.is_empty() { String::new() } else { format!("{before}{}", words.join(between)) }
    };
    let zh = joined(notes.iter().map(|note| &*note.zh).collect(), "；", "；");
    let en = joined(notes.iter().map(|note| &*note.en).collect(), "; ", "; ");
    let mut finding = finding(
        rule,
        format!("正文{}“{}”（{name} {stated}{unit}）与表格不一致：{side_zh}{zh}。", place.zh, fact.quote),
        format!(
            "Prose, {}, “{}” ({name} {stated}{unit}), does not agree with the tables: {side_en}{en}.",
            place.en, fact.quote
        ),
    );
    if stale.is_some() || another_holds || is_mild(fact) {
        finding.severity = Severity::Info;
    }
    finding.expected = match known {
        Value::Exact(value) => Some(value),
        _ => None,
    };
    finding.actual = Some(*stated);
    finding.cells = reading.plus.clone();
    finding.quotes = same.iter().map(|one| one.fact.quote.clone()).collect();
    finding.source = source;
    finding
}

/// Figures that often count something else than the table: told as a notice.
fn is_mild(fact: &Fact) -> bool {
    match fact.id {
        "documents_mixed" | "req_natural" | "req_org" | "decisions" => true,
        "license_decisions" | "penalty_decisions" | "coercion_decisions" => !fact.quote.contains("决定"),
        _ => fact.part && fact.id.starts_with("normative"),
    }
}

/// What else there is to say: other accepted readings that were tried, and cells that have just this value.
fn notes(board: &Board, fact: &Fact, reading: &Reading, known: Value) -> Vec<Wording> {
    let report: &Report = board.report;
    let mut notes = Vec::new();
    if let (Value::Exact(table), false) = (known, fact.id == "admin_fee") {
        let difference = (table - fact.value).abs();
        notes.push(Wording { zh: format!("相差 {difference}"), en: format!("they differ by {difference}") });
    }
    let carried = figures::cells(report, "carried_over");
    if fact.id == "req_total"
        && let (Value::Exact(carried), Value::Exact(new)) = (value(board, &carried), known)
        && !carried.is_zero()
    {
        notes.push(Wording {
            zh: format!("加上年结转 {carried} 为 {}，也不相同", new + carried),
            en: format!("with {carried} carried over it is {}, which is not the same either", new + carried),
        });
    }
    if fact.id == "documents_mixed" {
        notes.push(Wording {
            zh: "正文所述可能含其他文件".to_owned(),
            en: "the prose may count other documents too".to_owned(),
        });
        return notes;
    }
    if fact.value.is_zero() {
        return notes;
    }
    for cells in neighbours(report, fact.id, reading) {
        if value(board, &cells) != Value::Exact(fact.value) || cells == reading.plus {
            continue;
        }
        let is_part = cells.iter().all(|cell| reading.plus.contains(cell)) && cells.len() < reading.plus.len();
        let is_natural = cells.iter().all(|cell| cell.column_field().id == "natural_person");
        let (zh, en) = match &cells[..] {
            _ if is_natural && reading.plus.len() == cells.len() => (
                "“自然人”列的数，不是各类申请人的合计".to_owned(),
                "that of the column “自然人”, not of all applicants".to_owned(),
            ),
            [cell] if is_part => {
                let row = names::row(cell.table(), cell.row);
                (format!("“{row}”一项的数，不是合计"), format!("that of “{row}” alone, not the sum"))
            }
            [cell] => {
                let place = names::place(*cell);
                (format!("{}的数", place.zh), format!("that of {}", place.en))
            }
            _ => continue,
        };
        let value = fact.value;
        notes.push(Wording { zh: format!("{value} 恰是{zh}"), en: format!("{value} is {en}") });
        break;
    }
    notes
}
