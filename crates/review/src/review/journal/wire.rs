//! How a decision is written in the journal: JSON tagged by kind, in words that never change their meaning.
//!
//! These types belong to the file and not to the program, so that renaming a type elsewhere cannot change what old
//! journals say. A kind or key that is not known is an error: half an event is no event.

use serde::{Deserialize, Serialize};

mod evidence;

use evidence::WireEvidence;

use crate::report::{LabelKey, Mapping};
use crate::review::{Decision, EventId, FindingKey, FindingState, NoteOn, ReviewState, Seen};
use crate::schema::Axis;

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum WireDecision {
    MapLabel {
        table: String,
        axis: WireAxis,
        group: Vec<String>,
        observed: String,
        /// Absent in the first version, and where there is no other such label.
        #[serde(default, skip_serializing_if = "is_first")]
        nth: u32,
        proposed: Option<String>,
        mapping: Option<WireMapping>,
    },
    JudgeFinding {
        rule: String,
        evidence: Vec<WireEvidence>,
        state: WireFindingState,
        reason: String,
    },
    SetState {
        state: WireReviewState,
        reason: String,
        /// Absent in the first version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<WireSeen>,
    },
    Note {
        /// Absent in the first version, where every note was one on the report.
        #[serde(default, skip_serializing_if = "WireNoteOn::is_report")]
        on: WireNoteOn,
        text: String,
    },
    Undo {
        event: EventId,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WireAxis {
    Row,
    Column,
    Table,
    Group,
}

impl From<Axis> for WireAxis {
    fn from(axis: Axis) -> Self {
        match axis {
            Axis::Row => Self::Row,
            Axis::Column => Self::Column,
            Axis::Table => Self::Table,
            Axis::Group => Self::Group,
        }
    }
}

impl From<WireAxis> for Axis {
    fn from(axis: WireAxis) -> Self {
        match axis {
            WireAxis::Row => Self::Row,
            WireAxis::Column => Self::Column,
            WireAxis::Table => Self::Table,
            WireAxis::Group => Self::Group,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WireMapping {
    Field(String),
    NotAField,
    Unsure,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSeen {
    errors: u32,
    warnings: u32,
    waiting: u32,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum WireNoteOn {
    #[default]
    Report,
    Finding {
        rule: String,
        evidence: Vec<WireEvidence>,
    },
    Cell {
        cell: String,
        raw: Option<String>,
    },
}

impl WireNoteOn {
    fn is_report(&self) -> bool {
        matches!(self, Self::Report)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WireFindingState {
    Open,
    Real,
    Dismissed,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WireReviewState {
    Open,
    Passed,
    Returned,
}

fn is_first(nth: &u32) -> bool {
    *nth == 0
}

/// The text under which a decision is kept.
pub(super) fn to_json(decision: &Decision) -> String {
    serde_json::to_string(&to_wire(decision)).expect("strings, lists and numbers can always be written as JSON")
}

/// The decision that a text keeps.
pub(super) fn from_json(text: &str) -> serde_json::Result<Decision> {
    serde_json::from_str(text).map(from_wire)
}

fn to_wire(decision: &Decision) -> WireDecision {
    match decision.clone() {
        Decision::MapLabel { key, proposed, mapping } => WireDecision::MapLabel {
            table: key.table,
            axis: key.axis.into(),
            group: key.group,
            observed: key.observed,
            nth: key.nth,
            proposed,
            mapping: mapping.map(|mapping| match mapping {
                Mapping::Field(id) => WireMapping::Field(id),
                Mapping::NotAField => WireMapping::NotAField,
                Mapping::Unsure => WireMapping::Unsure,
            }),
        },
        Decision::JudgeFinding { key, state, reason } => WireDecision::JudgeFinding {
            rule: key.rule,
            evidence: evidence::to_wire(key.evidence),
            state: match state {
                FindingState::Open => WireFindingState::Open,
                FindingState::Real => WireFindingState::Real,
                FindingState::Dismissed => WireFindingState::Dismissed,
            },
            reason,
        },
        Decision::SetState { state, reason, seen } => WireDecision::SetState {
            state: match state {
                ReviewState::Open => WireReviewState::Open,
                ReviewState::Passed => WireReviewState::Passed,
                ReviewState::Returned => WireReviewState::Returned,
            },
            reason,
            seen: seen.map(|Seen { errors, warnings, waiting }| WireSeen { errors, warnings, waiting }),
        },
        Decision::Note { on, text } => WireDecision::Note {
            on: match on {
                NoteOn::Report => WireNoteOn::Report,
                NoteOn::Finding(FindingKey { rule, evidence, .. }) => {
                    WireNoteOn::Finding { rule, evidence: evidence::to_wire(evidence) }
                }
                NoteOn::Cell { cell, raw } => WireNoteOn::Cell { cell, raw },
            },
            text,
        },
        Decision::Undo { event } => WireDecision::Undo { event },
    }
}

fn from_wire(wire: WireDecision) -> Decision {
    match wire {
        WireDecision::MapLabel { table, axis, group, observed, nth, proposed, mapping } => Decision::MapLabel {
            key: LabelKey { table, axis: axis.into(), group, observed, nth },
            proposed,
            mapping: mapping.map(|mapping| match mapping {
                WireMapping::Field(id) => Mapping::Field(id),
                WireMapping::NotAField => Mapping::NotAField,
                WireMapping::Unsure => Mapping::Unsure,
            }),
        },
        WireDecision::JudgeFinding { rule, evidence, state, reason } => Decision::JudgeFinding {
            key: FindingKey::new(&rule, evidence::from_wire(evidence)),
            state: match state {
                WireFindingState::Open => FindingState::Open,
                WireFindingState::Real => FindingState::Real,
                WireFindingState::Dismissed => FindingState::Dismissed,
            },
            reason,
        },
        WireDecision::SetState { state, reason, seen } => Decision::SetState {
            state: match state {
                WireReviewState::Open => ReviewState::Open,
                WireReviewState::Passed => ReviewState::Passed,
                WireReviewState::Returned => ReviewState::Returned,
            },
            reason,
            seen: seen.map(|WireSeen { errors, warnings, waiting }| Seen { errors, warnings, waiting }),
        },
        WireDecision::Note { on, text } => Decision::Note {
            on: match on {
                WireNoteOn::Report => NoteOn::Report,
                WireNoteOn::Finding { rule, evidence } => {
                    NoteOn::Finding(FindingKey::new(&rule, evidence::from_wire(evidence)))
                }
                WireNoteOn::Cell { cell, raw } => NoteOn::Cell { cell, raw },
            },
            text,
        },
        WireDecision::Undo { event } => Decision::Undo { event },
    }
}
