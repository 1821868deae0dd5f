//! What a batch keeps of each file: a line of the list and its preview, small enough for a hundred thousand of them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::matching::AliasKey;
use crate::report::{Mapping, Mappings, Method, Report};
use crate::rules::{Finding, Severity, Status};
use crate::source::Kind;

use super::Analysis;

/// How many findings a summary keeps the sentences of.
const TOP: usize = 8;

/// What is kept of a file that is not open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Path relative to the batch.
    pub name: String,
    /// Path to open.
    pub path: PathBuf,
    /// `blake3:…` of the bytes; empty where the file could not be read at all.
    pub digest: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What kind of file it is.
    pub kind: Kind,
    /// The title line.
    pub title: Option<String>,
    /// The unit that the report speaks of.
    pub unit: Option<String>,
    /// The report year.
    pub year: Option<i32>,
    /// Id of the form's edition.
    pub form: Option<&'static str>,
    /// The machine's status.
    pub status: Status,
    /// Findings that are errors.
    pub errors: u32,
    /// Findings that are warnings.
    pub warnings: u32,
    /// Findings that are notices.
    pub notices: u32,
    /// Labels that wait for the reviewer.
    pub waiting: u32,
    /// Labels that the reviewer decided.
    pub decided: u32,
    /// How many decisions ask to be taken anew, because the file no longer shows what they rest on. Counted by whoever knows
    /// the decisions; 0 else.
    pub stale: u32,
    /// [`label_hash`] of every label that is not letter for letter one of the form's, in order.
    pub odd_labels: Box<[u32]>,
    /// The first findings, gravest first: severity and sentence in Chinese and in English.
    pub top: Vec<(Severity, String, String)>,
    /// What rests on other reports as well; counted above too.
    pub between: Vec<(Severity, String, String)>,
    /// Why the file is unreadable, or a picture, in Chinese and in English.
    pub because: Option<(String, String)>,
}

impl Summary {
    /// The summary of an analysis that was made with these mappings.
    #[must_use]
    pub fn of(name: &str, path: &Path, digest: &str, bytes: u64, analysis: &Analysis, mappings: &Mappings) -> Self {
        let (report, verdict) = (&analysis.report, &analysis.verdict);
        let count = |severity| verdict.count(severity) as u32;
        let is_decided = |mapping: Option<&Mapping>| mapping.is_some_and(|mapping| *mapping != Mapping::Unsure);
        Self {
            name: name.to_owned(),
            path: path.to_owned(),
            digest: digest.to_owned(),
            bytes,
            kind: analysis.kind,
            title: report.title.as_ref().map(|title| title.text.clone()),
            unit: report.unit.as_ref().map(|unit| unit.text.clone()),
            year: report.year,
            form: report.form_id(),
            status: verdict.status,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notices: count(Severity::Info),
            waiting: report.labels.iter().filter(|label| label.needs_review).count() as u32,
            decided: if mappings.decided.is_empty() {
                0
            } else {
                report.labels.iter().filter(|label| is_decided(mappings.decided.get(&label.key()))).count() as u32
            },
            stale: 0,
            odd_labels: odd_labels(report),
            top: verdict
                .findings
                .iter()
                .take(TOP)
                .map(|finding| (finding.severity, finding.zh.clone(), finding.en.clone()))
                .collect(),
            between: Vec::new(),
            because: analysis.unreadable.clone(),
        }
    }

    /// Takes up what rests on other reports as well, in place of what was said of that before.
    pub fn compared<'a>(&mut self, findings: impl Iterator<Item = &'a Finding>) {
        let mut findings = findings.peekable();
        if self.between.is_empty() && findings.peek().is_none() {
            return;
        }
        for (severity, ..) in std::mem::take(&mut self.between) {
            *self.count(severity) -= 1;
        }
        for finding in findings {
            *self.count(finding.severity) += 1;
            self.between.push((finding.severity, finding.zh.clone(), finding.en.clone()));
        }
        if !matches!(self.status, Status::NotAssessable | Status::Unreadable) {
            self.status = match (self.errors, self.warnings) {
                (0, 0) => Status::Clean,
                (0, _) => Status::Warning,
                _ => Status::Error,
            };
        }
    }

    /// The first findings, gravest first, then those that rest on other reports as well.
    pub fn told(&self) -> impl Iterator<Item = &(Severity, String, String)> {
        self.top.iter().chain(&self.between)
    }

    fn count(&mut self, severity: Severity) -> &mut u32 {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.notices,
        }
    }
}

/// A short mark of a label as it folds, in its context. Two labels of one mark may differ; those of two marks do.
#[must_use]
pub fn label_hash(key: &AliasKey) -> u32 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish() as u32
}

fn odd_labels(report: &Report) -> Box<[u32]> {
    let odd = report.labels.iter().filter(|label| label.method != Method::Exact);
    let mut marks: Vec<u32> = odd.map(|label| label_hash(&label.key().folded())).collect();
    marks.sort_unstable();
    marks.dedup();
    marks.into()
}
