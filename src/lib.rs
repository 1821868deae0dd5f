//! gouji (勾稽) reviews batches of annual reports on government information disclosure.
//!
//! Data flows source → document → extract → report → rules → review → export and tui; imports point to a lower floor
//! only. The floors stand in crates under `crates`, which this one joins under their names; ARCHITECTURE.md tells them,
//! `tests/tidy.rs` holds them.

pub use gouji_text as text;

pub use gouji_document::{document, source};

pub use gouji_engine::{extract, matching, report, rules, schema};

pub use gouji_review::{export, pipeline, review, settings};

pub use gouji_tui as tui;

pub mod error;

pub mod cli;
