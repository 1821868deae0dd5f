//! What rests on several reports: taking it up, and the keys of the window that lists it.

use std::collections::BTreeSet;

use crate::cursor::half_page;
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout;
use crate::model::{Between, BetweenList, Model, Overlay, Then};
use crate::review::{Decision, Event};
use crate::rules::across::{BatchFinding, SAME_UNIT};
use crate::words;

/// Asks for a comparison of all reports, once they have been read.
pub fn ask(model: &Model) -> Option<Effect> {
    model.loading.ended.then(|| Effect::Compare(Box::new(model.decisions.identities())))
}

/// Whether a decision says that names are of one unit or of two, or undoes that, so that the reports compare otherwise.
pub fn identifies(model: &Model, event: &Event) -> bool {
    let about = model.decisions.root(event).unwrap_or(event);
    matches!(&about.decision, Decision::JudgeFinding { key, .. } if key.rule == SAME_UNIT)
}

/// Takes up what came of a comparison: in the rows of the list, and in the report that is open.
pub fn compared(model: &mut Model, findings: Vec<BatchFinding>) -> Vec<Effect> {
    let mut changed: BTreeSet<usize> = model.between.rows().collect();
    model.between = Between::of(findings);
    changed.extend(model.between.rows());
    for &row in &changed {
        let Some(mut summary) = model.rows.get_mut(row).and_then(|place| place.summary.take()) else { continue };
        let before = summary.status;
        summary.compared(model.between.on(row));
        super::batch::restore(model, row, before, summary);
    }
    model.list.changed(&model.rows, changed.into_iter());
    if let Some(report) = &mut model.report {
        report.compared(model.between.on(report.row));
    }
    super::scroll(model);
    Vec::new()
}

/// Opens the window.
pub fn show(model: &mut Model) -> Vec<Effect> {
    if !model.between.is_known {
        model.refuse(words::not_compared(model.lang).to_owned());
    } else if model.between.findings.is_empty() {
        model.refuse(words::nothing_between(model.lang).to_owned());
    } else {
        model.overlay = Some(Overlay::Between(BetweenList::default()));
    }
    Vec::new()
}

/// Obeys a command in the window.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let count = model.between.findings.len();
    let page = half_page(layout::between_rows(model.size, count));
    let Some(Overlay::Between(list)) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Move(motion) => list.cursor.go(motion, count, page),
        Command::Back => model.overlay = None,
        Command::Enter => {
            let here = list.cursor.at;
            return enter(model, here);
        }
        _ => {}
    }
    Vec::new()
}

/// Goes to the report that a finding speaks of.
fn enter(model: &mut Model, index: usize) -> Vec<Effect> {
    let Some(found) = model.between.findings.get(index) else { return Vec::new() };
    let Some(row) = found.subject.or_else(|| found.reports.first().copied()) else {
        model.refuse(words::no_report_of_it(model.lang).to_owned());
        return Vec::new();
    };
    model.overlay = None;
    super::report::open(model, row, Then::Between(index))
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let rows = layout::between_rows(model.size, model.between.findings.len());
    let count = model.between.findings.len();
    if let Some(Overlay::Between(list)) = &mut model.overlay {
        list.cursor.show(count, rows);
    }
}
