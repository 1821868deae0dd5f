//! Whether the report is written as its form, and the regulation behind it, want it: what it must speak of, what it cites,
//! when it is dated, and whether its text is whole.

mod aspects;
mod cited;
mod dates;
mod empty;
mod letter;
mod sentences;
mod years;

use crate::report::Report;
use crate::rules::Finding;
use crate::rules::board::Board;
use crate::rules::passage::Passage;
use crate::rules::registry::Wording;
use crate::schema::Schema;

/// Checks the writing of a report.
pub(super) fn check(board: &Board, passages: &[Passage], findings: &mut Vec<Finding>) {
    let report = board.report;
    cited::check(report, passages, findings);
    dates::check(report, findings);
    letter::check(passages, findings);
    sentences::check(report, passages, findings);
    // A narrative report has no sections that somebody prescribed.
    if report.form.is_some_and(|form| !Schema::get().forms[usize::from(form)].is_narrative()) {
        empty::check(report, passages, findings);
        aspects::check(report, passages, findings);
        years::check(report, passages, findings);
    }
}

/// Whether text may be missing that the unit did write: in pictures, beyond a limit, or lost on the way.
fn may_lack_text(report: &Report) -> bool {
    use crate::document::Remark;
    use crate::report::DamageKind;
    let unread = report.remarks().iter().any(|remark| {
        matches!(
            remark,
            Remark::Pictures { .. } | Remark::Embedded(_) | Remark::Cut { .. } | Remark::Rescued | Remark::Frames(_)
        )
    });
    unread || report.damage.iter().any(|damage| damage.kind == DamageKind::RepeatedLinesRemoved)
}

/// Words joined in both languages.
fn join(parts: &[Wording], zh: &str, en: &str) -> Wording {
    let words = |pick: fn(&Wording) -> &String, between| {
        parts.iter().map(|part| pick(part).as_str()).collect::<Vec<_>>().join(between)
    };
    Wording { zh: words(|part| &part.zh, zh), en: words(|part| &part.en, en) }
}
