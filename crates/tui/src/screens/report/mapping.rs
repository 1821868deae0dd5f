//! The labels of a report and the fields that they stand for.

pub mod score;
pub mod state;
pub mod update;
pub mod view;
pub mod words;
