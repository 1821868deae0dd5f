//! Undo and redo, a step at a time, each named in words.

use crate::effect::Effect;
use crate::model::Model;
use crate::review::{NewEvent, Step};
use crate::update::decide;
use crate::words;

/// Undoes this reviewer's last step.
pub fn undo(model: &mut Model) -> Vec<Effect> {
    if !ready(model, false) {
        return Vec::new();
    }
    let Some(said) = model.decisions.step_back(&model.reviewer).map(|step| name(model, &step, false)) else {
        model.refuse(words::nothing_to_undo(model.lang));
        return Vec::new();
    };
    let events = model.decisions.undo(&model.reviewer);
    take(model, events, said)
}

/// Brings back what this reviewer undid last.
pub fn redo(model: &mut Model) -> Vec<Effect> {
    if !ready(model, true) {
        return Vec::new();
    }
    let Some(said) = model.decisions.step_forward(&model.reviewer).map(|step| name(model, &step, true)) else {
        model.refuse(words::nothing_to_redo(model.lang).to_owned());
        return Vec::new();
    };
    let events = model.decisions.redo(&model.reviewer);
    take(model, events, said)
}

fn take(model: &mut Model, events: Vec<NewEvent>, said: String) -> Vec<Effect> {
    model.say(said);
    vec![decide::give(model, events)]
}

/// The step in words: the report's unit, and what the decision changed when it was made.
fn name(model: &Model, step: &Step, forward: bool) -> String {
    let path = &step.about.subject.path;
    let unit = model.row_of(path).map_or(path.as_str(), |row| model.rows[row].unit());
    let turn = model.decisions.turn(step.about);
    let what = turn.map_or_else(String::new, |turn| match step.decisions {
        1 => words::turn(step.about, &turn, model.lang),
        // What stood before differs from report to report.
        _ => words::becomes(step.about, &turn, model.lang),
    });
    let said = words::step(model.lang, forward, (unit, &what), (step.decisions, step.files));
    // Another reviewer may have decided since; theirs then stands before and after.
    if step.decisions == 1 && step.before == step.after { words::later_stands(model.lang, &said) } else { said }
}

/// Goes on with the steps that were asked for while a decision was on its way to the disk.
pub fn go_on(model: &mut Model) -> Vec<Effect> {
    if !model.pending.is_empty() {
        return Vec::new();
    }
    match model.steps.pop_front() {
        Some(false) => undo(model),
        Some(true) => redo(model),
        None => Vec::new(),
    }
}

/// Whether a step can be taken now. What is to be taken back is known once the journal has answered; until then the step
/// waits.
fn ready(model: &mut Model, forward: bool) -> bool {
    if decide::refused(model) {
        model.steps.clear();
        return false;
    }
    if !model.pending.is_empty() {
        model.steps.push_back(forward);
        return false;
    }
    true
}
