//! Labels as observed, with the fields that they stand for.

use std::collections::HashMap;

use crate::document::Span;
use crate::matching::{AliasKey, Candidate, Method, Taught};
use crate::schema::{Axis, TableRef, Target};

/// One occurrence of a label.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The text as it stands; pieces of a torn label joined without separator. Empty where a row has values and no label.
    pub observed: String,
    /// Among labels of the same text, table, axis and group: how many other fields such labels were taken for before this
    /// one's, in the order of print. Headers that were cut to the same text are told apart by it.
    pub nth: u32,
    /// The table in whose print it stands.
    pub table: TableRef,
    /// Row, column, table or group, by the schema.
    pub axis: Axis,
    /// Labels of the groups around it, outermost first, as the form prints them.
    pub group: Vec<&'static str>,
    /// What it stands for; `None` for what is no field.
    pub target: Option<Target>,
    /// Score of `target`, or of the best candidate where there is no target.
    pub score: f32,
    /// How it came to its target.
    pub method: Method,
    /// Whether it waits for the reviewer.
    pub needs_review: bool,
    /// Up to five fields, best first; the target, if any, is among them.
    pub candidates: Vec<Candidate>,
    /// What a learned alias says of it, where there is one.
    pub taught: Option<Taught>,
    /// Where its pieces stand.
    pub source: Vec<Span>,
}

impl Label {
    /// The evidence by which a mapping is remembered.
    #[must_use]
    pub fn key(&self) -> LabelKey {
        LabelKey {
            table: self.table.get().id.to_owned(),
            axis: self.axis,
            group: self.group.iter().map(|&group| group.to_owned()).collect(),
            observed: self.observed.clone(),
            nth: self.nth,
        }
    }
}

/// Tells labels of the same text apart that were taken for different fields.
pub(super) fn number(labels: &mut [Label]) {
    /// What [`LabelKey`] tells apart, borrowed.
    type Key<'a> = (&'a str, &'static str, Axis, &'a [&'static str]);
    let mut fields: HashMap<Key, Vec<Option<&'static str>>> = HashMap::new();
    let places: Vec<u32> = labels
        .iter()
        .map(|label| {
            let key = (label.observed.as_str(), label.table.get().id, label.axis, label.group.as_slice());
            let known = fields.entry(key).or_default();
            let field = label.target.map(Target::canonical);
            let place = known.iter().position(|&other| other == field).unwrap_or_else(|| {
                known.push(field);
                known.len() - 1
            });
            place as u32
        })
        .collect();
    for (label, place) in labels.iter_mut().zip(places) {
        label.nth = place;
    }
}

/// The evidence on which a mapping rests: the label's text with table, axis and group, and which of several such labels.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelKey {
    /// Table id, such as `requests`.
    pub table: String,
    /// Row, column, table or group.
    pub axis: Axis,
    /// Labels of the groups around it, outermost first.
    pub group: Vec<String>,
    /// The label's text as observed.
    pub observed: String,
    /// [`Label::nth`].
    pub nth: u32,
}

impl LabelKey {
    /// The label as it folds, under which learned aliases are known.
    #[must_use]
    pub fn folded(&self) -> AliasKey {
        AliasKey::new(&self.table, self.axis, &self.group, &self.observed)
    }
}
