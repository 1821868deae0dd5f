//! .
use super::args::ShowArgs;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
pub fn run(_args: &ShowArgs, _settings: &Settings) -> Result<Outcome, Error> {
    Ok(Outcome::Clean)
}
