//! `gouji review`, the default: opens the reviewing screen on a batch.

use super::args::ReviewArgs;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
use crate::source;
use crate::text::lang::Lang;
use crate::tui::{self, Options, TuiError};

/// Runs the command.
///
/// # Errors
/// Where the batch cannot be listed, there is no terminal to draw on, or the session did not end by the reviewer's will.
pub fn run(args: &ReviewArgs, settings: &Settings) -> Result<Outcome, Error> {
    let options = Options {
        batch: source::find(&args.inputs)?,
        lang: settings.lang,
        theme: settings.theme.clone(),
        colour: !settings.no_color,
        reviewer: settings.reviewer.clone(),
        data_dir: settings.data_dir.clone(),
    };
    tui::run(options).map_err(|error| ended(&error))?;
    Ok(Outcome::Clean)
}

fn ended(error: &TuiError) -> Error {
    let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
    match error.signal_status() {
        Some(status) => Error::Signal(zh, en, status),
        None => Error::Screen(zh, en),
    }
}
