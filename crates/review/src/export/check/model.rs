//! The report object of `gouji check --format json`: views that borrow from an analysis and know how they are written.
//!
//! Keys stand here in the order in which they are printed. All are always present, but for `decisions`, which is there
//! where decisions were asked for; new ones may be added at the end of an object, none goes without a new
//! [`SCHEMA_VERSION`]. json and ndjson, and `gouji show`, share these views.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::cause::CauseView;
use super::checked::{Checked, Told};
use super::decisions::DecisionsView;
use super::value::{Id, Ids, Number, Places, Share, Within};
use crate::report::{Cell, Report, Year};
use crate::rules::Verdict;
use crate::text::lang::Lang;

/// Version of the object's shape.
pub const SCHEMA_VERSION: u32 = 1;

/// The program that printed.
#[derive(Serialize)]
pub struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    /// This program.
    pub const THIS: Self = Self { name: "gouji", version: env!("CARGO_PKG_VERSION") };
}

/// One report object.
#[derive(Serialize)]
pub struct ReportView<'a> {
    path: &'a str,
    digest: &'a str,
    title: Option<&'a str>,
    unit: Option<&'a str>,
    signed_by: Option<&'a str>,
    year: Option<i32>,
    form: Option<&'static str>,
    table_forms: BTreeMap<&'static str, &'static str>,
    status: &'static str,
    dates: Vec<DateView<'a>>,
    documents_cited: Vec<QuotedView<'a>>,
    sections: Vec<SectionView<'a>>,
    cells: CellsView<'a>,
    other_readings: Vec<OtherView<'a>>,
    labels: Vec<LabelView<'a>>,
    checks: Vec<CheckView<'a>>,
    findings: Vec<FindingView<'a>>,
    facts: Vec<FactView<'a>>,
    kind: Option<&'static str>,
    causes: Vec<CauseView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decisions: Option<DecisionsView>,
}

#[derive(Serialize)]
struct DateView<'a> {
    kind: &'static str,
    date: jiff::civil::Date,
    source: Places<'a>,
}

#[derive(Serialize)]
struct QuotedView<'a> {
    text: &'a str,
    source: Places<'a>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    id: &'static str,
    heading: &'a str,
    source: Places<'a>,
}

#[derive(Serialize)]
struct CellView<'a> {
    raw: &'a str,
    kind: &'static str,
    value: Option<Number>,
    unit: Option<&'a str>,
    confidence: Share,
    doubtful: bool,
    source: Places<'a>,
    doubt: Option<&'static str>,
}

#[derive(Serialize)]
struct OtherView<'a> {
    cell: Id,
    raw: &'a str,
    value: Option<Number>,
    source: Places<'a>,
}

#[derive(Serialize)]
struct LabelView<'a> {
    observed: &'a str,
    table: &'static str,
    axis: &'static str,
    group: &'a [&'static str],
    canonical: Option<&'static str>,
    score: Share,
    method: &'static str,
    needs_review: bool,
    alternatives: Vec<AlternativeView>,
    learned: Option<LearnedView<'a>>,
    source: Places<'a>,
}

/// The learned alias that speaks of a label, with its teacher, and why it did not settle the label, if so.
#[derive(Serialize)]
struct LearnedView<'a> {
    observed: &'a str,
    canonical: &'a str,
    by: &'a str,
    at: String,
    from: &'a str,
    held_back: Option<&'static str>,
}

#[derive(Serialize)]
struct AlternativeView {
    canonical: &'static str,
    score: Share,
}

#[derive(Serialize)]
struct CheckView<'a> {
    rule: &'static str,
    outcome: &'static str,
    cells: Ids<'a>,
    because: Option<&'a str>,
    because_cells: Ids<'a>,
    arithmetic: String,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    cells: Ids<'a>,
    expected: Option<Number>,
    actual: Option<Number>,
    source: Places<'a>,
    cause_id: Option<u32>,
    suspects: Ids<'a>,
    hypotheses: Vec<&'a str>,
    advice: &'a str,
}

#[derive(Serialize)]
struct FactView<'a> {
    id: &'static str,
    value: Number,
    source: Places<'a>,
    unit: Option<&'a str>,
    quote: &'a str,
    approximate: bool,
    part: bool,
    scope: &'static str,
    year: Option<i32>,
    cell: Option<Id>,
}

impl<'a> ReportView<'a> {
    /// The object of one file, its sentences in a language.
    #[must_use]
    pub fn new(checked: &Checked<'a>, lang: Lang) -> Self {
        let report = checked.report;
        let within = Within { origins: report.origins(), member: checked.member };
        Self {
            path: checked.name,
            digest: checked.digest,
            title: report.title.as_ref().map(|quoted| quoted.text.as_str()),
            unit: report.unit.as_ref().map(|quoted| quoted.text.as_str()),
            signed_by: report.signed_by.as_ref().map(|quoted| quoted.text.as_str()),
            year: report.year,
            form: report.form_id(),
            table_forms: report
                .tables
                .iter()
                .map(|reading| (reading.table.get().id, reading.table.form().id))
                .collect(),
            status: checked.status().id(),
            dates: report
                .dates
                .iter()
                .map(|mention| DateView {
                    kind: mention.kind.id(),
                    date: mention.date,
                    source: within.places(&mention.source),
                })
                .collect(),
            documents_cited: report
                .documents_cited
                .iter()
                .map(|quoted| QuotedView { text: &quoted.text, source: within.places(&quoted.source) })
                .collect(),
            sections: report
                .sections
                .iter()
                .map(|mark| SectionView { id: mark.id, heading: &mark.heading, source: within.places(&mark.source) })
                .collect(),
            cells: CellsView { report, within, lang },
            other_readings: report
                .other_readings
                .iter()
                .map(|other| OtherView {
                    cell: Id(other.cell),
                    raw: &other.raw,
                    value: other.value.map(Number),
                    source: within.places(&other.source),
                })
                .collect(),
            labels: report.labels.iter().map(|label| LabelView::new(label, within)).collect(),
            checks: checked
                .verdict
                .checks
                .iter()
                .map(|check| CheckView {
                    rule: check.rule,
                    outcome: check.outcome.id(),
                    cells: Ids(&check.cells),
                    because: check.because.as_ref().map(|because| lang.pick(because.zh.as_str(), &because.en)),
                    because_cells: Ids(check.because.as_ref().map_or(&[], |because| &because.cells)),
                    arithmetic: check.arithmetic(report),
                })
                .collect(),
            findings: checked.findings(lang).map(|told| FindingView::new(told, checked.verdict, within)).collect(),
            facts: report
                .facts
                .iter()
                .map(|fact| FactView {
                    id: fact.id,
                    value: Number(fact.value),
                    source: within.places(&fact.source),
                    unit: fact.unit.as_deref(),
                    quote: &fact.quote,
                    approximate: fact.approximate,
                    part: fact.part,
                    scope: fact.scope.id(),
                    // Null where the sentence speaks of another time without a number.
                    year: match fact.year {
                        Year::Report => report.year,
                        Year::Stated(year) => Some(year),
                        Year::Another => None,
                    },
                    cell: fact.cell.map(Id),
                })
                .collect(),
            // Of a file whose bytes could not be had nothing is known.
            kind: (!checked.digest.is_empty()).then(|| checked.kind.id()),
            causes: checked.verdict.causes.iter().map(|cause| CauseView::new(cause, lang)).collect(),
            decisions: checked.state.map(|state| DecisionsView::new(checked, state)),
        }
    }
}

impl<'a> LabelView<'a> {
    fn new(label: &'a crate::report::Label, within: Within<'a>) -> Self {
        Self {
            observed: &label.observed,
            table: label.table.get().id,
            axis: label.axis.id(),
            group: &label.group,
            canonical: label.target.map(crate::report::Target::canonical),
            score: Share(label.score),
            method: label.method.id(),
            needs_review: label.needs_review,
            alternatives: label
                .candidates
                .iter()
                .filter(|candidate| Some(candidate.target) != label.target)
                .map(|candidate| AlternativeView {
                    canonical: candidate.target.canonical(),
                    score: Share(candidate.score),
                })
                .collect(),
            learned: label.taught.as_ref().map(|taught| LearnedView {
                observed: &taught.alias.observed,
                canonical: &taught.alias.field,
                by: &taught.alias.by,
                at: taught.alias.at.to_string(),
                from: &taught.alias.from,
                held_back: taught.held_back.map(crate::report::HeldBack::id),
            }),
            source: within.places(&label.source),
        }
    }
}

impl<'a> FindingView<'a> {
    fn new(told: Told<'a>, verdict: &'a Verdict, within: Within<'a>) -> Self {
        let finding = told.finding;
        let cause = finding.and_then(|finding| verdict.cause(finding));
        Self {
            rule: told.rule,
            severity: told.severity.id(),
            message: told.message,
            cells: Ids(finding.map_or(&[], |finding| &finding.cells)),
            expected: finding.and_then(|finding| finding.expected).map(Number),
            actual: finding.and_then(|finding| finding.actual).map(Number),
            source: within.places(told.source()),
            cause_id: finding.and_then(|finding| finding.cause_id),
            suspects: Ids(finding.map_or(&[], |finding| &finding.suspects)),
            hypotheses: cause
                .map_or_else(Vec::new, |cause| cause.hypotheses.iter().map(|one| one.words(told.lang)).collect()),
            advice: finding.map_or("", |finding| finding.advice(told.lang)),
        }
    }
}

/// A file that was left aside.
#[derive(Serialize)]
pub struct SkippedView<'a> {
    path: &'a str,
    because: &'a str,
}

impl<'a> SkippedView<'a> {
    /// The files left aside, with the reason in a language.
    #[must_use]
    pub fn all(skipped: &'a [crate::source::Skipped], lang: Lang) -> Vec<Self> {
        skipped
            .iter()
            .map(|file| Self { path: &file.name, because: lang.pick(file.because_zh.as_str(), &file.because_en) })
            .collect()
    }
}

/// Cells keyed by id, in printed order.
struct CellsView<'a> {
    report: &'a Report,
    within: Within<'a>,
    lang: Lang,
}

impl<'a> CellsView<'a> {
    fn view(&self, cell: &'a Cell) -> CellView<'a> {
        CellView {
            raw: &cell.raw,
            kind: cell.kind.id(),
            value: cell.value.map(Number),
            unit: cell.unit.as_deref(),
            confidence: Share(cell.confidence.score()),
            doubtful: cell.doubt.is_some(),
            source: self.within.places(&cell.source),
            doubt: cell.doubt.map(|doubt| doubt.words(self.lang)),
        }
    }
}

impl Serialize for CellsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut cells = serializer.serialize_map(None)?;
        for (id, cell) in self.report.cells() {
            cells.serialize_entry(&Id(id), &self.view(cell))?;
        }
        cells.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_the_printed_order() {
        let (report, verdict) = (Report::default(), Verdict::default());
        let checked = Checked::bare("a.txt", &report, &verdict);
        let text = serde_json::to_string(&ReportView::new(&checked, Lang::Zh)).unwrap();
        let keys = [
            "path",
            "digest",
            "title",
            "unit",
            "signed_by",
            "year",
            "form",
            "table_forms",
            "status",
            "dates",
            "documents_cited",
            "sections",
            "cells",
            "other_readings",
            "labels",
            "checks",
            "findings",
            "facts",
            "kind",
            "causes",
        ];
        let places: Vec<_> = keys.iter().map(|key| text.find(&format!("\"{key}\":")).expect(key)).collect();
        assert!(places.is_sorted(), "{text}");
    }
}
