//! What people decided and taught, read without making or changing anything: the journal of a batch, and the user's own
//! aliases.

use std::path::Path;

use super::output::tell;
use crate::error::Error;
use crate::review::{Journal, State, existing_journal_dir};
use crate::settings::Settings;

/// The state that the batch's journal folds to, with what it and the user's aliases teach; nothing is decided where there
/// is no journal.
///
/// # Errors
/// Where there is a journal and it cannot be read.
pub fn read(root: &Path, settings: &Settings) -> Result<State, Error> {
    let Some(dir) = existing_journal_dir(root, settings.data_dir.as_deref()) else { return Ok(none(settings)) };
    let mut state = State::fold(&Journal::open_read_only(&dir)?.since(0)?);
    learn(&mut state, settings);
    Ok(state)
}

/// The state before anybody decided anything, with what the user's aliases teach.
pub fn none(settings: &Settings) -> State {
    let mut state = State::default();
    learn(&mut state, settings);
    state
}

/// Lets a state learn as the settings want it, and tells what is wrong with the user's aliases; the others hold.
fn learn(state: &mut State, settings: &Settings) {
    let aliases = settings.aliases();
    for problem in &aliases.problems {
        tell(&format!("{}{}", settings.lang.pick("别名：", "aliases: "), problem.message(settings.lang)));
    }
    state.learn_in(settings.school(&aliases));
}
