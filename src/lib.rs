//! gouji (勾稽) reviews batches of annual reports on government information disclosure.
//!
//! Data flows source → document → extract → report → rules → review → export and tui; imports point to a lower floor
//! only. ARCHITECTURE.md tells the floors, `tests/tidy.rs` holds them.

pub mod text;

pub mod schema;
pub mod source;

pub mod document;
pub mod matching;

pub mod extract;

pub mod report;

pub mod rules;

pub mod review;

pub mod export;
pub mod pipeline;

pub mod settings;

pub mod error;

pub mod cli;
pub mod tui;
