//! The rules on reports written in a small notation: what is found, what is not, and what cannot be told.

mod notation;

mod across;
mod causes;
mod outcomes;
mod properties;
mod registry;
mod relations;
mod sentences;
