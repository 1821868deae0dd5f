//! .
use super::args::ExportArgs;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
pub fn run(_args: &ExportArgs, _settings: &Settings) -> Result<Outcome, Error> {
    Ok(Outcome::Clean)
}
