//! The window in which a command is picked by its name.

use tui_input::Input;

use crate::tui::keymap::Context;

/// The window of commands.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What the keys acted on where it was called.
    pub context: Context,
    /// What was typed.
    pub input: Input,
    /// The cursor's position among the commands that match.
    pub cursor: usize,
    /// Position of the first one on the screen.
    pub first: usize,
}
