//! The window of help.

use crate::effect::Effect;
use crate::keymap::Command;
use crate::model::{Manual, Model, Overlay};

/// Lines that a page key scrolls by.
const PAGE: usize = 8;

/// Obeys a command while help is shown.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let last = match &model.overlay {
        Some(Overlay::Help(help)) => Manual::of(model, help).last_first(),
        _ => return Vec::new(),
    };
    let Some(Overlay::Help(help)) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Move(motion) => help.first = motion.target(help.first, last + 1, PAGE),
        // What was typed is dropped first.
        Command::Back if !help.input.value().is_empty() => help.input.reset(),
        _ => model.overlay = None,
    }
    Vec::new()
}
