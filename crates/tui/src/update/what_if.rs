//! Keys of a supposition under trial: the next one, the one before, and out again.

use crate::effect::Effect;
use crate::keymap::Command;
use crate::model::{Model, Screen, View, WhatIf};
use crate::words;

/// Begins to try what may have caused the finding under the cursor, in the tables.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    let Screen::Report(from) = model.screen else { return Vec::new() };
    let Some(report) = model.report.as_mut() else { return Vec::new() };
    let verdict = &report.analysis.verdict;
    let finding = verdict.findings.get(report.finding);
    let cause = finding.and_then(|finding| verdict.cause(finding));
    let begun = cause.and_then(|cause| WhatIf::begin(&report.analysis.report, verdict, cause, from));
    let Some(begun) = begun else {
        let said = if cause.is_some() { words::nothing_to_suppose(model.lang) } else { words::no_cause(model.lang) };
        model.refuse(said.to_owned());
        return Vec::new();
    };
    report.what_if = Some(begun);
    model.screen = Screen::Report(View::Tables);
    go_to_change(model);
    Vec::new()
}

/// Obeys a command while a supposition is shown.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::WhatIf | Command::NextMatch => step(model, true),
        Command::PreviousMatch => step(model, false),
        Command::Back | Command::Quit => leave(model),
        Command::Move(_) => return super::tables::obey(model, command),
        // A click on what lies around it leaves it first.
        _ => {
            leave(model);
            let context = model.screen_context();
            return super::obey(model, context, command);
        }
    }
    Vec::new()
}

fn step(model: &mut Model, forward: bool) {
    if let Some(report) = model.report.as_mut()
        && let Some(what_if) = report.what_if.as_mut()
    {
        let analysis = &report.analysis;
        what_if.step(&analysis.report, &analysis.verdict, forward);
    }
    go_to_change(model);
}

/// Puts the cursor on the first cell that would change.
fn go_to_change(model: &mut Model) {
    let Some(report) = model.report.as_mut() else { return };
    let first = report.what_if.as_ref().and_then(|what_if| what_if.here().changes.first().copied());
    if let Some(at) = first.and_then(|(cell, _)| report.find(cell)) {
        report.at = at;
    }
}

fn leave(model: &mut Model) {
    let Some(report) = model.report.as_mut() else { return };
    if let Some(what_if) = report.what_if.take() {
        model.screen = Screen::Report(what_if.from);
    }
}
