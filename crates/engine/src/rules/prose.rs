//! What prose says, against the tables and against itself (P1 to P6, P8 to P11). Warnings and notices, never errors: prose
//! may speak of another population in the same words.
//!
//! One file a question. A figure that a table cannot answer, because a cell is blank, missing or doubtful, is passed over.

mod announced;
mod fee;
mod figures;
mod narrative;
mod rates;
mod readings;
mod said;
mod sums;

use crate::report::{Body, Report, Scope, Year};
use crate::rules::board::Board;
use crate::rules::{Check, Finding};

/// Tries everything that the prose of a report says in numbers.
pub(super) fn check(board: &Board, checks: &mut Vec<Check>, findings: &mut Vec<Finding>) {
    sums::check(board, checks, findings);
    figures::check(board, checks, findings);
    said::check(board, checks, findings);
    rates::check(board, checks, findings);
    narrative::check(board, checks, findings);
    announced::check(board, findings);
}

/// Whether figures of this scope are those of the report's tables; `None` where that cannot be known.
fn is_of_tables(report: &Report, scope: Scope) -> bool {
    let body = report.unit_kind().map(|kind| kind.body);
    match scope {
        Scope::Unsaid => true,
        // The area's figures are those of a government's report, not of a department's.
        Scope::Area => matches!(body, Some(Body::Government | Body::Street | Body::Committee)),
        Scope::Own => body == Some(Body::GovernmentOffice),
        Scope::Part | Scope::Other => false,
    }
}

/// Whether a figure of this year may be tried against the tables: of the report's own year; of the year before where that was
/// most likely left standing in the text, which is told as `Some(year)`.
fn stale(report: &Report, year: Year) -> Option<Option<i32>> {
    match year {
        Year::Report => Some(None),
        Year::Stated(stated) => (report.year == Some(stated + 1)).then_some(Some(stated)),
        Year::Another => None,
    }
}
