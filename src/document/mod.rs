//! What a file says, in its own terms: lines, pieces of text and the separators that really stood between them.
//!
//! A reader turns decoded text into a [`Document`]; nothing here knows the national forms.

mod span;

pub use span::Span;
