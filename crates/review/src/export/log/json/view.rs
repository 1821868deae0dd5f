//! The shapes of the log's JSON object. Keys stand here in the order in which they are printed.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::export::book::RulesView;
use crate::review::EventId;

#[derive(Serialize)]
pub struct LogView<'a> {
    pub schema_version: u32,
    /// Always `review_log`.
    pub kind: &'static str,
    pub tool: ToolView,
    pub batch: &'a str,
    /// Number of the last decision that the log knows of.
    pub last_event: EventId,
    pub files: Vec<FileView<'a>>,
    pub skipped: Vec<SkippedView<'a>>,
    pub rules: RulesView,
    pub batch_findings: Vec<BatchFindingView<'a>>,
}

#[derive(Serialize)]
pub struct BatchFindingView<'a> {
    pub rule: &'a str,
    pub severity: &'static str,
    pub message: &'a str,
    pub advice: &'a str,
}

#[derive(Serialize)]
pub struct ToolView {
    pub name: &'static str,
    pub version: &'static str,
}

#[derive(Serialize)]
pub struct SkippedView<'a> {
    pub path: &'a str,
    pub because: &'a str,
}

#[derive(Serialize)]
pub struct FileView<'a> {
    pub path: &'a str,
    pub digest: &'a str,
    /// Whether the batch still has the file.
    pub present: bool,
    pub title: Option<&'a str>,
    pub unit: Option<&'a str>,
    pub year: Option<i32>,
    pub form: Option<&'static str>,
    /// `null` for a file that is not present.
    pub status: Option<&'static str>,
    pub unreadable: Option<&'a str>,
    pub review: ReviewView<'a>,
    pub note: Option<NoteView<'a>>,
    pub findings: Vec<FindingView<'a>>,
    /// Notes on findings and cells.
    pub notes: Vec<NoteOnView<'a>>,
    /// Decisions in force whose evidence the file no longer shows.
    pub stale: Vec<StaleView<'a>>,
    /// Labels that are not simply the form's own.
    pub mappings: Vec<MappingView<'a>>,
    /// How many other labels there are.
    pub plain_mappings: usize,
    pub decisions: Vec<DecisionView<'a>>,
}

#[derive(Serialize)]
pub struct ReviewView<'a> {
    pub state: &'static str,
    pub reason: &'a str,
    pub by: Option<&'a str>,
    pub at: Option<Timestamp>,
    /// Digest of the content that was judged.
    pub digest: Option<&'a str>,
    /// Whether the content is another one now.
    pub stale: bool,
    /// What the machine said when it was decided.
    pub seen: Option<SeenView>,
}

#[derive(Serialize)]
pub struct SeenView {
    pub errors: u32,
    pub warnings: u32,
    pub waiting: u32,
}

#[derive(Serialize)]
pub struct NoteView<'a> {
    pub text: &'a str,
    pub by: &'a str,
    pub at: Timestamp,
}

#[derive(Serialize)]
pub struct NoteOnView<'a> {
    pub on: OnView<'a>,
    pub text: &'a str,
    pub by: &'a str,
    pub at: Timestamp,
}

/// What a note hangs on.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OnView<'a> {
    Report,
    Finding { rule: &'a str, evidence: Vec<String> },
    Cell { cell: &'a str, raw: Option<&'a str> },
}

#[derive(Serialize)]
pub struct StaleView<'a> {
    pub event: EventId,
    pub about: AboutView<'a>,
    pub by: &'a str,
    pub at: Timestamp,
    pub digest: &'a str,
    pub old: SaidView<'a>,
    pub now: NowView<'a>,
    /// The later decision that answered it; `null` where it is still to be asked.
    pub answered: Option<EventId>,
}

/// What stands in the place of the evidence.
#[derive(Serialize)]
#[serde(untagged)]
pub enum NowView<'a> {
    Seen {
        seen: SeenView,
    },
    /// The same rule broken in the same place, on this evidence.
    Finding {
        evidence: Vec<String>,
    },
    /// No such finding: what came of the relation, if any, and what the cells hold.
    Cells {
        outcome: Option<&'static str>,
        cells: Vec<CellView<'a>>,
    },
    Labels {
        labels: Vec<LabelView<'a>>,
    },
    Raw {
        raw: Option<&'a str>,
    },
}

#[derive(Serialize)]
pub struct LabelView<'a> {
    pub observed: &'a str,
    pub group: &'a [String],
    pub canonical: Option<&'a str>,
    pub needs_review: bool,
}

#[derive(Serialize)]
pub struct FindingView<'a> {
    pub rule: &'static str,
    pub severity: &'static str,
    pub message: &'a str,
    pub advice: &'a str,
    pub cells: Vec<CellView<'a>>,
    pub expected: Option<Box<RawValue>>,
    pub actual: Option<Box<RawValue>>,
    pub lines: &'a [u32],
    /// What a decision on the finding is remembered by: cell ids with their raw text, else the Chinese sentence.
    pub evidence: Vec<String>,
    pub standing: StandingView<'a>,
    pub note: Option<NoteView<'a>>,
    /// The place in the original by page, sheet and table; absent for plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<&'a str>,
    /// What is known of its cause; with the first of the findings that share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseView<'a>>,
}

/// What may have gone wrong, and the smallest corrections.
#[derive(Serialize)]
pub struct CauseView<'a> {
    pub likely: Vec<&'a str>,
    pub summary: &'a str,
    pub corrections: Vec<&'a str>,
}

#[derive(Serialize)]
pub struct CellView<'a> {
    pub id: String,
    /// `null` where the document does not have the cell.
    pub raw: Option<&'a str>,
}

#[derive(Serialize)]
pub struct StandingView<'a> {
    pub state: &'static str,
    pub reason: &'a str,
    pub by: Option<&'a str>,
    pub at: Option<Timestamp>,
}

#[derive(Serialize)]
pub struct MappingView<'a> {
    pub observed: &'a str,
    pub table: &'a str,
    pub axis: &'static str,
    pub group: &'a [String],
    pub canonical: Option<&'a str>,
    /// The field's printed label.
    pub label: Option<String>,
    pub method: &'static str,
    pub score: Box<RawValue>,
    pub needs_review: bool,
    pub lines: &'a [u32],
    pub decision: Option<MappingDecisionView<'a>>,
    /// The learned alias that settled it; absent where none did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learned: Option<LearnedView<'a>>,
    /// The place in the original by page, sheet and table; absent for plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<&'a str>,
}

/// Who taught an alias.
#[derive(Serialize)]
pub struct LearnedView<'a> {
    pub by: &'a str,
    pub at: Timestamp,
    pub from: &'a str,
}

#[derive(Serialize)]
pub struct MappingDecisionView<'a> {
    pub mapping: MappedView<'a>,
    pub proposed: Option<&'a str>,
    pub by: &'a str,
    pub at: Timestamp,
}

/// What a reviewer says of a label: `{"field": "org_enterprise"}`, `"not_a_field"` or `"unsure"`.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MappedView<'a> {
    Field(&'a str),
    NotAField,
    Unsure,
}

#[derive(Serialize)]
pub struct DecisionView<'a> {
    pub id: EventId,
    pub act: EventId,
    pub at: Timestamp,
    pub by: &'a str,
    pub program: &'a str,
    pub digest: &'a str,
    /// The event that an undo names; `null` for a decision.
    pub undoes: Option<EventId>,
    /// Whether a later event undid it.
    pub undone: bool,
    /// Whether it stands in force on its evidence.
    pub in_force: bool,
    pub about: AboutView<'a>,
    pub old: SaidView<'a>,
    pub new: SaidView<'a>,
    pub reason: &'a str,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AboutView<'a> {
    Label { observed: &'a str, table: &'a str, axis: &'static str, group: &'a [String] },
    Finding { rule: &'a str, evidence: Vec<String> },
    Review,
    Note { on: OnView<'a> },
}

#[derive(Serialize)]
#[serde(untagged)]
pub enum SaidView<'a> {
    Label { mapping: Option<MappedView<'a>> },
    State { state: &'static str, reason: &'a str },
    Note { text: &'a str },
}
