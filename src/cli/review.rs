//! `gouji review`, the default: lists the batch and hands it to the reviewing screen.

use super::args::ReviewArgs;
use super::screen::Screen;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
use crate::source;

/// Runs the command.
///
/// # Errors
/// Where the batch cannot be listed, there is no terminal to draw on, or the session did not end by the reviewer's will.
pub fn run(args: &ReviewArgs, settings: Settings, screen: &Screen) -> Result<Outcome, Error> {
    (screen.open)(source::find(&args.inputs, &settings.limits)?, settings)?;
    Ok(Outcome::Clean)
}
