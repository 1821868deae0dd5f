//! Keys of the record of decisions.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::{Model, Screen, View};

/// Obeys a command on the record.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    if model.screen == Screen::Report(View::Record)
        && let Some(effects) = super::report::obey(model, command)
    {
        return effects;
    }
    if matches!(command, Command::Back | Command::Quit) {
        model.screen = Screen::List;
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(_model: &mut Model) {}
