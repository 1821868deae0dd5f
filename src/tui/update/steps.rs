//! Undo and redo, a step at a time, each named in words.

use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::words;

use super::decide;

/// Undoes this reviewer's last step.
pub fn undo(model: &mut Model) -> Vec<Effect> {
    if !ready(model) {
        return Vec::new();
    }
    let events = model.decisions.undo(&model.reviewer);
    let Some(last) = model.decisions.last_undoable_by(&model.reviewer).filter(|_| !events.is_empty()) else {
        model.refuse(words::nothing_to_undo(model.lang));
        return Vec::new();
    };
    let said = words::undone(model.lang, last);
    model.say(said);
    vec![decide::give(model, events)]
}

/// Brings back what this reviewer undid last.
pub fn redo(model: &mut Model) -> Vec<Effect> {
    if !ready(model) {
        return Vec::new();
    }
    let events = model.decisions.redo(&model.reviewer);
    let last = model.decisions.last_redoable_by(&model.reviewer).and_then(|event| model.decisions.root(event));
    let Some(last) = last.filter(|_| !events.is_empty()) else {
        model.refuse(words::nothing_to_redo(model.lang).to_owned());
        return Vec::new();
    };
    let said = words::redone(model.lang, last);
    model.say(said);
    vec![decide::give(model, events)]
}

/// Whether a step can be taken back now; says why not.
fn ready(model: &mut Model) -> bool {
    if decide::refused(model) {
        return false;
    }
    if !model.pending.is_empty() {
        model.refuse(words::wait_for_disk(model.lang));
        return false;
    }
    true
}
