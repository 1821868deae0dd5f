//! What each message does to the model: a router, and one file for each screen, window and kind of answer.
//!
//! Nothing here waits, reads or writes. What has to be done outside comes back as effects.

pub mod batch;
pub mod copy;
pub mod decide;
pub mod jump;
pub mod mouse;
pub mod moved;
pub mod steps;

use crate::cursor::ListCursor;
use crate::effect::Effect;
use crate::keymap::{Command, Context, Key, takes_text};
use crate::layout::Layout;
use crate::message::Msg;
use crate::model::{Help, Jump, Model, Overlay, ScreenKind, View};
use crate::screens::report::{findings, mapping, source, tables, what_if};
use crate::screens::{list, record, report};
use crate::text::lang::Lang;
use crate::windows::{beside, between, export, filter, help, palette, picker, prompt, save_aliases, text, weigh};
use crate::words;

/// Takes up a message, and lets the record follow where it is shown.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = take_up(model, msg);
    effects.extend(record::update::keep_up(model));
    effects
}

fn take_up(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => key_pressed(model, key),
        Msg::Paste(text) => pasted(model, &text),
        Msg::Mouse(act, hit) => mouse::used(model, act, hit),
        Msg::Width(wide) => {
            model.wide = wide;
            Vec::new()
        }
        Msg::Resize(width, height) => {
            model.size = (width, height);
            scroll(model);
            Vec::new()
        }
        Msg::JournalOpened { events, place, refused } => {
            model.journal_place = place;
            batch::journal_opened(model, &events, refused)
        }
        Msg::News(events) => decide::learnt(model, events),
        Msg::JournalLost(reason) => {
            batch::journal_lost(model, reason);
            Vec::new()
        }
        Msg::Loaded(loaded) => batch::loaded(model, loaded),
        Msg::LoadEnded => batch::load_ended(model),
        Msg::Reread => between::ask(model).into_iter().collect(),
        Msg::Compared(findings) => between::compared(model, findings),
        Msg::Opened { ticket, row, opened } => report::update::opened(model, ticket, row, *opened),
        Msg::Recorded { ticket, result } => decide::recorded(model, ticket, result),
        Msg::Beside { ticket, pairs } => beside::laid(model, ticket, pairs),
        Msg::Weighed { ticket, done, impacts } => weigh::weighed(model, ticket, done, impacts),
        Msg::AliasesSaved(result) => save_aliases::kept(model, result),
        Msg::Exporting { ticket, done } => export::exporting(model, ticket, done),
        Msg::Exported { ticket, result } => export::exported(model, ticket, result),
        Msg::Continue => batch::continued(model),
        Msg::Signal(signal) => {
            model.ending = Some(Some(signal));
            Vec::new()
        }
    }
}

fn key_pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    model.touched = true;
    // What cannot be seen is not decided on.
    if Layout::too_small(model.size) {
        if model.keymap.lookup(model.context(), key) == Some(Command::QuitNow) {
            model.ending = Some(None);
        }
        return Vec::new();
    }
    model.message = None;
    let context = model.context();
    let effects = match model.keymap.lookup(context, key) {
        Some(command) => handle_command(model, context, command),
        None if takes_text(context) => typed(model, key),
        None => {
            if key.comes_from_input_method() {
                model.refuse(words::input_method(model.lang).to_owned());
            }
            Vec::new()
        }
    };
    scroll(model);
    effects
}

/// Handles a command and remembers where a jump started, so that one can go back.
pub(crate) fn handle_command(model: &mut Model, context: Context, command: Command) -> Vec<Effect> {
    let from = (model.overlay.is_none() && jump::is_jump(command)).then(|| Jump::here(model));
    let effects = route(model, context, command);
    if let Some(from) = from {
        jump::made(model, from);
    }
    effects
}

/// Routes a command: first those that mean the same everywhere, then by what the keys act on.
fn route(model: &mut Model, context: Context, command: Command) -> Vec<Effect> {
    match command {
        Command::QuitNow => {
            model.ending = Some(None);
            return Vec::new();
        }
        Command::Theme => {
            next_theme(model);
            return Vec::new();
        }
        Command::Language => {
            model.lang = match model.lang {
                Lang::Zh => Lang::En,
                Lang::En => Lang::Zh,
            };
            return Vec::new();
        }
        Command::Mouse => {
            model.mouse = !model.mouse;
            model.say(words::mouse(model.lang, model.mouse).to_owned());
            return Vec::new();
        }
        Command::Help => {
            model.overlay = Some(Overlay::Help(Help::default()));
            return Vec::new();
        }
        Command::Palette => return palette::show(model, context),
        Command::Export => return export::show(model),
        Command::SaveAliases => return save_aliases::show(model),
        Command::Between => return between::show(model),
        Command::Beside => return beside::show(model, context),
        Command::Suspend => return vec![Effect::Suspend],
        Command::Copy => return copy::copy(model),
        Command::TakeMoved => return moved::take(model),
        Command::JumpBack => return jump::back(model),
        Command::Pass => return decide::pass(model),
        Command::Return => return decide::ask_return(model),
        Command::Reopen => return decide::reopen(model),
        Command::NoteOnReport => return decide::ask_note(model),
        Command::Note if !matches!(context, Context::Tables | Context::Findings) => return decide::ask_note(model),
        Command::Undo => return steps::undo(model),
        Command::Redo => return steps::redo(model),
        Command::Repeat => return decide::repeat(model, context),
        Command::WhatIf if context != Context::WhatIf => return what_if::begin(model),
        _ => {}
    }
    match context {
        Context::List => list::update::handle_command(model, command),
        Context::Tables => report::update::handle_command(model, command)
            .unwrap_or_else(|| tables::update::handle_command(model, command)),
        Context::WhatIf => what_if::handle_command(model, command),
        Context::Mapping => report::update::handle_command(model, command)
            .unwrap_or_else(|| mapping::update::handle_command(model, command)),
        Context::Findings => report::update::handle_command(model, command)
            .unwrap_or_else(|| findings::update::handle_command(model, command)),
        Context::Source => report::update::handle_command(model, command)
            .unwrap_or_else(|| source::update::handle_command(model, command)),
        Context::Record => record::update::handle_command(model, command),
        Context::Palette => palette::handle_command(model, command),
        Context::Weigh => weigh::handle_command(model, command),
        Context::Export => export::handle_command(model, command),
        Context::SaveAliases => save_aliases::handle_command(model, command),
        Context::Window => text::handle_command(model, command),
        Context::Between => between::handle_command(model, command),
        Context::Beside => beside::handle_command(model, command),
        Context::Filter => filter::handle_command(model, command),
        Context::Prompt => prompt::handle_command(model, command),
        Context::Picker => picker::handle_command(model, command),
        Context::Help => help::handle_command(model, command),
    }
}

/// A key that is text, or edits it.
fn typed(model: &mut Model, key: Key) -> Vec<Effect> {
    use tui_input::InputRequest as Request;
    let request = match key {
        Key::Char(c) => Request::InsertChar(c),
        Key::Backspace | Key::Ctrl('h') => Request::DeletePrevChar,
        Key::Delete => Request::DeleteNextChar,
        Key::Left => Request::GoToPrevChar,
        Key::Right => Request::GoToNextChar,
        Key::Home | Key::Ctrl('a') => Request::GoToStart,
        Key::End | Key::Ctrl('e') => Request::GoToEnd,
        Key::Ctrl('w') => Request::DeletePrevWord,
        Key::Ctrl('u') => Request::DeleteLine,
        _ => return Vec::new(),
    };
    edit(model, &[request])
}

fn pasted(model: &mut Model, text: &str) -> Vec<Effect> {
    if !takes_text(model.context()) {
        return Vec::new();
    }
    let characters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let requests: Vec<_> = characters.map(tui_input::InputRequest::InsertChar).collect();
    let effects = edit(model, &requests);
    scroll(model);
    effects
}

/// Edits the line that is being typed, and tells its window where the text has changed.
fn edit(model: &mut Model, requests: &[tui_input::InputRequest]) -> Vec<Effect> {
    let input = match &mut model.overlay {
        Some(Overlay::Filter) => match (model.screen.kind(), model.screen.report_mut()) {
            (ScreenKind::List, _) => &mut model.list.filter,
            (ScreenKind::Report(View::Source), Some(report)) => &mut report.search.input,
            (ScreenKind::Record | ScreenKind::Report(_), _) => &mut model.record.filter,
        },
        Some(Overlay::Prompt(prompt)) => &mut prompt.input,
        Some(Overlay::Picker(picker)) => &mut picker.input,
        Some(Overlay::Palette(palette)) => &mut palette.input,
        Some(Overlay::Help(help)) => &mut help.input,
        Some(Overlay::Export(form)) => &mut form.input,
        Some(
            Overlay::Weigh(_) | Overlay::SaveAliases(_) | Overlay::Window(_) | Overlay::Between(_) | Overlay::Beside(_),
        )
        | None => {
            return Vec::new();
        }
    };
    let before = input.value().to_owned();
    for request in requests {
        input.handle(*request);
    }
    if before == input.value() {
        return Vec::new();
    }
    match &mut model.overlay {
        Some(Overlay::Filter) => filter::edited(model),
        Some(Overlay::Picker(picker)) => {
            picker.cursor = ListCursor::default();
            Vec::new()
        }
        Some(Overlay::Palette(palette)) => {
            palette.cursor = ListCursor::default();
            Vec::new()
        }
        Some(Overlay::Help(help)) => {
            help.first = 0;
            Vec::new()
        }
        Some(Overlay::Export(form)) => {
            form.replaces = false;
            Vec::new()
        }
        Some(
            Overlay::Prompt(_)
            | Overlay::Weigh(_)
            | Overlay::SaveAliases(_)
            | Overlay::Window(_)
            | Overlay::Between(_)
            | Overlay::Beside(_),
        )
        | None => Vec::new(),
    }
}

/// Brings the cursor of whatever is shown into sight.
pub fn scroll(model: &mut Model) {
    match model.screen.kind() {
        ScreenKind::List => list::update::scroll(model),
        ScreenKind::Report(View::Record) | ScreenKind::Record => record::update::scroll(model),
        ScreenKind::Report(_) => report::update::scroll(model),
    }
    picker::scroll(model);
    palette::scroll(model);
    save_aliases::scroll(model);
    between::scroll(model);
    beside::scroll(model);
}

fn next_theme(model: &mut Model) {
    let at = model.themes.iter().position(|name| *name == model.theme).unwrap_or(0);
    if let Some(next) = model.themes.get((at + 1) % model.themes.len().max(1)) {
        model.theme.clone_from(next);
        model.say(words::theme(model.lang, &model.theme));
    }
}
