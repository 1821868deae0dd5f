//! The windows that are laid over the screen: one file each, with what it holds, its keys, its picture and its words.
//!
//! Each has `handle_command` for its keys and `render` for its picture; what both need to know of its rows is a function of the
//! model that both call.

pub mod beside;
pub mod between;
pub mod export;
pub mod filter;
pub mod help;
pub mod palette;
pub mod picker;
pub mod prompt;
pub mod save_aliases;
pub mod text;
pub mod weigh;
