//! Jumps from place to place, and back.

use crate::effect::Effect;
use crate::keymap::Command;
use crate::model::{Jump, Model, ScreenKind, Then};
use crate::words;

/// Whether a command goes to a place that one may want to come back from.
#[must_use]
pub fn is_jump(command: Command) -> bool {
    matches!(
        command,
        Command::Enter
            | Command::NextError
            | Command::PreviousError
            | Command::NextWarning
            | Command::PreviousWarning
            | Command::NextOpen
            | Command::PreviousOpen
            | Command::NextReport
            | Command::PreviousReport
    )
}

/// Remembers where a jump started, if it led anywhere else. A report that is still being opened is elsewhere.
pub fn made(model: &mut Model, from: Jump) {
    if model.opening.is_some() || Jump::here(model) != from {
        from.remember(&mut model.jumps);
    }
}

/// Goes back to where the last jump started.
pub fn back(model: &mut Model) -> Vec<Effect> {
    let here = Jump::here(model);
    while let Some(jump) = model.jumps.pop() {
        if jump == here {
            continue;
        }
        let is_open = model.screen.known().is_some_and(|report| report.row == jump.row);
        if matches!(jump.screen, ScreenKind::Report(_)) && !is_open {
            return crate::screens::report::update::open(model, jump.row, Then::Return(jump));
        }
        model.opening = None;
        arrive(model, jump);
        return Vec::new();
    }
    model.refuse(words::no_jumps(model.lang).to_owned());
    Vec::new()
}

/// Puts every cursor where it was when the jump started. What the report lost since is not gone to.
pub fn arrive(model: &mut Model, jump: Jump) {
    model.screen.show(jump.screen);
    model.list.go_to_row(jump.row);
    let Some(report) = model.screen.report_mut().filter(|report| report.row == jump.row) else { return };
    if !matches!(jump.screen, ScreenKind::Report(_)) {
        return;
    }
    report.at = jump.at;
    report.place = jump.place;
    report.finding = jump.finding.min(report.findings().len().saturating_sub(1));
    report.labels.cursor.at = jump.label.min(report.labels.order.len().saturating_sub(1));
}
