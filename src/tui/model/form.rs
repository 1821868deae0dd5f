//! The window in which a file is named to export to.

use tui_input::Input;

/// What is exported, and whereto.
#[derive(Debug, Clone)]
pub struct ExportForm {
    /// Which of the offered documents and formats.
    pub choice: usize,
    /// The file's path as typed.
    pub input: Input,
    /// Whether a file is there already and would be replaced.
    pub replaces: bool,
}
