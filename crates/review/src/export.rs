//! What leaves the program as text: one folder or file a kind, siblings of one shape.
//!
//! Everything here writes to a `Write` that the caller lends, or to memory; [`save`] alone puts a file on disk.

pub mod book;
pub mod check;
pub mod json;
mod leftover;
pub mod log;
mod save;
mod spreadsheet;

pub use save::{SaveError, save};
