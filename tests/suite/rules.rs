//! The rules on reports written in a small notation: what is found, what is not, and what cannot be told.

pub mod notation;
mod writing;

mod across;
mod causes;
mod form;
mod outcomes;
mod privacy;
mod properties;
mod prose;
mod registry;
mod relations;
mod sentences;
