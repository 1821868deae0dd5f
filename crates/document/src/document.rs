//! What a file says, in its own terms: lines, tables, pieces of text and the separators that really stood between them.
//!
//! Bytes of every kind become one [`Document`]: a text, the pieces that the aligner takes, and the way back to the place in
//! the original. Plain text is read as it stands; a reader of another kind gives its [`Content`], and [`compose`] does the
//! rest. Nothing here knows the national forms.

mod colour;
mod compose;
mod content;
mod html;
mod level;
mod line;
mod numeral;
mod origins;
pub mod page;
mod part;
mod pdf;
mod private;
mod quiet;
mod read;
mod remark;
mod sheet;
mod span;
mod text;
mod unreadable;
mod word;

pub use compose::compose;
pub use content::{Block, Cell, Content, Table};
pub use line::{is_bar, is_wide};
pub use origins::{Grid, GridCell, Origin, Origins, Part, letters};
pub use private::Private;
pub use read::{Reading, read, read_as};
pub use remark::Remark;
pub use sheet::{SheetGrid, grids};
pub use span::Span;
pub use text::{Document, Gap, Piece, read as read_text};
pub use unreadable::Unreadable;
