//! Builds the log: what the machine says of a file, laid beside what stands decided.

use std::collections::{BTreeSet, HashMap};

use crate::document::Span;
use crate::report::{Label, LabelKey, Method, Report, Target};
use crate::review::{Decision, FindingKey, NoteOn, Present, StaleMatter, State};
use crate::rules::{Cause, Finding, RuleBook, Verdict};
use crate::source::Skipped;
use crate::text::lang::Lang;

use super::history::History;
use super::model::{CauseLog, DecisionLog, FileLog, FindingLog, Lines, MappingLog, NoteLog, ReviewLog};

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
    pub fn of(submission: &Submission, state: &State, history: &History) -> Self {
        let &Submission { name, digest, report, verdict, unreadable } = submission;
        let labels = mappings(name, report, state);
        let mut decisions = history.on(name);
        for decision in &mut decisions {
            decision.lines = lines_of(decision, submission, &labels);
        }
        let (plain, told): (Vec<_>, Vec<_>) = labels.into_iter().partition(MappingLog::is_plain);
        let findings = verdict.findings.iter().enumerate().map(|(at, finding)| {
            let earlier = &verdict.findings[..at];
            let is_first = !earlier.iter().any(|other| other.cause_id == finding.cause_id);
            let cause = verdict.cause(finding).filter(|_| is_first).map(CauseLog::of);
            FindingLog { cause, ..of_finding(finding, name, report, &told, state) }
        });
        Self {
            digest: digest.to_owned(),
            is_present: true,
            title: report.title.as_ref().map(|title| title.text.clone()),
            unit: report.unit.as_ref().map(|unit| unit.text.clone()),
            unit_kind: report.unit_kind(),
            year: report.year,
            form: report.form_id(),
            status: verdict.status,
            because: unreadable.cloned(),
            review: state.review(name, Some(digest)),
            findings: findings.collect(),
            stale: state.stale(&Present { path: name, digest, report, verdict }),
            mappings: told,
            plain_mappings: plain.len(),
            decisions,
            ..Self::decided(name, state)
        }
    }

    /// The log of a file that the batch does not have any more: what was decided of it is kept.
    fn absent(name: &str, state: &State, history: &History) -> Self {
        let (report, verdict) = (Report::default(), Verdict::default());
        let mut stale = state.stale(&Present { path: name, digest: "", report: &report, verdict: &verdict });
        stale.retain(|stale| !matches!(stale.matter, StaleMatter::Review { .. }));
        Self { review: state.review(name, None), stale, decisions: history.on(name), ..Self::decided(name, state) }
    }

    fn decided(name: &str, state: &State) -> Self {
        let notes = state.notes(name).into_iter().filter(|(on, _)| **on != NoteOn::Report);
        Self {
            name: name.to_owned(),
            note: state.note(name, &NoteOn::Report),
            notes: notes.map(|(on, standing)| NoteLog { on: on.clone(), standing }).collect(),
            ..Self::default()
        }
    }
}

impl ReviewLog {
    /// The log of a batch from the logs of its files, in their order. Files that only decisions know of come last.
    #[must_use]
    pub fn new(
        batch: &str,
        mut files: Vec<FileLog>,
        skipped: &[Skipped],
        (state, history): (&State, &History),
        book: &'static RuleBook,
    ) -> Self {
        let present: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
        let absent = state.paths().into_iter().filter(|&path| !present.contains(path));
        files.extend(absent.map(|path| FileLog::absent(path, state, history)));
        Self {
            batch: batch.to_owned(),
            program: env!("CARGO_PKG_VERSION"),
            last_event: state.last_id(),
            files,
            between: Vec::new(),
            skipped: skipped.to_owned(),
            book,
        }
    }
}

/// The lines that a decision speaks of, where what it speaks of is still there.
fn lines_of(decision: &DecisionLog, submission: &Submission, labels: &[MappingLog]) -> Lines {
    match &decision.about.decision {
        Decision::JudgeFinding { key, .. } | Decision::Note { on: NoteOn::Finding(key), .. } => {
            let mut findings = submission.verdict.findings.iter();
            let found = findings.find(|finding| FindingKey::of(finding, submission.report).is_found_by(key));
            found.map_or_else(Lines::default, |finding| lines(submission.report, &finding.source))
        }
        Decision::MapLabel { key, .. } => {
            labels.iter().find(|log| log.key == *key).map_or_else(Lines::default, |log| log.lines.clone())
        }
        _ => Lines::default(),
    }
}

fn of_finding(finding: &Finding, name: &str, report: &Report, mappings: &[MappingLog], state: &State) -> FindingLog {
    let key = FindingKey::of(finding, report);
    let cells = || finding.cells.iter().map(|&id| report.cell(id));
    let labels: BTreeSet<u32> = cells()
        .flatten()
        .flat_map(|cell| [cell.row_label, cell.column_label])
        .flatten()
        .chain(finding.labels.iter().copied())
        .collect();
    let keys: BTreeSet<LabelKey> =
        labels.iter().filter_map(|&i| report.labels.get(i as usize)).map(Label::key).collect();
    FindingLog {
        standing: state.finding(name, &key),
        note: state.note(name, &NoteOn::Finding(key.clone())),
        key,
        raw: cells().map(|cell| cell.map(|cell| cell.raw.clone())).collect(),
        lines: lines(report, &finding.source),
        mappings: (0..mappings.len()).filter(|&i| keys.contains(&mappings[i].key)).collect(),
        finding: finding.clone(),
        cause: None,
    }
}

impl CauseLog {
    fn of(cause: &Cause) -> Self {
        let both = |words: &dyn Fn(Lang) -> String| (words(Lang::Zh), words(Lang::En));
        Self {
            likely: cause.hypotheses.iter().map(|one| both(&|lang| one.words(lang).to_owned())).collect(),
            summary: both(&|lang| cause.summary(lang)),
            corrections: cause.families.iter().map(|one| both(&|lang| one.words(lang).to_owned())).collect(),
        }
    }
}

impl MappingLog {
    /// Whether a mapping needs no words: the label is that of the form, and nobody said anything of it.
    fn is_plain(&self) -> bool {
        self.standing.is_none() && !self.waits && matches!(self.method, Method::Exact | Method::Folded)
    }
}

/// What the labels of a report were taken for. Occurrences of one evidence that were taken for the same are one entry.
fn mappings(name: &str, report: &Report, state: &State) -> Vec<MappingLog> {
    let mut logs: Vec<MappingLog> = Vec::new();
    let mut sources: Vec<Vec<Span>> = Vec::new();
    let mut places: HashMap<(LabelKey, Option<&str>), usize> = HashMap::new();
    for label in &report.labels {
        let canonical = label.target.map(Target::canonical);
        let place = *places.entry((label.key(), canonical)).or_insert_with(|| {
            logs.push(mapping(label, canonical, name, state));
            logs.len() - 1
        });
        logs[place].waits |= label.needs_review;
        sources.resize(logs.len(), Vec::new());
        sources[place].extend_from_slice(&label.source);
    }
    for (log, source) in logs.iter_mut().zip(&sources) {
        log.lines = lines(report, source);
    }
    logs
}

fn mapping(label: &Label, canonical: Option<&str>, name: &str, state: &State) -> MappingLog {
    let key = label.key();
    MappingLog {
        standing: state.mapping(name, &key),
        key,
        canonical: canonical.map(str::to_owned),
        method: label.method,
        score: label.score,
        waits: label.needs_review,
        taught: label.taught.clone(),
        lines: Lines::default(),
    }
}

/// The lines of places, each once, in order, and how the original names them.
fn lines(report: &Report, source: &[Span]) -> Lines {
    let numbers: BTreeSet<u32> = source.iter().map(|span| span.line).collect();
    let named = |lang| report.origins().names(source, lang);
    let has_names = !report.origins().is_plain() && !source.is_empty();
    Lines { numbers: numbers.into_iter().collect(), original: has_names.then(|| (named(Lang::Zh), named(Lang::En))) }
}
