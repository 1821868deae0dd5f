//! Two reports beside each other, sentence by sentence.

use crate::cursor::ListCursor;
use crate::pipeline::Sentence;

/// The window in which sentences of one report stand beside the same sentences of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Comes back with the sentences.
    pub ticket: u64,
    /// The rows of the two reports, the one that a finding speaks of first.
    pub rows: [usize; 2],
    /// The sentences that both have; `None` while the reports are read.
    pub pairs: Option<Vec<[Sentence; 2]>>,
    /// The position of the pair that the cursor is on.
    pub cursor: ListCursor,
    /// What the window was opened from, to be there again afterwards.
    pub from: Option<super::BetweenList>,
}
