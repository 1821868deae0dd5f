//! The mouse: a click goes where it points, a click on what the cursor is on opens it, the wheel moves the cursor.

use crate::cursor::Motion;
use crate::effect::Effect;
use crate::hit::Hit;
use crate::keymap::{Command, Context};
use crate::layout::Layout;
use crate::message::MouseAct;
use crate::model::{Model, Overlay};

/// Rows that one notch of the wheel moves the cursor by.
const NOTCH: usize = 3;

/// Takes up that the mouse was used.
pub fn used(model: &mut Model, act: MouseAct, hit: Option<Hit>) -> Vec<Effect> {
    if Layout::too_small(model.size) {
        return Vec::new();
    }
    model.touched = true;
    let context = model.context();
    let effects = match act {
        MouseAct::ScrollUp => turn(model, context, Command::Move(Motion::Up)),
        MouseAct::ScrollDown => turn(model, context, Command::Move(Motion::Down)),
        MouseAct::Press => {
            model.message = None;
            press(model, context, hit)
        }
    };
    crate::update::scroll(model);
    effects
}

fn turn(model: &mut Model, context: Context, command: Command) -> Vec<Effect> {
    (0..NOTCH).flat_map(|_| crate::update::handle_command(model, context, command)).collect()
}

fn press(model: &mut Model, context: Context, hit: Option<Hit>) -> Vec<Effect> {
    match hit {
        // Where a window is open, what lies below it does not act.
        Some(Hit::Command(command)) if model.overlay.is_none() || command == Command::Back => {
            crate::update::handle_command(model, context, command)
        }
        Some(Hit::Choice(position)) => choose(model, context, position),
        Some(hit) if model.overlay.is_none() => point(model, context, hit),
        Some(_) | None => Vec::new(),
    }
}

/// Puts the cursor on what was clicked; where it is there already, opens it.
fn point(model: &mut Model, context: Context, hit: Hit) -> Vec<Effect> {
    let is_here = match hit {
        Hit::Report(position) => {
            let here = model.list.position() == position;
            model.list.go(position);
            here
        }
        Hit::Entry(position) => {
            let here = model.record.cursor.at == position;
            model.record.cursor.at = position;
            here
        }
        Hit::Cell(row, column) => {
            let Some(report) = model.screen.report_mut() else { return Vec::new() };
            let here = report.at == (row, column);
            report.at = (row, column);
            report.follow_cell();
            here && context == Context::Tables
        }
        Hit::Label(position) => {
            let Some(report) = model.screen.report_mut() else { return Vec::new() };
            let here = report.labels.cursor.at == position;
            report.labels.cursor.at = position;
            report.follow_label();
            here
        }
        Hit::Finding(finding) => {
            let Some(report) = model.screen.report_mut() else { return Vec::new() };
            let here = report.finding == finding;
            report.go_to_finding(finding);
            here && context == Context::Findings
        }
        Hit::Place(place) => {
            let Some(report) = model.screen.report_mut() else { return Vec::new() };
            report.place = place;
            report.follow_place();
            false
        }
        Hit::Command(_) | Hit::Choice(_) => false,
    };
    if is_here { crate::update::handle_command(model, context, Command::Enter) } else { Vec::new() }
}

/// Puts the cursor of a window on a choice; where it is there already, takes it.
fn choose(model: &mut Model, context: Context, position: usize) -> Vec<Effect> {
    let cursor = match &mut model.overlay {
        Some(Overlay::Picker(picker)) => &mut picker.cursor.at,
        Some(Overlay::Palette(palette)) => &mut palette.cursor.at,
        Some(Overlay::Export(form)) => &mut form.choice,
        Some(Overlay::SaveAliases(keep)) => &mut keep.cursor.at,
        Some(Overlay::Between(list)) => &mut list.cursor.at,
        Some(Overlay::Beside(beside)) => &mut beside.cursor.at,
        _ => return Vec::new(),
    };
    let is_here = *cursor == position;
    *cursor = position;
    // Where several may be chosen, a click chooses one and takes none.
    let command = if context == Context::SaveAliases { Command::Mark } else { Command::Enter };
    if is_here { crate::update::handle_command(model, context, command) } else { Vec::new() }
}
