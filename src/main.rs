//! The program's entry: sets up the reports of panics and lends the screen to the command line. Everything else lives in
//! the library.

use gouji::cli::{self, KeyRow, Screen};
use gouji::error::Error;
use gouji::settings::{Problem, Settings, SettingsError};
use gouji::source::Batch;
use gouji::text::lang::Lang;
use gouji::tui::ui_config::UiConfig;
use gouji::tui::worker::CompareOptions;
use gouji::tui::{self, TuiError};

fn main() -> color_eyre::Result<std::process::ExitCode> {
    color_eyre::install()?;
    Ok(cli::run(&Screen { open: open_screen, survey }))
}

fn open_screen(batch: Batch, settings: Settings) -> Result<(), Error> {
    let (ui_config, problems) = UiConfig::of(&settings);
    if !problems.is_empty() {
        return Err(SettingsError(problems).into());
    }
    let comparing = CompareOptions { options: settings.comparison()?, book: settings.book()? };
    tui::run(batch, settings, comparing, ui_config).map_err(|error| ended(&error))
}

/// The keys that hold under some settings, and what the screen cannot use of them.
fn survey(settings: &Settings) -> (Vec<KeyRow>, Vec<Problem>) {
    let (ui_config, problems) = UiConfig::of(settings);
    let rows = ui_config.keymap.rows(settings.lang).into_iter().map(|row| KeyRow {
        action: row.action,
        keys: row.keys,
        places: row.places,
        meaning: row.meaning,
    });
    (rows.collect(), problems)
}

fn ended(error: &TuiError) -> Error {
    let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
    match error.signal_status() {
        Some(status) => Error::Signal(zh, en, status),
        None => Error::Screen(zh, en),
    }
}
