//! Learning: what reviewers confirmed in a batch, as aliases that hold in the batch's other reports.
//!
//! Nothing of it is stored. A batch's aliases follow from the decisions in force, so that undoing a decision undoes what it
//! taught, and two programs on one batch learn the same. The user's own aliases are lent by whoever read them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::matching::{Alias, AliasKey, Learned, Lesson, Says};
use crate::report::Mapping;

use super::{Decision, Event, EventId, State};

/// How far what is confirmed reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Learning {
    /// Nothing is learned: a decision holds for its own report.
    Off,
    /// What is confirmed holds in the batch.
    Batch,
    /// The user's own aliases hold as well, and the batch's are offered to be kept among them.
    #[default]
    User,
}

/// What is learned from: the batch's decisions as far as is wanted, and the user's own aliases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    learning: Learning,
    user: BTreeMap<AliasKey, Vec<Alias>>,
}

impl Default for School {
    fn default() -> Self {
        Self { learning: Learning::Off, user: BTreeMap::new() }
    }
}

impl School {
    /// What is learned from, with the user's own aliases, which count only where they are wanted.
    #[must_use]
    pub fn new(learning: Learning, user: impl IntoIterator<Item = Alias>) -> Self {
        let mut by_key: BTreeMap<AliasKey, Vec<Alias>> = BTreeMap::new();
        if learning == Learning::User {
            for alias in user {
                by_key.entry(alias.key()).or_default().push(alias);
            }
        }
        Self { learning, user: by_key }
    }

    /// How far what is confirmed reaches.
    #[must_use]
    pub fn learning(&self) -> Learning {
        self.learning
    }

    fn lessons(&self, key: &AliasKey) -> impl Iterator<Item = Lesson> {
        let aliases = self.user.get(key).into_iter().flatten();
        aliases.map(|alias| Lesson { alias: alias.clone(), says: Says::Field })
    }
}

impl State {
    /// Learns from a school from now on.
    pub fn learn_in(&mut self, school: School) {
        let mut learned = Learned::default();
        let keys: BTreeSet<AliasKey> = school.user.keys().chain(self.by_label.keys()).cloned().collect();
        for key in keys {
            let lessons: Vec<Lesson> = school.lessons(&key).chain(self.lessons(&school, &key)).collect();
            learned.teach(key, lessons);
        }
        self.school = Arc::new(school);
        self.learned = Arc::new(learned);
    }

    /// Takes note of what decisions on some labels teach now, and tells of which of them something else is known than
    /// before.
    pub fn relearn(&mut self, keys: BTreeSet<AliasKey>) -> Vec<AliasKey> {
        let mut changed = Vec::new();
        let mut learned = Arc::clone(&self.learned);
        for key in keys {
            let lessons: Vec<Lesson> = self.school.lessons(&key).chain(self.lessons(&self.school, &key)).collect();
            let after = Arc::make_mut(&mut learned);
            after.teach(key.clone(), lessons);
            if after.of_key(&key) != self.learned.of_key(&key) {
                changed.push(key);
            }
        }
        self.learned = learned;
        changed
    }

    /// What was learned.
    #[must_use]
    pub fn learned(&self) -> &Arc<Learned> {
        &self.learned
    }

    /// How far what is confirmed reaches.
    #[must_use]
    pub fn learning(&self) -> Learning {
        self.school.learning
    }

    /// The label that an event bears on, through any undo, as it folds; `None` where it is about no label.
    #[must_use]
    pub fn label_of(&self, event: &Event) -> Option<AliasKey> {
        match &self.root(event)?.decision {
            Decision::MapLabel { key, .. } => Some(key.folded()),
            _ => None,
        }
    }

    /// What the decisions in force on one label teach, oldest first.
    fn lessons<'a>(&'a self, school: &School, key: &AliasKey) -> impl Iterator<Item = Lesson> + use<'a> {
        let events = match school.learning {
            Learning::Off => &[],
            Learning::Batch | Learning::User => self.by_label.get(key).map_or(&[][..], Vec::as_slice),
        };
        events.iter().filter_map(|&id| self.lesson(id))
    }

    fn lesson(&self, id: EventId) -> Option<Lesson> {
        let event = self.event(id)?;
        let Decision::MapLabel { key, mapping: Some(mapping), .. } = &event.decision else { return None };
        let (field, says) = match mapping {
            Mapping::Field(_) if key.nth > 0 => (String::new(), Says::OneOfSeveral),
            Mapping::Field(field) => (field.clone(), Says::Field),
            Mapping::NotAField => (String::new(), Says::NotAField),
            Mapping::Unsure => return None,
        };
        if self.mapping(&event.subject.path, key)?.event != id {
            return None;
        }
        let mut alias = Alias {
            observed: key.observed.clone(),
            form: None,
            table: key.table.clone(),
            axis: key.axis,
            group: key.group.clone(),
            field,
            by: event.reviewer.clone(),
            at: event.at,
            from: event.subject.path.clone(),
        };
        alias.form = alias.only_form().map(str::to_owned);
        Some(Lesson { alias, says })
    }
}
