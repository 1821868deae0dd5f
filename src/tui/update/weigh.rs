//! The window that tells what a decision for the whole batch would change.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::Model;

/// Obeys a command while a decision is weighed.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    if command == Command::Back {
        model.overlay = None;
    }
    Vec::new()
}

/// Takes up what was found out about some reports.
pub fn weighed(_model: &mut Model, _ticket: u64, _done: usize, _impacts: Vec<crate::pipeline::Impact>) -> Vec<Effect> {
    Vec::new()
}
