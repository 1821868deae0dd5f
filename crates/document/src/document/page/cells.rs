//! Text into the cells of grids.

use super::atoms::Atom;
use super::grid::{Area, Grid};
use super::lines::text_of;
use super::tuning::Tuning;
use crate::document::content::{Cell, Table};

/// A table with ruling lines, its text in place.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruled {
    /// Where it stands.
    pub area: Area,
    /// Where its columns begin and the last one ends.
    pub columns: Vec<f32>,
    /// The table.
    pub table: Table,
    /// Merged cells that began on the page before and go on here, above the first row.
    pub continued: Vec<Cell>,
    /// Whether a line is drawn above it all.
    pub closed_above: bool,
    /// Whether a line is drawn below it all.
    pub closed_below: bool,
}

impl Ruled {
    /// How many cells it has.
    pub fn cells(&self) -> usize {
        self.table.rows.iter().map(Vec::len).sum()
    }
}

/// Fills grids with the text that stands in them; gives back what stands in none. Of grids in each other the innermost
/// takes the text.
pub fn fill(grids: Vec<Grid>, atoms: Vec<Atom>) -> (Vec<Ruled>, Vec<Atom>) {
    let mut texts: Vec<Vec<Vec<Atom>>> = grids.iter().map(|grid| vec![Vec::new(); grid.places.len()]).collect();
    let areas: Vec<Area> = grids.iter().map(Grid::area).collect();
    let mut free = Vec::new();
    for atom in atoms {
        let middle = held(&atom, &areas);
        let mut around = (0..grids.len()).filter(|&i| areas[i].contains(middle));
        match around.find_map(|i| grids[i].find(middle).map(|cell| (i, cell))) {
            Some((grid, cell)) => {
                let edges = grids[grid].places[cell];
                let edges = (grids[grid].xs[edges.left], grids[grid].xs[edges.right]);
                texts[grid][cell].push(marked(atom, edges));
            }
            None => free.push(atom),
        }
    }
    let tables = grids.into_iter().zip(texts).map(|(grid, texts)| ruled(grid, texts));
    let is_filled = |ruled: &Ruled| ruled.table.rows.iter().flatten().any(|cell| !cell.text.is_empty());
    (tables.filter(is_filled).collect(), free)
}

/// The point that decides where an atom belongs: its middle. A number that begins in a table and runs out of it, or the
/// other way round, belongs to the table.
fn held(atom: &Atom, areas: &[Area]) -> (f32, f32) {
    let (x, y) = atom.middle();
    let is_number = atom.text.chars().any(|c| c.is_ascii_digit());
    let is_near = |area: &&Area| {
        let shared = atom.x1.min(area.x1) - atom.x0.max(area.x0);
        area.y0 <= y && y <= area.y1 && shared > Tuning::get().held * (atom.x1 - atom.x0)
    };
    if !is_number || areas.iter().any(|area| area.contains((x, y))) {
        return (x, y);
    }
    let area = areas.iter().find(is_near);
    (area.map_or(x, |area| x.clamp(area.x0 + 0.1, (area.x1 - 0.1).max(area.x0 + 0.1))), y)
}

/// What stands in a number where a line of the table runs through it: nobody can tell which cell it belongs to.
const CUT: char = '¦';

/// A number that goes well beyond a line at the edge of its cell, with a mark where the line runs; anything else as it is.
fn marked(mut atom: Atom, (left, right): (f32, f32)) -> Atom {
    let is_figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let chars: Vec<char> = atom.text.chars().collect();
    if !chars.iter().any(|c| is_figure(*c)) || atom.x1 <= atom.x0 {
        return atom;
    }
    let wide = (atom.x1 - atom.x0) / chars.len() as f32;
    let beyond =
        |by: f32| by > Tuning::get().beyond_figure * wide && by > Tuning::get().beyond_number * (atom.x1 - atom.x0);
    let at = |edge: f32| (((edge - atom.x0) / wide).round() as usize).min(chars.len());
    let begin = if beyond(left - atom.x0) { at(left) } else { 0 };
    let end = if beyond(atom.x1 - right) { at(right).max(begin) } else { chars.len() };
    if (begin, end) != (0, chars.len()) {
        let mut text: String = chars[..begin].iter().collect();
        text.extend((atom.x0 < left && beyond(left - atom.x0)).then_some(CUT));
        text.extend(&chars[begin..end]);
        text.extend((atom.x1 > right && beyond(atom.x1 - right)).then_some(CUT));
        text.extend(&chars[end..]);
        atom.text = text;
    }
    atom
}

fn ruled(grid: Grid, texts: Vec<Vec<Atom>>) -> Ruled {
    let area = grid.area();
    let of = |line: fn(&super::grid::Place) -> usize| {
        let mut lines: Vec<usize> = grid.places.iter().map(line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    };
    // Lines at which no cell begins make neither rows nor columns.
    let (tops, lefts) = (of(|place| place.top), of(|place| place.left));
    let number = |lines: &[usize], line: usize| lines.partition_point(|other| *other < line);
    let mut rows: Vec<Vec<Cell>> = vec![Vec::new(); tops.len()];
    for (place, atoms) in grid.places.iter().zip(texts) {
        let (row, column) = (number(&tops, place.top), number(&lefts, place.left));
        rows[row].push(Cell {
            column: column as u32,
            columns: (number(&lefts, place.right) - column) as u32,
            rows: (number(&tops, place.bottom) - row) as u32,
            text: text_of(atoms),
        });
    }
    let mut columns: Vec<f32> = lefts.iter().map(|line| grid.xs[*line]).collect();
    columns.push(area.x1);
    Ruled {
        area,
        columns,
        table: Table { rows, first: (1, 1) },
        continued: Vec::new(),
        closed_above: grid.closed_above,
        closed_below: grid.closed_below,
    }
}
