//! What a key, a click or a line of the palette asks for.

use crate::cursor::Motion;
use crate::kinds::SortKey;

/// Something that a person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Move the cursor.
    Move(Motion),
    /// In: open what the cursor is on, or take what was typed.
    Enter,
    /// Out: back to the list, or leave a window without doing anything.
    Back,
    /// Back, and at the top the program's end.
    Quit,
    /// The program's end at once.
    QuitNow,
    /// The program waits in the background of the shell.
    Suspend,
    /// A view by its number, from 1.
    View(u8),
    /// The next view.
    NextView,
    /// The view before.
    PreviousView,
    /// The next report of the list.
    NextReport,
    /// The report before.
    PreviousReport,
    /// The next report that nobody decided on.
    NextOpen,
    /// The one before.
    PreviousOpen,
    /// The next error, in this report or the next that has one.
    NextError,
    /// The error before.
    PreviousError,
    /// The next warning.
    NextWarning,
    /// The warning before.
    PreviousWarning,
    /// Back to where the last jump started.
    JumpBack,
    /// Type a filter or a search.
    Filter,
    /// Show the tables with the values of a likely cause.
    WhatIf,
    /// The next place that was searched for.
    NextMatch,
    /// The place before.
    PreviousMatch,
    /// The next heading of the source text.
    NextSection,
    /// The heading before.
    PreviousSection,
    /// Sections, tables, figures and dates of the report, with their lines.
    Outline,
    /// Sort by the next column.
    Sort,
    /// Sort by a column.
    SortBy(SortKey),
    /// Turn the order round.
    SortReverse,
    /// Show only reports with problems, or all.
    OnlyProblems,
    /// Mark the report, or take its mark away.
    Mark,
    /// Mark every report from the last mark to here.
    MarkRange,
    /// Mark every report that is shown, or take all their marks away.
    MarkAll,
    /// Pass the report, or the marked ones.
    Pass,
    /// Return the report or the marked ones, with a reason.
    Return,
    /// Open the report or the marked ones for review again.
    Reopen,
    /// Write a note on what the cursor is on: a report, a finding, a cell.
    Note,
    /// Write a note on the report, wherever the cursor is.
    NoteOnReport,
    /// Undo the last decision.
    Undo,
    /// Bring the decision back that was undone last.
    Redo,
    /// Decide the same as before on what the cursor is on.
    Repeat,
    /// Renamed reports keep what was decided under their old names.
    TakeMoved,
    /// Confirm what the machine proposes for a label.
    Confirm,
    /// Pick another field for a label.
    Override,
    /// The label is no field.
    NotAField,
    /// Not sure about the label.
    Unsure,
    /// The label stands for its n-th candidate, from 1.
    Candidate(u8),
    /// [`Command::Confirm`] for every report of the batch with the same label.
    ConfirmAll,
    /// [`Command::Override`] for every report of the batch with the same label.
    OverrideAll,
    /// [`Command::NotAField`] for every report of the batch with the same label.
    NotAFieldAll,
    /// [`Command::Unsure`] for every report of the batch with the same label.
    UnsureAll,
    /// The finding is real.
    Real,
    /// The finding is dismissed, with a reason.
    Dismiss,
    /// The finding is open again.
    OpenAgain,
    /// A stale decision holds for the file as it is now.
    Renew,
    /// A stale decision is withdrawn.
    Withdraw,
    /// Copy what the cursor is on.
    Copy,
    /// List what rests on several reports.
    Between,
    /// Lay the two reports of a finding beside each other.
    Beside,
    /// Keep aliases that were learned for the user.
    SaveAliases,
    /// Keep none of them.
    KeepNone,
    /// Export the review log or the ledger.
    Export,
    /// Every command, to be searched.
    Palette,
    /// The next theme.
    Theme,
    /// The other language.
    Language,
    /// The mouse belongs to the program, or to the terminal, which selects text with it.
    Mouse,
    /// Help.
    Help,
}
