//! The batch as it becomes known: the journal, then one report after another.

use crate::pipeline::Summary;
use crate::review::{Event, State};
use crate::rules::Status;
use crate::tui::effect::Effect;
use crate::tui::model::{Counts, JournalState, Model};
use crate::tui::words;

/// Takes up the decisions of earlier sessions and lets the loading begin, which needs them.
pub fn journal_opened(model: &mut Model, result: Result<Vec<Event>, String>) -> Vec<Effect> {
    match result {
        Ok(events) => {
            model.decisions = State::fold(&events);
            model.journal = JournalState::Ready;
        }
        Err(reason) => {
            model.refuse(words::read_only(model.lang, &reason));
            model.journal = JournalState::ReadOnly(reason);
        }
    }
    if model.rows.is_empty() { Vec::new() } else { vec![Effect::Load(Box::new(model.decisions.clone()))] }
}

/// Takes up summaries of reports that were read.
pub fn loaded(model: &mut Model, loaded: Vec<(usize, Summary)>) -> Vec<Effect> {
    let changed: Vec<usize> = loaded.iter().map(|(row, _)| *row).collect();
    for (row, summary) in loaded {
        set_summary(model, row, summary);
    }
    model.list.changed(&model.rows, changed.into_iter());
    super::list::scroll(model);
    Vec::new()
}

/// The loader has ended: what was sorted while it ran is put into order once.
pub fn load_ended(model: &mut Model) -> Vec<Effect> {
    model.loading.ended = true;
    super::list::resort(model)
}

/// Goes on trying the filter.
pub fn continued(model: &mut Model) -> Vec<Effect> {
    model.list.refine(&model.rows);
    super::list::scroll(model);
    super::list::unsettled(model)
}

/// Puts a report's summary into its row.
pub fn set_summary(model: &mut Model, row: usize, summary: Summary) {
    let Some(place) = model.rows.get_mut(row) else { return };
    match &place.summary {
        Some(before) => *count(&mut model.counts, before.status) -= 1,
        None => model.loading.done += 1,
    }
    *count(&mut model.counts, summary.status) += 1;
    place.summary = Some(Box::new(summary));
}

fn count(counts: &mut Counts, status: Status) -> &mut usize {
    match status {
        Status::Clean => &mut counts.clean,
        Status::Warning => &mut counts.warning,
        Status::Error => &mut counts.error,
        Status::NotAssessable => &mut counts.not_assessable,
        Status::Unreadable => &mut counts.unreadable,
    }
}
