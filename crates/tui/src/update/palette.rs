//! The window in which a command is picked by its name.

use tui_input::Input;

use crate::cursor::{ListCursor, half_page};
use crate::effect::Effect;
use crate::keymap::{Command, Context};
use crate::layout::palette_rows;
use crate::model::{Model, Overlay, Palette};

/// How many commands picked lately are remembered.
const RECENT: usize = 5;

/// Shows the commands that are valid in a context.
pub fn show(model: &mut Model, context: Context) -> Vec<Effect> {
    model.overlay = Some(Overlay::Palette(Palette { context, input: Input::default(), cursor: ListCursor::default() }));
    Vec::new()
}

/// Obeys a command while a command is picked.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return Vec::new() };
    let choices = palette.choices(&model.keymap, model.lang, &model.recent);
    let count = choices.len();
    match command {
        Command::Move(motion) => {
            if let Some(Overlay::Palette(palette)) = &mut model.overlay {
                palette.cursor.go(motion, count, half_page(palette_rows(model.size)));
            }
        }
        Command::Enter => {
            let Some(choice) = choices.get(palette.cursor.at) else { return Vec::new() };
            let (context, id, picked) = (palette.context, choice.bound.binding.id, choice.bound.binding.command);
            model.overlay = None;
            model.recent.retain(|recent| *recent != id);
            model.recent.insert(0, id);
            model.recent.truncate(RECENT);
            return super::obey(model, context, picked);
        }
        _ => model.overlay = None,
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return };
    let count = palette.choices(&model.keymap, model.lang, &model.recent).len();
    let rows = palette_rows(model.size);
    if let Some(Overlay::Palette(palette)) = &mut model.overlay {
        palette.cursor.show(count, rows);
    }
}
