//! The window in which a reason or a note is typed.

use super::{decide, findings};
use crate::review::{Decision, FindingState, ReviewState};
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
            let (purpose, rows, text) =
                (prompt.purpose.clone(), prompt.rows.clone(), prompt.input.value().trim().to_owned());
            if text.is_empty() && !matches!(purpose, Purpose::Note(_)) {
                model.refuse(words::reason_empty(model.lang).to_owned());
                return Vec::new();
            }
            model.overlay = None;
            return match purpose {
                Purpose::Return => decide::set_state(model, &rows, ReviewState::Returned, text),
                Purpose::Note(on) => {
                    let note = |row| (row, Decision::Note { on: on.clone(), text: text.clone() });
                    decide::record_all(model, rows.into_iter().map(note).collect())
                }
                Purpose::Dismiss(_) => findings::judge(model, FindingState::Dismissed, text),
            };
        }
        _ => {}
    }
    Vec::new()
}
