//! The state of a review: a fold over its events, and nothing else.
//!
//! Every decision concerns one piece of evidence of one file; the last decision on it that is not undone stands in
//! force. Which events are undone follows from the undo events alone, so that the order in which two programs learn of
//! each other's events makes no difference.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::matching::{AliasKey, Learned};
use crate::report::{LabelKey, Mappings};

use super::effect::Effects;
use super::learn::School;
use super::standing::{FindingStanding, MappingStanding, NoteStanding, ReviewStanding};
use crate::rules::Evidence;
use crate::rules::across::{Identities, SAME_UNIT};

use super::{Decision, Event, EventId, FindingKey, FindingState, NoteOn, ReviewState};

/// What the decisions of a journal amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Every event known, by number.
    pub(super) events: Vec<Event>,
    /// The evidence that decisions speak of, by file.
    files: HashMap<String, FileState>,
    /// Which events are in effect.
    pub(super) effects: Effects,
    /// The decisions on each label as it folds, in order, in effect or not.
    pub(super) by_label: BTreeMap<AliasKey, Vec<EventId>>,
    /// What is learned from.
    pub(super) school: Arc<School>,
    /// What was learned.
    pub(super) learned: Arc<Learned>,
}

/// The decisions on one file: for each piece of evidence the events on it, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct FileState {
    mappings: BTreeMap<LabelKey, Vec<EventId>>,
    findings: BTreeMap<FindingKey, Vec<EventId>>,
    review: Vec<EventId>,
    notes: BTreeMap<NoteOn, Vec<EventId>>,
}

impl State {
    /// The state after these events.
    #[must_use]
    pub fn fold(events: &[Event]) -> Self {
        let mut events = events.to_vec();
        events.sort_by_key(|event| event.id);
        events.dedup_by_key(|event| event.id);
        let mut state = Self { events, ..Self::default() };
        let (files, by_label) = (&mut state.files, &mut state.by_label);
        state.events.iter().for_each(|event| file_away(files, by_label, event));
        state.settle_all();
        state
    }

    /// Takes in one more event. One that is known already changes nothing; one that comes late is put in its place.
    pub fn apply(&mut self, event: &Event) {
        let Err(place) = self.events.binary_search_by_key(&event.id, |known| known.id) else { return };
        self.events.insert(place, event.clone());
        file_away(&mut self.files, &mut self.by_label, event);
        self.settle(event);
    }

    /// The reviewer's mappings of a file, with what was learned from those of others.
    #[must_use]
    pub fn mappings(&self, path: &str) -> Mappings {
        let keys = self.files.get(path).into_iter().flat_map(|file| file.mappings.keys());
        let decided = keys.filter_map(|key| self.mapping(path, key).map(|standing| (key.clone(), standing.mapping)));
        Mappings { decided: decided.collect(), learned: Arc::clone(&self.learned) }
    }

    /// What stands in force on a label of a file; `None` where nobody decided or the decision was taken back.
    #[must_use]
    pub fn mapping(&self, path: &str, key: &LabelKey) -> Option<MappingStanding> {
        let event = self.in_force(self.files.get(path)?.mappings.get(key)?)?;
        let Decision::MapLabel { proposed, mapping: Some(mapping), .. } = &event.decision else { return None };
        Some(MappingStanding {
            mapping: mapping.clone(),
            proposed: proposed.clone(),
            by: event.reviewer.clone(),
            at: event.at,
            digest: event.subject.digest.clone(),
            event: event.id,
        })
    }

    /// What stands in force on a file as a whole. With the digest of its present content, a decision on another content is
    /// marked as stale.
    #[must_use]
    pub fn review(&self, path: &str, digest: Option<&str>) -> ReviewStanding {
        let event = self.files.get(path).and_then(|file| self.in_force(&file.review));
        let Some(event) = event else { return ReviewStanding::default() };
        let Decision::SetState { state, reason, seen } = &event.decision else { return ReviewStanding::default() };
        ReviewStanding {
            state: *state,
            reason: reason.clone(),
            by: event.reviewer.clone(),
            at: Some(event.at),
            digest: event.subject.digest.clone(),
            seen: *seen,
            event: Some(event.id),
            stale: *state != ReviewState::Open && digest.is_some_and(|digest| digest != event.subject.digest),
        }
    }

    /// What stands in force on a finding of a file.
    #[must_use]
    pub fn finding(&self, path: &str, key: &FindingKey) -> FindingStanding {
        let event =
            self.files.get(path).and_then(|file| self.on_finding(&file.findings, key, FindingKey::is_worded_as));
        let Some(event) = event else { return FindingStanding::default() };
        let Decision::JudgeFinding { state, reason, .. } = &event.decision else { return FindingStanding::default() };
        FindingStanding {
            state: *state,
            reason: reason.clone(),
            by: event.reviewer.clone(),
            at: Some(event.at),
            digest: event.subject.digest.clone(),
            event: Some(event.id),
        }
    }

    /// Every finding of a file on which a judgement stands in force, whether the file still shows it or not.
    #[must_use]
    pub fn judged(&self, path: &str) -> Vec<(&FindingKey, FindingStanding)> {
        let Some(file) = self.files.get(path) else { return Vec::new() };
        let standings = file.findings.keys().map(|key| (key, self.finding(path, key)));
        standings.filter(|(_, standing)| standing.state != FindingState::Open).collect()
    }

    /// What reviewers said of names that look as if they were of one unit.
    #[must_use]
    pub fn identities(&self) -> Identities {
        let mut identities = Identities::default();
        for path in self.paths() {
            for (key, standing) in self.judged(path).iter().filter(|(key, _)| key.rule == SAME_UNIT) {
                if let [Evidence::Quote(a), Evidence::Quote(b)] = key.evidence.as_slice() {
                    match standing.state {
                        FindingState::Real => identities.join(a, b),
                        FindingState::Dismissed => identities.part(a, b),
                        FindingState::Open => {}
                    }
                }
            }
        }
        identities
    }

    /// The note that stands in force on a file, or on one of its findings or cells.
    #[must_use]
    pub fn note(&self, path: &str, on: &NoteOn) -> Option<NoteStanding> {
        let is_worded_as = |on: &NoteOn, kept: &NoteOn| match (on, kept) {
            (NoteOn::Finding(key), NoteOn::Finding(kept)) => key.is_worded_as(kept),
            _ => false,
        };
        let event = self.on_finding(&self.files.get(path)?.notes, on, is_worded_as)?;
        match &event.decision {
            Decision::Note { text, .. } if !text.is_empty() => Some(NoteStanding {
                text: text.clone(),
                by: event.reviewer.clone(),
                at: event.at,
                digest: event.subject.digest.clone(),
                event: event.id,
            }),
            _ => None,
        }
    }

    /// Every note that stands in force on a file and on what is in it, the one on the report first.
    #[must_use]
    pub fn notes(&self, path: &str) -> Vec<(&NoteOn, NoteStanding)> {
        let Some(file) = self.files.get(path) else { return Vec::new() };
        file.notes.keys().filter_map(|on| self.note(path, on).map(|standing| (on, standing))).collect()
    }

    /// The files that any decision speaks of, by name.
    #[must_use]
    pub fn paths(&self) -> Vec<&str> {
        let mut paths: Vec<&str> = self.files.keys().map(String::as_str).collect();
        paths.sort_unstable();
        paths
    }

    /// Whether any decision speaks of a file.
    #[must_use]
    pub fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Digest of a file's content when the last decision on it was made; `None` where there is none.
    pub(super) fn last_digest(&self, path: &str) -> Option<&str> {
        let file = self.files.get(path)?;
        let histories = file.mappings.values().chain(file.findings.values()).chain(file.notes.values());
        let last = histories.chain(std::iter::once(&file.review)).filter_map(|history| history.last()).max()?;
        self.event(*last).map(|event| event.subject.digest.as_str())
    }

    /// Every event, in the order of recording.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// An event by number.
    #[must_use]
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.events.binary_search_by_key(&id, |event| event.id).ok().map(|place| &self.events[place])
    }

    /// Number of the last event known, 0 where there is none: what to ask the journal for news after.
    #[must_use]
    pub fn last_id(&self) -> EventId {
        self.events.last().map_or(0, |event| event.id)
    }

    /// The events on the evidence of a decision, in order; none for an undo.
    pub(super) fn history(&self, about: &Event) -> &[EventId] {
        let history = self.files.get(&about.subject.path).and_then(|file| match &about.decision {
            Decision::MapLabel { key, .. } => file.mappings.get(key),
            Decision::JudgeFinding { key, .. } => file.findings.get(key),
            Decision::SetState { .. } => Some(&file.review),
            Decision::Note { on, .. } => file.notes.get(on),
            Decision::Undo { .. } => None,
        });
        history.map_or(&[], Vec::as_slice)
    }

    /// The decisions on a file by number, in no order.
    pub(super) fn filed(&self, path: &str) -> Vec<EventId> {
        let Some(file) = self.files.get(path) else { return Vec::new() };
        let (mappings, findings, notes) = (file.mappings.values(), file.findings.values(), file.notes.values());
        mappings.chain(findings).chain(notes).chain([&file.review]).flatten().copied().collect()
    }

    /// The last event in effect on a key; where there is none, the one on the key under which an old journal knew the same.
    fn on_finding<K: Ord>(
        &self,
        histories: &BTreeMap<K, Vec<EventId>>,
        key: &K,
        is_worded_as: impl Fn(&K, &K) -> bool,
    ) -> Option<&Event> {
        let exact = histories.get(key).and_then(|history| self.in_force(history));
        exact.or_else(|| {
            let worded = histories.iter().filter(|(kept, _)| is_worded_as(key, kept));
            worded.filter_map(|(_, history)| self.in_force(history)).max_by_key(|event| event.id)
        })
    }

    /// The last event of a history that is in effect.
    fn in_force(&self, history: &[EventId]) -> Option<&Event> {
        history.iter().rev().find(|&&id| self.is_in_effect(id)).and_then(|&id| self.event(id))
    }
}

/// Enters a decision into the history of its evidence.
fn file_away(files: &mut HashMap<String, FileState>, by_label: &mut BTreeMap<AliasKey, Vec<EventId>>, event: &Event) {
    if event.is_undo() {
        return;
    }
    if let Decision::MapLabel { key, .. } = &event.decision {
        let known = by_label.entry(key.folded()).or_default();
        if let Err(place) = known.binary_search(&event.id) {
            known.insert(place, event.id);
        }
    }
    if !files.contains_key(&event.subject.path) {
        files.insert(event.subject.path.clone(), FileState::default());
    }
    let Some(file) = files.get_mut(&event.subject.path) else { return };
    let history = match &event.decision {
        Decision::MapLabel { key, .. } => file.mappings.entry(key.clone()).or_default(),
        Decision::JudgeFinding { key, .. } => file.findings.entry(key.clone()).or_default(),
        Decision::SetState { .. } => &mut file.review,
        Decision::Note { on, .. } => file.notes.entry(on.clone()).or_default(),
        Decision::Undo { .. } => return,
    };
    if let Err(place) = history.binary_search(&event.id) {
        history.insert(place, event.id);
    }
}
