//! A workbook as its readers hand it over: sheets with the cells that are there, whatever file they came from.

use std::collections::{BTreeMap, BTreeSet};

use super::super::origins::letters;
use crate::source::Limits;

/// Merged areas of one sheet that are kept; a form has some dozens.
const MOST_MERGES: usize = 20_000;

/// A workbook.
#[derive(Debug, Default)]
pub struct Book {
    /// Its sheets in order.
    pub sheets: Vec<Sheet>,
    /// Cells with formulas without a result: `表三!C5`.
    pub uncalculated: Vec<String>,
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
    /// Texts by row and column; none is blank.
    pub cells: BTreeMap<(u32, u32), String>,
    /// Cells that are drawn with lines around them though nothing is in them.
    pub blanks: BTreeSet<(u32, u32)>,
    /// Merged areas.
    pub merges: Vec<Merge>,
    /// Hidden rows and hidden columns, as first and last.
    pub hidden_rows: Vec<(u32, u32)>,
    /// As above.
    pub hidden_columns: Vec<(u32, u32)>,
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
    /// Puts a cell into the last sheet; one that is blank only where it is drawn. Answers whether there is room for another.
    pub fn put(&mut self, row: u32, column: u32, text: String, is_drawn: bool, limits: &Limits) -> bool {
        if self.held >= limits.cells {
            self.is_cut = true;
            return false;
        }
        self.held += 1;
        if let Some(sheet) = self.sheets.last_mut() {
            if text.trim().is_empty() && is_drawn {
                sheet.blanks.insert((row, column));
            } else if !text.trim().is_empty() {
                sheet.cells.insert((row, column), text);
            }
        }
        true
    }

    /// Puts a formula without a result into the last sheet, as text that is no number.
    pub fn put_formula(&mut self, row: u32, column: u32, formula: &str, limits: &Limits) -> bool {
        if let Some(sheet) = self.sheets.last().filter(|sheet| !sheet.is_hidden) {
            self.uncalculated.push(format!("{}!{}{}", sheet.name, letters(column + 1), row + 1));
        }
        self.put(row, column, format!("={}", formula.trim_start_matches('=')), true, limits)
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

    /// Takes out the cells of hidden rows and columns, and names those that had text: `表三!5:7`, `表三!C:C`.
    pub fn leave_out_hidden(&mut self) -> Vec<String> {
        let mut named = Vec::new();
        let is_in =
            |ranges: &[(u32, u32)], at: u32| ranges.iter().position(|(first, last)| (*first..=*last).contains(&at));
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
        if self.hidden_rows.is_empty() && self.hidden_columns.is_empty() {
            return named;
        }
        self.cells.retain(|(row, column), _| {
            let (in_rows, in_columns) = (is_in(&self.hidden_rows, *row), is_in(&self.hidden_columns, *column));
            rows.extend(in_rows);
            columns.extend(in_columns);
            in_rows.is_none() && in_columns.is_none()
        });
        self.blanks.retain(|(row, column)| {
            is_in(&self.hidden_rows, *row).is_none() && is_in(&self.hidden_columns, *column).is_none()
        });
        for (first, last) in rows.into_iter().map(|at| self.hidden_rows[at]) {
            named.push(format!("{}!{}:{}", self.name, first + 1, last + 1));
        }
        for (first, last) in columns.into_iter().map(|at| self.hidden_columns[at]) {
            named.push(format!("{}!{}:{}", self.name, letters(first + 1), letters(last + 1)));
        }
        named
    }
}
