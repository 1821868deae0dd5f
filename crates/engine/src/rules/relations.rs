//! Tries the linear relations between cells and says which do not hold: those that gouji itself demands (A1 to A4, A6 to A8),
//! and those of an office's own rules.

mod open;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::report::Report;
use crate::rules::board::Board;
use crate::rules::book::{Applies, RuleBook};
use crate::rules::registry::{RelationWording, RuleDoc, Wording, finding_of, rule};
use crate::rules::{Because, Check, Finding, Outcome, Tried, arithmetic, names};
use crate::schema::{CellId, Operator, Relation, Schema, TableRef};
use open::because;

/// Sides of up to so many terms are written out in full even where the rule has a name for them.
const WRITTEN_OUT: usize = 2;

/// A relation that does not hold, and the index of its finding.
pub(super) struct Broken {
    /// The relation.
    pub(super) relation: &'static Relation,
    /// Index into the findings.
    pub(super) finding: usize,
}

/// Tries every relation of the report's form, and of tables of another edition that stand in the report.
pub(super) fn check(
    board: &Board,
    book: &RuleBook,
    checks: &mut Vec<Check>,
    findings: &mut Vec<Finding>,
) -> Vec<Broken> {
    let mut broken = Vec::new();
    for form in 0..Schema::get().forms.len() as u8 {
        let mut last: Option<(TableRef, bool)> = None;
        for relation in Relation::of_form(form).iter().filter(|relation| !book.is_off(relation.rule)) {
            let present = match last {
                Some((table, present)) if table == relation.table => present,
                _ => board.has(relation.table),
            };
            last = Some((relation.table, present));
            if !present && board.report.form != Some(form) {
                continue;
            }
            let check = attempt(board, relation, present);
            let doc = || rule(relation.rule).expect("rules over relations are in the registry");
            match check.outcome {
                Outcome::Broken if board.sides(relation).is_some() => {
                    broken.push(Broken { relation, finding: findings.len() });
                    findings.push(describe(board, relation, doc()));
                }
                Outcome::Broken | Outcome::CannotTell => findings.extend(open::finding(board, relation, doc())),
                Outcome::Holds | Outcome::NotApplicable => {}
            }
            checks.push(check);
        }
    }
    broken
}

/// Tries the relations of an office's own rules, each on the reports that it applies to.
pub(super) fn check_own(board: &Board, book: &RuleBook, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    for own in book.own().iter().filter(|own| !book.is_off(&own.doc.id)) {
        let applies = own.when.applies(board.report);
        for form in 0..Schema::get().forms.len() as u8 {
            for relation in own.relations(form) {
                let present = relation.tables().all(|table| board.has(table));
                if !present && board.report.form != Some(form) {
                    continue;
                }
                let mut check = attempt(board, relation, present && applies != Applies::No);
                if let (Applies::CannotTell(why), Outcome::Holds | Outcome::Broken | Outcome::CannotTell) =
                    (&applies, check.outcome)
                {
                    check.outcome = Outcome::CannotTell;
                    check.because = Some(Because { cells: Vec::new(), zh: why.zh.clone(), en: why.en.clone() });
                }
                match check.outcome {
                    Outcome::Broken if board.sides(relation).is_some() => {
                        findings.push(describe(board, relation, own.doc));
                    }
                    Outcome::Broken => findings.extend(open::finding(board, relation, own.doc)),
                    _ => {}
                }
                checks.push(check);
            }
        }
    }
}

/// Tries one relation; what is not there, or not meant, is not applicable.
fn attempt(board: &Board, relation: &'static Relation, is_meant: bool) -> Check {
    let (outcome, because) = match is_meant.then(|| board.holds(relation)) {
        None => (Outcome::NotApplicable, None),
        Some(Some(true)) => (Outcome::Holds, None),
        Some(Some(false)) => (Outcome::Broken, None),
        Some(None) if open::is_broken(board, relation) => (Outcome::Broken, None),
        Some(None) => (Outcome::CannotTell, Some(because(board, relation))),
    };
    Check { rule: relation.rule, tried: Tried::Relation(relation), outcome, cells: relation.cells().into(), because }
}

/// The finding for a relation that does not hold: the place, both sides, the difference.
fn describe(board: &Board, relation: &'static Relation, doc: &'static RuleDoc) -> Finding {
    let words = doc.relation.as_ref().expect("rules over relations have words for them");
    let (left, right) = board.sides(relation).expect("a broken relation has numbers");
    let mut cells = Vec::new();
    let left_words = side(board, relation, true, left, words, &mut cells);
    let right_words = side(board, relation, false, right, words, &mut cells);
    let difference = (left - right).abs().normalize();
    let place = names::relation_place(relation);
    let (zh, en) = match &words.sentence {
        Some(sentence) => (&*sentence.zh, &*sentence.en),
        None => standard(relation),
    };
    let filled = |sentence: &str, pick: fn(&Wording) -> &str, unit: &str, year: &str| {
        fill(
            sentence,
            &BTreeMap::from([
                ("place", pick(&place).to_owned()),
                ("flaw", pick(&Wording { zh: words.zh.clone(), en: words.en.clone() }).to_owned()),
                ("left", pick(&left_words).to_owned()),
                ("right", pick(&right_words).to_owned()),
                ("difference", difference.to_string()),
                ("unit", unit.to_owned()),
                ("year", board.report.year.map_or_else(|| year.to_owned(), |year| year.to_string())),
            ]),
        )
    };
    let unit = unit(board.report);
    let zh = filled(zh, |words| &words.zh, unit.unwrap_or("本单位"), "本年度");
    let en = filled(en, |words| &words.en, unit.unwrap_or("the unit"), "the year");
    let mut finding = finding_of(doc, zh, en);
    finding.expected = (relation.operator == Operator::Equal).then_some(left);
    finding.actual = Some(if relation.operator == Operator::Equal { right } else { left });
    finding.source =
        cells.iter().filter_map(|&cell| board.report.cell(cell)).flat_map(|cell| cell.source.iter().copied()).collect();
    finding.cells = cells;
    finding
}

/// The unit's name.
fn unit(report: &Report) -> Option<&str> {
    report.unit.as_ref().or(report.signed_by.as_ref()).map(|name| name.text.as_str())
}

/// The sentence of a rule that has none of its own.
fn standard(relation: &Relation) -> (&'static str, &'static str) {
    let is_zero = relation.right().is_empty() && relation.constants().1.is_zero();
    match relation.operator {
        Operator::Equal => (
            "{place}{flaw}：{left}，{right}，相差 {difference}。",
            "{place}: {flaw}: {left}, but {right}: they differ by {difference}.",
        ),
        Operator::AtMost => (
            "{place}{flaw}：{left}，{right}，多出 {difference}。",
            "{place}: {flaw}: {left}, but {right}: {difference} too many.",
        ),
        Operator::AtLeast if is_zero => ("{place}{flaw}：{left}，小于 0。", "{place}: {flaw}: {left}, below 0."),
        Operator::AtLeast => (
            "{place}{flaw}：{left}，{right}，少 {difference}。",
            "{place}: {flaw}: {left}, but {right}: {difference} too few.",
        ),
    }
}

/// A sentence with its braces filled; what stands in a value is never filled again.
fn fill(sentence: &str, values: &BTreeMap<&str, String>) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((values.get(name)?, after))) {
            Some((value, after)) => {
                text.push_str(value);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

/// One side in words; adds the cells whose values it names.
fn side(
    board: &Board,
    relation: &Relation,
    is_left: bool,
    total: Decimal,
    words: &RelationWording,
    cells: &mut Vec<CellId>,
) -> Wording {
    let terms = if is_left { relation.left() } else { relation.right() };
    let constant = if is_left { relation.constants().0 } else { relation.constants().1 };
    let first = if is_left { 0 } else { relation.left().len() };
    let value = |cell: CellId| board.slot(cell).value().unwrap_or_default();
    if terms.is_empty() {
        // Numbers alone are what the form or the office demands.
        return match relation.operator {
            Operator::Equal => Wording { zh: format!("应为 {total}"), en: format!("it should be {total}") },
            Operator::AtMost => {
                Wording { zh: format!("应不大于 {total}"), en: format!("it should be at most {total}") }
            }
            Operator::AtLeast => {
                Wording { zh: format!("应不小于 {total}"), en: format!("it should be at least {total}") }
            }
        };
    }
    let named = !words.many_zh.is_empty() && terms.len() > WRITTEN_OUT;
    let written: Vec<CellId> = terms.iter().copied().filter(|&cell| !named || !value(cell).is_zero()).collect();
    let in_words = |pick: fn(&Wording) -> &str| {
        arithmetic::side(relation, is_left, |cell| {
            let term = names::term(relation, cell);
            written.contains(&cell).then(|| format!("{} {}", pick(&term), arithmetic::addend(value(cell))))
        })
    };
    let (zh, en) = (in_words(|term| &term.zh), in_words(|term| &term.en));
    cells.extend(&written);
    if terms.len() == 1 && constant.is_zero() && relation.weight(first) == Decimal::ONE {
        return Wording { zh, en };
    }
    if !named {
        return Wording { zh: format!("{zh} = {total}"), en: format!("{en} = {total}") };
    }
    let (detail_zh, detail_en) = match (written.is_empty(), written.len() == terms.len()) {
        (true, _) => ("各项均为 0".to_owned(), "all are 0".to_owned()),
        (false, true) => (zh, en),
        (false, false) => (format!("{zh}，其余为 0"), format!("{en}, the others are 0")),
    };
    Wording {
        zh: format!("{} {total}（{detail_zh}）", words.many_zh),
        en: format!("{} {total} ({detail_en})", words.many_en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_braces_of_the_sentence_are_filled() {
        let values = BTreeMap::from([("unit", "{left}局".to_owned()), ("left", "3".to_owned())]);
        for (sentence, expected) in
            [("{unit}为 {left}。", "{left}局为 3。"), ("{left}", "3"), ("{这样} 和 {left", "{这样} 和 {left"), ("", "")]
        {
            assert_eq!(fill(sentence, &values), expected);
        }
    }
}
