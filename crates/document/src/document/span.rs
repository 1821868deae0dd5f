//! Where something stands in a submitted file.

/// A stretch of one line of the decoded text. One span type serves all kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Line, counted from 1.
    pub line: u32,
    /// First character, counted from 1 in characters of the decoded line.
    pub column: u32,
    /// Length in characters.
    pub chars: u32,
}

impl Span {
    /// A stretch of a line.
    #[must_use]
    pub fn new(line: u32, column: u32, chars: u32) -> Self {
        Self { line, column, chars }
    }

    /// A whole line, by its number.
    #[must_use]
    pub fn line(line: u32) -> Self {
        Self { line, column: 1, chars: 0 }
    }
}
