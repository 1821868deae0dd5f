//! Two reports beside each other: asking for the sentences that both have, and the keys of the window that shows them.

use crate::cursor::ListCursor;
use crate::effect::Effect;
use crate::keymap::{Command, Context};
use crate::model::{Beside, Model, Overlay, Place, Screen, Then, View};
use crate::pipeline::Sentence;
use crate::rules::across::{BatchFinding, is_of_texts};
use crate::view::{beside_height, beside_rows};
use crate::{layout, words};

/// Opens the window for the finding under the cursor, of the open report or of those between reports.
pub fn show(model: &mut Model, context: Context) -> Vec<Effect> {
    let (found, from) = match (context, &model.overlay) {
        (Context::Between, Some(Overlay::Between(list))) => (model.between.findings.get(list.cursor.at), Some(*list)),
        _ => (of_open_report(model), None),
    };
    let rows = found.filter(|found| is_of_texts(found.finding.rule)).map(|found| &found.reports[..]);
    let Some(&[a, b, ..]) = rows else {
        model.refuse(words::nothing_to_lay_beside(model.lang).to_owned());
        return Vec::new();
    };
    let ticket = model.next_ticket();
    model.overlay =
        Some(Overlay::Beside(Beside { ticket, rows: [a, b], pairs: None, cursor: ListCursor::default(), from }));
    vec![Effect::Beside { ticket, rows: [a, b] }]
}

/// What is known of the finding under the cursor of the open report beside the report itself.
fn of_open_report(model: &Model) -> Option<&BatchFinding> {
    let report = model.report.as_ref()?;
    let here = report.findings().get(report.finding)?;
    model.between.findings.iter().find(|found| found.subject == Some(report.row) && found.finding == *here)
}

/// Takes up the sentences.
pub fn laid(model: &mut Model, ticket: u64, pairs: Vec<[Sentence; 2]>) -> Vec<Effect> {
    if let Some(Overlay::Beside(beside)) = &mut model.overlay
        && beside.ticket == ticket
    {
        beside.pairs = Some(pairs);
    }
    Vec::new()
}

/// Obeys a command in the window.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Beside(beside)) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Move(motion) => {
            let count = beside.pairs.as_ref().map_or(0, Vec::len);
            beside.cursor.go(motion, count, usize::from(layout::beside_window(model.size).height / 6).max(1));
        }
        Command::Back => model.overlay = beside.from.map(Overlay::Between),
        Command::Enter => {
            let here = beside.cursor.at;
            return enter(model, here);
        }
        _ => {}
    }
    Vec::new()
}

/// Goes to the sentence in the first report.
fn enter(model: &mut Model, pair: usize) -> Vec<Effect> {
    let Some(Overlay::Beside(beside)) = &model.overlay else { return Vec::new() };
    let Some([sentence, _]) = beside.pairs.as_ref().and_then(|pairs| pairs.get(pair)) else { return Vec::new() };
    let (row, place) = (beside.rows[0], Place { line: sentence.span.line, column: sentence.span.column });
    model.overlay = None;
    if let Some(report) = model.report.as_mut().filter(|report| report.row == row) {
        report.place = place;
        report.follow_place();
        model.screen = Screen::Report(View::Source);
        return Vec::new();
    }
    super::report::open(model, row, Then::Place(place))
}

/// Brings the pair under the cursor into sight.
pub fn scroll(model: &mut Model) {
    let Some(Overlay::Beside(beside)) = &model.overlay else { return };
    let height = beside_height(model);
    let (start, end) = beside_rows(model, beside);
    if let Some(Overlay::Beside(beside)) = &mut model.overlay {
        beside.cursor.first = beside.cursor.first.max(end.saturating_sub(height)).min(start);
    }
}
