//! Which rows and columns the sheets of a workbook in Office Open XML hide: those that are marked as hidden, and those
//! without height or width.

use quick_xml::events::BytesStart;

use super::xml::attribute;

/// Ranges that are kept of one sheet; more than these are no person's doing.
const MOST: usize = 100_000;

/// Whether a row or column is marked as hidden, or has no size.
pub fn is_unseen(element: &BytesStart, size: &str) -> bool {
    let is_hidden = attribute(element, "hidden").is_some_and(|value| matches!(value.trim(), "1" | "true"));
    is_hidden
        || attribute(element, size).and_then(|value| value.trim().parse::<f64>().ok()).is_some_and(|size| size <= 0.0)
}

/// Keeps a range, joined with the last one where it follows it.
pub fn push(ranges: &mut Vec<(u32, u32)>, range: (u32, u32)) {
    let has_room = ranges.len() < MOST;
    match ranges.last_mut() {
        Some((_, last)) if *last + 1 == range.0 => *last = range.1,
        _ if has_room => ranges.push(range),
        _ => {}
    }
}
