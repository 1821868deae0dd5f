//! The window of help.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::{Model, Overlay};

/// Obeys a command while help is shown.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let context = model.screen_context();
    let last = model.keymap.valid_in(context).count();
    let Some(Overlay::Help(help)) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Up => help.first = help.first.saturating_sub(1),
        Command::Down => help.first = (help.first + 1).min(last),
        Command::PageUp => help.first = help.first.saturating_sub(8),
        Command::PageDown => help.first = (help.first + 8).min(last),
        _ => model.overlay = None,
    }
    Vec::new()
}
