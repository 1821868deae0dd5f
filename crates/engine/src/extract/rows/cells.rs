//! What of a row's pieces are its cells: whether words among values are cells of it, and whether it has all that a row has.

use crate::document::is_wide;

use super::{Class, Length, RowLabel, RowReader, Stretch};

impl RowReader<'_> {
    /// Whether words among the values of a row are cells of it, and it has more cells with something in them than columns: then
    /// nothing tells which value is which column's.
    pub(super) fn has_too_many(&self, stretch: &Stretch, run: &[usize], all: &[usize]) -> bool {
        let Some(&first) = all.first() else { return false };
        if stretch.label == RowLabel::None {
            let values = all.iter().filter(|&&i| self.tokens[i].class == Class::Value).count();
            return values > self.width;
        }
        // What has a digit and no ordinal, or no Chinese character, begins no row.
        let is_cell = |&i: &usize| {
            let text = self.document.piece(&self.document.pieces[i]);
            let has_digit = text.contains(|c: char| c.is_ascii_digit());
            self.tokens[i].class == Class::Text
                && self.tokens[i].folded.ordinal.is_none()
                && self.document.pieces[i].span.chars <= 8
                && (has_digit || !text.contains(is_wide))
        };
        let line = self.document.pieces[first].span.line;
        let own: Vec<usize> = all
            .iter()
            .copied()
            .take_while(|i| self.tokens[*i].class != Class::Text || is_cell(i))
            .filter(|&i| self.document.pieces[i].span.line == line || run.contains(&i) || !self.begins_line(i))
            .collect();
        own.iter().any(is_cell) && self.values(&own) > self.width
    }

    /// Whether a piece is the first of a line that has more than one.
    pub(super) fn begins_line(&self, piece: usize) -> bool {
        let line = |i: usize| self.document.pieces.get(i).map(|piece| piece.span.line);
        let before = piece.checked_sub(1).and_then(line);
        before != line(piece) && line(piece + 1) == line(piece)
    }

    /// Whether words break off a run of cells with more values behind them on the same line, so that its blank cells need
    /// not be all that the row has.
    pub(super) fn goes_on(&self, run: &[usize], all: &[usize]) -> bool {
        let Some(&last) = run.last() else { return false };
        let line = self.document.pieces[last].span.line;
        let on_line = |i: usize| i > last && self.document.pieces[i].span.line == line;
        all.iter().any(|&i| on_line(i) && self.tokens[i].class == Class::Value)
    }

    /// Whether the words among values are short enough to be values that cannot be read, such as 约3. Where nothing but blanks
    /// parts them from the values, words without a digit are rather the end of a label.
    pub(super) fn short_texts(&self, all: &[usize], longest: u32) -> bool {
        all.iter().all(|&i| {
            let piece = &self.document.pieces[i];
            let is_cell = piece.gap.bar || self.document.piece(piece).contains(|c: char| c.is_ascii_digit());
            self.tokens[i].class != Class::Text
                || (is_cell && piece.span.chars <= longest && self.tokens[i].folded.ordinal.is_none())
        })
    }

    /// Whether the first cell stands on the line of the first value: of rows without a label, words on a line before are the end
    /// of a header.
    pub(super) fn begins_on_line(&self, stretch: &Stretch, all: &[usize]) -> bool {
        let line = |i: usize| self.document.pieces[i].span.line;
        let first = all.iter().copied().find(|&i| self.tokens[i].class == Class::Value);
        stretch.label != RowLabel::None
            || first.zip(all.first()).is_some_and(|(value, &cell)| line(value) == line(cell))
    }

    /// Whether a row has all its cells, blank ones included, going by the length of full rows.
    pub(super) fn is_whole(&self, label: RowLabel, run: &[usize], is_last: bool) -> bool {
        if self.values(run) >= self.width {
            return true;
        }
        if label == RowLabel::None {
            return self.is_whole_alone(run);
        }
        if self.is_whole_as_drawn(run) {
            return true;
        }
        let length = Length::of(self.printed, self.document, self.tokens, run, self.width);
        match length.and_then(|length| self.lengths.is_whole(length)) {
            Some(true) => true,
            // Fillers are cut off where a table ends.
            Some(false) => is_last && run.len() == self.width,
            None => true,
        }
    }

    /// Whether a row of a drawn table goes on to the table's right edge, so that no cell of it is lost.
    pub(super) fn is_whole_as_drawn(&self, run: &[usize]) -> bool {
        let span = |i: usize| self.document.pieces[i].span;
        let Some(line) = run.first().map(|&i| span(i).line) else { return false };
        let Some((grid, row)) = self.document.origins.row(line) else { return false };
        let reaches = grid.rows[row].last().is_some_and(|last| last.at + last.columns >= grid.columns);
        reaches && run.iter().all(|&i| span(i).line == line)
    }

    /// Whether the only row of its table has all its cells: it fills a line of its own, or begins and ends with a value and
    /// has no cell too many. The header's fillers stand before it and cannot be told from blanks otherwise.
    pub(super) fn is_whole_alone(&self, run: &[usize]) -> bool {
        let is_value = |i: usize| self.tokens[i].class == Class::Value;
        let Some(line) = run.iter().rev().find(|&&i| is_value(i)).map(|&i| self.document.pieces[i].span.line) else {
            return false;
        };
        let on_line: Vec<usize> = run.iter().copied().filter(|&i| self.document.pieces[i].span.line == line).collect();
        let fills_line = on_line.len() == self.width && self.document.pieces[on_line[0]].cell == 0;
        let values_elsewhere = run.iter().any(|&i| is_value(i) && self.document.pieces[i].span.line != line);
        let is_closed = run.len() == self.width && is_value(run[0]) && is_value(run[run.len() - 1]);
        (fills_line && !values_elsewhere) || is_closed
    }
}
