//! What is laid over the screen: at most one window.

use crate::model::{
    Beside, BetweenList, ExportForm, Help, Palette, Picker, Prompt, SaveAliasesWindow, TextWindow, Weigh,
};

/// A window laid over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The keys that are valid where it was called.
    Help(Help),
    /// A filter or a search of the screen below is being typed.
    Filter,
    /// A reason or a note is being typed.
    Prompt(Prompt),
    /// A field is being picked.
    Picker(Picker),
    /// A command is being picked.
    Palette(Palette),
    /// What a decision for the whole batch would change.
    Weigh(Weigh),
    /// Learned aliases are offered to be kept for the user.
    SaveAliases(SaveAliasesWindow),
    /// What rests on several reports.
    Between(BetweenList),
    /// Two reports beside each other.
    Beside(Beside),
    /// A file to export to is being named.
    Export(ExportForm),
    /// A text to read.
    Window(TextWindow),
}
