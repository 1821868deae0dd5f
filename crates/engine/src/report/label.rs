//! The reviewer's mappings of labels, by the evidence on which they rest.

use std::collections::BTreeMap;
use std::sync::Arc;

pub use crate::extract::{Label, LabelKey};
pub use crate::matching::{Alias, Candidate, HeldBack, Learned, Method, ScorePart, ScorePartKind, Taught};
pub use crate::schema::Target;

/// What the reviewer said of a label.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Mapping {
    /// It stands for this field of its table (a row id or column id); the machine's own proposal when confirmed.
    Field(String),
    /// It is no field of the form.
    NotAField,
    /// Not sure: leave it waiting.
    Unsure,
}

/// What is known of the labels of one report beyond its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mappings {
    /// The reviewer's mappings of this report, by evidence.
    pub decided: BTreeMap<LabelKey, Mapping>,
    /// What was learned from mappings of others.
    pub learned: Arc<Learned>,
}

impl From<BTreeMap<LabelKey, Mapping>> for Mappings {
    fn from(decided: BTreeMap<LabelKey, Mapping>) -> Self {
        Self { decided, learned: Arc::default() }
    }
}
