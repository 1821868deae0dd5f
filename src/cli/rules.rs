//! .
use super::args::RulesArgs;
use crate::error::{Error, Outcome};
use crate::settings::Settings;
pub fn run(_args: &RulesArgs, _settings: &Settings) -> Result<Outcome, Error> {
    Ok(Outcome::Clean)
}
