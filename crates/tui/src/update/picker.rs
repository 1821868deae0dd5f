//! The window in which a field is picked for a label.

use crate::cursor::half_page;
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::picker_rows;
use crate::model::{Model, Overlay};
use crate::report::Mapping;

/// Obeys a command while a field is picked.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let size = model.size;
    let Some(Overlay::Picker(picker)) = &mut model.overlay else { return Vec::new() };
    let matching = picker.matching();
    match command {
        Command::Move(motion) => picker.cursor.go(motion, matching.len(), half_page(picker_rows(size))),
        Command::Back => model.overlay = None,
        Command::Enter => {
            let Some((target, _)) = matching.get(picker.cursor.at) else { return Vec::new() };
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
        picker.cursor.show(count, rows);
    }
}
