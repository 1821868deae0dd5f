//! What a decision about a label would change in the whole batch, before it is made.

pub mod rows;
pub mod view;

use std::collections::{BTreeMap, BTreeSet};

use crate::effect::Effect;
use crate::keymap::Command;
use crate::model::{Model, Overlay};
use crate::pipeline::{Impact, label_hash};
use crate::report::{Label, LabelKey, Mapping, Method, Target};
use crate::review::{Decision, NewEvent, Subject};
use crate::schema::Schema;
use crate::{layout, words};

/// A decision for the batch that is being weighed.
#[derive(Debug, Clone)]
pub struct Weigh {
    /// Comes back with the answers; 0 while it waits for the batch to be read.
    pub ticket: u64,
    /// The label.
    pub key: LabelKey,
    /// What it would stand for.
    pub mapping: Mapping,
    /// The field of that mapping, in the edition of the report where it was called.
    pub target: Option<Target>,
    /// Whether the label is letter for letter one of the form's, so that any report may have it.
    pub is_plain: bool,
    /// How many reports have been weighed, and how many there are to weigh.
    pub progress: (usize, usize),
    /// What would change, by row: every report that has the label.
    pub impacts: BTreeMap<usize, Impact>,
    /// Rows where a reviewer decided otherwise on the label: they are left as they are.
    pub kept: BTreeSet<usize>,
    /// How many reports have this decision already.
    pub already: usize,
    /// First line on the screen.
    pub first: usize,
}

impl Weigh {
    /// Whether it waits for the batch to be read.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.ticket == 0
    }

    /// Whether every report has been weighed.
    #[must_use]
    pub fn is_done(&self) -> bool {
        !self.is_waiting() && self.progress.0 >= self.progress.1
    }

    /// What would change, without the reports that are left as they are.
    pub fn decided(&self) -> impl Iterator<Item = &Impact> {
        self.impacts.values().filter(|impact| !self.kept.contains(&impact.row))
    }

    /// The reports that have the label and are left as they are.
    pub fn left_alone(&self) -> impl Iterator<Item = &Impact> {
        self.impacts.values().filter(|impact| self.kept.contains(&impact.row))
    }
}

/// Opens the window for a decision on a label of the open report.
pub fn show(model: &mut Model, label: &Label, mapping: Mapping) -> Vec<Effect> {
    if crate::update::decide::refused(model) {
        return Vec::new();
    }
    let target = match &mapping {
        Mapping::Field(id) => Target::find(label.table, label.axis, id),
        Mapping::NotAField | Mapping::Unsure => None,
    };
    let weigh = Weigh {
        ticket: 0,
        key: label.key(),
        mapping,
        target,
        is_plain: label.method == Method::Exact || is_of_the_form(label),
        progress: (0, 0),
        impacts: BTreeMap::new(),
        kept: BTreeSet::new(),
        already: 0,
        first: 0,
    };
    model.overlay = Some(Overlay::Weigh(weigh));
    begin(model)
}

/// Whether some edition of the form prints a label in these letters.
fn is_of_the_form(label: &Label) -> bool {
    let id = label.table.get().id;
    let editions = Schema::get().tables().filter(|table| table.get().id == id);
    let mut choices = editions.flat_map(|table| Target::choices(table, label.axis));
    choices.any(|choice| choice.label() == label.observed)
}

/// Begins to weigh as soon as the whole batch is read.
pub fn begin(model: &mut Model) -> Vec<Effect> {
    if !model.loading.ended {
        return Vec::new();
    }
    let ticket = model.next_ticket();
    let Some(Overlay::Weigh(weigh)) = &mut model.overlay else { return Vec::new() };
    if !weigh.is_waiting() {
        return Vec::new();
    }
    let mark = label_hash(&weigh.key.folded());
    let mut rows = Vec::new();
    for (row, known) in model.rows.iter().enumerate() {
        let Some(summary) = &known.summary else { continue };
        let standing = model.decisions.mapping(&known.name, &weigh.key).map(|standing| standing.mapping);
        let may_have_it = weigh.is_plain || summary.odd_labels.binary_search(&mark).is_ok();
        if !may_have_it && standing.is_none() {
            continue;
        }
        match standing {
            Some(standing) if standing == weigh.mapping => {
                weigh.already += 1;
                continue;
            }
            // What was left unsure still waits for an answer, and this is one.
            Some(Mapping::Unsure) | None => {}
            Some(_) => {
                weigh.kept.insert(row);
            }
        }
        rows.push((row, model.decisions.mappings(&known.name)));
    }
    weigh.ticket = ticket;
    weigh.progress = (0, rows.len());
    let (key, mapping) = (weigh.key.clone(), weigh.mapping.clone());
    if rows.is_empty() { Vec::new() } else { vec![Effect::Weigh { ticket, key, mapping, rows }] }
}

/// Handles a command while a decision is weighed.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Weigh(weigh)) = &model.overlay else { return Vec::new() };
    let lines = rows::count(model, weigh);
    let rows = layout::weigh_rows(model.size, lines);
    let first = match command {
        Command::Move(motion) => motion.target(weigh.first, lines.saturating_sub(rows) + 1, rows / 2),
        Command::Enter => return take(model),
        Command::Back => {
            let ticket = weigh.ticket;
            let is_running = !weigh.is_done() && !weigh.is_waiting();
            model.overlay = None;
            return if is_running { vec![Effect::Abandon { ticket }] } else { Vec::new() };
        }
        _ => return Vec::new(),
    };
    if let Some(Overlay::Weigh(weigh)) = &mut model.overlay {
        weigh.first = first;
    }
    Vec::new()
}

/// Takes up what was found out about some reports.
pub fn weighed(model: &mut Model, ticket: u64, done: usize, impacts: Vec<Impact>) -> Vec<Effect> {
    if let Some(Overlay::Weigh(weigh)) = &mut model.overlay
        && weigh.ticket == ticket
    {
        weigh.progress.0 = weigh.progress.0.max(done);
        weigh.impacts.extend(impacts.into_iter().map(|impact| (impact.row, impact)));
    }
    Vec::new()
}

/// Records the decision for every report that has the label, as one step.
fn take(model: &mut Model) -> Vec<Effect> {
    let lang = model.lang;
    let Some(Overlay::Weigh(weigh)) = &model.overlay else { return Vec::new() };
    if !weigh.is_done() {
        model.refuse(words::still_weighing(lang).to_owned());
        return Vec::new();
    }
    // Another program may have decided on some of them while the window was open.
    let is_free = |impact: &&Impact| {
        let standing = model.decisions.mapping(&model.rows[impact.row].name, &weigh.key);
        standing.is_none_or(|standing| standing.mapping == weigh.mapping || standing.mapping == Mapping::Unsure)
    };
    let events: Vec<NewEvent> = weigh
        .decided()
        .filter(is_free)
        .map(|impact| NewEvent {
            reviewer: model.reviewer.clone(),
            subject: Subject { path: model.rows[impact.row].name.clone(), digest: impact.digest.clone() },
            decision: Decision::MapLabel {
                key: weigh.key.clone(),
                proposed: impact.proposed.clone(),
                mapping: Some(weigh.mapping.clone()),
            },
        })
        .collect();
    let cells = weigh.decided().filter(is_free).map(|impact| impact.change.cells as usize).sum();
    let said = words::whole_batch_decided(
        lang,
        (&weigh.key.observed, &words::meaning(&weigh.mapping, weigh.target, lang)),
        (events.len(), cells),
    );
    model.overlay = None;
    let Some(first) = events.first() else {
        model.refuse(words::no_report_to_decide(lang).to_owned());
        return Vec::new();
    };
    crate::update::decide::remember(model, &first.decision.clone());
    let effect = crate::update::decide::give(model, events);
    crate::screens::report::mapping::update::go_on(model);
    model.say(said);
    vec![effect]
}
