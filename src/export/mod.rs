//! What leaves the program as text: one folder or file a kind, siblings of one shape.
//!
//! Everything here writes to a `Write` that the caller lends; files are the callers' business.

pub mod check;
