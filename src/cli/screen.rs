//! The reviewing screen as the command line sees it. It stands beside the command line and neither knows the other; `main`
//! lends the one to the other.

use crate::error::Error;
use crate::settings::{Problem, Settings};
use crate::source::Batch;

/// What is lent of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Opens it on a batch and comes back when the reviewer leaves it.
    pub open: fn(Batch, Settings) -> Result<(), Error>,
    /// The keys that hold under some settings, and what it cannot use of them.
    pub survey: fn(&Settings) -> (Vec<KeyRow>, Vec<Problem>),
}

/// An action of the screen.
#[derive(Debug, Clone)]
pub struct KeyRow {
    /// Its name in a settings file.
    pub action: &'static str,
    /// Its keys, as a settings file writes them.
    pub keys: Vec<String>,
    /// Where it is valid.
    pub places: Vec<&'static str>,
    /// What it does.
    pub meaning: &'static str,
}
