//! The rows of the screen in which the source is seen: lines of text broken to the room, tables of the original drawn as
//! tables, and a rule where a page or a sheet begins. Only what is asked for is laid out.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

use crate::document::{Grid, Origins, Part, Span};
use crate::grid::{Fitted, Measure};
use crate::model::{OpenReport, Place};
use crate::wrap;

/// A row of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The line of the text that it belongs to.
    pub line: u32,
    /// What stands there.
    pub what: What,
}

/// What stands on a row of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// These characters of the line, from 0.
    Text(Range<u32>),
    /// The beginning of a page or sheet, by its position among [`Origins::parts`].
    Part(usize),
    /// The letters of a sheet's columns.
    Letters,
    /// The rule above a row of the table, by its number from 0; below the last row that of the row after it.
    Rule(usize),
    /// A row of the table by its number from 0, and which of its lines, from 0.
    Row(usize, usize),
}

/// A source text as it is seen in a room of so many cells.
#[derive(Debug)]
pub struct Seer<'a> {
    lines: &'a [String],
    origins: &'a Origins,
    measures: &'a [Measure],
    cells: usize,
    cursor: Place,
    fitted: RefCell<Vec<(usize, Rc<Fitted<'a>>)>>,
}

impl<'a> Seer<'a> {
    /// The text of the open report.
    #[must_use]
    pub fn new(report: &'a OpenReport, cells: usize) -> Self {
        let (lines, origins) = (&report.analysis.lines, report.report().origins());
        let fitted = RefCell::default();
        Self { lines, origins, measures: &report.measures, cells, cursor: report.place, fitted }
    }

    /// The table that a line is a row of, laid out, and the row's number from 0.
    #[must_use]
    pub fn table(&self, line: u32) -> Option<(Rc<Fitted<'a>>, usize)> {
        let (_, row) = self.origins.row(line)?;
        let index = self.origins.grids.partition_point(|grid| grid.line <= line) - 1;
        Some((self.fitted(index), row))
    }

    fn fitted(&self, index: usize) -> Rc<Fitted<'a>> {
        let known = self.fitted.borrow().iter().find(|(known, _)| *known == index).map(|(_, fitted)| fitted.clone());
        known.unwrap_or_else(|| {
            let grid: &Grid = &self.origins.grids[index];
            // The columns that are shown follow the cursor, where it is in this table.
            let here = cell_of(self.origins, self.cursor).filter(|(other, ..)| other.line == grid.line);
            let wanted = here.map_or(0, |(grid, row, number)| {
                let cell = &grid.rows[row][number];
                (cell.at + cell.columns).saturating_sub(1) as usize
            });
            let fitted = Rc::new(Fitted::new(grid, &self.measures[index], self.lines, self.cells, wanted));
            self.fitted.borrow_mut().push((index, fitted.clone()));
            fitted
        })
    }

    /// Whether a table lies on a sheet, whose columns have letters.
    #[must_use]
    pub fn is_on_sheet(&self, line: u32) -> bool {
        self.origins.origin(Span::line(line)).sheet.is_some()
    }

    /// The rows in which a line is seen.
    fn rows(&self, line: u32) -> Vec<Seen> {
        let seen = |what| Seen { line, what };
        let is_last = line as usize == self.lines.len();
        let parts = &self.origins.parts;
        let from = parts.partition_point(|(at, _)| *at < line);
        let until = parts.partition_point(|(at, _)| *at <= line);
        let mut rows: Vec<Seen> = (from..until).map(|part| seen(What::Part(part))).collect();
        match self.table(line) {
            Some((table, row)) => {
                if row == 0 && self.is_on_sheet(line) {
                    rows.push(seen(What::Letters));
                }
                if table.has_rule(row) {
                    rows.push(seen(What::Rule(row)));
                }
                rows.extend((0..table.height(row)).map(|nth| seen(What::Row(row, nth))));
                if row + 1 == table.grid.rows.len() {
                    rows.push(seen(What::Rule(row + 1)));
                }
            }
            None => {
                let text = self.lines.get(line as usize - 1).map_or("", String::as_str);
                rows.extend(wrap::line(text, self.cells).into_iter().map(|range| seen(What::Text(range))));
            }
        }
        if is_last {
            // Pages after the last line have nothing on them.
            rows.extend((until..parts.len()).map(|part| seen(What::Part(part))));
        }
        rows
    }

    /// The rows that fill so many lines: the one of the cursor a third from the top.
    #[must_use]
    pub fn window(&self, height: usize) -> Vec<Seen> {
        let line = self.cursor.line;
        if line == 0 || line as usize > self.lines.len() {
            return Vec::new();
        }
        let rows = self.rows(line);
        let is_reached = |seen: &Seen| match &seen.what {
            What::Text(range) => range.start < self.cursor.column,
            What::Row(_, nth) => *nth == 0,
            What::Part(_) | What::Letters | What::Rule(_) => false,
        };
        let at = rows.iter().rposition(is_reached).unwrap_or(0);
        let above = height / 3;
        let mut shown: VecDeque<Seen> = rows[at.saturating_sub(above)..at].to_vec().into();
        let mut before = line - 1;
        while shown.len() < above && before > 0 {
            for row in self.rows(before).into_iter().rev().take(above - shown.len()) {
                shown.push_front(row);
            }
            before -= 1;
        }
        shown.extend(rows[at..].iter().take(height).cloned());
        let mut after = line + 1;
        while shown.len() < height && after as usize <= self.lines.len() {
            shown.extend(self.rows(after).into_iter().take(height));
            after += 1;
        }
        shown.truncate(height);
        self.pin_letters(&mut shown, above);
        shown.into()
    }

    /// Puts the letters of a sheet's columns at the top where its first row is out of sight.
    fn pin_letters(&self, shown: &mut VecDeque<Seen>, above: usize) {
        let Some(first) = shown.front_mut().filter(|_| above > 0) else { return };
        let is_inside = matches!(first.what, What::Rule(1..) | What::Row(..));
        if is_inside && self.is_on_sheet(first.line) {
            first.what = What::Letters;
        }
    }

    /// The place one step below or above: the next row of the screen in a text, the next row of a table, in the column of
    /// the cursor.
    #[must_use]
    pub fn step(&self, place: Place, is_down: bool) -> Place {
        let to_line = |line: u32| {
            let number = if is_down { 0 } else { self.texts(line).len().saturating_sub(1) };
            let start = self.texts(line).get(number).map_or(0, |range| range.start);
            self.in_column(place, line).unwrap_or(Place { line, column: start + 1 })
        };
        if self.origins.row(place.line).is_none() {
            let rows = self.texts(place.line);
            let at = rows.iter().rposition(|row| row.start < place.column).unwrap_or(0);
            let next = if is_down { rows.get(at + 1) } else { at.checked_sub(1).and_then(|at| rows.get(at)) };
            if let Some(row) = next {
                return Place { line: place.line, column: row.start + 1 };
            }
        }
        match is_down {
            true if (place.line as usize) < self.lines.len() => to_line(place.line + 1),
            false if place.line > 1 => to_line(place.line - 1),
            _ => place,
        }
    }

    /// The rows of a line of text.
    fn texts(&self, line: u32) -> Vec<Range<u32>> {
        wrap::line(self.lines.get(line as usize - 1).map_or("", String::as_str), self.cells)
    }

    /// The cell of a row of a table that stands below or above the cell of a place.
    fn in_column(&self, place: Place, line: u32) -> Option<Place> {
        let (grid, row) = self.origins.row(line)?;
        let column = cell_of(self.origins, place).map_or(0, |(grid, row, number)| grid.rows[row][number].at);
        let cells = &grid.rows[row];
        let cell = cells.iter().rev().find(|cell| cell.at <= column).or(cells.first())?;
        Some(Place { line, column: cell.column })
    }
}

/// The cell of a table at a place: its table, its row from 0, its number in the row.
#[must_use]
pub fn cell_of(origins: &Origins, place: Place) -> Option<(&Grid, usize, usize)> {
    let (grid, row) = origins.row(place.line)?;
    let number = grid.rows[row].iter().rposition(|cell| cell.column <= place.column)?;
    Some((grid, row, number))
}

/// The cell beside the one at a place, to the right or to the left.
#[must_use]
pub fn beside(origins: &Origins, place: Place, is_right: bool) -> Option<Place> {
    let (grid, row, number) = cell_of(origins, place)?;
    let beside = if is_right { number + 1 } else { number.checked_sub(1)? };
    grid.rows[row].get(beside).map(|cell| Place { line: place.line, column: cell.column })
}

/// The part that begins at a position.
#[must_use]
pub fn part(origins: &Origins, index: usize) -> Option<&Part> {
    origins.parts.get(index).map(|(_, part)| part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_through_every_seen_row_and_back() {
        let lines = ["一二三四五六七八", "", "规章"].map(str::to_owned);
        let place = |line, column| Place { line, column };
        let origins = Origins::default();
        let seer = Seer {
            lines: &lines,
            origins: &origins,
            measures: &[],
            cells: 6,
            cursor: place(1, 1),
            fitted: RefCell::default(),
        };
        let mut at = place(1, 1);
        let mut seen = vec![at];
        for _ in 0..10 {
            at = seer.step(at, true);
            if seen.last() != Some(&at) {
                seen.push(at);
            }
        }
        assert_eq!(seen, [(1, 1), (1, 4), (1, 7), (2, 1), (3, 1)].map(|(line, column)| place(line, column)));
        for before in seen.iter().rev().skip(1) {
            at = seer.step(at, false);
            assert_eq!(at, *before);
        }
    }
}
