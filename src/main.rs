//! The program's entry: sets up the reports of panics and lends the screen to the command line. Everything else lives in
//! the library.

use gouji::cli::{self, KeyRow, Screen};
use gouji::error::Error;
use gouji::settings::{Problem, Settings, SettingsError};
use gouji::source::Batch;
use gouji::text::lang::Lang;
use gouji::tui::keymap::Keymap;
use gouji::tui::theme::Themes;
use gouji::tui::{self, Options, TuiError};

fn main() -> color_eyre::Result<std::process::ExitCode> {
    color_eyre::install()?;
    Ok(cli::run(&Screen { open: open_screen, survey }))
}

fn open_screen(batch: Batch, settings: Settings) -> Result<(), Error> {
    let (themes, keymap) = match (themes(&settings), Keymap::with(&settings.keys)) {
        (Ok(themes), Ok(keymap)) => (themes, keymap),
        (themes, keymap) => {
            let problems = themes.err().into_iter().chain(keymap.err()).flatten();
            return Err(SettingsError(problems.collect()).into());
        }
    };
    let Settings { lang, theme, reviewer, data_dir, mouse, ambiguous_width, sort, no_color, .. } = settings;
    let colour = !no_color;
    let options =
        Options { batch, lang, theme, colour, reviewer, data_dir, themes, keymap, mouse, ambiguous_width, sort };
    tui::run(options).map_err(|error| ended(&error))
}

/// The keys that hold under some settings, and what the screen cannot use of them.
fn survey(settings: &Settings) -> (Vec<KeyRow>, Vec<Problem>) {
    let mut problems = themes(settings).err().unwrap_or_default();
    let keymap = Keymap::with(&settings.keys).unwrap_or_else(|wrong| {
        problems.extend(wrong);
        Keymap::standard()
    });
    let rows = keymap.rows(settings.lang).into_iter().map(|row| KeyRow {
        action: row.action,
        keys: row.keys,
        places: row.places,
        meaning: row.meaning,
    });
    (rows.collect(), problems)
}

fn themes(settings: &Settings) -> Result<Themes, Vec<Problem>> {
    match &settings.places.themes_dir {
        Some(folder) => Themes::with_own(folder, &settings.places.own_themes),
        None => Ok(Themes::embedded()),
    }
}

fn ended(error: &TuiError) -> Error {
    let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
    match error.signal_status() {
        Some(status) => Error::Signal(zh, en, status),
        None => Error::Screen(zh, en),
    }
}
