//! The screens: the list of reports, one report in its views, the record of decisions. Each holds its state, its keys, its
//! rows, its picture and its words.

pub mod list;
pub mod record;
pub mod report;
