//! What a spreadsheet would run instead of showing it: one list of signs for every CSV that leaves the program.

/// Whether a spreadsheet runs a cell with this text as a formula, going by the sign that opens it.
#[must_use]
pub fn opens_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}
