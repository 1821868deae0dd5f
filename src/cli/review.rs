//! `gouji review`, the default: lists the batch and hands it to the reviewing screen.
//!
//! The screen stands beside the command line and neither knows the other; `main` lends the one to the other.

use super::args::ReviewArgs;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
use crate::source::{self, Batch};

/// The reviewing screen, as the command line sees it: it runs until the reviewer leaves it.
pub type OpenScreen = fn(Batch, Settings) -> Result<(), Error>;

/// Runs the command.
///
/// # Errors
/// Where the batch cannot be listed, there is no terminal to draw on, or the session did not end by the reviewer's will.
pub fn run(args: &ReviewArgs, settings: Settings, open_screen: OpenScreen) -> Result<Outcome, Error> {
    open_screen(source::find(&args.inputs)?, settings)?;
    Ok(Outcome::Clean)
}
