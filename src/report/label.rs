//! The reviewer's mappings of labels, by the evidence on which they rest.

use std::collections::BTreeMap;

pub use crate::extract::{Label, LabelKey};
pub use crate::matching::{Candidate, Method, ScorePart, ScorePartKind};
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

/// The reviewer's mappings of one report, by evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mappings(pub BTreeMap<LabelKey, Mapping>);
