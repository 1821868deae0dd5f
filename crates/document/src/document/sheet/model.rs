//! A workbook as its readers hand it over: sheets with the cells that are there, whatever file they came from.

use std::collections::{BTreeMap, BTreeSet};

use super::super::origins::letters;
use super::format::Shown;
use crate::source::Budget;

/// Merged areas of one sheet that are kept; a form has some dozens.
const MOST_MERGES: usize = 20_000;

/// A workbook.
#[derive(Debug, Default)]
pub struct Book {
    /// Its sheets in order.
    pub sheets: Vec<Sheet>,
    /// Whether cells were left out because there are too many.
    pub is_cut: bool,
    /// Whether parts were damaged, and the others are here.
    pub is_rescued: bool,
    /// How many cells are held.
    held: u32,
}

/// A sheet. Rows and columns count from 0.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether the file hides it.
    pub is_hidden: bool,
    /// Texts by row and column; blank where something is in the cell that is not to be seen.
    pub cells: BTreeMap<(u32, u32), String>,
    /// Cells that are drawn with lines around them though nothing is in them.
    pub blanks: BTreeSet<(u32, u32)>,
    /// Merged areas.
    pub merges: Vec<Merge>,
    /// Hidden rows and hidden columns, as first and last.
    pub hidden_rows: Vec<(u32, u32)>,
    /// As above.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Cells with formulas without a result.
    pub uncalculated: BTreeSet<(u32, u32)>,
    /// Cells whose format hides what is in them.
    pub unseen: BTreeSet<(u32, u32)>,
    /// Cells that say something else than they hold, with both.
    pub changed: BTreeMap<(u32, u32), String>,
}

/// A merged area; its text stands in its upper left cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Book {
    /// Puts a cell into the last sheet; one without anything in it only where it is drawn. Answers whether there is room for
    /// another.
    pub fn put(&mut self, row: u32, column: u32, shown: impl Into<Shown>, is_drawn: bool, budget: &Budget) -> bool {
        let Some(sheet) = self.sheets.last_mut().filter(|_| self.held < budget.limits.cells) else {
            self.is_cut = true;
            return false;
        };
        self.held += 1;
        let at = (row, column);
        let shown = shown.into();
        if !budget.hold(shown.weight()) {
            return false;
        }
        let text = match shown {
            Shown::Text(text) => text,
            Shown::Changed(text, told) => {
                sheet.changed.insert(at, told);
                text
            }
            Shown::Nothing => {
                sheet.unseen.insert(at);
                sheet.cells.insert(at, String::new());
                return true;
            }
        };
        if !text.trim().is_empty() {
            sheet.cells.insert(at, text);
        } else if is_drawn {
            sheet.blanks.insert(at);
        }
        true
    }

    /// Puts a formula without a result into the last sheet: a cell that is there, and blank.
    pub fn put_formula(&mut self, row: u32, column: u32, budget: &Budget) -> bool {
        let has_room = self.put(row, column, Shown::Nothing, true, budget);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| has_room) {
            sheet.unseen.remove(&(row, column));
            sheet.uncalculated.insert((row, column));
        }
        has_room
    }
}

impl Sheet {
    /// Keeps a merged area, if it is one.
    pub fn merge(&mut self, merge: Merge) {
        let is_area = merge.top <= merge.bottom && merge.left <= merge.right;
        let is_one = (merge.top, merge.left) == (merge.bottom, merge.right);
        if is_area && !is_one && self.merges.len() < MOST_MERGES {
            self.merges.push(merge);
        }
    }

    /// The name of a cell: `表三!C5`.
    #[must_use]
    pub fn name_of(&self, (row, column): (u32, u32)) -> String {
        format!("{}!{}{}", self.name, letters(column + 1), row + 1)
    }

    /// Takes out the cells of hidden rows and columns, and names those that had text, and cells whose format hides what is
    /// in them: `表三!5:7`, `表三!C:C`, `表三!B8:D9`.
    pub fn leave_out_hidden(&mut self) -> Vec<String> {
        self.hidden_rows = joined(std::mem::take(&mut self.hidden_rows));
        self.hidden_columns = joined(std::mem::take(&mut self.hidden_columns));
        self.show_merged();
        let Self { hidden_rows, hidden_columns, cells, blanks, .. } = self;
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        cells.retain(|(row, column), text| {
            let (in_rows, in_columns) = (range_of(hidden_rows, *row), range_of(hidden_columns, *column));
            if !text.is_empty() {
                rows.extend(in_rows);
                columns.extend(in_columns);
            }
            in_rows.is_none() && in_columns.is_none()
        });
        blanks.retain(|(row, column)| {
            range_of(hidden_rows, *row).is_none() && range_of(hidden_columns, *column).is_none()
        });
        for told in [&mut self.uncalculated, &mut self.unseen] {
            told.retain(|at| cells.contains_key(at));
        }
        self.changed.retain(|at, _| cells.contains_key(at));
        let mut named = Vec::new();
        for (first, last) in rows.into_iter().map(|at| self.hidden_rows[at]) {
            named.push(format!("{}!{}:{}", self.name, first + 1, last + 1));
        }
        for (first, last) in columns.into_iter().map(|at| self.hidden_columns[at]) {
            named.push(format!("{}!{}:{}", self.name, letters(first + 1), letters(last + 1)));
        }
        named.extend(areas(&self.unseen).into_iter().map(|area| {
            let from = self.name_of((area.top, area.left));
            match (area.top, area.left) == (area.bottom, area.right) {
                true => from,
                false => format!("{from}:{}{}", letters(area.right + 1), area.bottom + 1),
            }
        }));
        named
    }

    /// A merged area whose first row or column is hidden shows its text in the first one that is not.
    fn show_merged(&mut self) {
        let Self { merges, hidden_rows, hidden_columns, cells, .. } = self;
        let shown_from =
            |ranges: &[(u32, u32)], at: u32| range_of(ranges, at).map_or(at, |range| ranges[range].1.saturating_add(1));
        for merge in merges {
            let (top, left) = (shown_from(hidden_rows, merge.top), shown_from(hidden_columns, merge.left));
            if (top, left) == (merge.top, merge.left) || top > merge.bottom || left > merge.right {
                continue;
            }
            if let Some(text) = cells.remove(&(merge.top, merge.left)) {
                cells.insert((top, left), text);
            }
            (merge.top, merge.left) = (top, left);
        }
    }

    /// Whether one row follows another as the sheet is seen: with nothing but hidden rows between them.
    #[must_use]
    pub fn touch(&self, before: u32, after: u32) -> bool {
        let hidden_to = range_of(&self.hidden_rows, before + 1).map(|at| self.hidden_rows[at].1);
        before + 1 == after || hidden_to.is_some_and(|last| last + 1 >= after)
    }

    /// Whether a row is hidden.
    #[must_use]
    pub fn is_hidden_row(&self, row: u32) -> bool {
        range_of(&self.hidden_rows, row).is_some()
    }
}

/// Ranges in order, those that touch as one.
fn joined(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (first, last) in ranges {
        match joined.last_mut() {
            Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// Which of some ranges in order a place lies in.
fn range_of(ranges: &[(u32, u32)], at: u32) -> Option<usize> {
    let after = ranges.partition_point(|(first, _)| *first <= at);
    after.checked_sub(1).filter(|before| ranges[*before].1 >= at)
}

/// Cells drawn together to areas: those side by side in a row, and such runs below each other.
fn areas(cells: &BTreeSet<(u32, u32)>) -> Vec<Merge> {
    let mut areas: Vec<Merge> = Vec::new();
    let mut run: Option<Merge> = None;
    // Areas that reach down to the row before, by their columns.
    let mut open: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut end = |run: Merge, areas: &mut Vec<Merge>| match open.get(&(run.left, run.right)) {
        Some(&above) if areas[above].bottom + 1 == run.top => areas[above].bottom = run.bottom,
        _ => {
            open.insert((run.left, run.right), areas.len());
            areas.push(run);
        }
    };
    for &(row, column) in cells {
        match &mut run {
            Some(run) if run.top == row && run.right + 1 == column => run.right = column,
            _ => {
                if let Some(run) = run.replace(Merge { top: row, left: column, bottom: row, right: column }) {
                    end(run, &mut areas);
                }
            }
        }
    }
    if let Some(run) = run {
        end(run, &mut areas);
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[(u32, u32, &str)]) -> Sheet {
        let cells = cells.iter().map(|(row, column, text)| ((*row, *column), (*text).to_owned())).collect();
        Sheet { name: "s".to_owned(), cells, ..Sheet::default() }
    }

    #[test]
    fn what_is_hidden_is_taken_out_and_named() {
        let mut sheet = sheet(&[(0, 0, "a"), (1, 0, "b"), (2, 0, "c"), (4, 0, "d"), (4, 2, "e")]);
        sheet.hidden_rows = vec![(2, 2), (1, 1), (7, 9)];
        sheet.hidden_columns = vec![(2, 3)];
        assert_eq!(sheet.leave_out_hidden(), ["s!2:3", "s!C:D"]);
        assert_eq!(sheet.cells.keys().copied().collect::<Vec<_>>(), [(0, 0), (4, 0)]);
        assert!(sheet.touch(0, 3) && !sheet.touch(0, 4) && sheet.touch(3, 4));
    }

    #[test]
    fn a_merged_area_shows_its_text_where_it_is_not_hidden() {
        let mut sheet = sheet(&[(1, 0, "三、"), (1, 1, "3"), (2, 1, "4")]);
        sheet.merge(Merge { top: 1, left: 0, bottom: 3, right: 0 });
        sheet.hidden_rows = vec![(1, 1)];
        assert_eq!(sheet.leave_out_hidden(), ["s!2:2"]);
        assert_eq!(sheet.cells.get(&(2, 0)).map(String::as_str), Some("三、"));
        assert_eq!((sheet.merges[0].top, sheet.merges[0].bottom), (2, 3));
    }

    #[test]
    fn cells_side_by_side_are_named_together() {
        let mut sheet = sheet(&[]);
        for at in [(7, 1), (7, 2), (7, 3), (8, 1), (8, 2), (8, 3), (9, 2), (11, 0)] {
            sheet.cells.insert(at, String::new());
            sheet.unseen.insert(at);
        }
        assert_eq!(sheet.leave_out_hidden(), ["s!B8:D9", "s!C10", "s!A12"]);
    }
}
