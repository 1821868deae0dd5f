//! The log as one JSON object for programs.
//!
//! Keys stand here in the order in which they are printed. All are always present; new ones may be added at the end of an
//! object, none goes without a new [`SCHEMA_VERSION`]. Times are RFC 3339 in UTC, figures have the decimals that were
//! printed, words for states are the ids of journals. `message` and `advice` are in the language asked for.

use std::io::{self, Write};

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::report::{LabelKey, Mapping};
use crate::review::{Decision, EventId, FindingKey, FindingStanding};
use crate::text::lang::Lang;

use super::model::{DecisionLog, FileLog, FindingLog, MappingLog, ReviewLog, Said};
use super::{Style, words};

/// Version of the object's shape.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct LogView<'a> {
    schema_version: u32,
    /// Always `review_log`.
    kind: &'static str,
    tool: ToolView,
    batch: &'a str,
    /// Number of the last decision that the log knows of.
    last_event: EventId,
    files: Vec<FileView<'a>>,
    skipped: Vec<SkippedView<'a>>,
}

#[derive(Serialize)]
struct ToolView {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct SkippedView<'a> {
    path: &'a str,
    because: &'a str,
}

#[derive(Serialize)]
struct FileView<'a> {
    path: &'a str,
    digest: &'a str,
    /// Whether the batch still has the file.
    present: bool,
    title: Option<&'a str>,
    unit: Option<&'a str>,
    year: Option<i32>,
    form: Option<&'static str>,
    /// `null` for a file that is not present.
    status: Option<&'static str>,
    unreadable: Option<&'a str>,
    review: ReviewView<'a>,
    note: Option<NoteView<'a>>,
    findings: Vec<FindingView<'a>>,
    stale_judgements: Vec<JudgementView<'a>>,
    mappings: Vec<MappingView<'a>>,
    decisions: Vec<DecisionView<'a>>,
}

#[derive(Serialize)]
struct ReviewView<'a> {
    state: &'static str,
    reason: &'a str,
    by: Option<&'a str>,
    at: Option<Timestamp>,
    /// Digest of the content that was judged.
    digest: Option<&'a str>,
    /// Whether the content is another one now.
    stale: bool,
}

#[derive(Serialize)]
struct NoteView<'a> {
    text: &'a str,
    by: &'a str,
    at: Timestamp,
}

#[derive(Serialize)]
struct FindingView<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    advice: &'a str,
    cells: Vec<CellView<'a>>,
    expected: Option<Box<RawValue>>,
    actual: Option<Box<RawValue>>,
    lines: &'a [u32],
    /// What a decision on the finding is remembered by: cell ids with their raw text, else the Chinese sentence.
    evidence: &'a [String],
    standing: StandingView<'a>,
}

#[derive(Serialize)]
struct CellView<'a> {
    id: String,
    /// `null` where the document does not have the cell.
    raw: Option<&'a str>,
}

#[derive(Serialize)]
struct JudgementView<'a> {
    rule: &'a str,
    evidence: &'a [String],
    standing: StandingView<'a>,
}

#[derive(Serialize)]
struct StandingView<'a> {
    state: &'static str,
    reason: &'a str,
    by: Option<&'a str>,
    at: Option<Timestamp>,
}

#[derive(Serialize)]
struct MappingView<'a> {
    observed: &'a str,
    table: &'a str,
    axis: &'static str,
    group: &'a [String],
    canonical: Option<&'a str>,
    /// The field's printed label.
    label: Option<String>,
    /// `null` where the file does not have the label any more.
    method: Option<&'static str>,
    score: Option<Box<RawValue>>,
    needs_review: bool,
    lines: &'a [u32],
    decision: Option<MappingDecisionView<'a>>,
}

#[derive(Serialize)]
struct MappingDecisionView<'a> {
    mapping: MappedView<'a>,
    proposed: Option<&'a str>,
    by: &'a str,
    at: Timestamp,
}

/// What a reviewer says of a label: `{"field": "org_enterprise"}`, `"not_a_field"` or `"unsure"`.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum MappedView<'a> {
    Field(&'a str),
    NotAField,
    Unsure,
}

#[derive(Serialize)]
struct DecisionView<'a> {
    id: EventId,
    act: EventId,
    at: Timestamp,
    by: &'a str,
    program: &'a str,
    digest: &'a str,
    /// The event that an undo names; `null` for a decision.
    undoes: Option<EventId>,
    /// Whether a later event undid it.
    undone: bool,
    about: AboutView<'a>,
    old: SaidView<'a>,
    new: SaidView<'a>,
    reason: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum AboutView<'a> {
    Label { observed: &'a str, table: &'a str, axis: &'static str, group: &'a [String] },
    Finding { rule: &'a str, evidence: &'a [String] },
    Review,
    Note,
}

#[derive(Serialize)]
#[serde(untagged)]
enum SaidView<'a> {
    Label { mapping: Option<MappedView<'a>> },
    State { state: &'static str, reason: &'a str },
    Note { text: &'a str },
}

/// Writes the object.
pub fn write(log: &ReviewLog, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    let skipped = log.skipped.iter();
    let view = LogView {
        schema_version: SCHEMA_VERSION,
        kind: "review_log",
        tool: ToolView { name: "gouji", version: log.program },
        batch: &log.batch,
        last_event: log.last_event,
        files: log.files.iter().map(|file| view_file(file, lang)).collect(),
        skipped: skipped
            .map(|skipped| SkippedView {
                path: &skipped.name,
                because: lang.pick(&skipped.because_zh, &skipped.because_en),
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &view)?;
    writeln!(out)
}

fn view_file(file: &FileLog, lang: Lang) -> FileView<'_> {
    let review = &file.review;
    FileView {
        path: &file.name,
        digest: &file.digest,
        present: file.is_present,
        title: file.title.as_deref(),
        unit: file.unit.as_deref(),
        year: file.year,
        form: file.form,
        status: file.is_present.then(|| file.status.id()),
        unreadable: file.because.as_ref().map(|(zh, en)| lang.pick(zh.as_str(), en)),
        review: ReviewView {
            state: review.state.id(),
            reason: &review.reason,
            by: review.at.map(|_| review.by.as_str()),
            at: review.at,
            digest: review.at.map(|_| review.digest.as_str()),
            stale: review.stale,
        },
        note: file.note.as_ref().map(|note| NoteView { text: &note.text, by: &note.by, at: note.at }),
        findings: file.findings.iter().map(|log| view_finding(log, lang)).collect(),
        stale_judgements: file
            .stale
            .iter()
            .map(|log| {
                let FindingKey { rule, evidence } = &log.key;
                JudgementView { rule, evidence, standing: view_standing(&log.standing) }
            })
            .collect(),
        mappings: file.mappings.iter().map(view_mapping).collect(),
        decisions: file.decisions.iter().map(view_decision).collect(),
    }
}

fn view_finding(log: &FindingLog, lang: Lang) -> FindingView<'_> {
    let finding = &log.finding;
    FindingView {
        rule: finding.rule,
        severity: finding.severity.id(),
        message: finding.message(lang),
        advice: finding.advice(lang),
        cells: finding
            .cells
            .iter()
            .zip(&log.raw)
            .map(|(id, raw)| CellView { id: id.to_string(), raw: raw.as_deref() })
            .collect(),
        expected: finding.expected.map(number),
        actual: finding.actual.map(number),
        lines: &log.lines,
        evidence: &log.key.evidence,
        standing: view_standing(&log.standing),
    }
}

fn view_standing(standing: &FindingStanding) -> StandingView<'_> {
    StandingView {
        state: standing.state.id(),
        reason: &standing.reason,
        by: standing.at.map(|_| standing.by.as_str()),
        at: standing.at,
    }
}

fn view_mapping(log: &MappingLog) -> MappingView<'_> {
    let LabelKey { table, axis, group, observed } = &log.key;
    MappingView {
        observed,
        table,
        axis: axis.id(),
        group,
        canonical: log.canonical.as_deref(),
        label: log.canonical.as_ref().map(|id| words::field(&log.key, id)),
        method: log.method.map(|method| method.id()),
        score: log.method.map(|_| raw(format!("{:.4}", log.score))),
        needs_review: log.waits,
        lines: &log.lines,
        decision: log.standing.as_ref().map(|standing| MappingDecisionView {
            mapping: view_mapped(&standing.mapping),
            proposed: standing.proposed.as_deref(),
            by: &standing.by,
            at: standing.at,
        }),
    }
}

fn view_mapped(mapping: &Mapping) -> MappedView<'_> {
    match mapping {
        Mapping::Field(id) => MappedView::Field(id),
        Mapping::NotAField => MappedView::NotAField,
        Mapping::Unsure => MappedView::Unsure,
    }
}

fn view_decision(log: &DecisionLog) -> DecisionView<'_> {
    let event = &log.event;
    DecisionView {
        id: event.id,
        act: event.act,
        at: event.at,
        by: &event.reviewer,
        program: &event.program,
        digest: &event.subject.digest,
        undoes: if let Decision::Undo { event } = event.decision { Some(event) } else { None },
        undone: log.is_undone,
        about: match &log.about.decision {
            Decision::MapLabel { key: LabelKey { table, axis, group, observed }, .. } => {
                AboutView::Label { observed, table, axis: axis.id(), group }
            }
            Decision::JudgeFinding { key: FindingKey { rule, evidence }, .. } => AboutView::Finding { rule, evidence },
            Decision::SetState { .. } => AboutView::Review,
            Decision::Note { .. } | Decision::Undo { .. } => AboutView::Note,
        },
        old: view_said(&log.old),
        new: view_said(&log.new),
        reason: words::reason(log),
    }
}

fn view_said(said: &Said) -> SaidView<'_> {
    match said {
        Said::Label(mapping) => SaidView::Label { mapping: mapping.as_ref().map(view_mapped) },
        Said::Finding(state, reason) => SaidView::State { state: state.id(), reason },
        Said::Review(state, reason) => SaidView::State { state: state.id(), reason },
        Said::Note(text) => SaidView::Note { text },
    }
}

fn number(value: Decimal) -> Box<RawValue> {
    raw(value.to_string())
}

fn raw(number: String) -> Box<RawValue> {
    RawValue::from_string(number).expect("a decimal number is JSON")
}
