//! One report: its tables, labels, findings and source text, each a view with its keys and its picture, over one state that
//! all of them share.

pub mod about;
pub mod arithmetic;
pub mod findings;
pub mod inspector;
pub mod mapping;
pub mod outline;
pub mod source;
pub mod state;
pub mod tables;
pub mod tabs;
pub mod update;
pub mod what_if;
pub mod words;
