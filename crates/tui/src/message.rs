//! Everything that can happen to the screen. One closed enum; the loop sleeps until one of these comes.

use crate::hit::Hit;
use crate::keymap::Key;
use crate::pipeline::{Impact, Opened, Sentence, Summary};
use crate::review::Event;
use crate::rules::across::BatchFinding;
use crate::settings::UserAlias;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed, or repeats.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used, on this of the frame that was seen.
    Mouse(MouseAct, Option<Hit>),
    /// The terminal has another size.
    Resize(u16, u16),
    /// Whether the terminal gives two cells to characters of ambiguous width.
    Width(bool),
    /// The journal was looked for.
    JournalOpened {
        /// What stands in it, as far as it can be read.
        events: Vec<Event>,
        /// The journal's file.
        place: String,
        /// Why nothing can be recorded, where nothing can.
        refused: Option<String>,
    },
    /// Other programs recorded decisions in the journal.
    News(Vec<Event>),
    /// The journal cannot be read or written any more; the reason in words.
    JournalLost(String),
    /// Some reports have been read, by row.
    Loaded(Vec<(usize, Summary)>),
    /// The loader has ended.
    LoadEnded,
    /// Some reports have been read again.
    Reread,
    /// The reports of the batch were compared.
    Compared(Vec<BatchFinding>),
    /// A report was read in full.
    Opened {
        /// Of the effect that asked for it.
        ticket: u64,
        /// Its row.
        row: usize,
        /// The report.
        opened: Box<Opened>,
    },
    /// The decisions of an act are on disk, or could not be recorded; the reason in words.
    Recorded {
        /// Of the effect that asked for it.
        ticket: u64,
        /// The recorded events.
        result: Result<Vec<Event>, String>,
    },
    /// Two reports were laid beside each other.
    Beside {
        /// Of the effect that asked for it.
        ticket: u64,
        /// The sentences that both have, each as it stands in the one and in the other.
        pairs: Vec<[Sentence; 2]>,
    },
    /// Some reports were weighed under a decision for the whole batch.
    Weighed {
        /// Of the effect that asked for it.
        ticket: u64,
        /// How many reports have been weighed so far.
        done: usize,
        /// Those of them that the decision would change.
        impacts: Vec<Impact>,
    },
    /// Aliases were written into the user's file, which then holds these; or they were not, and why.
    AliasesSaved(Result<Vec<UserAlias>, String>),
    /// How far an export is.
    Exporting {
        /// Of the effect that asked for it.
        ticket: u64,
        /// Reports that have been read.
        done: usize,
    },
    /// An export has ended: the file that was written, or why there is none.
    Exported {
        /// Of the effect that asked for it.
        ticket: u64,
        /// The path, or a sentence and whether a file is in the way.
        result: Result<String, (String, bool)>,
    },
    /// Nothing else waits: go on with what was cut into strides.
    Continue,
    /// The program was told to end.
    Signal(i32),
}

/// What was done with the mouse, and in which cell of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What was done.
    pub act: MouseAct,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

/// What can be done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button was pressed.
    Press,
    /// The wheel was turned towards the beginning.
    ScrollUp,
    /// The wheel was turned towards the end.
    ScrollDown,
}
