//! `gouji review`, the default: opens the reviewing screen on a batch.

use std::io::{self, IsTerminal};

use super::args::ReviewArgs;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
use crate::source;

/// Runs the command.
///
/// # Errors
/// Where the batch cannot be listed or there is no terminal to draw on.
pub fn run(args: &ReviewArgs, _settings: &Settings) -> Result<Outcome, Error> {
    let _batch = source::find(&args.inputs)?;
    if !(io::stdout().is_terminal() && io::stdin().is_terminal()) {
        return Err(Error::Usage(
            "审阅界面需要在终端中运行；如要输出到文件或管道，请用 gouji check。".to_owned(),
            "the reviewing screen wants a terminal; to write to a file or a pipe use gouji check".to_owned(),
        ));
    }
    Ok(Outcome::Clean)
}
