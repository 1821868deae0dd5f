//! The line in which the list's filter is typed.

use crate::effect::Effect;
use crate::keymap::{Command, Context};
use crate::model::{Model, ScreenKind, View};

/// Handles a command while a filter is typed.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    if model.screen.kind() == ScreenKind::Report(View::Source) {
        return crate::screens::report::source::update::handle_search_command(model, command);
    }
    if model.screen_context() == Context::Record {
        return crate::screens::record::update::handle_filter_command(model, command);
    }
    match command {
        Command::Enter => model.overlay = None,
        Command::Back => return drop_filter(model),
        Command::Move(motion) => model.list.move_cursor(motion, 1),
        _ => {}
    }
    Vec::new()
}

/// Tries the filter that was typed.
pub fn edited(model: &mut Model) -> Vec<Effect> {
    if model.screen.kind() == ScreenKind::Report(View::Source) {
        crate::screens::report::source::update::searched(model);
        return Vec::new();
    }
    // The record looks for itself what is typed.
    if model.screen_context() == Context::Record {
        return Vec::new();
    }
    model.list.refilter(&model.rows);
    crate::screens::list::update::unsettled(model)
}

/// Shows every report again.
pub fn drop_filter(model: &mut Model) -> Vec<Effect> {
    model.overlay = None;
    model.list.filter.reset();
    model.list.only_problems = false;
    model.list.refilter(&model.rows);
    crate::screens::list::update::unsettled(model)
}
