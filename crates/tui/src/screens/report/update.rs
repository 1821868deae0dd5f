//! What is common to a report's views: opening, leaving, changing the view, going on to the next report or error.

use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::Layout;
use crate::model::{Jump, Model, OpenReport, ScreenKind, Then, View};
use crate::pipeline::Opened;
use crate::review::FindingState;
use crate::rules::Severity;
use crate::words;

/// Handles a command that means the same in every view; `None` where the view is to be asked.
pub fn handle_command(model: &mut Model, command: Command) -> Option<Vec<Effect>> {
    let ScreenKind::Report(view) = model.screen.kind() else { return None };
    Some(match command {
        // A search of the source text is dropped before the report is left.
        Command::Back if view == View::Source && crate::screens::report::source::update::drop_search(model) => {
            Vec::new()
        }
        Command::Back | Command::Quit | Command::View(1) => {
            leave(model);
            Vec::new()
        }
        Command::View(number) => {
            show(model, View::ALL[usize::from(number.clamp(2, 6)) - 2]);
            Vec::new()
        }
        Command::NextView => {
            show(model, View::ALL[(view as usize + 1) % View::ALL.len()]);
            Vec::new()
        }
        Command::PreviousView => {
            show(model, View::ALL[(view as usize + View::ALL.len() - 1) % View::ALL.len()]);
            Vec::new()
        }
        Command::NextOpen => open_neighbour(model, true, view),
        Command::PreviousOpen => open_neighbour(model, false, view),
        Command::NextReport => neighbour(model, true, view),
        Command::PreviousReport => neighbour(model, false, view),
        Command::NextError => next_finding(model, Severity::Error, true, view),
        Command::PreviousError => next_finding(model, Severity::Error, false, view),
        Command::NextWarning => next_finding(model, Severity::Warning, true, view),
        Command::PreviousWarning => next_finding(model, Severity::Warning, false, view),
        _ => return None,
    })
}

/// Asks for a report in full.
pub fn open(model: &mut Model, row: usize, then: Then) -> Vec<Effect> {
    let ticket = model.next_ticket();
    model.opening = Some((ticket, then));
    model.list.go_to_row(row);
    let mappings = model.decisions.mappings(&model.rows[row].name);
    vec![Effect::Open { ticket, row, mappings }]
}

/// Takes up a report that was read in full: shows it where that was asked for, and brings its row up to date.
pub fn opened(model: &mut Model, ticket: u64, row: usize, mut opened: Opened) -> Vec<Effect> {
    crate::update::batch::set_summary(model, row, opened.summary.clone());
    opened.analysis.verdict.compared(model.between.on(row));
    let mut effects = Vec::new();
    model.list.changed(&model.rows, std::iter::once(row));
    match model.opening {
        Some((wanted, then)) if wanted == ticket => {
            model.opening = None;
            let mut report = OpenReport::new(row, opened);
            let view = match then {
                Then::Show(view) => view,
                Then::Finding(severity, forward, view) => {
                    let mut found =
                        (0..report.findings().len()).filter(|&at| report.findings()[at].severity == severity);
                    if let Some(finding) = if forward { found.next() } else { found.next_back() } {
                        report.go_to_finding(finding);
                    }
                    view
                }
                Then::Return(Jump { screen: ScreenKind::Report(view), .. }) => view,
                Then::Between(index) => {
                    let wanted = model.between.findings.get(index).map(|found| &found.finding);
                    if let Some(at) = report.findings().iter().position(|finding| Some(finding) == wanted) {
                        report.go_to_finding(at);
                    }
                    View::Findings
                }
                Then::Place(place) => {
                    report.place = place;
                    report.follow_place();
                    View::Source
                }
                Then::Return(_) | Then::Event(_) | Then::Refresh => View::Tables,
            };
            model.screen.open(report);
            let view = match then {
                Then::Event(event) => crate::screens::record::update::arrive(model, event).unwrap_or(view),
                _ => view,
            };
            model.screen.show(ScreenKind::Report(view));
            enter(model, view);
            if let Then::Return(jump) = then {
                crate::update::jump::arrive(model, jump);
            }
        }
        _ => {
            if model.screen.known().is_some_and(|report| report.row == row) {
                let said = crate::screens::report::mapping::update::told(model, &opened.analysis);
                model.message = said.or(model.message.take());
            }
            if let Some(report) = model.screen.known_mut().filter(|report| report.row == row) {
                report.refresh(opened);
                // Other numbers may agree with other reports.
                effects.extend(crate::windows::between::ask(model));
            }
        }
    }
    if model.screen.known().is_some_and(|report| report.row == row) {
        crate::screens::record::update::review_evidence(model);
    }
    scroll(model);
    crate::screens::list::update::scroll(model);
    effects
}

/// Brings the cursor of the view into sight.
pub fn scroll(model: &mut Model) {
    let ScreenKind::Report(view) = model.screen.kind() else { return };
    let layout = Layout::of(model.size, model.screen.kind());
    if view == View::Findings {
        crate::screens::report::findings::update::scroll(model, &layout);
    }
    let Some(report) = model.screen.report_mut() else { return };
    match view {
        View::Tables => crate::screens::report::tables::update::scroll(report, &layout),
        View::Mapping => {
            let count = report.labels.order.len();
            // The headings, and what is said below of decisions whose evidence is gone.
            let other = 1 + usize::from(model.rows[report.row].stale > 0);
            let rows = layout.rows().saturating_sub(other);
            report.labels.cursor.show(count, rows);
        }
        View::Findings | View::Source | View::Record => {}
    }
}

fn leave(model: &mut Model) {
    model.screen.show(ScreenKind::List);
    model.opening = None;
}

fn show(model: &mut Model, view: View) {
    model.screen.show(ScreenKind::Report(view));
    enter(model, view);
}

/// Takes the cursor of the other views along into this one.
fn enter(model: &mut Model, view: View) {
    let Some(report) = model.screen.report_mut() else { return };
    match view {
        View::Mapping => report.follow_label(),
        View::Tables | View::Findings | View::Source | View::Record => {}
    }
}

fn neighbour(model: &mut Model, forward: bool, view: View) -> Vec<Effect> {
    let position = model.list.position();
    let count = model.list.visible().len();
    let next = if forward { position + 1 } else { position.wrapping_sub(1) };
    if next >= count {
        let said = words::no_more_reports(model.lang, forward) + &crate::screens::list::update::hidden(model);
        model.refuse(said);
        return Vec::new();
    }
    let row = model.list.visible()[next] as usize;
    open(model, row, Then::Show(view))
}

/// Goes to the next report that nobody decided on, or the one before.
pub fn open_neighbour(model: &mut Model, forward: bool, view: View) -> Vec<Effect> {
    match crate::screens::list::update::neighbour_open(model, model.list.position(), forward) {
        Some(position) => {
            let row = model.list.visible()[position] as usize;
            open(model, row, Then::Show(view))
        }
        None => {
            let said = words::no_open(model.lang).to_owned() + &crate::screens::list::update::hidden(model);
            model.refuse(said);
            Vec::new()
        }
    }
}

/// Goes to the next finding of a severity, in this report or else in the next report that has one.
fn next_finding(model: &mut Model, severity: Severity, forward: bool, view: View) -> Vec<Effect> {
    let Some(report) = model.screen.report() else { return Vec::new() };
    // One cause is one stop, and one that was dismissed is none.
    let is = |cause: &&Vec<usize>| {
        report.findings()[cause[0]].severity == severity
            && model.cause_judgement(report, cause).what != FindingState::Dismissed
    };
    let here = report.cause();
    let found = if forward {
        report.causes.iter().skip(here + 1).find(is)
    } else {
        report.causes.iter().take(here).rev().find(is)
    };
    if let Some(finding) = found.map(|cause| cause[0]) {
        if let Some(report) = model.screen.report_mut() {
            report.go_to_finding(finding);
        }
        return Vec::new();
    }
    let position = model.list.position();
    match crate::screens::list::update::neighbour_with(model, position, severity, forward) {
        Some(position) => {
            let row = model.list.visible()[position] as usize;
            let said = words::none_left_here(model.lang, severity, model.rows[row].unit());
            model.say(said);
            open(model, row, Then::Finding(severity, forward, view))
        }
        None => {
            let said = words::no_more(model.lang, severity) + &crate::screens::list::update::hidden(model);
            model.refuse(said);
            Vec::new()
        }
    }
}
