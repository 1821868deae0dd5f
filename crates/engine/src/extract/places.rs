//! Rows whose labels nothing explains, named by the rows around them.

use crate::text::fold::fold;

use super::block::Block;
use super::rows::{Row, RowLabel};
use super::token::Token;

/// Names rows by the rows around them: where the form has just as many rows between two known ones, each under the same
/// ordinal and with a character of its label at least.
pub fn name_by_place(rows: &mut [Row], block: &Block, tokens: &[Token]) {
    let fields = &block.table.get().rows;
    let mut at = 0;
    while at < rows.len() {
        let is_open = |row: &Row| matches!(row.label, RowLabel::Stray(_)) && row.slot.is_none() && row.doubt.is_none();
        let end = (at..rows.len()).find(|&k| !is_open(&rows[k])).unwrap_or(rows.len());
        let open = at..end;
        at = end + 1;
        let first = match open.start.checked_sub(1) {
            None => Some(0),
            Some(before) => rows[before].slot.map(|slot| usize::from(slot) + 1),
        };
        let behind = rows.get(end).map_or(Some(fields.len()), |row| row.slot.map(usize::from));
        let (Some(first), Some(behind)) = (first, behind) else { continue };
        if open.is_empty() || first + open.len() != behind {
            continue;
        }
        let fits = open.clone().zip(first..).all(|(k, slot)| {
            let RowLabel::Stray(piece) = rows[k].label else { return false };
            let (observed, expected) = (&tokens[piece].folded, fold(fields[slot].label));
            let is_same_ordinal = match (observed.ordinal, expected.ordinal) {
                (Some(observed), Some(expected)) => observed.number == expected.number,
                _ => false,
            };
            is_same_ordinal && observed.core.chars().any(|c| expected.core.contains(c))
        });
        if fits {
            for (k, slot) in open.zip(first..) {
                rows[k].slot = Some(slot as u8);
            }
        }
    }
}
