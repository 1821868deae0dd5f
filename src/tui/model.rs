//! Everything that the screen shows, as values: no handle, no thread, no terminal.
//!
//! [`Model`] is one object for all views, because moving in one moves the others. `update` changes it, `view` borrows it.

mod label_list;
mod list;
mod open;
mod overlay;

use std::collections::VecDeque;

pub use label_list::LabelList;
pub use list::{List, SortKey};
pub use open::{CellMark, OpenReport, Place, Then};
pub use overlay::{Overlay, Picker, Prompt, Purpose};

use crate::pipeline::Summary;
use crate::review::{Decision, NewEvent, ReviewState, State};
use crate::source::Batch;
use crate::text::lang::Lang;
use crate::tui::keymap::Context;

/// Which screen is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// The list of reports.
    List,
    /// One report, in one of its views.
    Report(View),
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
}

impl View {
    /// Every view in order.
    pub const ALL: [Self; 4] = [Self::Tables, Self::Mapping, Self::Findings, Self::Source];
}

/// Whether decisions can be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JournalState {
    /// The journal is being opened.
    Opening,
    /// It is open.
    Ready,
    /// It could not be opened; the reason in words. The session goes on without recording.
    ReadOnly(String),
}

/// How far loading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Loading {
    /// Reports that have been read.
    pub done: usize,
    /// Whether the loader has ended.
    pub ended: bool,
}

/// How many reports have each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Clean ones.
    pub clean: usize,
    /// Ones with warnings and no error.
    pub warning: usize,
    /// Ones with errors.
    pub error: usize,
    /// Ones that have nothing to check.
    pub not_assessable: usize,
    /// Ones that cannot be read.
    pub unreadable: usize,
}

/// A report of the batch: its name, and its summary once it was read.
#[derive(Debug, Clone)]
pub struct Row {
    /// Path relative to the batch.
    pub name: String,
    /// What is known of it.
    pub summary: Option<Box<Summary>>,
}

impl Row {
    /// The unit, or the file's name where no unit was found.
    #[must_use]
    pub fn unit(&self) -> &str {
        self.summary.as_ref().and_then(|summary| summary.unit.as_deref()).unwrap_or(&self.name)
    }
}

/// An act that was given to the journal and is not yet known to be on disk.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The number by which the journal's answer names it.
    pub ticket: u64,
    /// What is being recorded.
    pub events: Vec<NewEvent>,
}

/// A sentence that tells what happened, shown until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: String,
    /// Whether something could not be done.
    pub grave: bool,
}

/// Everything that the screen shows.
#[derive(Debug, Clone)]
pub struct Model {
    /// The terminal's size in cells.
    pub size: (u16, u16),
    /// The language of sentences.
    pub lang: Lang,
    /// Name of the theme.
    pub theme: String,
    /// Who decides.
    pub reviewer: String,
    /// The batch's directory, for the header.
    pub place: String,
    /// How many files were left out because they are no submissions.
    pub skipped: usize,
    /// One row for each report, in the batch's order.
    pub rows: Vec<Row>,
    /// How many reports have each status.
    pub counts: Counts,
    /// How far loading is.
    pub loading: Loading,
    /// Order, filter and cursor of the list.
    pub list: List,
    /// The screen that is shown.
    pub screen: Screen,
    /// The window laid over it.
    pub overlay: Option<Overlay>,
    /// The report that is open.
    pub report: Option<OpenReport>,
    /// The report that is being opened, by its ticket, with what to do then.
    pub opening: Option<(u64, Then)>,
    /// What reviewers decided, as recorded.
    pub decisions: State,
    /// Decisions on their way to the disk, oldest first.
    pub pending: VecDeque<Pending>,
    /// Whether decisions can be recorded.
    pub journal: JournalState,
    /// What happened last.
    pub message: Option<Message>,
    /// The last ticket that was given out.
    pub ticket: u64,
    /// Whether the program is to end, and by which signal.
    pub ending: Option<Option<i32>>,
}

impl Model {
    /// The screen before anything was read.
    #[must_use]
    pub fn new(batch: &Batch, (lang, theme): (Lang, &str), reviewer: &str, size: (u16, u16)) -> Self {
        let rows: Vec<Row> = batch.files.iter().map(|file| Row { name: file.name.clone(), summary: None }).collect();
        let place = batch.root.file_name().unwrap_or(batch.root.as_os_str()).to_string_lossy().into_owned();
        Self {
            size,
            lang,
            theme: theme.to_owned(),
            reviewer: reviewer.to_owned(),
            place,
            skipped: batch.skipped.len(),
            counts: Counts::default(),
            loading: Loading { done: 0, ended: rows.is_empty() },
            list: List::new(rows.len()),
            rows,
            screen: Screen::List,
            overlay: None,
            report: None,
            opening: None,
            decisions: State::default(),
            pending: VecDeque::new(),
            journal: JournalState::Opening,
            message: None,
            ticket: 0,
            ending: None,
        }
    }

    /// What keys act on now.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::Help { .. }) => Context::Help,
            Some(Overlay::Filter) => Context::Filter,
            Some(Overlay::Prompt(_)) => Context::Prompt,
            Some(Overlay::Picker(_)) => Context::Picker,
            None => self.screen_context(),
        }
    }

    /// What keys act on where no window is laid over the screen.
    #[must_use]
    pub fn screen_context(&self) -> Context {
        match self.screen {
            Screen::List => Context::List,
            Screen::Report(View::Tables) => Context::Tables,
            Screen::Report(View::Mapping) => Context::Mapping,
            Screen::Report(View::Findings) => Context::Findings,
            Screen::Report(View::Source) => Context::Source,
        }
    }

    /// The row that decisions about a report are about: the open report's, else the list's cursor.
    #[must_use]
    pub fn subject_row(&self) -> Option<usize> {
        match (self.screen, &self.report) {
            (Screen::Report(_), Some(report)) => Some(report.row),
            _ => self.list.row(),
        }
    }

    /// The review state that a report will have, and whether it is still on its way to the disk.
    #[must_use]
    pub fn review_state(&self, name: &str) -> (ReviewState, bool) {
        let pending = self.pending.iter().rev().flat_map(|pending| &pending.events);
        for event in pending.filter(|event| event.subject.path == name) {
            if let Decision::SetState { state, .. } = event.decision {
                return (state, true);
            }
        }
        (self.decisions.review(name, None).state, false)
    }

    /// Says what happened.
    pub fn say(&mut self, text: String) {
        self.message = Some(Message { text, grave: false });
    }

    /// Says what could not be done.
    pub fn refuse(&mut self, text: String) {
        self.message = Some(Message { text, grave: true });
    }

    /// A number that the answer to an effect will carry.
    pub fn next_ticket(&mut self) -> u64 {
        self.ticket += 1;
        self.ticket
    }
}
