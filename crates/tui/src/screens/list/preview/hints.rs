//! In the preview: the three steps of the work, for a reviewer who has not decided on anything in this journal.

use crate::keymap::{Command, Context};
use crate::model::{JournalState, Model};
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

/// The hints, whole where the report leaves so many lines free, else in one line; `None` once the reviewer has decided on
/// anything, and where nothing can be recorded.
pub fn lines(scene: Scene, free: usize, cells: u16) -> Option<Vec<(String, Role)>> {
    let (model, lang) = (scene.model, scene.lang);
    if !is_new(model) {
        return None;
    }
    let keys = [Command::Enter, Command::NextError, Command::Pass, Command::Return, Command::Help]
        .map(|command| model.keymap.key_for(Context::List, command));
    let keys = keys.each_ref().map(String::as_str);
    let mut lines = vec![(words::hints(lang).to_owned(), Role::Heading)];
    for (i, step) in words::hint_steps(lang, keys).iter().enumerate() {
        for (j, row) in wrap::sentence(step, usize::from(cells.saturating_sub(3))).into_iter().enumerate() {
            let number = if j == 0 { (i + 1).to_string() } else { " ".to_owned() };
            lines.push((format!("{number}  {row}"), Role::Label));
        }
    }
    if lines.len() > free {
        return Some(vec![(words::hint_line(lang, keys), Role::Notice)]);
    }
    Some(lines)
}

fn is_new(model: &Model) -> bool {
    let decided = || model.decisions.events().iter().rev().any(|event| event.reviewer == model.reviewer);
    model.journal == JournalState::Ready && model.pending.is_empty() && !decided()
}
