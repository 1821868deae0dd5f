//! The source text of a report, and its search.

pub mod search;
pub mod update;
pub mod view;
