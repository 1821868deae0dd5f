//! The report object of `gouji check --format json`: views that borrow from an analysis and know how they are written.
//!
//! Keys stand here in the order in which they are printed. All are always present; new ones may be added at the end of
//! an object, none goes without a new [`SCHEMA_VERSION`]. json and ndjson, and `gouji show`, share these views.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::document::Span;
use crate::report::{Cell, Report};
use crate::rules::{Finding, Severity, Status, Verdict};
use crate::schema::CellId;
use crate::text::lang::Lang;

/// Version of the object's shape.
pub const SCHEMA_VERSION: u32 = 1;

/// Rule id of the finding that stands for a file which could not be read.
pub const UNREADABLE: &str = "text.unreadable";

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

/// One file with everything that is known of it; the callers above lend it.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// Path relative to the batch, with `/` between parts and `\xNN` for bytes that are not UTF-8.
    pub name: &'a str,
    /// `blake3:…` of the file's bytes; empty where they could not be read.
    pub digest: &'a str,
    /// The report as understood.
    pub report: &'a Report,
    /// What the rules say of it.
    pub verdict: &'a Verdict,
    /// Why the file could not be read as a report: Chinese, then English.
    pub unreadable: Option<&'a (String, String)>,
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
    source: Places<'a>,
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
}

impl<'a> ReportView<'a> {
    /// The object of one file, its sentences in a language.
    #[must_use]
    pub fn new(checked: &Checked<'a>, lang: Lang) -> Self {
        let report = checked.report;
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
                    source: Places(&mention.source),
                })
                .collect(),
            documents_cited: report
                .documents_cited
                .iter()
                .map(|quoted| QuotedView { text: &quoted.text, source: Places(&quoted.source) })
                .collect(),
            sections: report
                .sections
                .iter()
                .map(|mark| SectionView { id: mark.id, heading: &mark.heading, source: Places(&mark.source) })
                .collect(),
            cells: CellsView { report, lang },
            other_readings: report
                .other_readings
                .iter()
                .map(|other| OtherView {
                    cell: Id(other.cell),
                    raw: &other.raw,
                    value: other.value.map(Number),
                    source: Places(&other.source),
                })
                .collect(),
            labels: report.labels.iter().map(LabelView::new).collect(),
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
            findings: checked.findings(lang).map(FindingView::new).collect(),
            facts: report
                .facts
                .iter()
                .map(|fact| FactView {
                    id: fact.id,
                    value: Number(fact.value),
                    source: Places(&fact.source),
                    unit: fact.unit.as_deref(),
                    quote: &fact.quote,
                })
                .collect(),
        }
    }
}

impl<'a> LabelView<'a> {
    fn new(label: &'a crate::report::Label) -> Self {
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
            source: Places(&label.source),
        }
    }
}

impl<'a> FindingView<'a> {
    fn new(told: Told<'a>) -> Self {
        let finding = told.finding;
        Self {
            rule: told.rule,
            severity: told.severity.id(),
            message: told.message,
            cells: Ids(finding.map_or(&[], |finding| &finding.cells)),
            expected: finding.and_then(|finding| finding.expected).map(Number),
            actual: finding.and_then(|finding| finding.actual).map(Number),
            source: Places(told.source()),
            cause_id: finding.and_then(|finding| finding.cause_id),
            suspects: Ids(finding.map_or(&[], |finding| &finding.suspects)),
            hypotheses: finding.map_or_else(Vec::new, |finding| {
                finding.hypotheses.iter().map(|(zh, en)| told.lang.pick(zh.as_str(), en)).collect()
            }),
            advice: finding.map_or("", |finding| finding.advice(told.lang)),
        }
    }
}

/// One thing that a person is told of a file, whether the rules found it or the file could not be read.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// Rule id.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The sentence.
    pub message: &'a str,
    /// What the rules found; `None` where the file could not be read.
    pub finding: Option<&'a Finding>,
    lang: Lang,
}

impl<'a> Told<'a> {
    /// Where it stands in the file; empty where it speaks of the whole file.
    #[must_use]
    pub fn source(&self) -> &'a [Span] {
        self.finding.map_or(&[], |finding| &finding.source)
    }
}

impl<'a> Checked<'a> {
    /// Everything that a person is told of the file. One that could not be read tells why, as a finding of its own.
    pub fn findings(&self, lang: Lang) -> impl Iterator<Item = Told<'a>> + use<'a> {
        let found = &self.verdict.findings;
        let reason = self.unreadable.filter(|_| found.iter().all(|finding| finding.rule != UNREADABLE));
        let unreadable = reason.map(|(zh, en)| Told {
            rule: UNREADABLE,
            severity: Severity::Error,
            message: lang.pick(zh.as_str(), en),
            finding: None,
            lang,
        });
        unreadable.into_iter().chain(found.iter().map(move |finding| Told {
            rule: finding.rule,
            severity: finding.severity,
            message: finding.message(lang),
            finding: Some(finding),
            lang,
        }))
    }

    /// The machine's status; a file that could not be read is unreadable, whatever the rules say of nothing.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.unreadable {
            Some(_) => Status::Unreadable,
            None => self.verdict.status,
        }
    }

    /// How many findings are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings(Lang::Zh).filter(|told| told.severity == severity).count()
    }
}

/// How many reports have which status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All of them.
    pub reports: usize,
    /// Without a warning and an error.
    pub clean: usize,
    /// With a warning and no error.
    pub warning: usize,
    /// With an error.
    pub error: usize,
    /// Not readable at all.
    pub unreadable: usize,
    /// With nothing of a national table to check.
    pub not_assessable: usize,
}

impl Counts {
    /// Counts one more report.
    pub fn add(&mut self, status: Status) {
        self.reports += 1;
        *match status {
            Status::Clean => &mut self.clean,
            Status::Warning => &mut self.warning,
            Status::Error => &mut self.error,
            Status::Unreadable => &mut self.unreadable,
            Status::NotAssessable => &mut self.not_assessable,
        } += 1;
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

/// Lines and columns; only what the span knows is written.
struct Places<'a>(&'a [Span]);

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
}

impl Serialize for Places<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut places = serializer.serialize_seq(Some(self.0.len()))?;
        for span in self.0 {
            places.serialize_element(&Place { line: span.line, column: span.column })?;
        }
        places.end()
    }
}

/// A cell id as `table.row.column`.
struct Id(CellId);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct Ids<'a>(&'a [CellId]);

impl Serialize for Ids<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|&id| Id(id)))
    }
}

/// A share from 0 to 1 with at most four decimals, so that equal evidence prints equally everywhere.
struct Share(f32);

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((f64::from(self.0) * 10_000.0).round() / 10_000.0)
    }
}

/// A JSON number with exactly the decimals that were printed, which a floating point number would not keep.
struct Number(Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.scale() == 0
            && let Ok(whole) = i64::try_from(self.0)
        {
            return serializer.serialize_i64(whole);
        }
        RawValue::from_string(self.0.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// Cells keyed by id, in printed order.
struct CellsView<'a> {
    report: &'a Report,
    lang: Lang,
}

impl CellsView<'_> {
    fn view<'c>(&self, cell: &'c Cell) -> CellView<'c> {
        CellView {
            raw: &cell.raw,
            kind: cell.kind.id(),
            value: cell.value.map(Number),
            unit: cell.unit.as_deref(),
            confidence: Share(cell.confidence.score()),
            doubtful: cell.doubt.is_some(),
            source: Places(&cell.source),
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

    fn written(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn numbers_keep_the_decimals_that_were_printed() {
        for text in ["0", "3", "-4", "11543.66", "0.092", "0.10", "3415.891", "-0.5", "79228162514264337593543950335"] {
            assert_eq!(written(&Number(text.parse().unwrap())), text);
        }
    }

    #[test]
    fn shares_have_four_decimals_at_most() {
        for (share, text) in [(1.0, "1.0"), (0.86, "0.86"), (2.0 / 3.0, "0.6667"), (0.0, "0.0")] {
            assert_eq!(written(&Share(share)), text);
        }
    }

    #[test]
    fn keys_stand_in_the_printed_order() {
        let (report, verdict) = (Report::default(), Verdict::default());
        let checked = Checked { name: "a.txt", digest: "", report: &report, verdict: &verdict, unreadable: None };
        let text = written(&ReportView::new(&checked, Lang::Zh));
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
        ];
        let places: Vec<_> = keys.iter().map(|key| text.find(&format!("\"{key}\":")).expect(key)).collect();
        assert!(places.is_sorted(), "{text}");
    }

    #[test]
    fn an_unreadable_file_tells_why_as_a_finding() {
        let (report, verdict) = (Report::default(), Verdict::default());
        let why = ("不是文本。".to_owned(), "no text".to_owned());
        let checked = Checked { name: "a", digest: "", report: &report, verdict: &verdict, unreadable: Some(&why) };
        let told: Vec<_> = checked.findings(Lang::Zh).map(|told| (told.rule, told.severity, told.message)).collect();
        assert_eq!(told, [(UNREADABLE, Severity::Error, "不是文本。")]);
        assert_eq!(checked.status(), Status::Unreadable);
    }

    #[test]
    fn counts_add_up() {
        let mut counts = Counts::default();
        for status in [Status::Clean, Status::Error, Status::NotAssessable, Status::Unreadable, Status::Warning] {
            counts.add(status);
        }
        assert_eq!(
            written(&counts),
            r#"{"reports":5,"clean":1,"warning":1,"error":1,"unreadable":1,"not_assessable":1}"#
        );
    }
}
