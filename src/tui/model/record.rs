//! The record of decisions: which events are shown, and the cursor among them.

use tui_input::Input;

/// The record of a report or of the batch.
#[derive(Debug, Clone, Default)]
pub struct RecordList {
    /// What is typed as a filter.
    pub filter: Input,
    /// The cursor's position.
    pub cursor: usize,
    /// Position of the first entry on the screen.
    pub first: usize,
}
