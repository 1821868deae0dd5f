//! The kinds that keys, words and every screen speak of: views, columns, places, and what keys act on.

use crate::settings::Sort;

/// Which screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenKind {
    /// The list of reports.
    List,
    /// One report, in one of its views.
    Report(View),
    /// Every decision on the batch.
    Record,
}

/// A report's views, in the order of their numbers from 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Its tables as the form prints them.
    Tables,
    /// Its labels and the fields that they stand for.
    Mapping,
    /// What the rules found.
    Findings,
    /// Its source text.
    Source,
    /// The decisions on it.
    Record,
}

impl View {
    /// Every view in order.
    pub const ALL: [Self; 5] = [Self::Tables, Self::Mapping, Self::Findings, Self::Source, Self::Record];
}

/// The column by which the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    /// By file, the batch's own order.
    File,
    /// The gravest first.
    Status,
    /// By unit.
    Unit,
    /// By year.
    Year,
    /// By errors.
    Errors,
    /// By warnings.
    Warnings,
    /// By kind of file.
    Kind,
    /// By edition of the form.
    Form,
    /// By labels that wait.
    Waiting,
    /// By review state.
    Review,
}

impl From<Sort> for SortKey {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::File => Self::File,
            Sort::Status => Self::Status,
            Sort::Unit => Self::Unit,
            Sort::Year => Self::Year,
            Sort::Kind => Self::Kind,
            Sort::Form => Self::Form,
            Sort::Errors => Self::Errors,
            Sort::Warnings => Self::Warnings,
            Sort::Waiting => Self::Waiting,
            Sort::Review => Self::Review,
        }
    }
}

impl SortKey {
    /// Every key in the order in which they are cycled.
    pub const ALL: [Self; 10] = [
        Self::File,
        Self::Status,
        Self::Unit,
        Self::Year,
        Self::Kind,
        Self::Form,
        Self::Errors,
        Self::Warnings,
        Self::Waiting,
        Self::Review,
    ];

    /// The key after this one.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&key| key == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }
}

/// A place in the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Character, from 1.
    pub column: u32,
}

/// What the keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The list of reports.
    List,
    /// A report's tables.
    Tables,
    /// A report's labels.
    Mapping,
    /// A report's findings.
    Findings,
    /// A report's source text.
    Source,
    /// The record of decisions, of a report or of the batch.
    Record,
    /// A line in which a filter or a search is typed.
    Filter,
    /// The window in which a reason or a note is typed.
    Prompt,
    /// The window in which a field is picked.
    Picker,
    /// The window of help.
    Help,
    /// The window of commands.
    Palette,
    /// The window that tells what a decision for the whole batch would change.
    Weigh,
    /// The window in which a file is named to export to.
    Export,
    /// A window of text.
    Window,
    /// The window in which learned aliases are kept for the user.
    SaveAliases,
    /// A report's tables while they show a supposition.
    WhatIf,
    /// The window that lists what rests on several reports.
    Between,
    /// The window of two reports beside each other.
    Beside,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 18] = [
        Self::List,
        Self::Tables,
        Self::Mapping,
        Self::Findings,
        Self::Source,
        Self::Record,
        Self::Filter,
        Self::Prompt,
        Self::Picker,
        Self::Help,
        Self::Palette,
        Self::Weigh,
        Self::Export,
        Self::Window,
        Self::SaveAliases,
        Self::WhatIf,
        Self::Between,
        Self::Beside,
    ];

    /// Its bit in a set of contexts.
    #[must_use]
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}
