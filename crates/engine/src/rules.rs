//! Everything that must hold of a report, what came of trying it, and the findings that a person can act on.
//!
//! [`check`] is pure: a report and a book of rules in, checks and findings out. The relations themselves are data of the schema; what rules
//! say is data of `about/*.toml` and `names.toml`, and the registry documents itself. One file a rule family.

pub mod across;
mod amounts;
mod arithmetic;
mod board;
pub mod book;
mod cause;
mod damage;
mod domain;
mod doubts;
mod edition;
mod file;
mod finding;
mod form;
mod hijacked;
mod localise;
mod makers;
mod names;
mod other_kind;
mod passage;
mod privacy;
mod prose;
mod registry;
mod relations;
mod repeated;
mod tables;
mod title;
mod values;

use std::cmp::Reverse;

pub use book::RuleBook;
pub use cause::{Cause, CellSet, Family, Hypothesis, HypothesisKind, NewValue};
pub use finding::{Because, Check, Finding, Outcome, Severity, Status, Tried, Verdict};
pub use registry::{RelationWording, RuleDoc, Wording, Written, registry, rule};

use crate::report::Report;
use board::Board;

/// Room for the checks of a report: its relations, its tables and a few sums in prose.
const EXPECTED_CHECKS: usize = 64;

/// Checks a report against the rules of a book.
#[must_use]
pub fn check(report: &Report, book: &RuleBook) -> Verdict {
    let board = Board::new(report);
    let (mut checks, mut findings) = (Vec::with_capacity(EXPECTED_CHECKS), Vec::new());
    let broken = relations::check(&board, book, &mut checks, &mut findings);
    domain::check(&board, &mut checks, &mut findings);
    prose::check(&board, &mut checks, &mut findings);
    tables::check(&board, &mut findings);
    edition::check(&board, &mut findings);
    title::check(&board, &mut findings);
    values::check(&board, &mut findings);
    doubts::check(&board, &mut findings);
    damage::check(&board, &mut findings);
    file::check(&board, &mut findings);
    let passages = passage::passages(report);
    form::check(&board, &passages, &mut findings);
    makers::check(&board, &mut findings);
    amounts::check(&board, &passages, &mut findings);
    privacy::check(&board, &mut findings);
    hijacked::check(report, &passages, &mut findings);
    repeated::check(report, &passages, &mut findings);
    let causes = cause::attribute(&board, &checks, &broken, &mut findings);
    relations::check_own(&board, book, &mut checks, &mut findings);
    book.rule_on(&mut findings);
    checks.retain(|check| !book.is_off(check.rule));
    findings.sort_by_key(|finding| (Reverse(finding.severity), first_line(finding)));
    Verdict { status: status(report, &findings), checks, findings, causes }
}

/// What there is to say of a file that is a picture: that there is nothing to check, in the words given.
#[must_use]
pub fn picture(zh: &str, en: &str, book: &RuleBook) -> Verdict {
    let mut findings = vec![file::picture(zh, en)];
    book.rule_on(&mut findings);
    Verdict { status: Status::NotAssessable, findings, ..Verdict::default() }
}

/// The first line that a finding speaks of; findings without a place stand first.
fn first_line(finding: &Finding) -> u32 {
    finding.source.iter().map(|span| span.line).min().unwrap_or(0)
}

/// The machine's status: a report without any table is not assessable, else the gravest finding decides.
fn status(report: &Report, findings: &[Finding]) -> Status {
    if report.tables.is_empty() {
        return Status::NotAssessable;
    }
    Status::of(findings)
}

/// The short name of a table as sentences use it, such as 表三.
#[must_use]
pub fn table_name(table: crate::schema::TableRef) -> &'static Wording {
    names::table(table)
}

/// The short names of a cell's row and column as sentences use them, such as 予以公开 and 自然人.
#[must_use]
pub fn cell_name(cell: crate::schema::CellId) -> (&'static str, &'static str) {
    (names::row(cell.table(), cell.row), names::column(cell.table(), cell.column))
}

/// A cell's place as sentences use it, such as 表三“予以公开”行“自然人”列.
#[must_use]
pub fn place_name(cell: crate::schema::CellId) -> Wording {
    names::place(cell)
}

/// The place of the row or column that a relation stands for, such as 表三“自然人”列.
#[must_use]
pub fn relation_name(relation: &crate::schema::Relation) -> Wording {
    names::relation_place(relation)
}

/// The relations of checks that could be tried, tried again on the report with other values: what came of each before, and
/// what does now.
#[must_use]
pub fn tried_again(report: &Report, checks: &[Check]) -> Vec<(&'static crate::schema::Relation, Outcome, Outcome)> {
    let board = Board::new(report);
    let again = checks.iter().filter_map(|check| match (check.tried, check.outcome) {
        (Tried::Relation(relation), Outcome::Holds | Outcome::Broken) => {
            let now = match board.holds(relation) {
                Some(true) => Outcome::Holds,
                Some(false) => Outcome::Broken,
                None => Outcome::CannotTell,
            };
            Some((relation, check.outcome, now))
        }
        _ => None,
    });
    again.collect()
}

/// Cells with what they would become, such as 表三“办理总计”行“自然人”列 5→3.
#[must_use]
pub fn changes_in_words(changes: &[NewValue]) -> Wording {
    cause::changes_in_words(changes)
}

/// The name of a cell among the terms of a relation, such as 本年新收: its row where the relation stands for a column, else
/// its column, and more where that does not tell it from others.
#[must_use]
pub fn term_name(relation: &crate::schema::Relation, cell: crate::schema::CellId) -> Wording {
    names::term(relation, cell)
}

/// One side of a relation, its terms written by `write`, with weights and signs; a term for which it has nothing is left out.
#[must_use]
pub fn side(
    relation: &crate::schema::Relation,
    is_left: bool,
    write: impl Fn(crate::schema::CellId) -> Option<String>,
) -> String {
    arithmetic::side(relation, is_left, write)
}

/// A number times a weight; `None` where the product would have to be rounded.
#[must_use]
pub fn times(weight: rust_decimal::Decimal, value: rust_decimal::Decimal) -> Option<rust_decimal::Decimal> {
    arithmetic::times(weight, value)
}

/// Numbers added up exactly; `None` where they are too long for that.
#[must_use]
pub fn addition(values: impl IntoIterator<Item = rust_decimal::Decimal>) -> Option<rust_decimal::Decimal> {
    let exact =
        |sum: Option<rust_decimal::Decimal>, value| sum?.checked_add(value).filter(|_| arithmetic::is_exact(value));
    values.into_iter().fold(Some(rust_decimal::Decimal::ZERO), exact)
}
