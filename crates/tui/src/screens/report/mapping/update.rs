//! Keys of a report's labels: confirm, override, reject, leave open.

use tui_input::Input;

use crate::cursor::{ListCursor, half_page};
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::Layout;
use crate::model::{Message, Model, Overlay, Picker, Repeat, clashes, rivals};
use crate::pipeline::{Analysis, compare};
use crate::report::{Label, Mapping, Target};
use crate::review::Decision;
use crate::words;

/// Handles a command on the labels.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Move(motion) => {
            let page = half_page(Layout::of(model.size, model.screen.kind()).rows());
            if let Some(report) = model.screen.report_mut() {
                report.labels.cursor.go(motion, report.labels.order.len(), page);
                report.follow_label();
            }
            Vec::new()
        }
        Command::Confirm => confirm(model),
        Command::Override => pick(model, false),
        Command::ConfirmAll => weigh_proposed(model),
        Command::OverrideAll => pick(model, true),
        Command::NotAFieldAll => weigh(model, Mapping::NotAField),
        Command::UnsureAll => weigh(model, Mapping::Unsure),
        Command::NotAField => map(model, Mapping::NotAField),
        Command::Unsure => map(model, Mapping::Unsure),
        Command::Candidate(number) => candidate(model, number),
        _ => Vec::new(),
    }
}

/// Records a decision about a label of the open report and goes on to the next label that waits.
fn record(model: &mut Model, decision: Decision) -> Vec<Effect> {
    let Some(row) = model.screen.report().map(|report| report.row) else { return Vec::new() };
    let effects = crate::update::decide::record(model, row, decision);
    if !effects.is_empty() {
        go_on(model);
    }
    effects
}

/// Goes on to the next label that waits and that nothing on its way to the disk is about.
pub fn go_on(model: &mut Model) {
    let pending = &model.pending;
    let Some(report) = model.screen.report_mut() else { return };
    let name = &model.rows[report.row].name;
    let mut on_the_way =
        pending.iter().flat_map(|act| &act.events).filter(|event| event.subject.path == *name).collect::<Vec<_>>();
    on_the_way.retain(|event| matches!(event.decision, Decision::MapLabel { .. }));
    let labels = &report.analysis.report.labels;
    report.labels.next_waiting(|label| {
        let label = &labels[label];
        label.needs_review && !on_the_way.iter().any(|event| decides(&event.decision, label))
    });
    report.follow_label();
}

/// Whether a decision is about a label.
#[must_use]
pub fn decides(decision: &Decision, label: &Label) -> bool {
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
    let said = words::candidate_taken(model.lang, &label.observed, candidate.target.label());
    let effects = map(model, Mapping::Field(candidate.target.canonical().to_owned()));
    if !effects.is_empty() && model.message.is_none() {
        model.say(said);
    }
    effects
}

/// Whether the label under the cursor could stand for what a mapping says.
#[must_use]
pub fn is_possible(model: &Model, mapping: &Mapping) -> bool {
    current(model).is_some_and(|label| match mapping {
        Mapping::Field(id) => Target::find(label.table, label.axis, id).is_some(),
        Mapping::NotAField | Mapping::Unsure => true,
    })
}

/// Records what the label under the cursor stands for. Where another label stands for the same field, that is said.
pub fn map(model: &mut Model, mapping: Mapping) -> Vec<Effect> {
    let Some(label) = current(model) else { return Vec::new() };
    let path = model.screen.report().map(|report| model.rows[report.row].name.as_str()).unwrap_or_default();
    if model.decisions.mapping(path, &label.key()).is_some_and(|standing| standing.mapping == mapping)
        && model.pending.is_empty()
    {
        model.say(words::stands_already(model.lang).to_owned());
        return Vec::new();
    }
    let clash = clash(model, &mapping);
    let decision = Decision::MapLabel { key: label.key(), proposed: proposed(label), mapping: Some(mapping) };
    crate::update::decide::remember(model, &decision);
    let effects = record(model, decision);
    if effects.is_empty() {
        return effects;
    }
    if let Some(report) = model.screen.report_mut() {
        report.asked += 1;
    }
    if let Some(said) = clash {
        model.refuse(said);
    }
    effects
}

/// Shows what a decision on the label under the cursor would change in every report of the batch that has it.
pub fn weigh(model: &mut Model, mapping: Mapping) -> Vec<Effect> {
    match current(model).cloned() {
        Some(label) => crate::windows::weigh::show(model, &label, mapping),
        None => Vec::new(),
    }
}

fn weigh_proposed(model: &mut Model) -> Vec<Effect> {
    let Some(label) = current(model) else { return Vec::new() };
    match label.target {
        Some(target) => weigh(model, Mapping::Field(target.canonical().to_owned())),
        None => {
            model.refuse(words::nothing_to_confirm(model.lang));
            Vec::new()
        }
    }
}

/// What is to be said where the label under the cursor would share its field with another.
fn clash(model: &Model, mapping: &Mapping) -> Option<String> {
    let Mapping::Field(id) = mapping else { return None };
    let (report, label) = (model.screen.report()?.report(), current(model)?);
    let target = Target::find(label.table, label.axis, id)?;
    let rival = *rivals(report, model.screen.report()?.labels.label()?, target).first()?;
    Some(words::clash(model.lang, (&label.observed, &report.labels[rival].observed), target.label()))
}

/// What to say after the open report was read again under other mappings: of a decision made here, what it changed and
/// whether two labels now stand for one field; of a step that was taken back, what followed from that. `None` where neither is
/// to be told.
pub fn told(model: &Model, after: &Analysis) -> Option<Message> {
    let (lang, before) = (model.lang, model.screen.known()?);
    let (old, new) = (before.report(), &after.report);
    let is_same = |one: &Label, other: &Label| {
        (one.target, one.method, one.needs_review) == (other.target, other.method, other.needs_review)
    };
    if old.labels.len() != new.labels.len() {
        return None;
    }
    let changed: Vec<usize> = (0..new.labels.len()).filter(|&i| !is_same(&old.labels[i], &new.labels[i])).collect();
    let label = &new.labels[*changed.first()?];
    let change = compare((old, &before.analysis.verdict), (new, &after.verdict));
    if before.asked == 0 {
        let is_undo = matches!(model.decisions.events().last()?.decision, Decision::Undo { .. });
        let message = model.message.as_ref().filter(|message| !message.grave && is_undo)?;
        return Some(Message { text: words::and_effect(lang, &message.text, &change), grave: false });
    }
    if let Some((label, rival)) = changed.iter().find_map(|&label| Some((label, *clashes(new, label).first()?))) {
        let (label, rival) = (&new.labels[label], &new.labels[rival]);
        let text = words::clash(lang, (&label.observed, &rival.observed), label.target.map_or("", Target::label));
        return Some(Message { text, grave: true });
    }
    let is_one = changed.iter().all(|&i| new.labels[i].observed == label.observed);
    let what = if is_one {
        words::mapped(lang, &label.observed, label.target.map_or(words::no_field(lang), Target::label))
    } else {
        words::label_count(lang, changed.len())
    };
    let text = words::effect_of_mapping(lang, &what, &change) + &words::spread(lang, model.spread);
    Some(Message { text, grave: false })
}

fn pick(model: &mut Model, whole_batch: bool) -> Vec<Effect> {
    let Some(report) = model.screen.report() else { return Vec::new() };
    let (Some(index), Some(label)) = (report.labels.label(), current(model)) else { return Vec::new() };
    // The candidates stand first, the likeliest before others; among them one choice is nearly always the right one.
    let mut choices = Target::choices(label.table, label.axis);
    let rank = |choice: &Target| label.candidates.iter().position(|candidate| candidate.target == *choice);
    choices.sort_by_key(|choice| rank(choice).unwrap_or(usize::MAX));
    let cursor = choices.iter().position(|&choice| Some(choice) == label.target).unwrap_or(0);
    let holder = |&choice: &Target| {
        let rival = *rivals(report.report(), index, choice).first()?;
        Some((choice, report.report().labels[rival].observed.clone()))
    };
    let picker = Picker {
        key: label.key(),
        held: choices.iter().filter_map(holder).collect(),
        choices,
        whole_batch,
        input: Input::default(),
        cursor: ListCursor { at: cursor, first: 0 },
    };
    model.overlay = Some(Overlay::Picker(picker));
    Vec::new()
}

fn current(model: &Model) -> Option<&Label> {
    let report = model.screen.report()?;
    report.report().labels.get(report.labels.label()?)
}

fn proposed(label: &Label) -> Option<String> {
    label.target.map(|target| target.canonical().to_owned())
}
