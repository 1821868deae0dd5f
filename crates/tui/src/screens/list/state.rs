//! Order, filter and cursor of the list of reports.
//!
//! A hundred thousand rows are kept in order by numbers alone. A filter is tried on a few thousand rows at a time, so
//! that no key waits for the whole batch.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rayon::slice::ParallelSliceMut;
use tui_input::Input;

use crate::cursor::{ListCursor, Motion};
use crate::kinds::SortKey;
use crate::model::{Row, RowReview};
use crate::review::ReviewState;
use crate::rules::Status;
use crate::screens::list::query::Query;
use crate::text::pinyin::sort_key;

/// How many rows a filter is tried on before keys are looked at again.
const STRIDE: usize = 4000;

/// Order, filter and cursor of the list.
#[derive(Debug, Clone)]
pub struct List {
    /// The column by which it is sorted.
    pub sort: SortKey,
    /// Whether the order is turned round.
    pub reversed: bool,
    /// What is typed as a filter.
    pub filter: Input,
    /// Whether only reports with problems are shown.
    pub only_problems: bool,
    /// The rows that are marked.
    pub marks: BTreeSet<u32>,
    /// The row that was marked last, from which a range begins.
    anchor: Option<u32>,
    /// Rows in order, all of them.
    order: Vec<u32>,
    /// By row: whether the filter lets it through.
    shown: Vec<bool>,
    /// The rows that are shown, in order.
    visible: Vec<u32>,
    /// How far in `order` the filter has been tried.
    tried: usize,
    /// The row that the cursor is on.
    cursor: Option<u32>,
    /// The cursor's position in `visible`.
    position: ListCursor,
}

impl List {
    /// A list of so many reports in the batch's order.
    #[must_use]
    pub fn new(count: usize) -> Self {
        let order: Vec<u32> = (0..count as u32).collect();
        Self {
            sort: SortKey::File,
            reversed: false,
            filter: Input::default(),
            only_problems: false,
            marks: BTreeSet::new(),
            anchor: None,
            shown: vec![true; count],
            visible: order.clone(),
            tried: count,
            cursor: order.first().copied(),
            order,
            position: ListCursor::default(),
        }
    }

    /// The rows that are shown, in order.
    #[must_use]
    pub fn visible(&self) -> &[u32] {
        &self.visible
    }

    /// How many rows the filter hides so far.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.tried - self.visible.len().min(self.tried)
    }

    /// Whether a filter is in force.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.only_problems || !self.filter.value().trim().is_empty()
    }

    /// Whether the filter has been tried on every row.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.tried == self.order.len()
    }

    /// The marked rows in the order of the list.
    #[must_use]
    pub fn marked(&self) -> Vec<usize> {
        self.order.iter().filter(|row| self.marks.contains(row)).map(|&row| row as usize).collect()
    }

    /// Marks the row of the cursor, or takes its mark away, and goes on to the next.
    pub fn toggle_mark(&mut self) {
        let Some(row) = self.cursor_row() else { return };
        if self.marks.insert(row) {
            self.anchor = Some(row);
        } else {
            self.marks.remove(&row);
            self.anchor = None;
        }
        self.go(self.position.at + 1);
    }

    /// Marks every row that is shown from the last mark to the cursor; the cursor's alone where there is no such mark.
    pub fn mark_range(&mut self) {
        let Some(row) = self.cursor_row() else { return };
        let anchor = self.anchor.filter(|anchor| self.marks.contains(anchor));
        let from = anchor.and_then(|anchor| self.visible.iter().position(|&row| row == anchor));
        let from = from.unwrap_or(self.position.at);
        let (first, last) = (from.min(self.position.at), from.max(self.position.at));
        self.marks.extend(&self.visible[first..=last]);
        self.anchor = Some(row);
    }

    /// Marks every row that is shown; where all of them are marked already, takes their marks away.
    pub fn mark_all(&mut self) {
        if self.visible.iter().all(|row| self.marks.contains(row)) {
            for row in &self.visible {
                self.marks.remove(row);
            }
        } else {
            self.marks.extend(&self.visible);
        }
        self.anchor = None;
    }

    /// Whether a row is shown.
    #[must_use]
    pub fn is_shown(&self, row: usize) -> bool {
        self.shown.get(row).is_some_and(|shown| *shown)
    }

    /// How many marked rows are not shown.
    #[must_use]
    pub fn marks_hidden(&self) -> usize {
        self.marks.iter().filter(|&&row| !self.is_shown(row as usize)).count()
    }

    fn cursor_row(&self) -> Option<u32> {
        self.visible.get(self.position.at).copied()
    }

    /// The row that the cursor is on.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.visible.get(self.position.at).map(|&row| row as usize)
    }

    /// The cursor's position among the rows that are shown.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position.at
    }

    /// Position of the first row on the screen.
    #[must_use]
    pub fn first(&self) -> usize {
        self.position.first
    }

    /// Moves the cursor, a page key going over so many rows.
    pub fn move_cursor(&mut self, motion: Motion, page: usize) {
        self.go(motion.target(self.position.at, self.visible.len(), page));
    }

    /// Brings the cursor into sight of a pane of so many rows.
    pub fn show_cursor(&mut self, rows: usize) {
        self.position.show(self.visible.len(), rows);
    }

    /// Puts the cursor on a position.
    pub fn go(&mut self, position: usize) {
        self.position.at = position.min(self.visible.len().saturating_sub(1));
        self.cursor = self.visible.get(self.position.at).copied();
    }

    /// Puts the cursor on a row, if it is shown.
    pub fn go_to_row(&mut self, row: usize) {
        if let Some(position) = self.visible.iter().position(|&at| at as usize == row) {
            self.go(position);
        }
    }

    /// Tries the filter anew, on the first rows at once and on the others as [`List::refine`] is called.
    pub fn refilter(&mut self, rows: &[Row]) {
        if self.is_filtered() {
            self.shown.fill(false);
            self.tried = 0;
            self.refine(rows);
        } else {
            self.shown.fill(true);
            self.tried = self.order.len();
            self.collect();
        }
    }

    /// Tries the filter on the next rows.
    pub fn refine(&mut self, rows: &[Row]) {
        let query = self.query();
        let until = (self.tried + STRIDE).min(self.order.len());
        for &row in &self.order[self.tried..until] {
            self.shown[row as usize] = query.passes(&rows[row as usize]);
        }
        self.tried = until;
        self.collect();
    }

    /// Takes up that some rows have become known or have changed.
    pub fn changed(&mut self, rows: &[Row], changed: impl Iterator<Item = usize>) {
        if !self.is_filtered() {
            return;
        }
        let query = self.query();
        let mut turned = false;
        for row in changed {
            let passes = query.passes(&rows[row]);
            turned |= passes != self.shown[row];
            self.shown[row] = passes;
        }
        if turned {
            self.collect();
        }
    }

    fn query(&self) -> Query {
        Query::new(self.filter.value(), self.only_problems)
    }

    /// Puts the rows into the order of the sort key.
    pub fn resort(&mut self, rows: &[Row]) {
        self.order = (0..rows.len() as u32).collect();
        let known = |row: u32| rows[row as usize].summary.as_deref();
        // Rows that are not yet read stand last; equal ones stay in the batch's order.
        let by = |order: &mut Vec<u32>, key: &(dyn Fn(u32) -> Option<i64> + Sync)| {
            order.sort_by_cached_key(|&row| (known(row).is_none(), Reverse(key(row)), row));
        };
        match self.sort {
            SortKey::File => {}
            SortKey::Unit => self
                .order
                .par_sort_by_cached_key(|&row| (known(row).is_none(), sort_key(rows[row as usize].unit()), row)),
            SortKey::Year => by(&mut self.order, &|row| known(row)?.year.map(i64::from)),
            SortKey::Kind => self
                .order
                .sort_by_cached_key(|&row| (known(row).is_none(), known(row).map(|summary| summary.kind.id()), row)),
            SortKey::Form => self
                .order
                .sort_by_cached_key(|&row| (known(row).is_none(), known(row).and_then(|summary| summary.form), row)),
            SortKey::Errors => by(&mut self.order, &|row| Some(i64::from(known(row)?.errors))),
            SortKey::Warnings => by(&mut self.order, &|row| Some(i64::from(known(row)?.warnings))),
            SortKey::Waiting => by(&mut self.order, &|row| Some(i64::from(known(row)?.waiting))),
            SortKey::Review => by(&mut self.order, &|row| {
                Some(match rows[row as usize].review {
                    RowReview::Stale(_) => 3,
                    RowReview::Decided(ReviewState::Open) => 2,
                    RowReview::Decided(ReviewState::Returned) => 1,
                    RowReview::Decided(ReviewState::Passed) => 0,
                })
            }),
            SortKey::Status => by(&mut self.order, &|row| {
                let summary = known(row)?;
                let rank = match summary.status {
                    Status::Unreadable => 4,
                    Status::Error => 3,
                    Status::Warning => 2,
                    Status::NotAssessable => 1,
                    Status::Clean => 0,
                };
                let count = |n: u32| i64::from(n.min(0xFFFF));
                Some(
                    (rank << 48)
                        | (count(summary.errors) << 32)
                        | (count(summary.warnings) << 16)
                        | count(summary.waiting),
                )
            }),
        }
        if self.reversed {
            self.order.reverse();
        }
        self.refilter(rows);
    }

    /// Gathers the rows that are shown and keeps the cursor on its row, or near it.
    fn collect(&mut self) {
        self.visible.clear();
        self.visible.extend(self.order[..self.tried].iter().copied().filter(|&row| self.shown[row as usize]));
        let kept = self.cursor.and_then(|cursor| self.visible.iter().position(|&row| row == cursor));
        match kept {
            Some(position) => self.position.at = position,
            None if self.is_settled() => self.go(self.position.at),
            None => self.position.at = self.position.at.min(self.visible.len().saturating_sub(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Summary;

    fn rows(units: &[(&str, u32)]) -> Vec<Row> {
        units
            .iter()
            .map(|&(unit, errors)| Row {
                name: format!("{unit}.txt"),
                summary: Some(Box::new(Summary {
                    unit: Some(unit.to_owned()),
                    errors,
                    status: if errors > 0 { Status::Error } else { Status::Clean },
                    ..Summary::default()
                })),
                ..Row::default()
            })
            .collect()
    }

    fn shown(list: &List, rows: &[Row]) -> Vec<String> {
        list.visible().iter().map(|&row| rows[row as usize].unit().to_owned()).collect()
    }

    #[test]
    fn filter_and_order_keep_the_cursor_on_its_report() {
        let rows = rows(&[("思茅区", 2), ("米易县", 0), ("鄂城区", 5), ("鸠江区", 0)]);
        let mut list = List::new(rows.len());
        list.go(2);
        list.sort = SortKey::Errors;
        list.resort(&rows);
        assert_eq!(shown(&list, &rows), ["鄂城区", "思茅区", "米易县", "鸠江区"]);
        assert_eq!(list.row(), Some(2));
        list.filter = Input::from("q");
        list.refilter(&rows);
        assert_eq!(shown(&list, &rows), ["鄂城区", "思茅区", "鸠江区"]);
        assert_eq!((list.row(), list.hidden()), (Some(2), 1));
        list.only_problems = true;
        list.filter = Input::from("smq");
        list.refilter(&rows);
        assert_eq!((shown(&list, &rows), list.row(), list.hidden()), (vec!["思茅区".to_owned()], Some(0), 3));
        list.reversed = true;
        list.only_problems = false;
        list.filter.reset();
        list.resort(&rows);
        assert_eq!(shown(&list, &rows), ["鸠江区", "米易县", "思茅区", "鄂城区"]);
    }

    #[test]
    fn marks_outlive_order_and_filter() {
        let rows = rows(&[("思茅区", 2), ("米易县", 0), ("鄂城区", 5), ("鸠江区", 0)]);
        let mut list = List::new(rows.len());
        list.toggle_mark();
        assert_eq!((list.marked(), list.position()), (vec![0], 1));
        list.go(2);
        list.mark_range();
        assert_eq!(list.marked(), [0, 1, 2]);
        list.sort = SortKey::Errors;
        list.resort(&rows);
        assert_eq!(list.marked(), [2, 0, 1]);
        list.filter = Input::from("qu");
        list.refilter(&rows);
        assert_eq!((list.marked().len(), list.marks_hidden()), (3, 1));
        // All that are shown, then none of them; what is hidden keeps its mark.
        list.mark_all();
        assert_eq!(list.marked(), [2, 0, 1, 3]);
        list.mark_all();
        assert_eq!(list.marked(), [1]);
        // The last mark is gone, so a range is the cursor's row alone.
        list.mark_range();
        assert_eq!(list.marks.len(), 2);
    }

    #[test]
    fn a_long_list_is_filtered_in_strides() {
        let units: Vec<String> = (0..10_000).map(|i| format!("单位{i}")).collect();
        let pairs: Vec<(&str, u32)> = units.iter().map(|unit| (unit.as_str(), 0)).collect();
        let rows = rows(&pairs);
        let mut list = List::new(rows.len());
        list.filter = Input::from("99");
        list.refilter(&rows);
        let mut strides = 1;
        while !list.is_settled() {
            list.refine(&rows);
            strides += 1;
        }
        assert_eq!(strides, 10_000_usize.div_ceil(STRIDE));
        assert_eq!(list.visible().len(), units.iter().filter(|unit| unit.contains("99")).count());
        assert_eq!(list.hidden() + list.visible().len(), 10_000);
    }
}
