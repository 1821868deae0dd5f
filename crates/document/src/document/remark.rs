//! What a reviewer should know of how a file was read. Each becomes a finding.

use crate::source::Kind;

/// Something that a reader has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The file's extension belongs to another kind of file than its bytes.
    Extension {
        /// The extension, as written.
        extension: String,
        /// What the bytes are.
        kind: Kind,
    },
    /// These pages, from 1, have pictures and no text, so that nothing was read of them.
    Pictures {
        /// The pages; empty where the file has none.
        pages: Vec<u32>,
    },
    /// The text of these pages, from 1, lies unseen under pictures of them: a program recognised it, and it may have erred.
    Recognised {
        /// The pages.
        pages: Vec<u32>,
    },
    /// For so many characters the file does not tell which they are; each stands as U+FFFD.
    Uncoded(u32),
    /// The text holds pictures that may be tables: so many.
    Embedded(u32),
    /// Cells with formulas for which the file keeps no result, as they are named in the original.
    Uncalculated(Vec<String>),
    /// Cells of a spreadsheet that show something else than the number in them, by their format, with both:
    /// `表三!C5 94.4→94`.
    Formatted(Vec<String>),
    /// Sheets, rows, paragraphs or parts that the file hides were left out; they are named.
    Hidden(Vec<String>),
    /// The page only frames other pages, which are not part of the file: their addresses.
    Frames(Vec<String>),
    /// Reading ended at a limit: what was left out, and the setting.
    Cut {
        /// The setting's name in the settings file.
        setting: &'static str,
        /// The limit that held.
        limit: u64,
    },
    /// The file is damaged, and only what could be rescued was read.
    Rescued,
    /// The file was converted by another program before it was read.
    Converted,
}
