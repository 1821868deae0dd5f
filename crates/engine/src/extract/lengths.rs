//! How long a whole row is, so that a row which lost a value is not taken for one with a blank.

use crate::document::Document;

use super::block::Block;
use super::token::{Class, Token};

/// How long full rows are, fillers included, by printed table and number of label cells.
///
/// A row with blanks is as long as a full one; a row that lost a value is shorter, and its fillers must not be taken
/// for the blank.
#[derive(Debug, Default)]
pub struct Lengths(Vec<Length>);

/// One row's length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    printed: Printed,
    /// Cells that hold its labels.
    labels: usize,
    /// Columns of values that its table has.
    width: usize,
    /// Cells from its first label, or from the beginning of its line, to its end.
    cells: usize,
    /// Whether labels and values stand on one line.
    is_line: bool,
}

/// Which table on paper: the blocks of section 二 are parts of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed(&'static str);

impl Printed {
    /// The printed table that a block is part of.
    pub fn of(block: &Block) -> Self {
        Self(block.table.get().section)
    }
}

impl Length {
    /// Measures a row from its values: along its line where the row is one, else from its labels on.
    pub fn of(printed: Printed, document: &Document, tokens: &[Token], run: &[usize], width: usize) -> Option<Self> {
        let (&first, &last) = (run.first()?, run.last()?);
        let is_label = |i: &usize| matches!(tokens[*i].class, Class::Text | Class::Prose);
        let labels: Vec<usize> = (0..first).rev().take_while(is_label).collect();
        let line = document.pieces[first].span.line;
        let on_line = labels.iter().filter(|&&i| document.pieces[i].span.line == line).count();
        let is_line = on_line > 0 && document.pieces[last].span.line == line;
        if is_line {
            let cells = usize::from(document.pieces[last].cell) + 1;
            return Some(Self { printed, labels: on_line, width, cells, is_line });
        }
        let barred = labels.iter().filter(|&&i| document.pieces[i].gap.bar).count().max(1);
        Some(Self { printed, labels: barred, width, cells: barred + run.len(), is_line })
    }
}

impl Lengths {
    /// Learns the length of a full row; of a few hundred, which tell all there is to learn.
    pub fn learn(&mut self, row: Option<Length>) {
        if self.0.len() < 512 {
            self.0.extend(row);
        }
    }

    /// Whether a row of this length is a whole one; `None` where no full row tells. Either all rows are as long as each
    /// other (they are padded to one width), or what they have beside labels and values is always the same.
    pub fn is_whole(&self, row: Length) -> Option<bool> {
        let beside = |length: &Length| length.cells as i64 - (length.labels + length.width) as i64;
        let agreement = |known: &[Length]| {
            let padded = usual(known.iter().map(|length| length.cells as i64))?;
            let plain = usual(known.iter().map(beside))?;
            let is_padded = row.cells as i64 == padded.0;
            let is_plain = beside(&row) == plain.0;
            // Rows of another width cannot tell which of the two it is.
            if known.iter().all(|length| length.width != row.width) {
                return Some(is_padded || is_plain);
            }
            Some(match padded.1.cmp(&plain.1) {
                std::cmp::Ordering::Greater => is_padded,
                std::cmp::Ordering::Less => is_plain,
                // Without any filler nothing is padded. Along a line, a row as long as the others has all its cells.
                std::cmp::Ordering::Equal if plain.0 == 0 => is_plain,
                std::cmp::Ordering::Equal if row.is_line => is_padded,
                std::cmp::Ordering::Equal => is_padded && is_plain,
            })
        };
        let of_table: Vec<Length> = self.0.iter().copied().filter(|known| known.printed == row.printed).collect();
        let same: Vec<Length> = of_table.iter().copied().filter(|known| known.labels == row.labels).collect();
        if same.is_empty() { agreement(&of_table) } else { agreement(&same) }
    }
}

/// The most frequent number, with how often it stands.
fn usual(numbers: impl Iterator<Item = i64>) -> Option<(i64, usize)> {
    let mut counts = std::collections::BTreeMap::<i64, usize>::new();
    for number in numbers {
        *counts.entry(number).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(number, count)| (count, number))
}
