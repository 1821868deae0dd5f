//! Everything that can happen to the screen. One closed enum; the loop sleeps until one of these comes.

use crate::pipeline::{Opened, Summary};
use crate::review::Event;
use crate::tui::keymap::Key;

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed, or repeats.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(u16, u16),
    /// The journal was opened, with what stands in it, or could not be; the reason in words.
    JournalOpened(Result<Vec<Event>, String>),
    /// Some reports have been read, by row.
    Loaded(Vec<(usize, Summary)>),
    /// The loader has ended.
    LoadEnded,
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
    /// Nothing else waits: go on with what was cut into strides.
    Continue,
    /// The program was told to end.
    Signal(i32),
}
