//! The window in which a file is named to export to, and the export while it is under way.

use crate::cursor::Motion;
use crate::effect::{Effect, Export};
use crate::export::log::{Content, Format};
use crate::keymap::Command;
use crate::model::{ExportForm, Model, OFFERS, Overlay};
use crate::words;

/// Asks what is to be exported, and whereto.
pub fn show(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Export(ExportForm::new(&model.place, model.lang)));
    Vec::new()
}

/// Obeys a command while a file is named.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let (lang, batch) = (model.lang, model.place.clone());
    let Some(Overlay::Export(form)) = &mut model.overlay else { return Vec::new() };
    if let Some((ticket, _)) = form.under_way {
        if command != Command::Back {
            return Vec::new();
        }
        model.overlay = None;
        return vec![Effect::Abandon { ticket }];
    }
    match command {
        Command::Back => model.overlay = None,
        Command::Move(Motion::Up) => form.choose((form.choice + OFFERS.len() - 1) % OFFERS.len(), &batch, lang),
        Command::Move(Motion::Down) | Command::NextView => form.choose((form.choice + 1) % OFFERS.len(), &batch, lang),
        Command::Enter => return begin(model),
        _ => {}
    }
    Vec::new()
}

/// Begins the export. The journal's answers are waited for, so that the export knows of every decision that was made.
fn begin(model: &mut Model) -> Vec<Effect> {
    if !model.pending.is_empty() {
        model.refuse(words::export_waits(model.lang).to_owned());
        return Vec::new();
    }
    let ticket = model.next_ticket();
    let decisions = model.decisions.clone();
    let lang = model.lang;
    let Some(Overlay::Export(form)) = &mut model.overlay else { return Vec::new() };
    let path = form.input.value().trim().to_owned();
    if path.is_empty() {
        model.refuse(words::export_nameless(lang).to_owned());
        return Vec::new();
    }
    form.under_way = Some((ticket, 0));
    let (content, format): (Content, Format) = OFFERS[form.choice];
    // The extension that was typed says what programs will take the file for.
    let format = Format::of(std::path::Path::new(&path)).unwrap_or(format);
    vec![Effect::Export(Box::new(Export { ticket, path, content, format, lang, force: form.replaces, decisions }))]
}

/// Takes up how far an export is.
pub fn exporting(model: &mut Model, ticket: u64, done: usize) -> Vec<Effect> {
    if let Some(Overlay::Export(form)) = &mut model.overlay
        && form.under_way.is_some_and(|(wanted, _)| wanted == ticket)
    {
        form.under_way = Some((ticket, done));
    }
    Vec::new()
}

/// Takes up that an export has ended. Where a file is in the way, the next Enter replaces it.
pub fn exported(model: &mut Model, ticket: u64, result: Result<String, (String, bool)>) -> Vec<Effect> {
    let Some(Overlay::Export(form)) = &mut model.overlay else { return Vec::new() };
    if form.under_way.is_none_or(|(wanted, _)| wanted != ticket) {
        return Vec::new();
    }
    form.under_way = None;
    match result {
        Ok(path) => {
            model.overlay = None;
            let whole = std::path::Path::new(&model.here).join(&path);
            model.say(words::exported(model.lang, &whole.display().to_string()));
        }
        Err((_, true)) => form.replaces = true,
        Err((reason, false)) => model.refuse(reason),
    }
    Vec::new()
}
