//! What is to be done outside the model, as data. `update` asks for it, the driver does it and answers with messages.

use crate::export::log::{Content, Format};
use crate::report::{Alias, LabelKey, Mapping, Mappings};
use crate::review::{NewEvent, State};
use crate::rules::across::Identities;
use crate::text::lang::Lang;

/// Something to be done.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Read every report of the batch under these decisions.
    Load(Box<State>),
    /// Read one report again, in full.
    Open {
        /// Comes back with the answer.
        ticket: u64,
        /// Its row.
        row: usize,
        /// The reviewer's mappings of it.
        mappings: Mappings,
    },
    /// Read these reports again, each under the decisions on it; the answers come as they do while loading.
    Refresh(Vec<(usize, State)>),
    /// Compare the reports of the batch, names being of one unit as reviewers say.
    Compare(Box<Identities>),
    /// Append the decisions of one act to the journal.
    Record {
        /// Comes back with the answer.
        ticket: u64,
        /// The decisions; all of them are recorded, or none.
        events: Vec<NewEvent>,
    },
    /// Find out what a decision about a label would change in these reports, each under the mappings that it has now.
    Weigh {
        /// Comes back with the answers.
        ticket: u64,
        /// The label.
        key: LabelKey,
        /// What it would stand for.
        mapping: Mapping,
        /// The reports.
        rows: Vec<(usize, Mappings)>,
    },
    /// Find the sentences that two reports have in common.
    Beside {
        /// Comes back with the answer.
        ticket: u64,
        /// Their rows.
        rows: [usize; 2],
    },
    /// Write aliases into the user's file: those that are kept, and those that are not wanted, which is remembered.
    SaveAliases {
        /// To be used from now on.
        wanted: Vec<Alias>,
        /// Not to be offered again.
        unwanted: Vec<Alias>,
    },
    /// Write the batch's review to a file.
    Export(Box<Export>),
    /// Stop what was begun under a ticket and is not wanted any more.
    Abandon {
        /// The ticket.
        ticket: u64,
    },
    /// Put text into the clipboard.
    Copy(String),
    /// Give the terminal back and wait in the background of the shell.
    Suspend,
    /// Send [`Msg::Continue`](crate::message::Msg::Continue) as soon as nothing else waits.
    Continue,
}

/// An export of the batch's review.
#[derive(Debug, Clone)]
pub struct Export {
    /// Comes back with the answer.
    pub ticket: u64,
    /// The file to write.
    pub path: String,
    /// Which document.
    pub content: Content,
    /// In which format.
    pub format: Format,
    /// In which language.
    pub lang: Lang,
    /// The decisions.
    pub decisions: State,
    /// Whether a file that is there is replaced.
    pub force: bool,
}
