//! Everything that the screen shows, as values: no handle, no thread, no terminal.
//!
//! [`Model`] is one object for all views, because moving in one moves the others. `update` changes it, `view` borrows it.

mod judged;
mod jump;
mod overlay;
mod screen;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use jiff::tz::TimeZone;

pub use judged::Said;
pub use jump::Jump;
pub use overlay::Overlay;
pub use screen::Screen;

use crate::keymap::{Context, Keymap};
pub use crate::kinds::{Place, ScreenKind, SortKey, View};
use crate::matching::AliasKey;
use crate::report::Mapping;
use crate::review::{Decision, FindingState, Learning, NewEvent, ReviewState, School, State};
use crate::rules::RuleBook;
pub use crate::screens::list::row::{Counts, ReviewCounts, Row, RowReview};
pub use crate::screens::list::state::List;
pub use crate::screens::record::state::{Basis, Entry, RecordList, Scope};
pub use crate::screens::report::findings::causes::{CauseGroup, causes};
pub use crate::screens::report::mapping::state::{LabelList, clashes, rivals};
pub use crate::screens::report::outline::{OutlineEntry, outline};
pub use crate::screens::report::source::search::Search;
pub use crate::screens::report::state::{CellMark, OpenReport, Then};
pub use crate::screens::report::what_if::{Supposition, WhatIf};
use crate::settings::UserAlias;
use crate::source::Batch;
use crate::text::lang::Lang;
pub use crate::windows::beside::Beside;
pub use crate::windows::between::{Between, BetweenList};
pub use crate::windows::export::{ExportForm, OFFERS};
pub use crate::windows::help::{Help, Manual, ManualLine};
pub use crate::windows::palette::{Choice, Palette};
pub use crate::windows::picker::Picker;
pub use crate::windows::prompt::{Prompt, Purpose};
pub use crate::windows::save_aliases::{Offer, SaveAliasesWindow};
pub use crate::windows::text::{Subject, TextWindow};
pub use crate::windows::weigh::Weigh;

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

/// An act that was given to the journal and is not yet known to be on disk.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The number by which the journal's answer names it.
    pub ticket: u64,
    /// What is being recorded.
    pub events: Vec<NewEvent>,
}

/// A decision apart from what it was about, to be taken again on something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repeat {
    /// On a report: its state with the reason.
    Review(ReviewState, String),
    /// On a label.
    Map(Mapping),
    /// On a label: whatever is proposed for it.
    Confirm,
    /// On a finding, with the reason.
    Judge(FindingState, String),
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
    /// The themes that can be had, in the order in which they are cycled.
    pub themes: Vec<String>,
    /// The keys of this session.
    pub keymap: Arc<Keymap>,
    /// Whether the mouse belongs to the program.
    pub mouse: bool,
    /// Whether the terminal gives two cells to characters of ambiguous width.
    pub wide: bool,
    /// Who decides.
    pub reviewer: String,
    /// The zone in which times are shown.
    pub zone: TimeZone,
    /// The batch's directory, for the header.
    pub place: String,
    /// The folder in which the program was started, where exports go by default.
    pub here: String,
    /// How many files were left out because they are no submissions.
    pub skipped: usize,
    /// One row for each report, in the batch's order.
    pub rows: Vec<Row>,
    /// Row of each name.
    pub by_name: HashMap<String, u32>,
    /// How many reports have each status.
    pub counts: Counts,
    /// How many reports were decided how.
    pub review_counts: ReviewCounts,
    /// How far loading is.
    pub loading: Loading,
    /// Order, filter and cursor of the list.
    pub list: List,
    /// The screen that is shown.
    pub screen: Screen,
    /// The window laid over it.
    pub overlay: Option<Overlay>,
    /// The record of decisions that is shown.
    pub record: RecordList,
    /// Where jumps started, the last one at the end.
    pub jumps: Vec<Jump>,
    /// Names of the commands that were picked by name, the last one first.
    pub recent: Vec<&'static str>,
    /// Reports that came back under another name: the name on which decisions stand, and the present one.
    pub moved: Vec<(String, String)>,
    /// What was decided last, to be decided again elsewhere.
    pub repeat: Option<Repeat>,
    /// The report that is being opened, by its ticket, with what to do then.
    pub opening: Option<(u64, Then)>,
    /// What reviewers decided, as recorded.
    pub decisions: State,
    /// Decisions on their way to the disk, oldest first.
    pub pending: VecDeque<Pending>,
    /// Whether decisions can be recorded.
    pub journal: JournalState,
    /// Where the journal lies, in words; empty while it is not known.
    pub journal_place: String,
    /// Whether anything was pressed or clicked yet.
    pub touched: bool,
    /// Steps back (`false`) and forth (`true`) that were asked for while a decision was on its way to the disk, oldest first.
    pub steps: VecDeque<bool>,
    /// Rows to be read again once the loader has ended.
    pub reread: BTreeSet<usize>,
    /// The rules that reports are judged by.
    pub book: &'static RuleBook,
    /// What rests on several reports.
    pub between: Between,
    /// How far what is confirmed reaches.
    pub learning: Learning,
    /// The user's own aliases, used or not.
    pub aliases: Vec<UserAlias>,
    /// Labels of which something else was learned while the batch was being read.
    pub relearned: BTreeSet<AliasKey>,
    /// How many other reports have a label on which something was just learned.
    pub spread: usize,
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
        let rows: Vec<Row> = batch.files.iter().map(|file| Row { name: file.name.clone(), ..Row::default() }).collect();
        let by_name = rows.iter().enumerate().map(|(row, known)| (known.name.clone(), row as u32)).collect();
        let place = batch.root.file_name().unwrap_or(batch.root.as_os_str()).to_string_lossy().into_owned();
        Self {
            size,
            lang,
            theme: theme.to_owned(),
            themes: crate::theme::THEMES.iter().map(|(name, _)| (*name).to_owned()).collect(),
            keymap: Arc::new(Keymap::standard()),
            mouse: false,
            wide: false,
            reviewer: reviewer.to_owned(),
            place,
            here: String::new(),
            skipped: batch.skipped.len(),
            by_name,
            counts: Counts::default(),
            review_counts: ReviewCounts { open: rows.len(), ..ReviewCounts::default() },
            loading: Loading { done: 0, ended: rows.is_empty() },
            list: List::new(rows.len()),
            rows,
            screen: Screen::List(None),
            overlay: None,
            record: RecordList::default(),
            jumps: Vec::new(),
            recent: Vec::new(),
            moved: Vec::new(),
            repeat: None,
            opening: None,
            decisions: State::default(),
            pending: VecDeque::new(),
            journal: JournalState::Opening,
            zone: TimeZone::UTC,
            journal_place: String::new(),
            steps: VecDeque::new(),
            touched: false,
            reread: BTreeSet::new(),
            between: Between::default(),
            book: RuleBook::standard(),
            learning: Learning::default(),
            aliases: Vec::new(),
            relearned: BTreeSet::new(),
            spread: 0,
            message: None,
            ticket: 0,
            ending: None,
        }
    }

    /// What keys act on now.
    #[must_use]
    pub fn context(&self) -> Context {
        match &self.overlay {
            Some(Overlay::Help(_)) => Context::Help,
            Some(Overlay::Filter) => Context::Filter,
            Some(Overlay::Prompt(_)) => Context::Prompt,
            Some(Overlay::Picker(_)) => Context::Picker,
            Some(Overlay::Palette(_)) => Context::Palette,
            Some(Overlay::Weigh(_)) => Context::Weigh,
            Some(Overlay::Export(_)) => Context::Export,
            Some(Overlay::SaveAliases(_)) => Context::SaveAliases,
            Some(Overlay::Window(_)) => Context::Window,
            Some(Overlay::Between(_)) => Context::Between,
            Some(Overlay::Beside(_)) => Context::Beside,
            None => self.screen_context(),
        }
    }

    /// What keys act on where no window is laid over the screen.
    #[must_use]
    pub fn screen_context(&self) -> Context {
        match self.screen.kind() {
            ScreenKind::List => Context::List,
            ScreenKind::Report(View::Tables) => match self.screen.report() {
                Some(report) if report.what_if.is_some() => Context::WhatIf,
                _ => Context::Tables,
            },
            ScreenKind::Report(View::Mapping) => Context::Mapping,
            ScreenKind::Report(View::Findings) => Context::Findings,
            ScreenKind::Report(View::Source) => Context::Source,
            ScreenKind::Report(View::Record) | ScreenKind::Record => Context::Record,
        }
    }

    /// The row that decisions about a report are about: the open report's, else the list's cursor.
    #[must_use]
    pub fn subject_row(&self) -> Option<usize> {
        match &self.screen {
            Screen::Report(report) => Some(report.row),
            Screen::List(_) | Screen::Record(_) => self.list.row(),
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

    /// The row of a file by its name.
    #[must_use]
    pub fn row_of(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).map(|&row| row as usize)
    }

    /// The rows that a decision on reports is about: the marked ones on the list, else the one under the cursor.
    #[must_use]
    pub fn subject_rows(&self) -> Vec<usize> {
        if self.screen.kind() == ScreenKind::List && !self.list.marks.is_empty() {
            return self.list.marked();
        }
        self.subject_row().into_iter().collect()
    }

    /// What reports are to learn from.
    #[must_use]
    pub fn school(&self) -> School {
        let used = self.aliases.iter().filter(|entry| entry.is_used);
        School::new(self.learning, used.map(|entry| entry.alias.clone()))
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
