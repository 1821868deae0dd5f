//! Reads the rows of a table under its settled columns: which value of which row stands in which column.
//!
//! A row's values are what follows its label. Empty cells may be values left blank, fillers of merged cells or the ends
//! of rows; which of these is a property of the layout, tried on all rows of the block at once. A row that no layout
//! explains keeps its values unplaced: a hole is never invented.

use rust_decimal::Decimal;

use crate::document::Document;
use crate::text::number::Kind;

use super::block::Block;
use super::columns::{Columns, Counts};
use super::costs::Costs;
use super::drawn::{self, Drawn};
use super::evidence::Doubt;
use super::layout::{Layout, best_layouts, fit};
use super::lengths::{Length, Lengths, Printed};
use super::node::Node;
use super::places::name_by_place;
use super::stretch::{Stretch, run_of, stretches};
use super::token::{Class, Token};

/// What stands for a row's label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowLabel {
    /// A label of the chain.
    Node(usize),
    /// Words that are no known label: a row that the form does not have.
    Stray(usize),
    /// Nothing: the row was found by its place.
    Missing,
    /// Nothing is expected: rows are printed side by side.
    None,
}

/// One row of values.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its label.
    pub label: RowLabel,
    /// The schema's row; `None` where the form has no such row, and where rows are printed side by side.
    pub slot: Option<u8>,
    /// For every column the piece that holds its value, an empty one for a blank cell; `None` where nothing is there.
    pub cells: Vec<Option<usize>>,
    /// Values of the row that have no place.
    pub loose: Vec<usize>,
    /// Numbers before its label that do nothing but count the rows.
    pub ordinals: Vec<usize>,
    /// Why the row's values are not vouched for.
    pub doubt: Option<Doubt>,
    /// How well the layout explains the row, from 0 to 1.
    pub layout: f32,
}

/// What follows each row's label, for settling the columns.
#[must_use]
pub fn counts(block: &Block, nodes: &[Node], document: &Document, tokens: &[Token]) -> Vec<Counts> {
    stretches(block, nodes, document, tokens, false)
        .iter()
        .filter(|stretch| matches!(stretch.label, RowLabel::Node(_)))
        .map(|stretch| {
            let run = run_of(document, tokens, stretch);
            let values = run.iter().filter(|&&i| tokens[i].class == Class::Value);
            let number = |&i: &usize| {
                let reading = tokens[i].reading.as_ref()?;
                reading.value.or_else(|| (reading.kind == Kind::Dash).then(Decimal::default))
            };
            let figures: Vec<_> = values.map(number).collect();
            Counts { values: figures.len(), cells: run.len(), figures }
        })
        .collect()
}

/// Learns the lengths of a block's full rows.
pub fn learn_lengths(
    lengths: &mut Lengths,
    block: &Block,
    nodes: &[Node],
    document: &Document,
    tokens: &[Token],
    columns: &Columns,
) {
    let width = columns.leaves.len();
    for stretch in stretches(block, nodes, document, tokens, columns.is_flat) {
        let run = run_of(document, tokens, &stretch);
        let values = run.iter().filter(|&&i| tokens[i].class == Class::Value).count();
        if values == width && matches!(stretch.label, RowLabel::Node(_)) {
            lengths.learn(Length::of(Printed::of(block), document, tokens, &run, width));
        }
    }
}

/// Reads all rows of a block. `ends_print` says that the printed table ends with it.
#[must_use]
pub fn rows(
    block: &Block,
    nodes: &[Node],
    document: &Document,
    tokens: &[Token],
    columns: &Columns,
    (lengths, ends_print): (&Lengths, bool),
) -> Vec<Row> {
    let stretches = stretches(block, nodes, document, tokens, columns.is_flat);
    let width = columns.leaves.len();
    let runs: Vec<Vec<usize>> = stretches.iter().map(|stretch| run_of(document, tokens, stretch)).collect();
    let layouts = best_layouts(document, tokens, &runs, width);
    let reader = RowReader { document, tokens, width, layouts, lengths, printed: Printed::of(block) };
    let rows_in_form = block.table.get().rows.len();
    let mut rows = Vec::new();
    let mut numbers = Vec::new();
    let last = stretches.len() - 1;
    for (k, (mut stretch, run)) in stretches.into_iter().zip(runs).enumerate() {
        if let Some(drawn) = &columns.drawn
            && let Some((row, before)) = reader.read_drawn(drawn, &stretch, nodes)
        {
            numbers.extend(before.into_iter().map(|i| (rows.len(), i)));
            rows.extend(row);
            continue;
        }
        // A block whose only row lost its label has its values behind the header.
        if k == last && k == 0 && rows_in_form == 1 && !columns.is_flat {
            stretch.next_slot = Some(1);
        }
        reader.read(&stretch, run, ends_print && k == last, &mut rows);
    }
    let count_on = drawn::count_on(tokens, &numbers.iter().map(|&(_, i)| i).collect::<Vec<_>>());
    for (row, i) in numbers {
        let Row { loose, ordinals, .. } = &mut rows[row];
        if count_on { ordinals } else { loose }.push(i);
    }
    name_by_place(&mut rows, block, tokens);
    rows
}

struct RowReader<'a> {
    document: &'a Document,
    tokens: &'a [Token],
    width: usize,
    layouts: Vec<Layout>,
    lengths: &'a Lengths,
    printed: Printed,
}

impl RowReader<'_> {
    fn values(&self, run: &[usize]) -> usize {
        run.iter().filter(|&&i| self.tokens[i].class != Class::Empty).count()
    }

    /// A run of cells under the block's layouts: the cells, and whether all layouts agree on them.
    fn fit(&self, run: &[usize]) -> Option<(Vec<Option<usize>>, bool)> {
        let fits: Vec<_> = self
            .layouts
            .iter()
            .filter_map(|&layout| fit(self.document, self.tokens, run, self.width, layout))
            .collect();
        let Some(first) = fits.first() else {
            // As many values as columns need no layout to explain them.
            let full = fit(self.document, self.tokens, run, self.width, Layout::Dense);
            return full.map(|cells| (cells, true));
        };
        let value_of = |cells: &[Option<usize>], k: usize| cells[k].filter(|&i| self.tokens[i].class != Class::Empty);
        let agree = fits.iter().all(|cells| (0..self.width).all(|k| value_of(cells, k) == value_of(first, k)));
        Some((first.clone(), agree))
    }

    /// The row of a stretch as the grid has it, none where only the next row's number stands there; with it, values that stand
    /// before its label. `None` where the grid does not settle all that the stretch holds.
    fn read_drawn(&self, drawn: &Drawn, stretch: &Stretch, nodes: &[Node]) -> Option<(Option<Row>, Vec<usize>)> {
        let line = |i: usize| self.document.pieces.get(i).map(|piece| piece.span.line);
        let next_line = line(stretch.pieces.end);
        let own_line = match stretch.label {
            RowLabel::Node(node) => line(nodes[node].start as usize),
            _ => None,
        };
        let is_settled = |i: usize| line(i) == own_line || line(i) == next_line || self.tokens[i].class == Class::Empty;
        if !stretch.pieces.clone().all(is_settled) {
            return None;
        }
        let RowLabel::Node(node) = stretch.label else {
            let has_value = stretch.pieces.clone().any(|i| self.tokens[i].class == Class::Value);
            return (has_value && stretch.label == RowLabel::Missing).then_some((None, Vec::new()));
        };
        let row = drawn.row(self.document, self.tokens, &nodes[node])?;
        let (before, behind) = row.beside;
        let label = RowLabel::Node(node);
        let row = Row {
            label,
            slot: stretch.slot,
            cells: row.cells,
            loose: behind,
            ordinals: Vec::new(),
            doubt: None,
            layout: 1.0,
        };
        Some((Some(row), before))
    }

    fn read(&self, stretch: &Stretch, run: Vec<usize>, is_last: bool, rows: &mut Vec<Row>) {
        let has_words = stretch.pieces.clone().any(|i| matches!(self.tokens[i].class, Class::Text | Class::Prose));
        let is_labelled = matches!(stretch.label, RowLabel::Node(_) | RowLabel::None);
        if run.is_empty() && !has_words {
            if is_labelled {
                rows.push(self.bare(stretch.label, stretch.slot));
            }
            return;
        }
        if !has_words {
            self.read_run(stretch, &run, is_last, rows);
            return;
        }
        let all: Vec<usize> = stretch.pieces.clone().filter(|&i| self.tokens[i].class != Class::Prose).collect();
        let cells: Vec<usize> = all.iter().copied().filter(|&i| self.tokens[i].class != Class::Text).collect();
        let own = self.fit(&run);
        let is_broken = self.values(&run) < self.width && self.goes_on(&run, &all);
        if (own.is_none() || is_broken) && is_labelled {
            // Words that stand for a value that cannot be read, such as 约3; a row that begins with them must be full.
            // Rows side by side have no label that would part their words from those of the header.
            let longest = if stretch.label == RowLabel::None { 4 } else { 8 };
            let may_begin = !run.is_empty() || self.values(&all) == self.width && self.begins_on_line(stretch, &all);
            let may_be_values = self.short_texts(&all, longest) && may_begin;
            if let Some((cells, agree)) = may_be_values.then(|| self.fit(&all)).flatten() {
                rows.push(self.row(stretch.label, stretch.slot, cells, agree, Costs::get().words_among_values));
                return;
            }
            // Furniture between the values of one row: without the words there are just as many as columns.
            if !run.is_empty()
                && self.values(&cells) == self.width
                && let Some((cells, agree)) = self.fit(&cells)
            {
                rows.push(self.row(stretch.label, stretch.slot, cells, agree, Costs::get().furniture_among_values));
                return;
            }
        }
        if is_broken && is_labelled && self.values(&cells) > 0 {
            let on_line = self.document.pieces[run[0]].span.line;
            let is_own = |&i: &usize| self.document.pieces[i].span.line == on_line;
            let own: Vec<usize> = cells.iter().copied().filter(is_own).collect();
            rows.push(self.loose(stretch.label, stretch.slot, &own));
        } else if !run.is_empty() || is_labelled {
            self.read_run(stretch, &run, is_last, rows);
        }
        let behind =
            stretch.pieces.clone().skip_while(|&i| !matches!(self.tokens[i].class, Class::Text | Class::Prose));
        self.read_strays(behind.collect(), rows);
    }

    /// Whether words break off a run of cells with more values behind them on the same line, so that its blank cells need
    /// not be all that the row has.
    fn goes_on(&self, run: &[usize], all: &[usize]) -> bool {
        let Some(&last) = run.last() else { return false };
        let line = self.document.pieces[last].span.line;
        let on_line = |i: usize| i > last && self.document.pieces[i].span.line == line;
        all.iter().any(|&i| on_line(i) && self.tokens[i].class == Class::Value)
    }

    /// Whether the words among values are short enough to be values that cannot be read, such as 约3. Where nothing but blanks
    /// parts them from the values, words without a digit are rather the end of a label.
    fn short_texts(&self, all: &[usize], longest: u32) -> bool {
        all.iter().all(|&i| {
            let piece = &self.document.pieces[i];
            let is_cell = piece.gap.bar || self.document.piece(piece).contains(|c: char| c.is_ascii_digit());
            self.tokens[i].class != Class::Text
                || (is_cell && piece.span.chars <= longest && self.tokens[i].folded.ordinal.is_none())
        })
    }

    /// Whether the first cell stands on the line of the first value: of rows without a label, words on a line before are the end
    /// of a header.
    fn begins_on_line(&self, stretch: &Stretch, all: &[usize]) -> bool {
        let line = |i: usize| self.document.pieces[i].span.line;
        let first = all.iter().copied().find(|&i| self.tokens[i].class == Class::Value);
        stretch.label != RowLabel::None
            || first.zip(all.first()).is_some_and(|(value, &cell)| line(value) == line(cell))
    }

    /// Rows behind words that are no known label: each is a row that the form does not have.
    fn read_strays(&self, pieces: Vec<usize>, rows: &mut Vec<Row>) {
        let mut label = None;
        let mut run: Vec<usize> = Vec::new();
        for i in pieces.into_iter().map(Some).chain([None]) {
            match i.map(|i| (i, self.tokens[i].class)) {
                Some((i, Class::Value | Class::Empty)) => run.push(i),
                other => {
                    if let Some(label) = label.take()
                        && self.values(&run) > 0
                    {
                        let label = RowLabel::Stray(label);
                        match self.fit(&run) {
                            Some((cells, agree)) => rows.push(self.row(label, None, cells, agree, 1.0)),
                            None => rows.push(self.loose(label, None, &run)),
                        }
                    }
                    run.clear();
                    label = other.filter(|(_, class)| *class == Class::Text).map(|(i, _)| i);
                }
            }
        }
    }

    fn read_run(&self, stretch: &Stretch, run: &[usize], is_last: bool, rows: &mut Vec<Row>) {
        let is_labelled = matches!(stretch.label, RowLabel::Node(_) | RowLabel::None);
        if run.is_empty() {
            rows.push(self.bare(stretch.label, stretch.slot));
            return;
        }
        if is_labelled && let Some((cells, agree)) = self.fit(run) {
            if !self.is_whole(stretch.label, run, is_last) {
                let label = stretch.label;
                rows.push(if self.values(run) > 0 {
                    self.loose(label, stretch.slot, run)
                } else {
                    self.lost(label, stretch.slot)
                });
                return;
            }
            rows.push(self.row(stretch.label, stretch.slot, cells, agree, 1.0));
            return;
        }
        // Rows whose label is lost lie behind the one that has it: as many as the form has between the two labels.
        let parts = self.rows_within(run);
        let before = stretch.slot.map_or(-1, i32::from);
        let between = stretch.next_slot.map_or(0, |next| i32::from(next) - before - 1);
        let own = i32::from(is_labelled);
        if let Some(parts) = parts
            && parts.len() as i32 - own == between
            && (is_labelled || between > 0)
            && parts
                .iter()
                .skip(own as usize)
                .all(|(cells, _)| cells.iter().flatten().any(|&i| self.tokens[i].class == Class::Value))
            && matches!(stretch.label, RowLabel::Node(_) | RowLabel::Missing)
        {
            for (k, (cells, agree)) in parts.into_iter().enumerate() {
                let k = k as i32;
                if k < own {
                    rows.push(self.row(stretch.label, stretch.slot, cells, agree, 1.0));
                } else {
                    let slot = (before + 1 + k - own) as u8;
                    rows.push(self.row(RowLabel::Missing, Some(slot), cells, agree, Costs::get().row_by_place));
                }
            }
            return;
        }
        if self.values(run) > 0 {
            rows.push(self.loose(stretch.label, if is_labelled { stretch.slot } else { None }, run));
        } else if is_labelled {
            rows.push(self.bare(stretch.label, stretch.slot));
        }
    }

    /// Whether a row has all its cells, blank ones included, going by the length of full rows.
    fn is_whole(&self, label: RowLabel, run: &[usize], is_last: bool) -> bool {
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
    fn is_whole_as_drawn(&self, run: &[usize]) -> bool {
        let span = |i: usize| self.document.pieces[i].span;
        let Some(line) = run.first().map(|&i| span(i).line) else { return false };
        let Some((grid, row)) = self.document.origins.row(line) else { return false };
        let reaches = grid.rows[row].last().is_some_and(|last| last.at + last.columns >= grid.columns);
        reaches && run.iter().all(|&i| span(i).line == line)
    }

    /// Whether the only row of its table has all its cells: it fills a line of its own, or begins and ends with a value and
    /// has no cell too many. The header's fillers stand before it and cannot be told from blanks otherwise.
    fn is_whole_alone(&self, run: &[usize]) -> bool {
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

    /// A run that holds several whole rows: line by line where every line is one, else by count.
    fn rows_within(&self, run: &[usize]) -> Option<Vec<(Vec<Option<usize>>, bool)>> {
        // What pages print between two rows, - 5 -, has the shape of a row.
        let kinds = run.iter().map(|&i| self.tokens[i].reading.as_ref().map(|reading| reading.kind));
        if kinds.eq([Some(Kind::Dash), Some(Kind::Number), Some(Kind::Dash)]) {
            return None;
        }
        let mut lines: Vec<Vec<usize>> = Vec::new();
        for &i in run {
            if lines.is_empty() || self.document.pieces[i].gap.line {
                lines.push(Vec::new());
            }
            lines.last_mut().expect("a line was begun").push(i);
        }
        let by_line: Option<Vec<_>> = lines.iter().map(|line| self.fit_without_label(line)).collect();
        if by_line.is_some() {
            return by_line;
        }
        let values: Vec<usize> = run.iter().copied().filter(|&i| self.tokens[i].class != Class::Empty).collect();
        if values.is_empty() || !values.len().is_multiple_of(self.width) {
            return None;
        }
        Some(values.chunks(self.width).map(|row| (row.iter().copied().map(Some).collect(), true)).collect())
    }

    /// A line of cells without a label. An empty cell that begins it may be the label's: then the row lost another.
    fn fit_without_label(&self, line: &[usize]) -> Option<(Vec<Option<usize>>, bool)> {
        let begins_empty = self.document.pieces[line[0]].cell == 0 && self.tokens[line[0]].class == Class::Empty;
        let may_be_label = begins_empty && line.len() == self.width && self.values(line) > 0;
        self.fit(line).map(|(cells, agree)| (cells, agree && !may_be_label))
    }

    fn row(&self, label: RowLabel, slot: Option<u8>, cells: Vec<Option<usize>>, agree: bool, layout: f32) -> Row {
        let doubt = (!agree).then_some(Doubt::LostCells);
        Row { label, slot, cells, loose: Vec::new(), ordinals: Vec::new(), doubt, layout }
    }

    /// A row that is there and lost its values.
    fn lost(&self, label: RowLabel, slot: Option<u8>) -> Row {
        Row { doubt: Some(Doubt::LostCells), ..self.bare(label, slot) }
    }

    /// A row that is there and has no values.
    fn bare(&self, label: RowLabel, slot: Option<u8>) -> Row {
        Row {
            label,
            slot,
            cells: vec![None; self.width],
            loose: Vec::new(),
            ordinals: Vec::new(),
            doubt: None,
            layout: 1.0,
        }
    }

    fn loose(&self, label: RowLabel, slot: Option<u8>, run: &[usize]) -> Row {
        let loose: Vec<usize> = run.iter().copied().filter(|&i| self.tokens[i].class != Class::Empty).collect();
        let doubt = if loose.len() > self.width { Doubt::ExtraValues } else { Doubt::LostCells };
        Row { label, slot, cells: vec![None; self.width], loose, ordinals: Vec::new(), doubt: Some(doubt), layout: 0.0 }
    }
}
