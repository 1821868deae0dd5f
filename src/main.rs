//! The program's entry: sets up the reports of panics and lends the screen to the command line. Everything else lives in
//! the library.

use gouji::cli;
use gouji::error::Error;
use gouji::settings::Settings;
use gouji::source::Batch;
use gouji::text::lang::Lang;
use gouji::tui::{self, TuiError};

fn main() -> color_eyre::Result<std::process::ExitCode> {
    color_eyre::install()?;
    Ok(cli::run(open_screen))
}

fn open_screen(batch: Batch, settings: Settings) -> Result<(), Error> {
    tui::run(batch, settings).map_err(|error| ended(&error))
}

fn ended(error: &TuiError) -> Error {
    let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
    match error.signal_status() {
        Some(status) => Error::Signal(zh, en, status),
        None => Error::Screen(zh, en),
    }
}
