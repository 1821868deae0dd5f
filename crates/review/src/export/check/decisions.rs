//! What reviewers decided of a file, as it stands at the end of a report object under `--with-decisions`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use super::checked::Checked;
use crate::report::{LabelKey, Mapping};
use crate::review::{EventId, FindingKey, FindingStanding, NoteOn, NoteStanding, Present, Seen, State};

/// The decisions in force on one file.
#[derive(Serialize)]
pub struct DecisionsView {
    review: ReviewView,
    note: Option<String>,
    mappings: Vec<MappingView>,
    findings: Vec<JudgementView>,
    notes: Vec<NoteView>,
}

#[derive(Serialize)]
struct ReviewView {
    state: &'static str,
    reason: String,
    by: String,
    at: Option<Timestamp>,
    stale: bool,
    seen: Option<SeenView>,
}

#[derive(Serialize)]
struct SeenView {
    errors: u32,
    warnings: u32,
    waiting: u32,
}

#[derive(Serialize)]
struct MappingView {
    table: String,
    axis: &'static str,
    group: Vec<String>,
    observed: String,
    decision: &'static str,
    canonical: Option<String>,
    proposed: Option<String>,
    by: String,
    at: Timestamp,
    stale: bool,
}

#[derive(Serialize)]
struct JudgementView {
    rule: String,
    evidence: Vec<String>,
    state: &'static str,
    reason: String,
    by: String,
    at: Option<Timestamp>,
    stale: bool,
}

/// A note on a finding, known by rule and evidence, or on a cell, known by its id and raw text.
#[derive(Serialize)]
struct NoteView {
    rule: Option<String>,
    evidence: Vec<String>,
    cell: Option<String>,
    raw: Option<String>,
    text: String,
    by: String,
    at: Timestamp,
    stale: bool,
}

impl DecisionsView {
    /// The decisions in force. One whose evidence is no longer in the file is stale.
    #[must_use]
    pub fn new(checked: &Checked, state: &State) -> Self {
        let Checked { name, digest, report, verdict, .. } = *checked;
        let review = state.review(name, Some(digest));
        let stale = state.stale(&Present { path: name, digest, report, verdict });
        let stale: BTreeSet<EventId> = stale.iter().map(|stale| stale.event).collect();
        let seen = |Seen { errors, warnings, waiting }| SeenView { errors, warnings, waiting };
        Self {
            review: ReviewView {
                state: review.state.id(),
                reason: review.reason,
                by: review.by,
                at: review.at,
                stale: review.stale,
                seen: review.seen.map(seen),
            },
            note: state.note(name, &NoteOn::Report).map(|note| note.text),
            mappings: mappings(name, state, &stale),
            findings: judgements(name, state, &stale),
            notes: notes(name, state, &stale),
        }
    }
}

fn mappings(name: &str, state: &State, stale: &BTreeSet<EventId>) -> Vec<MappingView> {
    let decided = state.mappings(name).decided.into_keys();
    let view = |key: LabelKey| {
        let standing = state.mapping(name, &key)?;
        let (decision, canonical) = match standing.mapping {
            Mapping::Field(id) => ("field", Some(id)),
            Mapping::NotAField => ("not_a_field", None),
            Mapping::Unsure => ("unsure", None),
        };
        Some(MappingView {
            table: key.table,
            axis: key.axis.id(),
            group: key.group,
            observed: key.observed,
            decision,
            canonical,
            proposed: standing.proposed,
            by: standing.by,
            at: standing.at,
            stale: stale.contains(&standing.event),
        })
    };
    decided.filter_map(view).collect()
}

fn judgements(name: &str, state: &State, stale: &BTreeSet<EventId>) -> Vec<JudgementView> {
    let view = |(key, standing): (&FindingKey, FindingStanding)| JudgementView {
        rule: key.rule.clone(),
        evidence: key.texts(),
        state: standing.state.id(),
        reason: standing.reason,
        by: standing.by,
        at: standing.at,
        stale: standing.event.is_some_and(|event| stale.contains(&event)),
    };
    state.judged(name).into_iter().map(view).collect()
}

fn notes(name: &str, state: &State, stale: &BTreeSet<EventId>) -> Vec<NoteView> {
    let view = |(on, standing): (&NoteOn, NoteStanding)| {
        let (rule, evidence, cell, raw) = match on.clone() {
            NoteOn::Report => return None,
            NoteOn::Finding(key) => (Some(key.rule.clone()), key.texts(), None, None),
            NoteOn::Cell { cell, raw } => (None, Vec::new(), Some(cell), raw),
        };
        let NoteStanding { text, by, at, event, .. } = standing;
        Some(NoteView { rule, evidence, cell, raw, text, by, at, stale: stale.contains(&event) })
    };
    state.notes(name).into_iter().filter_map(view).collect()
}
