//! What reviewers decided of a file, as it stands at the end of a report object under `--with-decisions`.

use jiff::Timestamp;
use serde::Serialize;

use super::checked::Checked;
use crate::report::Mapping;
use crate::review::{FindingKey, NoteOn, State};

/// The decisions in force on one file.
#[derive(Serialize)]
pub struct DecisionsView {
    review: ReviewView,
    note: Option<String>,
    mappings: Vec<MappingView>,
    findings: Vec<JudgementView>,
}

#[derive(Serialize)]
struct ReviewView {
    state: &'static str,
    reason: String,
    by: String,
    at: Option<Timestamp>,
    stale: bool,
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

impl DecisionsView {
    /// The decisions in force. One whose evidence is no longer in the file is stale.
    #[must_use]
    pub fn new(checked: &Checked, state: &State) -> Self {
        let review = state.review(checked.name, Some(checked.digest));
        Self {
            review: ReviewView {
                state: review.state.id(),
                reason: review.reason,
                by: review.by,
                at: review.at,
                stale: review.stale,
            },
            note: state.note(checked.name, &NoteOn::Report).map(|note| note.text),
            mappings: mappings(checked, state),
            findings: judgements(checked, state),
        }
    }
}

fn mappings(checked: &Checked, state: &State) -> Vec<MappingView> {
    let keys: Vec<_> = checked.report.labels.iter().map(crate::report::Label::key).collect();
    let decided = state.mappings(checked.name);
    decided
        .0
        .into_keys()
        .filter_map(|key| {
            let standing = state.mapping(checked.name, &key)?;
            let (decision, canonical) = match standing.mapping {
                Mapping::Field(id) => ("field", Some(id)),
                Mapping::NotAField => ("not_a_field", None),
                Mapping::Unsure => ("unsure", None),
            };
            let stale = !keys.contains(&key);
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
                stale,
            })
        })
        .collect()
}

fn judgements(checked: &Checked, state: &State) -> Vec<JudgementView> {
    let keys: Vec<_> = checked.verdict.findings.iter().map(|finding| FindingKey::of(finding, checked.report)).collect();
    state
        .judged(checked.name)
        .into_iter()
        .map(|(key, standing)| JudgementView {
            rule: key.rule.clone(),
            evidence: key.evidence.clone(),
            state: standing.state.id(),
            reason: standing.reason,
            by: standing.by,
            at: standing.at,
            stale: !keys.contains(key),
        })
        .collect()
}
