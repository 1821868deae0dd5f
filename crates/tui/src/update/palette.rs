//! The window in which a command is picked by its name.

use tui_input::Input;

use crate::effect::Effect;
use crate::keymap::{Command, Context};
use crate::layout::{self, palette_rows};
use crate::model::{Model, Overlay, Palette};

/// How many commands picked lately are remembered.
const RECENT: usize = 5;

/// Shows the commands that are valid in a context.
pub fn show(model: &mut Model, context: Context) -> Vec<Effect> {
    model.overlay = Some(Overlay::Palette(Palette { context, input: Input::default(), cursor: 0, first: 0 }));
    Vec::new()
}

/// Obeys a command while a command is picked.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return Vec::new() };
    let choices = palette.choices(&model.keymap, model.lang, &model.recent);
    let half = (palette_rows(model.size) / 2).max(1);
    let last = choices.len().saturating_sub(1);
    let here = palette.cursor.min(last);
    let cursor = match command {
        Command::Up => here.saturating_sub(1),
        Command::Down => (here + 1).min(last),
        Command::PageUp => here.saturating_sub(half),
        Command::PageDown => (here + half).min(last),
        Command::Enter => {
            let Some(choice) = choices.get(here) else { return Vec::new() };
            let (context, id, picked) = (palette.context, choice.bound.binding.id, choice.bound.binding.command);
            model.overlay = None;
            model.recent.retain(|recent| *recent != id);
            model.recent.insert(0, id);
            model.recent.truncate(RECENT);
            return super::obey(model, context, picked);
        }
        _ => {
            model.overlay = None;
            return Vec::new();
        }
    };
    if let Some(Overlay::Palette(palette)) = &mut model.overlay {
        palette.cursor = cursor;
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return };
    let count = palette.choices(&model.keymap, model.lang, &model.recent).len();
    let rows = palette_rows(model.size);
    if let Some(Overlay::Palette(palette)) = &mut model.overlay {
        palette.cursor = palette.cursor.min(count.saturating_sub(1));
        palette.first = layout::scroll(palette.first, palette.cursor, rows, count);
    }
}
