//! The window in which a reason or a note is typed.

use crate::review::{Decision, NoteOn, ReviewState};
use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::model::{Model, Overlay, Purpose};
use crate::tui::words;

/// Obeys a command while a reason or a note is typed.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = &model.overlay else { return Vec::new() };
    match command {
        Command::Back => model.overlay = None,
        Command::Enter => {
            let (purpose, row, text) = (prompt.purpose, prompt.row, prompt.input.value().trim().to_owned());
            let decision = match purpose {
                Purpose::Return if text.is_empty() => {
                    model.refuse(words::reason_empty(model.lang).to_owned());
                    return Vec::new();
                }
                Purpose::Return => Decision::SetState { state: ReviewState::Returned, reason: text, seen: None },
                Purpose::Note => Decision::Note { on: NoteOn::Report, text },
            };
            model.overlay = None;
            return super::decide::record(model, row, decision);
        }
        _ => {}
    }
    Vec::new()
}
