//! Keys of the record of decisions, and how the record follows what is decided.

use crate::cursor::half_page;
use crate::effect::Effect;
use crate::export::log::then_now;
use crate::keymap::Command;
use crate::layout::{self, Layout};
use crate::model::{Basis, Entry, Model, OpenReport, Overlay, Scope, ScreenKind, Then, View};
use crate::review::{Decision, Event, EventId, FindingKey, NoteOn, Present};
use crate::schema::CellId;
use crate::screens::record::rows::entry_text;
use crate::text::pinyin::Finder;
use crate::words;

/// Handles a command on the record.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let is_filtered = model.record.is_filtered();
    if is_filtered && command == Command::Back {
        model.record.filter.reset();
        return Vec::new();
    }
    if model.screen.kind() == ScreenKind::Report(View::Record)
        && let Some(effects) = crate::screens::report::update::handle_command(model, command)
    {
        return effects;
    }
    match command {
        Command::Move(motion) => {
            let page = half_page(rows(model));
            model.record.cursor.go(motion, model.record.entries.len(), page);
        }
        Command::Enter => return enter(model),
        Command::Filter => model.overlay = Some(Overlay::Filter),
        Command::Renew => return answer(model, true),
        Command::Withdraw => return answer(model, false),
        Command::Back | Command::Quit | Command::View(1) => model.screen.show(ScreenKind::List),
        _ => {}
    }
    Vec::new()
}

/// Handles a command while a filter is typed; what is typed is tried by [`keep_up`].
pub fn handle_filter_command(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Enter => model.overlay = None,
        Command::Back => {
            model.overlay = None;
            model.record.filter.reset();
        }
        Command::Move(_) => return handle_command(model, command),
        _ => {}
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let rows = rows(model);
    model.record.cursor.show(model.record.entries.len(), rows);
}

fn rows(model: &Model) -> usize {
    let (list, _) = layout::record_panes(Layout::of(model.size, model.screen.kind()).main);
    usize::from(list.height.saturating_sub(2))
}

/// Lists the record anew where something was recorded, decided anew or typed since it was listed, and goes on trying the
/// filter. Does nothing while the record is not shown.
pub fn keep_up(model: &mut Model) -> Vec<Effect> {
    let scope = match (model.screen.kind(), model.screen.report()) {
        (ScreenKind::Record, _) => Scope::Batch,
        (ScreenKind::Report(View::Record), Some(report)) => Scope::Report(report.row),
        _ => return Vec::new(),
    };
    let stale: Vec<Entry> = match (scope, model.screen.report()) {
        (Scope::Report(_), Some(report)) => {
            let asking = report.stale.iter().enumerate().filter(|(_, stale)| stale.asks());
            asking.map(|(place, _)| Entry::Stale(place)).collect()
        }
        _ => (0..model.rows.len()).filter(|&row| model.rows[row].stale > 0).map(Entry::StaleReport).collect(),
    };
    let basis = Basis {
        scope,
        last: model.decisions.last_id(),
        filter: model.record.filter.value().trim().to_owned(),
        stale: stale.len(),
        unfolded: model.record.unfolded.len(),
    };
    if basis != model.record.basis {
        let (state, rows) = (&model.decisions, &model.rows);
        let belongs = |event: &Event| match scope {
            Scope::Batch => true,
            Scope::Report(row) => state.root(event).unwrap_or(event).subject.path == rows[row].name,
        };
        model.record.list(basis, stale, state, belongs);
        refine(model);
        scroll(model);
    }
    if model.record.is_settled() { Vec::new() } else { vec![Effect::Continue] }
}

/// Goes on trying the filter.
pub fn refine(model: &mut Model) {
    if model.record.is_settled() {
        return;
    }
    let finder = Finder::new(&model.record.basis.filter);
    let mut record = std::mem::take(&mut model.record);
    record.refine(|entry| finder.matches(&entry_text(model, entry)).is_some());
    model.record = record;
}

/// Goes to the place that the entry under the cursor speaks of; an act is unfolded or folded.
fn enter(model: &mut Model) -> Vec<Effect> {
    match model.record.entry() {
        Some(Entry::Act(act, ..)) => {
            if !model.record.unfolded.remove(&act) {
                model.record.unfolded.insert(act);
            }
            Vec::new()
        }
        Some(Entry::Event(event, _)) => go_to(model, event),
        Some(Entry::Stale(place)) => {
            let event = model.screen.report().and_then(|report| report.stale.get(place)).map(|stale| stale.event);
            event.map_or_else(Vec::new, |event| go_to(model, event))
        }
        Some(Entry::StaleReport(row)) => crate::screens::report::update::open(model, row, Then::Show(View::Record)),
        None => Vec::new(),
    }
}

fn go_to(model: &mut Model, event: EventId) -> Vec<Effect> {
    let Some(about) = model.decisions.event(event).and_then(|event| model.decisions.root(event)) else {
        return Vec::new();
    };
    let (path, event) = (about.subject.path.clone(), about.id);
    let Some(row) = model.row_of(&path) else {
        model.refuse(words::not_in_batch(model.lang, &path));
        return Vec::new();
    };
    if model.screen.known().is_none_or(|report| report.row != row) {
        return crate::screens::report::update::open(model, row, Then::Event(event));
    }
    model.list.go_to_row(row);
    if let Some(view) = arrive(model, event) {
        model.screen.show(ScreenKind::Report(view));
    }
    Vec::new()
}

/// Puts the cursors of the open report on what a decision speaks of; the view that shows it.
pub fn arrive(model: &mut Model, event: EventId) -> Option<View> {
    let about = model.decisions.event(event)?;
    let report = model.screen.known_mut()?;
    Some(match &about.decision {
        Decision::MapLabel { key, .. } => {
            if let Some(label) = report.report().labels.iter().position(|label| label.key() == *key) {
                report.labels.go_to(label);
                report.follow_label();
            }
            View::Mapping
        }
        Decision::JudgeFinding { key, .. } | Decision::Note { on: NoteOn::Finding(key), .. } => {
            let found = report.findings().iter().position(|finding| FindingKey::of(finding, report.report()) == *key);
            match found {
                Some(finding) => {
                    report.go_to_finding(finding);
                    View::Findings
                }
                None => {
                    let cells = key.cells().into_iter().map(str::to_owned).collect::<Vec<_>>();
                    go_to_cell(report, cells.first().map_or("", String::as_str));
                    View::Tables
                }
            }
        }
        Decision::Note { on: NoteOn::Cell { cell, .. }, .. } => {
            let cell = cell.clone();
            go_to_cell(report, &cell);
            View::Tables
        }
        Decision::SetState { .. } | Decision::Note { on: NoteOn::Report, .. } | Decision::Undo { .. } => View::Tables,
    })
}

fn go_to_cell(report: &mut OpenReport, id: &str) {
    let mut tables = report.report().tables.iter().map(|reading| reading.table);
    let cell = tables.find_map(|table| CellId::parse(table.form, id));
    if let Some(at) = cell.and_then(|cell| report.sheet(80).find(cell)) {
        report.at = at;
        report.follow_cell();
    }
}

/// Takes a stale decision over onto the file as it is now, or withdraws it.
fn answer(model: &mut Model, is_renewed: bool) -> Vec<Effect> {
    let lang = model.lang;
    // In the record of the batch the decisions are asked about where they stand, in the report's.
    if let Some(Entry::StaleReport(_)) = model.record.entry() {
        return enter(model);
    }
    let (Some(Entry::Stale(place)), Some(report)) = (model.record.entry(), model.screen.report()) else {
        model.refuse(words::not_stale(lang).to_owned());
        return Vec::new();
    };
    let Some(stale) = report.stale.get(place) else { return Vec::new() };
    let row = report.row;
    let decisions = if is_renewed { stale.take_over() } else { vec![stale.withdraw()] };
    let about = then_now::about(stale, lang);
    if decisions.is_empty() {
        model.refuse(words::nothing_to_take_over(lang).to_owned());
        return Vec::new();
    }
    let effects =
        crate::update::decide::record_all(model, decisions.into_iter().map(|decision| (row, decision)).collect());
    if !effects.is_empty() {
        model.say(if is_renewed { words::renewed(lang, &about) } else { words::withdrawn(lang, &about) });
    }
    effects
}

/// Finds out anew which decisions of the open report rest on what its file no longer shows.
pub fn review_evidence(model: &mut Model) {
    let Some(report) = model.screen.known_mut() else { return };
    let Some(row) = model.rows.get_mut(report.row) else { return };
    let (digest, analysis) = (report.digest.as_str(), &report.analysis);
    let (understood, verdict) = (&analysis.report, &analysis.verdict);
    report.stale = model.decisions.stale(&Present { path: &row.name, digest, report: understood, verdict });
    row.stale = report.stale.iter().filter(|stale| stale.asks()).count() as u32;
}
