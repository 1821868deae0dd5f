//! What people decide ([`review`]), what leaves the program ([`export`]), the stages composed for one file and for a batch
//! ([`pipeline`]), and what a run is told to do ([`settings`]).

use gouji_document::{document, source};
use gouji_engine::{extract, matching, report, rules, schema};
use gouji_text as text;

pub mod review;

pub mod export;
pub mod pipeline;

pub mod settings;
