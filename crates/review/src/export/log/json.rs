//! The log as one JSON object for programs.
//!
//! All keys are always present; new ones may be added at the end of an object, none goes without a new [`SCHEMA_VERSION`]. Times are RFC 3339 in UTC, figures have the decimals that were
//! printed, words for states are the ids of journals. `message` and `advice` are in the language asked for.

mod view;

use std::io::{self, Write};

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use crate::export::book::RulesView;
use crate::export::json;
use crate::report::{LabelKey, Mapping};
use crate::review::{
    Decision, FindingKey, FindingNow, FindingStanding, NoteOn, NoteStanding, Said, Seen, Stale, StaleMatter,
};
use crate::text::lang::Lang;

use self::view::{
    AboutView, BatchFindingView, CauseView, CellView, DecisionView, FileView, FindingView, LabelView, LearnedView,
    LogView, MappedView, MappingDecisionView, MappingView, NoteOnView, NoteView, NowView, OnView, ReviewView, SaidView,
    SeenView, SkippedView, StaleView, StandingView, ToolView,
};
use super::model::{CauseLog, DecisionLog, FileLog, FindingLog, Lines, MappingLog, ReviewLog};
use super::{Style, words};

/// Version of the object's shape.
const SCHEMA_VERSION: u32 = 2;

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
        rules: RulesView::of(log.book),
        batch_findings: log
            .between
            .iter()
            .map(|finding| BatchFindingView {
                rule: finding.rule,
                severity: finding.severity.id(),
                message: finding.message(lang),
                advice: finding.advice(lang),
            })
            .collect(),
    };
    json::to_writer_pretty(&mut *out, &view)?;
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
            seen: review.seen.map(view_seen),
        },
        note: file.note.as_ref().map(view_note),
        findings: file.findings.iter().map(|log| view_finding(log, lang)).collect(),
        notes: file
            .notes
            .iter()
            .map(|log| {
                let NoteStanding { text, by, at, .. } = &log.standing;
                NoteOnView { on: view_on(&log.on), text, by, at: *at }
            })
            .collect(),
        stale: file.stale.iter().map(view_stale).collect(),
        mappings: file.mappings.iter().map(|log| view_mapping(log, lang)).collect(),
        plain_mappings: file.plain_mappings,
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
        lines: &log.lines.numbers,
        evidence: &log.key.evidence,
        standing: view_standing(&log.standing),
        note: log.note.as_ref().map(view_note),
        place: place(&log.lines, lang),
        cause: log.cause.as_ref().map(|cause| view_cause(cause, lang)),
    }
}

fn view_cause(cause: &CauseLog, lang: Lang) -> CauseView<'_> {
    CauseView {
        likely: cause.likely.iter().map(|(zh, en)| lang.pick(zh.as_str(), en)).collect(),
        summary: lang.pick(cause.summary.0.as_str(), &cause.summary.1),
        corrections: cause.corrections.iter().map(|(zh, en)| lang.pick(zh.as_str(), en)).collect(),
    }
}

/// Where something stands, in words, where its file has more than lines.
fn place(lines: &Lines, lang: Lang) -> Option<&str> {
    lines.original.as_ref().map(|(zh, en)| lang.pick(zh.as_str(), en))
}

fn view_note(note: &NoteStanding) -> NoteView<'_> {
    NoteView { text: &note.text, by: &note.by, at: note.at }
}

fn view_seen(seen: Seen) -> SeenView {
    let Seen { errors, warnings, waiting } = seen;
    SeenView { errors, warnings, waiting }
}

fn view_on(on: &NoteOn) -> OnView<'_> {
    match on {
        NoteOn::Report => OnView::Report,
        NoteOn::Finding(FindingKey { rule, evidence }) => OnView::Finding { rule, evidence },
        NoteOn::Cell { cell, raw } => OnView::Cell { cell, raw: raw.as_deref() },
    }
}

fn view_stale(stale: &Stale) -> StaleView<'_> {
    let (about, old, now) = match &stale.matter {
        StaleMatter::Review { state, reason, now, .. } => {
            (AboutView::Review, SaidView::State { state: state.id(), reason }, NowView::Seen { seen: view_seen(*now) })
        }
        StaleMatter::Finding { key: FindingKey { rule, evidence }, state, reason, now } => {
            (AboutView::Finding { rule, evidence }, SaidView::State { state: state.id(), reason }, view_now(now))
        }
        StaleMatter::Mapping { key: LabelKey { table, axis, group, observed, .. }, mapping, now, .. } => {
            let about = AboutView::Label { observed, table, axis: axis.id(), group };
            let labels = now.iter().map(|label| LabelView {
                observed: &label.key.observed,
                group: &label.key.group,
                canonical: label.canonical.as_deref(),
                needs_review: label.waits,
            });
            let old = SaidView::Label { mapping: Some(view_mapped(mapping)) };
            (about, old, NowView::Labels { labels: labels.collect() })
        }
        StaleMatter::FindingNote { key: FindingKey { rule, evidence }, text, now } => {
            (AboutView::Note { on: OnView::Finding { rule, evidence } }, SaidView::Note { text }, view_now(now))
        }
        StaleMatter::CellNote { cell, raw, text, now } => {
            let on = OnView::Cell { cell, raw: raw.as_deref() };
            (AboutView::Note { on }, SaidView::Note { text }, NowView::Raw { raw: now.as_deref() })
        }
    };
    let Stale { event, by, at, digest, answered, .. } = stale;
    StaleView { event: *event, about, by, at: *at, digest, old, now, answered: *answered }
}

fn view_now(now: &FindingNow) -> NowView<'_> {
    match now {
        FindingNow::Found(key) => NowView::Finding { evidence: &key.evidence },
        FindingNow::Gone { outcome, cells } => NowView::Cells {
            outcome: outcome.map(|outcome| outcome.id()),
            cells: cells.iter().map(|now| CellView { id: now.cell.clone(), raw: now.raw.as_deref() }).collect(),
        },
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

fn view_mapping(log: &MappingLog, lang: Lang) -> MappingView<'_> {
    let LabelKey { table, axis, group, observed, .. } = &log.key;
    MappingView {
        observed,
        table,
        axis: axis.id(),
        group,
        canonical: log.canonical.as_deref(),
        label: log.canonical.as_ref().map(|id| words::field(&log.key, id)),
        method: log.method.id(),
        score: raw(format!("{:.4}", log.score)),
        needs_review: log.waits,
        lines: &log.lines.numbers,
        decision: log.standing.as_ref().map(|standing| MappingDecisionView {
            mapping: view_mapped(&standing.mapping),
            proposed: standing.proposed.as_deref(),
            by: &standing.by,
            at: standing.at,
        }),
        learned: log.taught.as_ref().filter(|taught| taught.held_back.is_none()).map(|taught| LearnedView {
            by: &taught.alias.by,
            at: taught.alias.at,
            from: &taught.alias.from,
        }),
        place: place(&log.lines, lang),
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
        in_force: log.is_in_force,
        about: match &log.about.decision {
            Decision::MapLabel { key: LabelKey { table, axis, group, observed, .. }, .. } => {
                AboutView::Label { observed, table, axis: axis.id(), group }
            }
            Decision::JudgeFinding { key: FindingKey { rule, evidence }, .. } => AboutView::Finding { rule, evidence },
            Decision::Note { on, .. } => AboutView::Note { on: view_on(on) },
            Decision::SetState { .. } | Decision::Undo { .. } => AboutView::Review,
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
