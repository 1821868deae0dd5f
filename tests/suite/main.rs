//! Everything that is tried inside one process or by starting the program once: one binary, so that it is linked once.
//! `tests/tidy.rs` holds that no file here is forgotten.

#[path = "../common"]
mod common {
    pub mod compare;
    pub mod expect;
    pub mod figures;
    pub mod flatten;
    pub mod house;
    pub mod markup;
    pub mod noise;
    pub mod sheet;
    pub mod truth;
    pub mod walk;
}

mod cli;
mod cli_match;
mod evidence;
mod excerpts;
mod export;
mod fixtures;
mod formats;
mod growth;
mod hostile;
mod journal;
mod journal_scale;
mod journal_state;
mod journal_versions;
mod kinds_of_text;
mod labels;
mod layouts;
mod learning;
mod markup;
mod mutations;
mod office;
mod office_rules;
mod pictures;
mod rulefiles;
mod rules;
mod screen;
mod settings;
mod stale;
mod tampered;
mod words;
