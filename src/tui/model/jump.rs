//! Where a jump started, so that one can go back.

use crate::tui::model::{Place, Screen};

/// A place on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    /// Row of the report, or of the list's cursor.
    pub row: usize,
    /// The screen.
    pub screen: Screen,
    /// Row and column of the cursor in the printed tables.
    pub at: (usize, usize),
    /// The finding under the cursor.
    pub finding: usize,
    /// The place in the source text.
    pub place: Place,
}
