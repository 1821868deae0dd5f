//! Keys of a report's findings.

use super::decide;
use crate::review::{Decision, FindingKey, FindingState};
use crate::text::lang::Lang;
use crate::tui::effect::Effect;
use crate::tui::keymap::Command;
use crate::tui::layout::Layout;
use crate::tui::model::{Model, OpenReport, Screen, View};
use crate::tui::view::finding_rows;

/// Obeys a command on the findings.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(report) = model.report.as_mut() else { return Vec::new() };
    let last = report.findings().len().saturating_sub(1);
    let here = report.finding;
    let finding = match command {
        Command::Up => here.saturating_sub(1),
        Command::Down => (here + 1).min(last),
        Command::PageUp => here.saturating_sub(4),
        Command::PageDown => (here + 4).min(last),
        Command::Top => 0,
        Command::Bottom => last,
        Command::Enter => {
            let finding = report.findings().get(here);
            let to_cell = finding.is_some_and(|finding| !finding.cells.is_empty() || !finding.suspects.is_empty());
            let to_label = finding.is_some_and(|finding| !finding.labels.is_empty());
            let view = if to_cell {
                View::Tables
            } else if to_label {
                View::Mapping
            } else {
                View::Source
            };
            model.screen = Screen::Report(view);
            return Vec::new();
        }
        Command::Real => return judge(model, FindingState::Real, String::new()),
        Command::OpenAgain => return judge(model, FindingState::Open, String::new()),
        _ => return Vec::new(),
    };
    report.go_to_finding(finding);
    Vec::new()
}

/// Records what the reviewer says of the finding under the cursor.
pub fn judge(model: &mut Model, state: FindingState, reason: String) -> Vec<Effect> {
    let Some(report) = model.report.as_ref() else { return Vec::new() };
    let Some(finding) = report.findings().get(report.finding) else { return Vec::new() };
    let decision = Decision::JudgeFinding { key: FindingKey::of(finding, report.report()), state, reason };
    let row = report.row;
    decide::remember(model, &decision);
    decide::record(model, row, decision)
}

/// Brings the finding of the cursor into sight, whole where there is room.
pub fn scroll(report: &mut OpenReport, layout: &Layout, lang: Lang) {
    let height = |at: usize| finding_rows(&report.findings()[at], layout.cells(), lang).len() + 1;
    let mut first = report.first_finding.min(report.finding);
    while first < report.finding && (first..=report.finding).map(height).sum::<usize>() > layout.rows() + 1 {
        first += 1;
    }
    report.first_finding = first;
}
