//! Builds the log: what the machine says of a file, laid beside what stands decided.

use std::collections::{BTreeSet, HashMap};

use crate::document::Span;
use crate::report::{Label, LabelKey, Report};
use crate::review::{FindingKey, NoteOn, State};
use crate::rules::Verdict;
use crate::source::Skipped;

use super::history;
use super::model::{FileLog, FindingLog, JudgementLog, MappingLog, ReviewLog};

/// One file as the machine sees it, with the reviewer's mappings applied; callers lend it.
#[derive(Debug, Clone, Copy)]
pub struct Submission<'a> {
    /// Path relative to the batch.
    pub name: &'a str,
    /// `blake3:…` of the bytes; empty where they could not be read.
    pub digest: &'a str,
    /// The report as understood.
    pub report: &'a Report,
    /// What the rules say of it.
    pub verdict: &'a Verdict,
    /// Why the file is unreadable, in Chinese and in English.
    pub unreadable: Option<&'a (String, String)>,
}

impl FileLog {
    /// The log of a file of the batch.
    #[must_use]
    pub fn of(submission: &Submission, state: &State) -> Self {
        let (name, report) = (submission.name, submission.report);
        let findings: Vec<FindingLog> = submission
            .verdict
            .findings
            .iter()
            .map(|finding| {
                let key = FindingKey::of(finding, report);
                let standing = state.finding(name, &key);
                let raw = finding.cells.iter().map(|&id| report.cell(id).map(|cell| cell.raw.clone())).collect();
                FindingLog { finding: finding.clone(), key, raw, lines: lines(&finding.source), standing }
            })
            .collect();
        Self {
            digest: submission.digest.to_owned(),
            is_present: true,
            title: report.title.as_ref().map(|title| title.text.clone()),
            unit: report.unit.as_ref().map(|unit| unit.text.clone()),
            year: report.year,
            form: report.form_id(),
            status: submission.verdict.status,
            because: submission.unreadable.cloned(),
            mappings: mappings(name, report, state),
            ..Self::decided(name, Some(submission.digest), findings, state)
        }
    }

    /// The log of a file that the batch does not have any more: what was decided of it is kept.
    fn absent(name: &str, state: &State) -> Self {
        let mappings = mappings(name, &Report::default(), state);
        Self { mappings, ..Self::decided(name, None, Vec::new(), state) }
    }

    fn decided(name: &str, digest: Option<&str>, findings: Vec<FindingLog>, state: &State) -> Self {
        let shown: BTreeSet<&FindingKey> = findings.iter().map(|finding| &finding.key).collect();
        let judged = state.judged(name).into_iter().filter(|(key, _)| !shown.contains(key));
        let stale = judged.map(|(key, standing)| JudgementLog { key: key.clone(), standing }).collect();
        Self {
            name: name.to_owned(),
            review: state.review(name, digest),
            note: state.note(name, &NoteOn::Report),
            findings,
            stale,
            decisions: history::decisions(name, state),
            ..Self::default()
        }
    }
}

impl ReviewLog {
    /// The log of a batch from the logs of its files, in their order. Files that only decisions know of come last.
    #[must_use]
    pub fn new(batch: &str, mut files: Vec<FileLog>, skipped: &[Skipped], state: &State) -> Self {
        let present: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
        let absent = state.paths().into_iter().filter(|&path| !present.contains(path));
        files.extend(absent.map(|path| FileLog::absent(path, state)));
        Self {
            batch: batch.to_owned(),
            program: env!("CARGO_PKG_VERSION"),
            last_event: state.last_id(),
            files,
            skipped: skipped.to_owned(),
        }
    }
}

/// What the labels of a report were taken for. Occurrences of one evidence that were taken for the same are one entry.
fn mappings(name: &str, report: &Report, state: &State) -> Vec<MappingLog> {
    let mut logs: Vec<MappingLog> = Vec::new();
    let mut places: HashMap<(LabelKey, Option<&str>), usize> = HashMap::new();
    for label in &report.labels {
        let canonical = label.target.map(crate::report::Target::canonical);
        let place = *places.entry((label.key(), canonical)).or_insert_with(|| {
            logs.push(mapping(label, canonical, name, state));
            logs.len() - 1
        });
        logs[place].waits |= label.needs_review;
        logs[place].lines.extend(label.source.iter().map(|span| span.line));
    }
    for log in &mut logs {
        log.lines.sort_unstable();
        log.lines.dedup();
    }
    let shown: BTreeSet<LabelKey> = logs.iter().map(|log| log.key.clone()).collect();
    let decided = state.mappings(name).0.into_keys().filter(|key| !shown.contains(key));
    logs.extend(decided.map(|key| MappingLog {
        standing: state.mapping(name, &key),
        key,
        canonical: None,
        method: None,
        score: 0.0,
        waits: false,
        lines: Vec::new(),
    }));
    logs
}

fn mapping(label: &Label, canonical: Option<&str>, name: &str, state: &State) -> MappingLog {
    let key = label.key();
    MappingLog {
        standing: state.mapping(name, &key),
        key,
        canonical: canonical.map(str::to_owned),
        method: Some(label.method),
        score: label.score,
        waits: label.needs_review,
        lines: Vec::new(),
    }
}

/// The lines of places, each once, in order.
fn lines(source: &[Span]) -> Vec<u32> {
    let lines: BTreeSet<u32> = source.iter().map(|span| span.line).collect();
    lines.into_iter().collect()
}
