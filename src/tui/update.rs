//! What each message does to the model: a router, and one file for each screen, window and kind of answer.
//!
//! Nothing here waits, reads or writes. What has to be done outside comes back as effects.

mod batch;
mod decide;
mod filter;
mod findings;
mod help;
mod list;
mod mapping;
mod picker;
mod prompt;
mod report;
mod source;
mod tables;

use crate::tui::effect::Effect;
use crate::tui::keymap::{Command, Context, Key, lookup, takes_text};
use crate::tui::message::Msg;
use crate::tui::model::{Model, Overlay, Screen};

/// Takes up a message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => key_pressed(model, key),
        Msg::Paste(text) => pasted(model, &text),
        Msg::Resize(width, height) => {
            model.size = (width, height);
            scroll(model);
            Vec::new()
        }
        Msg::JournalOpened(result) => batch::journal_opened(model, result),
        Msg::Loaded(loaded) => batch::loaded(model, loaded),
        Msg::LoadEnded => batch::load_ended(model),
        Msg::Opened { ticket, row, opened } => report::opened(model, ticket, row, *opened),
        Msg::Recorded { ticket, result } => decide::recorded(model, ticket, result),
        Msg::Continue => batch::continued(model),
        Msg::Signal(signal) => {
            model.ending = Some(Some(signal));
            Vec::new()
        }
    }
}

fn key_pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    model.message = None;
    let context = model.context();
    let effects = match lookup(context, key) {
        Some(command) => obey(model, context, command),
        None if takes_text(context) => typed(model, key),
        None => Vec::new(),
    };
    scroll(model);
    effects
}

/// Routes a command: first those that mean the same everywhere, then by what the keys act on.
fn obey(model: &mut Model, context: Context, command: Command) -> Vec<Effect> {
    match command {
        Command::QuitNow => {
            model.ending = Some(None);
            return Vec::new();
        }
        Command::Theme => {
            model.theme = crate::tui::theme::next(&model.theme).to_owned();
            return Vec::new();
        }
        Command::Help => {
            model.overlay = Some(Overlay::Help { first: 0 });
            return Vec::new();
        }
        Command::Pass => return decide::pass(model),
        Command::Return => return decide::ask_return(model),
        Command::Note => return decide::ask_note(model),
        Command::Undo => return decide::undo(model),
        _ => {}
    }
    match context {
        Context::List => list::obey(model, command),
        Context::Tables => report::obey(model, command).unwrap_or_else(|| tables::obey(model, command)),
        Context::Mapping => report::obey(model, command).unwrap_or_else(|| mapping::obey(model, command)),
        Context::Findings => report::obey(model, command).unwrap_or_else(|| findings::obey(model, command)),
        Context::Source => report::obey(model, command).unwrap_or_else(|| source::obey(model, command)),
        Context::Filter => filter::obey(model, command),
        Context::Prompt => prompt::obey(model, command),
        Context::Picker => picker::obey(model, command),
        Context::Help => help::obey(model, command),
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
        Some(Overlay::Filter) => &mut model.list.filter,
        Some(Overlay::Prompt(prompt)) => &mut prompt.input,
        Some(Overlay::Picker(picker)) => &mut picker.input,
        Some(Overlay::Help { .. }) | None => return Vec::new(),
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
            picker.cursor = 0;
            picker.first = 0;
            Vec::new()
        }
        Some(Overlay::Prompt(_) | Overlay::Help { .. }) | None => Vec::new(),
    }
}

/// Brings the cursor of whatever is shown into sight.
fn scroll(model: &mut Model) {
    match model.screen {
        Screen::List => list::scroll(model),
        Screen::Report(_) => report::scroll(model),
    }
    picker::scroll(model);
}
