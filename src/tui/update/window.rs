//! A window of text.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::Model;

/// Obeys a command while a text is read.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    if command == Command::Back {
        model.overlay = None;
    }
    Vec::new()
}
