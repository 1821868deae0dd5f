//! Exports.
pub mod check;
