//! Decisions whose evidence a file no longer shows, with what was decided and what stands there now, side by side.
//!
//! Such a decision is kept, is shown, and never acts: a mapping applies to labels of its own key alone, a judgement speaks
//! of the finding of its own key alone. Whether it holds for the new evidence is asked of a reviewer: [`Stale::renew`] says
//! what to record to take it over, [`Stale::withdraw`] what to record to let it go. One that was decided anew since, on the
//! new evidence, has been answered and asks no more. So does a decision that was withdrawn: it is no longer in force.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::report::{Label, LabelKey, Mapping};
use crate::rules::across::rests_on_others;

use super::now::{FindingNow, LabelNow, Present};
use super::standing::{FindingStanding, MappingStanding, NoteStanding, ReviewStanding};
use super::{Decision, EventId, FindingKey, FindingState, NoteOn, ReviewState, Seen, State};

/// A decision in force on evidence that the file no longer shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The event.
    pub event: EventId,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Digest of the content on which it was decided.
    pub digest: String,
    /// What was decided, and what is there now.
    pub matter: StaleMatter,
    /// A later decision on what is there now; there is then nothing left to ask.
    pub answered: Option<EventId>,
}

/// What was decided, and what is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaleMatter {
    /// The report was passed or returned with another content.
    Review {
        /// The state.
        state: ReviewState,
        /// Why, for a return.
        reason: String,
        /// What the machine said then, where that was recorded.
        seen: Option<Seen>,
        /// What it says now.
        now: Seen,
    },
    /// A finding was judged on other values.
    Finding {
        /// The evidence.
        key: FindingKey,
        /// The judgement.
        state: FindingState,
        /// Why.
        reason: String,
        /// What is there now.
        now: FindingNow,
    },
    /// A label was mapped that is not there any more.
    Mapping {
        /// The evidence.
        key: LabelKey,
        /// The mapping.
        mapping: Mapping,
        /// What the machine proposed then.
        proposed: Option<String>,
        /// The labels that may have taken its place, the likeliest first.
        now: Vec<LabelNow>,
    },
    /// A note hangs on a finding that is gone.
    FindingNote {
        /// The evidence.
        key: FindingKey,
        /// The note.
        text: String,
        /// What is there now.
        now: FindingNow,
    },
    /// A note hangs on a cell that holds another text.
    CellNote {
        /// The cell's id.
        cell: String,
        /// What it held.
        raw: Option<String>,
        /// The note.
        text: String,
        /// What it holds now; `None` where the document does not have it.
        now: Option<String>,
    },
}

impl Stale {
    /// Whether a reviewer is still to be asked.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.answered.is_none()
    }

    /// What to record so that the decision holds for what is there now; `None` where nothing is there that it could hold
    /// for. It is to be recorded in one act with [`Stale::withdraw`] where it is not on the same evidence.
    #[must_use]
    pub fn renew(&self) -> Option<Decision> {
        match &self.matter {
            StaleMatter::Review { state, reason, now, .. } => {
                Some(Decision::SetState { state: *state, reason: reason.clone(), seen: Some(*now) })
            }
            StaleMatter::Finding { state, reason, now: FindingNow::Found(key), .. } => {
                Some(Decision::JudgeFinding { key: key.clone(), state: *state, reason: reason.clone() })
            }
            StaleMatter::Mapping { mapping, now, .. } => {
                let label = heir(now)?;
                let (key, proposed) = (label.key.clone(), label.canonical.clone());
                Some(Decision::MapLabel { key, proposed, mapping: Some(mapping.clone()) })
            }
            StaleMatter::FindingNote { text, now: FindingNow::Found(key), .. } => {
                Some(Decision::Note { on: NoteOn::Finding(key.clone()), text: text.clone() })
            }
            StaleMatter::CellNote { cell, text, now, .. } => {
                Some(Decision::Note { on: NoteOn::Cell { cell: cell.clone(), raw: now.clone() }, text: text.clone() })
            }
            StaleMatter::Finding { .. } | StaleMatter::FindingNote { .. } => None,
        }
    }

    /// What to record to take the decision back.
    #[must_use]
    pub fn withdraw(&self) -> Decision {
        match &self.matter {
            StaleMatter::Review { now, .. } => {
                Decision::SetState { state: ReviewState::Open, reason: String::new(), seen: Some(*now) }
            }
            StaleMatter::Finding { key, .. } => {
                Decision::JudgeFinding { key: key.clone(), state: FindingState::Open, reason: String::new() }
            }
            StaleMatter::Mapping { key, proposed, .. } => {
                Decision::MapLabel { key: key.clone(), proposed: proposed.clone(), mapping: None }
            }
            StaleMatter::FindingNote { key, .. } => {
                Decision::Note { on: NoteOn::Finding(key.clone()), text: String::new() }
            }
            StaleMatter::CellNote { cell, raw, .. } => {
                Decision::Note { on: NoteOn::Cell { cell: cell.clone(), raw: raw.clone() }, text: String::new() }
            }
        }
    }

    /// Everything to record, as one act, to take the decision over: the new decision, and the withdrawal of the old one
    /// where that is not replaced by it. Empty where there is nothing to take it over onto.
    #[must_use]
    pub fn take_over(&self) -> Vec<Decision> {
        let Some(renewed) = self.renew() else { return Vec::new() };
        match self.matter {
            StaleMatter::Review { .. } => vec![renewed],
            _ => vec![renewed, self.withdraw()],
        }
    }
}

/// The label onto which a mapping can be taken over: the only one there is to choose from, leaving out those that are
/// settled, where the machine is sure of a field or a reviewer decided.
fn heir(now: &[LabelNow]) -> Option<&LabelNow> {
    let mut open = now.iter().filter(|label| label.waits || label.canonical.is_none());
    open.next().filter(|_| open.next().is_none())
}

impl State {
    /// Every decision in force on a file whose evidence the file no longer shows: the one on the report first, then
    /// mappings, judgements and notes, each in order of its evidence.
    #[must_use]
    pub fn stale(&self, file: &Present) -> Vec<Stale> {
        if !self.knows(file.path) {
            return Vec::new();
        }
        let mut stale: Vec<Stale> = self.stale_review(file).into_iter().collect();
        stale.extend(self.stale_mappings(file));
        let shown = file.findings();
        stale.extend(self.stale_judgements(file, &shown));
        stale.extend(self.stale_notes(file, &shown));
        stale
    }

    fn stale_review(&self, file: &Present) -> Option<Stale> {
        let ReviewStanding { state, reason, by, at, digest, seen, event, stale } =
            self.review(file.path, Some(file.digest));
        let matter = StaleMatter::Review { state, reason, seen, now: file.seen() };
        stale.then_some(Stale { event: event?, by, at: at?, digest, matter, answered: None })
    }

    fn stale_mappings(&self, file: &Present) -> Vec<Stale> {
        let shown: BTreeSet<LabelKey> = file.report.labels.iter().map(Label::key).collect();
        let gone = self.mappings(file.path).decided.into_keys().filter(|key| !shown.contains(key));
        let stale = gone.filter_map(|key| {
            let MappingStanding { mapping, proposed, by, at, digest, event } = self.mapping(file.path, &key)?;
            let now = file.labels(&key, &mapping);
            // A later decision on the likeliest label, or the same one on any, answers the question.
            let decided = now.iter().enumerate().filter_map(|(i, label)| {
                let later = self.mapping(file.path, &label.key)?;
                (later.event > event && (i == 0 || later.mapping == mapping)).then_some(later.event)
            });
            let answered = decided.max();
            let matter = StaleMatter::Mapping { key, mapping, proposed, now };
            Some(Stale { event, by, at, digest, matter, answered })
        });
        stale.collect()
    }

    fn stale_judgements(&self, file: &Present, shown: &[FindingKey]) -> Vec<Stale> {
        let judged = self.judged(file.path);
        // What rests on other reports says nothing of whether this file is what it was.
        let gone = judged.iter().filter(|(key, _)| !is_shown(key, shown) && !rests_on_others(&key.rule));
        let stale = gone.filter_map(|(key, standing)| {
            let FindingStanding { state, reason, by, at, digest, event } = standing.clone();
            let event = event?;
            let now = file.finding(key, shown);
            // Of several judgements on one place, each on other values, the last one is asked of.
            let same_place = judged.iter().filter(|(other, _)| is_same_place(other, key));
            let answered = same_place
                .filter_map(|(_, other)| other.event)
                .chain(successor(&now).and_then(|key| self.finding(file.path, key).event))
                .filter(|&later| later > event)
                .max();
            let matter = StaleMatter::Finding { key: (*key).clone(), state, reason, now };
            Some(Stale { event, by, at: at?, digest, matter, answered })
        });
        stale.collect()
    }

    fn stale_notes(&self, file: &Present, shown: &[FindingKey]) -> Vec<Stale> {
        let notes = self.notes(file.path);
        let stale = notes.iter().filter_map(|(on, standing)| {
            let NoteStanding { text, by, at, digest, event } = standing.clone();
            let (matter, answered) = match on {
                NoteOn::Finding(key) if !is_shown(key, shown) && !rests_on_others(&key.rule) => {
                    let now = file.finding(key, shown);
                    let on = successor(&now).map(|key| NoteOn::Finding(key.clone()));
                    let answered = on.and_then(|on| self.note(file.path, &on)).map(|note| note.event);
                    (StaleMatter::FindingNote { key: key.clone(), text, now }, answered)
                }
                NoteOn::Cell { cell, raw } if file.raw(cell) != *raw => {
                    let same_cell =
                        notes.iter().filter(|(on, _)| matches!(on, NoteOn::Cell { cell: other, .. } if other == cell));
                    let answered = same_cell.map(|(_, note)| note.event).max();
                    let (cell, raw, now) = (cell.clone(), raw.clone(), file.raw(cell));
                    (StaleMatter::CellNote { cell, raw, text, now }, answered)
                }
                _ => return None,
            };
            let answered = answered.filter(|&later| later > event);
            Some(Stale { event, by, at, digest, matter, answered })
        });
        stale.collect()
    }
}

/// Whether a file still shows the finding that a decision is about.
fn is_shown(kept: &FindingKey, shown: &[FindingKey]) -> bool {
    shown.iter().any(|key| key.is_found_by(kept))
}

fn successor(now: &FindingNow) -> Option<&FindingKey> {
    match now {
        FindingNow::Found(key) => Some(key),
        FindingNow::Gone { .. } => None,
    }
}

/// Whether two findings are of one rule on the same cells, whatever those held.
fn is_same_place(one: &FindingKey, other: &FindingKey) -> bool {
    one.rule == other.rule && !one.cells().is_empty() && one.cells() == other.cells()
}
