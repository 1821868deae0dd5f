//! The batch as it becomes known: the journal, then one report after another.

use crate::effect::Effect;
use crate::model::{Counts, JournalState, Model, ReviewCounts, RowReview};
use crate::pipeline::Summary;
use crate::review::{Event, ReviewState, State};
use crate::rules::Status;
use crate::words;

/// Takes up the decisions of earlier sessions and lets the loading begin, which needs them.
pub fn journal_opened(model: &mut Model, events: &[Event], refused: Option<String>) -> Vec<Effect> {
    model.decisions = State::fold(events);
    let school = model.school();
    model.decisions.learn_in(school);
    for row in 0..model.rows.len() {
        settle(model, row);
    }
    crate::screens::list::update::resume(model);
    match refused {
        Some(reason) => journal_lost(model, reason),
        None => model.journal = JournalState::Ready,
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
    crate::screens::list::update::scroll(model);
    Vec::new()
}

/// The loader has ended: what was sorted while it ran is put into order once.
pub fn load_ended(model: &mut Model) -> Vec<Effect> {
    model.loading.ended = true;
    let mut effects = crate::screens::list::update::resort(model);
    // Only now is it known which files changed since they were decided on; whoever is at work already is left there.
    if !model.touched {
        model.list.go(0);
        crate::screens::list::update::resume(model);
    }
    crate::update::moved::look(model);
    effects.extend(crate::windows::weigh::begin(model));
    effects.extend(crate::windows::between::ask(model));
    // What was learned meanwhile bears on reports that were not known then.
    let relearned = std::mem::take(&mut model.relearned);
    model.reread.extend(crate::update::decide::bearing(model, relearned.iter()));
    let changed = std::mem::take(&mut model.reread);
    if !changed.is_empty() {
        effects.push(crate::update::decide::refresh(model, changed));
    }
    effects
}

/// The journal cannot be used any more: the session goes on without recording.
pub fn journal_lost(model: &mut Model, reason: String) {
    model.refuse(words::read_only(model.lang, &reason));
    model.journal = JournalState::ReadOnly(reason);
}

/// Goes on trying the filter.
pub fn continued(model: &mut Model) -> Vec<Effect> {
    model.list.refine(&model.rows);
    crate::screens::list::update::scroll(model);
    crate::screens::record::update::refine(model);
    crate::screens::list::update::unsettled(model)
}

/// Puts a report's summary into its row.
pub fn set_summary(model: &mut Model, row: usize, summary: Summary) {
    let Some(place) = model.rows.get_mut(row) else { return };
    match place.summary.take() {
        Some(before) => *count(&mut model.counts, before.status) -= 1,
        None => model.loading.done += 1,
    }
    place.stale = summary.stale;
    let mut summary = Box::new(summary);
    summary.compared(model.between.on(row));
    *count(&mut model.counts, summary.status) += 1;
    place.summary = Some(summary);
    settle(model, row);
}

/// Puts a summary back that was taken out of its row and may have another status by now than it had.
pub fn restore(model: &mut Model, row: usize, before: Status, summary: Box<Summary>) {
    *count(&mut model.counts, before) -= 1;
    *count(&mut model.counts, summary.status) += 1;
    model.rows[row].summary = Some(summary);
}

/// Brings what a row says of the decisions on it up to date.
pub fn settle(model: &mut Model, row: usize) {
    let Some(place) = model.rows.get_mut(row) else { return };
    let digest = place.summary.as_ref().map(|summary| summary.digest.as_str());
    let standing = model.decisions.review(&place.name, digest);
    *tally(&mut model.review_counts, place.review) -= 1;
    place.review = if standing.stale { RowReview::Stale(standing.state) } else { RowReview::Decided(standing.state) };
    *tally(&mut model.review_counts, place.review) += 1;
}

fn tally(counts: &mut ReviewCounts, review: RowReview) -> &mut usize {
    match review {
        RowReview::Stale(_) => &mut counts.stale,
        RowReview::Decided(ReviewState::Open) => &mut counts.open,
        RowReview::Decided(ReviewState::Passed) => &mut counts.passed,
        RowReview::Decided(ReviewState::Returned) => &mut counts.returned,
    }
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
