//! Decisions as events. Nothing is overwritten: a later event on the same evidence stands in force, and undo is one more event.

use crate::report::{LabelKey, Mapping};
use crate::rules::Evidence;
use crate::text::lang::Lang;

use super::keys::Wording;

/// Number of an event in its journal, from 1, in the order of recording.
pub type EventId = i64;

/// The file that a decision is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject {
    /// Path relative to the batch, with `/` between parts and `\xNN` for bytes that are not UTF-8.
    pub path: String,
    /// `blake3:…` of the file's bytes when the decision was made.
    pub digest: String,
}

/// The evidence of a finding by which a decision on it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FindingKey {
    /// Rule id.
    pub rule: String,
    /// What the finding rests on, in order; empty for the only finding of its rule, on the report as a whole.
    pub evidence: Vec<Evidence>,
    /// The sentence by which a journal of an old version may know the finding.
    pub(super) wording: Wording,
}

/// What a note hangs on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteOn {
    /// The report as a whole.
    Report,
    /// A finding, known by its evidence.
    Finding(FindingKey),
    /// A cell of a table.
    Cell {
        /// Its id, `table.row.column`.
        cell: String,
        /// Its raw text when the note was written; `None` for a cell that the document does not have.
        raw: Option<String>,
    },
}

/// What the machine said of a report when a reviewer decided on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Seen {
    /// Findings that are errors.
    pub errors: u32,
    /// Findings that are warnings.
    pub warnings: u32,
    /// Labels that waited for the reviewer.
    pub waiting: u32,
}

/// What a reviewer says of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ReviewState {
    /// 待审: not decided.
    #[default]
    Open,
    /// 通过.
    Passed,
    /// 退回.
    Returned,
}

impl ReviewState {
    /// The word used in journals and exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Passed => "passed",
            Self::Returned => "returned",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Open => lang.pick("待审", "open"),
            Self::Passed => lang.pick("通过", "passed"),
            Self::Returned => lang.pick("退回", "returned"),
        }
    }
}

/// What a reviewer says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FindingState {
    /// Not decided.
    #[default]
    Open,
    /// 属实: the unit must mend it.
    Real,
    /// 排除, with a reason.
    Dismissed,
}

impl FindingState {
    /// The word used in journals and exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Real => "real",
            Self::Dismissed => "dismissed",
        }
    }

    /// A short name for people.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Open => lang.pick("待定", "open"),
            Self::Real => lang.pick("属实", "real"),
            Self::Dismissed => lang.pick("排除", "dismissed"),
        }
    }
}

/// One act of a reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A label was confirmed, overridden or rejected. `None` takes an earlier mapping back.
    MapLabel {
        /// The evidence.
        key: LabelKey,
        /// What the machine proposed at that moment (a field id), if anything.
        proposed: Option<String>,
        /// What the reviewer says.
        mapping: Option<Mapping>,
    },
    /// A finding was judged.
    JudgeFinding {
        /// The evidence.
        key: FindingKey,
        /// The judgement.
        state: FindingState,
        /// Why, where one was asked for.
        reason: String,
    },
    /// The report was passed, returned or opened again.
    SetState {
        /// The new state.
        state: ReviewState,
        /// Why, for a return.
        reason: String,
        /// What the machine said of the report at that moment; `None` in journals of the first version.
        seen: Option<Seen>,
    },
    /// A note on a report, a finding or a cell.
    Note {
        /// What it hangs on.
        on: NoteOn,
        /// The text; empty removes the note.
        text: String,
    },
    /// An earlier event is undone; its effect on the state is as if it had not been.
    Undo {
        /// The event.
        event: EventId,
    },
}

/// A decision that is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Who decided.
    pub reviewer: String,
    /// The file.
    pub subject: Subject,
    /// The act.
    pub decision: Decision,
}

/// A recorded decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// Number of the first event of the act that it belongs to. Events recorded together, such as one mapping for every
    /// report of a batch, share it and are undone together; an event recorded alone has its own number here.
    pub act: EventId,
    /// When it was recorded, UTC.
    pub at: jiff::Timestamp,
    /// Who decided.
    pub reviewer: String,
    /// Version of the program.
    pub program: String,
    /// The file.
    pub subject: Subject,
    /// The act.
    pub decision: Decision,
}
