//! The window in which a reason or a note is typed. An earlier reason is recalled with the keys that go up and down.

use tui_input::Input;

use super::{decide, findings};
use crate::cursor::Motion;
use crate::effect::Effect;
use crate::keymap::Command;
use crate::model::{Model, Overlay, Purpose};
use crate::review::{Decision, ReviewState};
use crate::words;

/// Obeys a command while a reason or a note is typed.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = &model.overlay else { return Vec::new() };
    match command {
        Command::Back => model.overlay = None,
        Command::Move(Motion::Up) => recall(model, true),
        Command::Move(Motion::Down) => recall(model, false),
        Command::Enter => {
            let (purpose, rows, text) =
                (prompt.purpose.clone(), prompt.rows.clone(), prompt.input.value().trim().to_owned());
            if text.is_empty() && !matches!(purpose, Purpose::Note(_)) {
                model.refuse(words::reason_wanted(model.lang, &purpose).to_owned());
                return Vec::new();
            }
            model.overlay = None;
            return match purpose {
                Purpose::Return => decide::set_state(model, &rows, ReviewState::Returned, text),
                Purpose::Note(on) => {
                    let said = words::noted(model.lang, text.is_empty());
                    let note = |row| (row, Decision::Note { on: on.clone(), text: text.clone() });
                    let effects = decide::record_all(model, rows.into_iter().map(note).collect());
                    if !effects.is_empty() {
                        model.say(said.to_owned());
                    }
                    effects
                }
                Purpose::Dismiss(key) => findings::dismiss(model, &key, text),
            };
        }
        _ => {}
    }
    Vec::new()
}

/// Puts an older reason into the line, or a newer one, and at last what had been typed.
fn recall(model: &mut Model, older: bool) {
    let Some(Overlay::Prompt(prompt)) = &model.overlay else { return };
    let reasons = model.reasons(&prompt.purpose);
    let Some(Overlay::Prompt(prompt)) = &mut model.overlay else { return };
    let at = prompt.recalled.as_ref().map_or(0, |(_, at)| *at);
    let next = if older { (at + 1).min(reasons.len()) } else { at.saturating_sub(1) };
    if next == at {
        return;
    }
    let typed = prompt.recalled.take().map_or_else(|| prompt.input.value().to_owned(), |(typed, _)| typed);
    let text = if next == 0 { typed.clone() } else { reasons[next - 1].clone() };
    prompt.input = Input::from(text);
    prompt.recalled = (next > 0).then_some((typed, next));
}
