//! Draws rows of the original's tables. What is marked has signs at its edges, so that a colour is never the only one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Pane, found, is_spoken, stretches};
use crate::document::{Span, letters};
use crate::grid::Piece;
use crate::hit::Hit;
use crate::layout::LINE_NUMBERS as NUMBERS;
use crate::model::Place;
use crate::paint::{clean, put, put_padded};
use crate::seen::cell_of;
use crate::text::width::{Align, width};
use crate::theme::Role;
use crate::words;

/// The rule beside which columns are out of sight.
const CUT: &str = "┊";
/// Around the cell of the cursor.
const HERE: (&str, &str) = ("▐", "▌");
/// Before a cell that is spoken of.
const SPOKEN: &str = "▸";

impl Pane<'_> {
    /// The letters of a sheet's columns.
    pub(super) fn letters(&self, line: u32, area: Rect, buf: &mut Buffer) {
        let Some((table, _)) = self.seer.table(line) else { return };
        for (column, x, cells) in table.columns() {
            let name = letters(table.grid.first.1 + column as u32);
            let style = self.scene.style(Role::LineNumber);
            put_padded(buf, area.x + NUMBERS + x, area.y, cells, &name, Align::Centre, style);
        }
    }

    /// The rule above a row, with what cells of several rows have there; above the first one the table's number.
    pub(super) fn rule(&self, line: u32, row: usize, area: Rect, buf: &mut Buffer) {
        let Some((table, _)) = self.seer.table(line) else { return };
        let origin = self.report.report().origins.origin(Span::line(line));
        if let Some(number) = origin.table.filter(|_| row == 0) {
            let name = words::table_number(self.scene.lang, number);
            put(buf, area.x, area.y, NUMBERS, &name, self.scene.style(Role::LineNumber));
        }
        let x = area.x + NUMBERS;
        put(buf, x, area.y, table.width(), &table.rule(row), self.scene.style(Role::Rule));
        if row < table.grid.rows.len() {
            for piece in table.line(row, None) {
                // Where a rule runs through, nothing of the cell stands.
                if !piece.text.is_empty() {
                    self.piece(table.grid.line, &piece, (x, area.y), buf);
                }
            }
        }
    }

    /// A line of a row of the table.
    pub(super) fn row(&self, line: u32, (row, nth): (usize, usize), area: Rect, buf: &mut Buffer) {
        let Some((table, _)) = self.seer.table(line) else { return };
        let (x, y) = (area.x + NUMBERS, area.y);
        if nth == 0 {
            self.number(table.grid.first.0 + row as u32, area, buf);
            if line == self.report.place.line {
                self.cursor(area, buf);
            }
        }
        let first = table.grid.rows[row].first().map_or(1, |cell| cell.column);
        self.scene.hit(area, Hit::Place(Place { line, column: first }));
        let (cut_left, cut_right) = table.is_cut();
        let rule = self.scene.style(Role::Rule);
        for edge in table.edges(row) {
            let is_cut = edge == 0 && cut_left || edge + 1 == table.width() && cut_right;
            put(buf, x + edge, y, 1, if is_cut { CUT } else { "│" }, rule);
        }
        for piece in table.line(row, Some(nth)) {
            self.piece(table.grid.line, &piece, (x, y), buf);
        }
    }

    /// What a cell has on a line of the screen.
    fn piece(&self, first: u32, piece: &Piece, (left, y): (u16, u16), buf: &mut Buffer) {
        let report = self.report;
        let line = first + piece.cell.0 as u32;
        let place = self.place(piece, line);
        let x = left + piece.x;
        let is_here = cell_of(&report.report().origins, report.place)
            .is_some_and(|(grid, row, number)| grid.line == first && (row, number) == piece.cell);
        let is_told = is_here && !report.search.is_on() || self.is_told(piece, line);
        let ground = if is_told { self.scene.style(Role::Mark) } else { Style::new() };
        let ground = self.scene.style(Role::Base).patch(ground);
        if is_told {
            put(buf, x, y, piece.cells, &" ".repeat(usize::from(piece.cells)), ground);
        }
        let text = &report.analysis.lines[line as usize - 1];
        let found = found(report, line);
        let look = |at| found(at).or_else(|| is_spoken(self.spoken, line, at).filter(|_| is_told));
        let mut parts = stretches(text, &piece.text, look);
        if piece.is_cut {
            shorten(&mut parts, usize::from(piece.cells));
        }
        let wide: usize = parts.iter().map(|(text, _)| width(&clean(text))).sum();
        let free = piece.cells.saturating_sub(wide as u16);
        let mut at = if piece.is_number { x + free } else { x };
        for (text, role) in parts {
            let room = (x + piece.cells).saturating_sub(at);
            at = put(buf, at, y, room, &clean(&text), ground.patch(self.scene.style(role)));
        }
        let sign = ground.patch(self.scene.style(Role::BorderFocus));
        if is_here {
            put(buf, x - 1, y, 1, HERE.0, sign);
            put(buf, x + piece.cells, y, 1, HERE.1, sign);
        } else if is_told && buf[(x - 1, y)].symbol() != HERE.1 {
            put(buf, x - 1, y, 1, SPOKEN, self.scene.style(Role::BorderFocus));
        }
        self.scene.hit(Rect::new(x, y, piece.cells, 1), Hit::Place(place));
    }

    /// Where the cursor stands on a cell.
    fn place(&self, piece: &Piece, line: u32) -> Place {
        let cell = self.report.report().origins.row(line).and_then(|(grid, row)| grid.rows[row].get(piece.cell.1));
        Place { line, column: cell.map_or(1, |cell| cell.column) }
    }

    /// Whether a cell is spoken of.
    fn is_told(&self, piece: &Piece, line: u32) -> bool {
        let origins = &self.report.report().origins;
        self.spoken.iter().filter(|span| span.line == line).any(|&span| {
            // A whole line is every cell of it.
            let is_whole = origins.origin(span).cell.is_none();
            let place = Place { line, column: span.column };
            is_whole || cell_of(origins, place).is_some_and(|(_, _, number)| number == piece.cell.1)
        })
    }
}

/// Cuts the end off and puts … in its place.
fn shorten(parts: &mut Vec<(String, Role)>, cells: usize) {
    let wide = |parts: &[(String, Role)]| parts.iter().map(|(text, _)| width(&clean(text))).sum::<usize>();
    while wide(parts) + 1 > cells {
        let Some(last) = parts.last_mut() else { return };
        if last.0.pop().is_none() {
            parts.pop();
        }
    }
    match parts.last_mut() {
        Some(last) => last.0.push('…'),
        None => parts.push(("…".to_owned(), Role::Base)),
    }
}
