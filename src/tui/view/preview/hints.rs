//! In the preview: the three steps of the work, for a reviewer who has not decided on anything in this journal.

use crate::tui::keymap::{Command, Context};
use crate::tui::model::{JournalState, Model};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::words;

/// The hints in at most so many lines more than one, so that nothing of the report gives way to them; `None` once the
/// reviewer has decided on anything, and where nothing can be recorded.
pub fn lines(scene: Scene, room: usize) -> Option<Vec<(String, Role)>> {
    let (model, lang) = (scene.model, scene.lang);
    if !is_new(model) {
        return None;
    }
    let keys = [Command::Enter, Command::NextError, Command::Pass, Command::Return, Command::Help]
        .map(|command| model.keymap.key_for(Context::List, command));
    let keys = keys.each_ref().map(String::as_str);
    let steps = words::hint_steps(lang, keys);
    if room < steps.len() + 1 {
        return Some(vec![(words::hint_line(lang, keys), Role::Notice)]);
    }
    let numbered = steps.into_iter().enumerate().map(|(i, step)| (format!("{}  {step}", i + 1), Role::Label));
    Some(std::iter::once((words::hints(lang).to_owned(), Role::Heading)).chain(numbered).collect())
}

fn is_new(model: &Model) -> bool {
    let decided = || model.decisions.events().iter().rev().any(|event| event.reviewer == model.reviewer);
    model.journal == JournalState::Ready && model.pending.is_empty() && !decided()
}
