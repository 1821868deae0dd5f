//! Ruling lines to grids: lines that touch make a table, and what they enclose are its cells, however many rows and columns
//! each covers.

use super::Page;
use super::rules::{Span, straighten};
use super::tuning::Tuning;

/// Most places of one grid; more are a drawing.
const MOST: usize = 60_000;

/// Most grids of one page.
const TABLES: usize = 200;

/// A rectangle in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Left edge.
    pub x0: f32,
    /// Upper edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Lower edge.
    pub y1: f32,
}

impl Area {
    /// Whether a point lies in it.
    pub fn contains(&self, (x, y): (f32, f32)) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    fn size(&self) -> f32 {
        (self.x1 - self.x0) * (self.y1 - self.y0)
    }
}

/// A cell of a grid: the lines that bound it, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line above it.
    pub top: usize,
    /// Line below it.
    pub bottom: usize,
    /// Line on its left.
    pub left: usize,
    /// Line on its right.
    pub right: usize,
}

/// A table as its lines make it.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Where its lines stand from the left.
    pub xs: Vec<f32>,
    /// Where its lines stand from above.
    pub ys: Vec<f32>,
    /// Cells, by their upper line and from the left.
    pub places: Vec<Place>,
    /// The number of the cell at each place of the grid, row by row; a number beyond the last where there is none.
    pub at: Vec<usize>,
    /// Whether a line is drawn above it all.
    pub closed_above: bool,
    /// Whether a line is drawn below it all.
    pub closed_below: bool,
}

impl Grid {
    /// Where it stands.
    pub fn area(&self) -> Area {
        let ends = |lines: &[f32]| (lines[0], lines[lines.len() - 1]);
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        Area { x0, y0, x1, y1 }
    }

    /// The number of the cell that a point lies in.
    pub fn find(&self, (x, y): (f32, f32)) -> Option<usize> {
        let column = self.xs.partition_point(|line| *line <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|line| *line <= y).checked_sub(1)?;
        let columns = self.xs.len() - 1;
        (column < columns && row + 1 < self.ys.len())
            .then(|| self.at[row * columns + column])
            .filter(|cell| *cell < self.places.len())
    }
}

/// The tables of a page that have ruling lines, small ones before those around them.
pub fn find(page: &Page) -> Vec<Grid> {
    let near = Tuning::get().near_lines;
    let (across, down) = straighten(page);
    let mut groups = Groups::new(across.len() + down.len());
    for (i, line) in across.iter().enumerate() {
        for (k, other) in down.iter().enumerate() {
            let is_met = |at: f32, span: &Span| span.from - near <= at && at <= span.to + near;
            if is_met(other.at, line) && is_met(line.at, other) {
                groups.join(i, across.len() + k);
            }
        }
    }
    let mut members: Vec<(usize, usize)> = (0..across.len() + down.len()).map(|i| (groups.root(i), i)).collect();
    members.sort_unstable();
    let mut grids: Vec<Grid> = members
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|members| {
            let of = |is_across: bool| -> Vec<Span> {
                let members = members.iter().map(|(_, i)| *i).filter(|i| (*i < across.len()) == is_across);
                members.map(|i| if is_across { across[i] } else { down[i - across.len()] }).collect()
            };
            grid(&of(true), &of(false))
        })
        .collect();
    if grids.len() > TABLES {
        return Vec::new();
    }
    grids.sort_by(|a, b| a.area().size().total_cmp(&b.area().size()));
    grids
}

/// The grid of lines that touch; `None` where they enclose no two cells.
fn grid(across: &[Span], down: &[Span]) -> Option<Grid> {
    let (xs, _, _) = lines(down, across)?;
    let (ys, closed_above, closed_below) = lines(across, down)?;
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    if columns == 0 || rows == 0 || columns * rows > MOST {
        return None;
    }
    // Whether a line is drawn along each side of each place: on its left, and above it.
    let left = covered(&xs, &ys, down, (closed_at(&xs, down, true), closed_at(&xs, down, false)));
    let above = covered(&ys, &xs, across, (closed_at(&ys, across, true), closed_at(&ys, across, false)));
    let is_cut_left = |row: usize, line: usize| left[line * rows + row];
    let is_cut_above = |line: usize, column: usize| above[line * columns + column];
    let mut grid =
        Grid { xs, ys, places: Vec::new(), at: vec![usize::MAX; columns * rows], closed_above, closed_below };
    let mut seen = vec![false; columns * rows];
    for start in 0..columns * rows {
        if seen[start] {
            continue;
        }
        let mut region = vec![start];
        let mut is_open = false;
        let mut next = 0;
        seen[start] = true;
        while let Some(&place) = region.get(next) {
            next += 1;
            let (row, column) = (place / columns, place % columns);
            let mut go = |cut: bool, inside: bool, to: usize| match (cut, inside) {
                (false, true) if !seen[to] => {
                    seen[to] = true;
                    region.push(to);
                }
                // Nothing bounds it there: it is not a cell but what lies beside the table.
                (false, false) => is_open = true,
                _ => {}
            };
            go(is_cut_left(row, column), column > 0, place.wrapping_sub(1));
            go(is_cut_left(row, column + 1), column + 1 < columns, place + 1);
            go(is_cut_above(row, column), row > 0, place.wrapping_sub(columns));
            go(is_cut_above(row + 1, column), row + 1 < rows, place + columns);
        }
        if !is_open {
            enclose(&mut grid, region, columns);
        }
    }
    if grid.places.len() < 2 {
        return None;
    }
    in_order(&mut grid, columns);
    Some(grid)
}

/// Makes a cell of a region; of one that is no rectangle, a cell for each stretch of rows that it covers alike.
fn enclose(grid: &mut Grid, mut region: Vec<usize>, columns: usize) {
    region.sort_unstable();
    let rows: Vec<&[usize]> = region.chunk_by(|a, b| a / columns == b / columns).collect();
    let mut open: Option<Place> = None;
    for row in rows {
        let top = row[0] / columns;
        for stretch in row.chunk_by(|a, b| a + 1 == *b) {
            let (left, right) = (stretch[0] % columns, stretch[stretch.len() - 1] % columns + 1);
            match &mut open {
                Some(place) if place.left == left && place.right == right && place.bottom == top => {
                    place.bottom = top + 1;
                }
                _ => {
                    grid.places.extend(open.take());
                    open = Some(Place { top, bottom: top + 1, left, right });
                }
            }
        }
    }
    grid.places.extend(open);
}

fn in_order(grid: &mut Grid, columns: usize) {
    grid.places.sort_by_key(|place| (place.top, place.left));
    for (number, place) in grid.places.iter().enumerate() {
        for row in place.top..place.bottom {
            grid.at[row * columns + place.left..row * columns + place.right].fill(number);
        }
    }
}

/// Where lines of one direction stand, with the ends of those of the other direction where they go beyond: the sides of
/// tables are often left open. Tells also whether the first and the last of them are drawn.
fn lines(drawn: &[Span], other: &[Span]) -> Option<(Vec<f32>, bool, bool)> {
    let mut at: Vec<f32> = drawn.iter().map(|span| span.at).collect();
    at.sort_by(f32::total_cmp);
    at.dedup();
    let (first, last) = (*at.first()?, *at.last()?);
    let near = Tuning::get().near_lines;
    let is_shared = |ends: &[f32]| ends.len() >= 2 && ends.len() * 3 >= other.len();
    let before: Vec<f32> = other.iter().map(|span| span.from).filter(|from| *from < first - 2.0 * near).collect();
    let after: Vec<f32> = other.iter().map(|span| span.to).filter(|to| *to > last + 2.0 * near).collect();
    let (open_before, open_after) = (is_shared(&before), is_shared(&after));
    if open_before {
        at.insert(0, before.iter().copied().fold(f32::MAX, f32::min));
    }
    if open_after {
        at.push(after.iter().copied().fold(f32::MIN, f32::max));
    }
    Some((at, !open_before, !open_after))
}

/// Whether the first or last line of a grid is drawn, and not only where others end.
fn closed_at(lines: &[f32], drawn: &[Span], first: bool) -> bool {
    let line = if first { lines.first() } else { lines.last() };
    drawn.iter().any(|span| Some(&span.at) == line)
}

/// For each line and each stretch between two lines across it, whether it is drawn there. Open sides count as drawn.
fn covered(lines: &[f32], across: &[f32], drawn: &[Span], (first, last): (bool, bool)) -> Vec<bool> {
    let mut covered = Vec::with_capacity(lines.len() * (across.len() - 1));
    let mut spans: Vec<Span> = drawn.to_vec();
    spans.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    for (number, line) in lines.iter().enumerate() {
        let is_open = (number == 0 && !first) || (number + 1 == lines.len() && !last);
        let start = spans.partition_point(|span| span.at < *line);
        let end = spans.partition_point(|span| span.at <= *line);
        for stretch in across.windows(2) {
            let shared = |span: &Span| (span.to.min(stretch[1]) - span.from.max(stretch[0])).max(0.0);
            let length: f32 = spans[start..end].iter().map(shared).sum();
            covered.push(is_open || length >= Tuning::get().drawn_side * (stretch[1] - stretch[0]));
        }
    }
    covered
}

/// Which lines hang together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(members: usize) -> Self {
        Self((0..members).collect())
    }

    fn root(&mut self, mut member: usize) -> usize {
        while self.0[member] != member {
            self.0[member] = self.0[self.0[member]];
            member = self.0[member];
        }
        member
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
