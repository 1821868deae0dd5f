//! What reviewers say of the findings, cells and labels of the open report: as recorded, and as still on its way to the disk.

use jiff::Timestamp;

use crate::model::{Model, OpenReport, Purpose};
use crate::review::{Decision, FindingKey, FindingState, NoteOn};

/// How many reasons are offered again.
const OFFERED: usize = 5;

/// What a reviewer says of something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said<T> {
    /// The judgement or the text.
    pub what: T,
    /// Why; empty where nothing was asked.
    pub reason: String,
    /// Who said it; empty where nobody did.
    pub by: String,
    /// When; `None` while it is on its way to the disk, or where nobody said anything.
    pub at: Option<Timestamp>,
    /// Whether it is on its way to the disk.
    pub pending: bool,
}

impl Model {
    /// What is said of a finding of a file.
    #[must_use]
    pub fn judgement(&self, name: &str, key: &FindingKey) -> Said<FindingState> {
        let about = |decision: &Decision| match decision {
            Decision::JudgeFinding { key: other, state, reason } if other == key => Some((*state, reason.clone())),
            _ => None,
        };
        if let Some(((what, reason), by)) = self.latest_pending(name, about) {
            return Said { what, reason, by, at: None, pending: true };
        }
        let standing = self.decisions.finding(name, key);
        Said { what: standing.state, reason: standing.reason, by: standing.by, at: standing.at, pending: false }
    }

    /// The note on a file, a finding or a cell of it; `None` where there is none.
    #[must_use]
    pub fn noted(&self, name: &str, on: &NoteOn) -> Option<Said<String>> {
        let about = |decision: &Decision| match decision {
            Decision::Note { on: other, text } if other == on => Some(text.clone()),
            _ => None,
        };
        let said = match self.latest_pending(name, about) {
            Some((what, by)) => Said { what, by, pending: true, ..Said::default() },
            None => {
                let note = self.decisions.note(name, on)?;
                Said { what: note.text, by: note.by, at: Some(note.at), ..Said::default() }
            }
        };
        (!said.what.is_empty()).then_some(said)
    }

    /// What is said of all findings of one cause: what is said of its first, or that it is open where any part is.
    #[must_use]
    pub fn cause_judgement(&self, report: &OpenReport, cause: &[usize]) -> Said<FindingState> {
        let name = &self.rows[report.row].name;
        let mut said = cause.iter().map(|&finding| self.judgement(name, &report.keys[finding]));
        let Some(first) = said.next() else { return Said::default() };
        let rest: Vec<Said<FindingState>> = said.collect();
        if first.what != FindingState::Open && rest.iter().any(|part| part.what == FindingState::Open) {
            return Said::default();
        }
        first
    }

    /// How many causes of the report are open, real and dismissed.
    #[must_use]
    pub fn judgement_counts(&self, report: &OpenReport) -> [usize; 3] {
        let mut counts = [0; 3];
        for cause in &report.causes {
            counts[match self.cause_judgement(report, cause).what {
                FindingState::Open => 0,
                FindingState::Real => 1,
                FindingState::Dismissed => 2,
            }] += 1;
        }
        counts
    }

    /// The reasons that were given last for the same, the newest first, each once.
    #[must_use]
    pub fn reasons(&self, purpose: &Purpose) -> Vec<String> {
        let given = |decision: &Decision| match (purpose, decision) {
            (Purpose::Dismiss(_), Decision::JudgeFinding { reason, .. })
            | (Purpose::Return, Decision::SetState { reason, .. })
                if !reason.is_empty() =>
            {
                Some(reason.clone())
            }
            _ => None,
        };
        let pending = self.pending.iter().rev().flat_map(|pending| pending.events.iter().rev());
        let recorded = self.decisions.events().iter().rev().map(|event| &event.decision);
        let mut found: Vec<String> = Vec::new();
        for reason in pending.map(|event| &event.decision).chain(recorded).filter_map(given) {
            if !found.contains(&reason) {
                found.push(reason);
            }
            if found.len() == OFFERED {
                break;
            }
        }
        found
    }

    /// The last decision on its way to the disk that answers, with who made it.
    fn latest_pending<T>(&self, name: &str, answer: impl Fn(&Decision) -> Option<T>) -> Option<(T, String)> {
        let events = self.pending.iter().rev().flat_map(|pending| pending.events.iter().rev());
        events
            .filter(|event| event.subject.path == name)
            .find_map(|event| answer(&event.decision).map(|found| (found, event.reviewer.clone())))
    }
}
