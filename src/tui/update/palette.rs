//! The window in which a command is picked by its name.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::Model;

/// Obeys a command while a command is picked.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    if command == Command::Back {
        model.overlay = None;
    }
    Vec::new()
}

/// Shows the commands that are valid in a context.
pub fn show(_model: &mut Model, _context: crate::tui::keymap::Context) -> Vec<Effect> {
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(_model: &mut Model) {}
