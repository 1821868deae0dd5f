//! `gouji review`, the default: opens the reviewing screen on a batch.

use std::io::{self, IsTerminal};

use super::args::ReviewArgs;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
use crate::source;
use crate::text::lang::Lang;
use crate::tui::{self, TuiError};

/// Runs the command.
///
/// # Errors
/// Where the batch cannot be listed, there is no terminal to draw on, or the session broke off.
pub fn run(args: &ReviewArgs, settings: &Settings) -> Result<Outcome, Error> {
    let batch = source::find(&args.inputs)?;
    if !(io::stdout().is_terminal() && io::stdin().is_terminal()) {
        return Err(Error::Usage(
            "审阅界面需要在终端中运行；如要输出到文件或管道，请用 gouji check。".to_owned(),
            "the reviewing screen wants a terminal; to write to a file or a pipe use gouji check".to_owned(),
        ));
    }
    let options = tui::Options {
        batch,
        lang: settings.lang,
        theme: settings.theme.clone(),
        colour: !settings.no_color,
        reviewer: settings.reviewer.clone(),
        data_dir: settings.data_dir.clone(),
    };
    match tui::run(options) {
        Ok(()) => Ok(Outcome::Clean),
        Err(TuiError::Signal(signal)) => Ok(Outcome::Signalled(signal)),
        Err(error) => Err(Error::Session(error.message(Lang::Zh), error.message(Lang::En))),
    }
}
