//! The review log as a plain value, before it is worded in any language or format.

use crate::report::{LabelKey, Method, Taught, UnitKind};
use crate::review::{
    Event, EventId, FindingKey, FindingStanding, MappingStanding, NoteOn, NoteStanding, ReviewStanding, Said, Stale,
};
use crate::rules::{Finding, RuleBook, Status};
use crate::source::Skipped;

/// The review of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewLog {
    /// Name of the batch.
    pub batch: String,
    /// Version of the program that wrote the log.
    pub program: &'static str,
    /// Number of the last decision that the log knows of, 0 where there is none.
    pub last_event: EventId,
    /// The files of the batch in its order, then those that only decisions know of.
    pub files: Vec<FileLog>,
    /// What concerns the batch and no file of it, such as a unit that handed in nothing.
    pub between: Vec<Finding>,
    /// Files that were left aside.
    pub skipped: Vec<Skipped>,
    /// The rules that the reports were judged by.
    pub book: &'static RuleBook,
}

/// The review of one file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FileLog {
    /// Path relative to the batch.
    pub name: String,
    /// `blake3:…` of the bytes; empty where they could not be read.
    pub digest: String,
    /// Whether the batch still has the file; where not, only decisions are known of it.
    pub is_present: bool,
    /// The title line.
    pub title: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// What kind of authority the unit is, by its name.
    pub unit_kind: Option<UnitKind>,
    /// The report year.
    pub year: Option<i32>,
    /// Id of the form's edition.
    pub form: Option<&'static str>,
    /// The machine's status.
    pub status: Status,
    /// Why the file is unreadable, in Chinese and in English.
    pub because: Option<(String, String)>,
    /// What reviewers say of it.
    pub review: ReviewStanding,
    /// Their note.
    pub note: Option<NoteStanding>,
    /// What the rules found, each with its standing.
    pub findings: Vec<FindingLog>,
    /// Notes on its findings and cells.
    pub notes: Vec<NoteLog>,
    /// Decisions in force whose evidence the file no longer shows, with what is there now; for a file that the batch does
    /// not have any more, everything that stands decided on what was in it.
    pub stale: Vec<Stale>,
    /// What labels were taken for, each evidence once in the order of print: those that are not simply the form's own.
    pub mappings: Vec<MappingLog>,
    /// How many other labels there are: the form's own, mapped by the machine, of which nobody said anything.
    pub plain_mappings: usize,
    /// Every decision in the order of recording.
    pub decisions: Vec<DecisionLog>,
}

/// Where something stands in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// The lines of its text, each once, in order.
    pub numbers: Vec<u32>,
    /// The place by pages, sheets and tables, in Chinese and in English, where the file has them.
    pub original: Option<(String, String)>,
}

/// A finding with its standing.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingLog {
    /// What was found.
    pub finding: Finding,
    /// Its evidence.
    pub key: FindingKey,
    /// The raw texts of its cells, in their order; `None` for a cell that the document does not have.
    pub raw: Vec<Option<String>>,
    /// Where it stands.
    pub lines: Lines,
    /// What reviewers say of it.
    pub standing: FindingStanding,
    /// Their note on it.
    pub note: Option<NoteStanding>,
    /// The labels of its cells that are among [`FileLog::mappings`], by index.
    pub mappings: Vec<usize>,
    /// What is known of its cause; with the first of the findings that share it.
    pub cause: Option<CauseLog>,
}

/// What is known of a cause, each sentence in Chinese and in English.
#[derive(Debug, Clone, PartialEq)]
pub struct CauseLog {
    /// What may have gone wrong, the best supported first.
    pub likely: Vec<(String, String)>,
    /// How many cells must change at least, and in how many ways that can be done.
    pub summary: (String, String),
    /// Those ways, drawn together by their shape.
    pub corrections: Vec<(String, String)>,
}

/// A note on a finding or a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteLog {
    /// What it hangs on.
    pub on: NoteOn,
    /// The note.
    pub standing: NoteStanding,
}

/// What a label was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct MappingLog {
    /// The evidence.
    pub key: LabelKey,
    /// Id of the field that it stands for; `None` for what is no field, and while nothing is decided.
    pub canonical: Option<String>,
    /// How that was found.
    pub method: Method,
    /// Score of the machine's best candidate, from 0 to 1.
    pub score: f32,
    /// Whether it waits for the reviewer.
    pub waits: bool,
    /// What a learned alias says of it, where there is one.
    pub taught: Option<Taught>,
    /// Where the label stands.
    pub lines: Lines,
    /// The reviewer's mapping, where there is one.
    pub standing: Option<MappingStanding>,
}

/// One recorded decision.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionLog {
    /// The event.
    pub event: Event,
    /// What it is about: the event itself, or the decision that an undo speaks of in the end.
    pub about: Event,
    /// Whether it was undone.
    pub is_undone: bool,
    /// Whether it is the one that stands in force on its evidence.
    pub is_in_force: bool,
    /// Where that stands, as far as it is still there.
    pub lines: Lines,
    /// What stood on the same evidence before.
    pub old: Said,
    /// What stood on it after.
    pub new: Said,
}
