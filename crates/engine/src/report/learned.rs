//! What learned aliases say of the labels of a report, and whether they may settle them without anybody being asked.
//!
//! An alias settles a label only where nothing speaks against it: the label is the only one of its text in its context,
//! no other label stands for the field, and no relation that held is broken by it. Else the label goes on waiting, and
//! what the alias says is told beside it. What the form's own words say is never overruled.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::assemble::build;
use super::{Alias, Candidate, HeldBack, Label, Mappings, Method, Report, Target, Taught};
use crate::extract::Extraction;
use crate::matching::AliasKey;
use crate::schema::{CellId, Relation};

/// What an alias says of a label of the extraction.
#[derive(Debug, Clone)]
pub(super) struct Lesson {
    /// Index of the label.
    pub label: usize,
    /// The field that the alias names.
    pub target: Target,
    key: AliasKey,
    alias: Arc<Alias>,
    held_back: Option<HeldBack>,
}

impl Lesson {
    /// Tells the label what the alias says of it, and settles it where nothing speaks against that.
    pub(super) fn tell(&self, label: &mut Label) {
        let known = label.candidates.iter().position(|candidate| candidate.target == self.target);
        match (known, self.held_back) {
            (Some(known), None) => label.candidates[..=known].rotate_right(1),
            (None, None) => {
                label.candidates.insert(0, Candidate { target: self.target, score: 0.0, parts: Vec::new() });
            }
            (None, Some(_)) => {
                let second = label.candidates.len().min(1);
                label.candidates.insert(second, Candidate { target: self.target, score: 0.0, parts: Vec::new() });
            }
            (Some(_), Some(_)) => {}
        }
        label.candidates.truncate(5);
        label.taught = Some(Taught { alias: Arc::clone(&self.alias), held_back: self.held_back });
        if self.held_back.is_some() {
            label.needs_review |= label.target != Some(self.target);
            return;
        }
        label.target = Some(self.target);
        label.method = Method::Learned;
        label.needs_review = false;
        label.score = 1.0;
    }

    /// Whether it settles its label.
    pub(super) fn settles(&self) -> bool {
        self.held_back.is_none()
    }
}

/// What the aliases say of the labels on which nobody decided.
pub(super) fn lessons(extraction: &Extraction, mappings: &Mappings) -> Vec<Lesson> {
    let mut lessons = spoken_of(extraction, mappings);
    if lessons.iter().any(Lesson::settles) {
        ask_the_sums(extraction, mappings, &mut lessons);
    }
    lessons
}

fn spoken_of(extraction: &Extraction, mappings: &Mappings) -> Vec<Lesson> {
    if mappings.learned.is_empty() {
        return Vec::new();
    }
    let labels = &extraction.labels;
    let mut found = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        // The form's own words need no teacher, and are not overruled by one.
        let is_of_the_form = matches!(label.method, Method::Exact | Method::Folded | Method::Alias);
        if is_of_the_form || label.observed.is_empty() {
            continue;
        }
        let alias = mappings.learned.find(label.table, label.axis, &label.group, &label.observed);
        if let Some((alias, target)) = alias
            && !mappings.decided.contains_key(&label.key())
        {
            let key = label.key().folded();
            let held_back = context_speaks_against(labels, at, &key, target);
            found.push(Lesson { label: at, target, key, alias: Arc::clone(alias), held_back });
        }
    }
    found
}

/// Whether the labels around leave it open which of them the alias means, or whether its field is taken.
fn context_speaks_against(labels: &[Label], at: usize, key: &AliasKey, target: Target) -> Option<HeldBack> {
    let own = &labels[at];
    let near = labels
        .iter()
        .enumerate()
        .filter(|(other, label)| *other != at && label.table == own.table && label.axis == own.axis);
    let mut taken = false;
    for (_, other) in near {
        let is_twin = other.group == own.group && other.key().folded() == *key;
        // The same words printed again are no other label, unless the machine took them for another field.
        if is_twin && (other.target != own.target || other.nth != own.nth) {
            return Some(HeldBack::Ambiguous);
        }
        // A table that prints its rows side by side has each column once for every row.
        let is_same_row = other.group == own.group || !own.table.get().side_by_side;
        taken |= !is_twin && is_same_row && other.target == Some(target);
    }
    taken.then_some(HeldBack::Taken)
}

/// Holds back what the relations speak against. Aliases are tried one after another, each on top of those before.
fn ask_the_sums(extraction: &Extraction, mappings: &Mappings, lessons: &mut [Lesson]) {
    let mut standing = build(extraction.clone(), mappings, &[]);
    let mut keys: Vec<AliasKey> = Vec::new();
    for lesson in lessons.iter().filter(|lesson| lesson.settles()) {
        if !keys.contains(&lesson.key) {
            keys.push(lesson.key.clone());
        }
    }
    let mut settled: Vec<Lesson> = Vec::new();
    for key in keys {
        let mine: Vec<Lesson> =
            lessons.iter().filter(|lesson| lesson.settles() && lesson.key == key).cloned().collect();
        let moves = mine.iter().any(|lesson| extraction.labels[lesson.label].target != Some(lesson.target));
        let is_denied = if moves {
            let mut tried = settled.clone();
            tried.extend(mine.iter().cloned());
            let with_it = build(extraction.clone(), mappings, &tried);
            let (before, after) = (Tally::of(&standing), Tally::of(&with_it));
            let is_worse = after.broken > before.broken || after.held < before.held;
            if !is_worse {
                standing = with_it;
            }
            is_worse
        } else {
            mine.iter().all(|lesson| is_refuted(&standing, lesson.label as u32))
        };
        if is_denied {
            let denied = lessons.iter_mut().filter(|lesson| lesson.key == key && lesson.held_back.is_none());
            denied.for_each(|lesson| lesson.held_back = Some(HeldBack::Arithmetic));
        } else {
            settled.extend(mine);
        }
    }
}

/// Whether of all relations that its values stand in none holds.
fn is_refuted(report: &Report, label: u32) -> bool {
    let heads = |of: Option<u32>| of == Some(label);
    let mut shares = report
        .cells()
        .filter(|(_, cell)| heads(cell.row_label) || heads(cell.column_label))
        .filter_map(|(_, cell)| cell.confidence.arithmetic)
        .peekable();
    shares.peek().is_some() && shares.all(|share| share == 0.0)
}

/// How many relations say something, and what.
#[derive(Default)]
struct Tally {
    held: usize,
    broken: usize,
}

impl Tally {
    fn of(report: &Report) -> Self {
        let mut tally = Self::default();
        for reading in &report.tables {
            let value = |id: &CellId| reading.cell(id.row, id.column).and_then(|cell| cell.value);
            for relation in Relation::of_table(reading.table) {
                let sum = |cells: &[CellId]| cells.iter().map(value).sum::<Option<Decimal>>();
                let (Some(left), Some(right)) = (sum(relation.left()), sum(relation.right())) else { continue };
                // Nothing but zeros says nothing about places.
                if left.is_zero() && right.is_zero() {
                    continue;
                }
                if relation.operator.holds(&left, &right) {
                    tally.held += 1;
                } else {
                    tally.broken += 1;
                }
            }
        }
        tally
    }
}
