//! What a file says, in its own terms: lines, pieces of text and the separators that really stood between them.
//!
//! A reader turns decoded text into a [`Document`]; nothing here knows the national forms.

mod line;
mod span;
mod text;

pub use span::Span;
pub use text::{Document, Gap, Piece, read};
