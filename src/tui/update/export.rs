//! The window in which a file is named to export to.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::Model;

/// Obeys a command while a file is named.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    if command == Command::Back {
        model.overlay = None;
    }
    Vec::new()
}

/// Asks what is to be exported, and whereto.
pub fn show(_model: &mut Model) -> Vec<Effect> {
    Vec::new()
}

/// Takes up how far an export is.
pub fn exporting(_model: &mut Model, _ticket: u64, _done: usize) -> Vec<Effect> {
    Vec::new()
}

/// Takes up that an export has ended.
pub fn exported(_model: &mut Model, _ticket: u64, _result: Result<String, (String, bool)>) -> Vec<Effect> {
    Vec::new()
}
