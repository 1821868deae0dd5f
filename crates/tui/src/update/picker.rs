//! The window in which a field is picked for a label.

use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::{self, picker_rows};
use crate::model::{Model, Overlay};
use crate::report::Mapping;

/// Obeys a command while a field is picked.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let size = model.size;
    let Some(Overlay::Picker(picker)) = &mut model.overlay else { return Vec::new() };
    let matching = picker.matching();
    let half = (picker_rows(size) / 2).max(1);
    let last = matching.len().saturating_sub(1);
    match command {
        Command::Up => picker.cursor = picker.cursor.saturating_sub(1),
        Command::Down => picker.cursor = (picker.cursor + 1).min(last),
        Command::PageUp => picker.cursor = picker.cursor.saturating_sub(half),
        Command::PageDown => picker.cursor = (picker.cursor + half).min(last),
        Command::Back => model.overlay = None,
        Command::Enter => {
            let Some((target, _)) = matching.get(picker.cursor) else { return Vec::new() };
            let (mapping, whole_batch) = (Mapping::Field(target.canonical().to_owned()), picker.whole_batch);
            model.overlay = None;
            return if whole_batch {
                super::mapping::weigh(model, mapping)
            } else {
                super::mapping::map(model, mapping)
            };
        }
        _ => {}
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let rows = picker_rows(model.size);
    if let Some(Overlay::Picker(picker)) = &mut model.overlay {
        let count = picker.matching().len();
        picker.first = layout::scroll(picker.first, picker.cursor, rows, count);
    }
}
