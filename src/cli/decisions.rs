//! The decisions recorded for a batch, read without making or changing anything.

use std::path::Path;

use crate::error::Error;
use crate::review::{Journal, State, existing_journal_dir};
use crate::settings::Settings;

/// The state that the batch's journal folds to; nothing is decided where there is no journal.
///
/// # Errors
/// Where there is a journal and it cannot be read.
pub fn read(root: &Path, settings: &Settings) -> Result<State, Error> {
    let Some(dir) = existing_journal_dir(root, settings.data_dir.as_deref()) else { return Ok(State::default()) };
    Ok(State::fold(&Journal::open_read_only(&dir)?.since(0)?))
}
