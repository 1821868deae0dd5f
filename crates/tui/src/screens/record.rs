//! The record of decisions, of a report or of the batch.

pub mod rows;
pub mod state;
pub mod update;
pub mod view;
pub mod words;
