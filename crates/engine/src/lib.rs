//! What is read in a document and what is wrong with it: the form ([`schema`]), likeness of labels ([`matching`]), which
//! number is which cell ([`extract`]), the report in force ([`report`]) and its verdict ([`rules`]).
//!
//! Pure: no file, clock, database or terminal is met here, so everything can be tried on values.

use gouji_document::document;
use gouji_text as text;

pub mod schema;

pub mod matching;

pub mod extract;

pub mod report;

pub mod rules;
