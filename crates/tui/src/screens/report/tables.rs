//! The tables of a report as the form prints them, or its figures where it has no table.

pub mod statistics;
pub mod update;
pub mod view;
