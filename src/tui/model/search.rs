//! A search of the source text.

use tui_input::Input;

use crate::tui::model::Place;

/// What is searched for, and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What was typed.
    pub input: Input,
    /// Every place where it stands, in order.
    pub matches: Vec<Place>,
}
