//! Keys of a report's labels: confirm, override, reject, leave open.

use tui_input::Input;

use crate::report::{Mapping, Target};
use crate::review::Decision;
use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::layout::Layout;
use crate::tui::model::{Model, Overlay, Picker, Repeat};
use crate::tui::words;

/// Obeys a command on the labels.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let half = (Layout::of(model.size, model.screen).rows() / 2).max(1);
    let Some(report) = model.report.as_mut() else { return Vec::new() };
    let last = report.labels.order.len().saturating_sub(1);
    let here = report.labels.cursor;
    let cursor = match command {
        Command::Up => here.saturating_sub(1),
        Command::Down => (here + 1).min(last),
        Command::PageUp => here.saturating_sub(half),
        Command::PageDown => (here + half).min(last),
        Command::Top => 0,
        Command::Bottom => last,
        Command::Confirm => return confirm(model),
        Command::Override => return pick(model),
        Command::NotAField => return map(model, Mapping::NotAField),
        Command::Unsure => return map(model, Mapping::Unsure),
        Command::Candidate(number) => return candidate(model, number),
        _ => return Vec::new(),
    };
    report.labels.cursor = cursor;
    report.follow_label();
    Vec::new()
}

/// Records a decision about a label of the open report and goes on to the next label that waits.
pub fn record(model: &mut Model, decision: Decision) -> Vec<Effect> {
    let Some(row) = model.report.as_ref().map(|report| report.row) else { return Vec::new() };
    let effects = super::decide::record(model, row, decision);
    if !effects.is_empty() {
        let pending = &model.pending;
        if let Some(report) = model.report.as_mut() {
            let labels = &report.analysis.report.labels;
            report.labels.next_waiting(|label| {
                let label = &labels[label];
                label.needs_review
                    && !pending.iter().any(|act| act.events.iter().any(|event| decides(&event.decision, label)))
            });
            report.follow_label();
        }
    }
    effects
}

/// Whether a decision is about a label.
#[must_use]
pub fn decides(decision: &Decision, label: &crate::report::Label) -> bool {
    matches!(decision, Decision::MapLabel { key, .. } if *key == label.key())
}

/// Confirms what the machine proposes for the label under the cursor.
pub fn confirm(model: &mut Model) -> Vec<Effect> {
    let Some(label) = current(model) else { return Vec::new() };
    let Some(target) = label.target else {
        model.refuse(words::nothing_to_confirm(model.lang));
        return Vec::new();
    };
    let effects = map(model, Mapping::Field(target.canonical().to_owned()));
    model.repeat = Some(Repeat::Confirm);
    effects
}

fn candidate(model: &mut Model, number: u8) -> Vec<Effect> {
    let Some(label) = current(model) else { return Vec::new() };
    let Some(candidate) = label.candidates.get(usize::from(number) - 1) else {
        model.refuse(words::no_candidate(model.lang, number));
        return Vec::new();
    };
    // The digits change the view everywhere else, so what one did here is said.
    let said = words::candidate_taken(model.lang, &label.observed, candidate.target.label());
    let effects = map(model, Mapping::Field(candidate.target.canonical().to_owned()));
    if !effects.is_empty() {
        model.say(said);
    }
    effects
}

/// Records what the label under the cursor stands for.
pub fn map(model: &mut Model, mapping: Mapping) -> Vec<Effect> {
    let Some(label) = current(model) else { return Vec::new() };
    let decision = Decision::MapLabel { key: label.key(), proposed: proposed(label), mapping: Some(mapping) };
    super::decide::remember(model, &decision);
    record(model, decision)
}

fn pick(model: &mut Model) -> Vec<Effect> {
    let Some(label) = current(model) else { return Vec::new() };
    let choices = Target::choices(label.table, label.axis);
    let cursor = choices.iter().position(|&choice| Some(choice) == label.target).unwrap_or(0);
    let picker = Picker {
        key: label.key(),
        proposed: proposed(label),
        choices,
        whole_batch: false,
        input: Input::default(),
        cursor,
        first: 0,
    };
    model.overlay = Some(Overlay::Picker(picker));
    Vec::new()
}

fn current(model: &Model) -> Option<&crate::report::Label> {
    let report = model.report.as_ref()?;
    report.report().labels.get(report.labels.label()?)
}

fn proposed(label: &crate::report::Label) -> Option<String> {
    label.target.map(|target| target.canonical().to_owned())
}
