//! The window of help.

use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::{Model, Overlay};

/// Obeys a command while help is shown.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Help { first }) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Up => *first = first.saturating_sub(1),
        Command::Down => *first += 1,
        Command::PageUp => *first = first.saturating_sub(8),
        Command::PageDown => *first += 8,
        _ => model.overlay = None,
    }
    if let Some(Overlay::Help { first }) = &mut model.overlay {
        *first = (*first).min(crate::tui::keymap::BINDINGS.len());
    }
    Vec::new()
}
