//! Whether every relation can hold when only certain cells change: the values that they must take, or the relations that
//! contradict each other whatever they take.
//!
//! A relation with one such cell leaves it no choice, and what is settled thus settles others. What remains open after that
//! is for [`super::rest`].

use super::bits::relations;
use super::rest::{self, Form};
use super::{Change, LARGEST, Problem};

/// A relation as far as the cells that may change go.
struct Row {
    relation: usize,
    factors: [i64; LARGEST],
    /// What the sum exceeds the constant by, with all that is settled.
    residual: i128,
    /// Which cells are still open.
    open: u8,
}

/// A problem laid out for examining many sets of its cells.
pub(super) struct Examiner<'p> {
    problem: &'p Problem,
    /// By cell, the relations it stands in with its factors there.
    pub(super) touching: Vec<Vec<(u8, i64)>>,
    /// By relation.
    residuals: Vec<i128>,
}

impl<'p> Examiner<'p> {
    /// Lays a problem out.
    pub(super) fn new(problem: &'p Problem) -> Self {
        let mut touching = vec![Vec::new(); problem.cells.len()];
        for (at, relation) in problem.relations.iter().enumerate() {
            for &(cell, factor) in &relation.terms {
                touching[cell].push((at as u8, factor));
            }
        }
        let residuals = problem.relations.iter().map(|relation| problem.residual(relation)).collect();
        Self { problem, touching, residuals }
    }

    /// What the cells must become so that every relation that they stand in holds; else a mask of relations that cannot
    /// hold together while nothing but these cells changes.
    pub(super) fn examine(&self, cells: &[u16]) -> Result<Vec<Change>, u128> {
        let mut rows = self.rows(cells);
        let mut settled: [Option<i128>; LARGEST] = [None; LARGEST];
        // Which relations a settled value rests on.
        let mut grounds = [0u128; LARGEST];
        loop {
            let mut is_new = false;
            for at in 0..rows.len() {
                let row = &rows[at];
                let equation = self.problem.relations[row.relation].is_equation;
                let held = if equation { row.residual == 0 } else { row.residual >= 0 };
                if row.open == 0 && !held {
                    return Err(grounds_of(row, &grounds));
                }
                if !equation || row.open.count_ones() != 1 {
                    continue;
                }
                let which = row.open.trailing_zeros() as usize;
                let (factor, residual) = (i128::from(row.factors[which]), row.residual);
                let ground = grounds_of(row, &grounds);
                let cell = &self.problem.cells[usize::from(cells[which])];
                let by = -residual / factor;
                if residual % factor != 0 || !cell.allows(cell.value + by) {
                    return Err(ground);
                }
                settled[which] = Some(by);
                grounds[which] = ground;
                is_new = true;
                for row in &mut rows {
                    row.residual += i128::from(row.factors[which]) * by;
                    row.open &= !(1 << which);
                }
            }
            if !is_new {
                break;
            }
        }
        if settled[..cells.len()].iter().any(Option::is_none) {
            return self.open(cells, &rows, &settled, &grounds);
        }
        let changes = cells.iter().zip(settled).map(|(&cell, by)| {
            let value = by.map(|by| self.problem.cells[usize::from(cell)].value + by);
            Change { cell: usize::from(cell), least: value, most: value }
        });
        Ok(changes.collect())
    }

    /// The relations that the cells stand in, the shortest first: they are numbered so by the search.
    fn rows(&self, cells: &[u16]) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::with_capacity(4 * cells.len());
        for (which, &cell) in cells.iter().enumerate() {
            for &(relation, factor) in &self.touching[usize::from(cell)] {
                let relation = usize::from(relation);
                let at = rows.iter().position(|row| row.relation == relation).unwrap_or_else(|| {
                    let residual = self.residuals[relation];
                    rows.push(Row { relation, factors: [0; LARGEST], residual, open: 0 });
                    rows.len() - 1
                });
                rows[at].factors[which] = factor;
                rows[at].open |= 1 << which;
            }
        }
        rows.sort_unstable_by_key(|row| row.relation);
        rows
    }

    /// The ranges of the cells that single relations leave open.
    fn open(
        &self,
        cells: &[u16],
        rows: &[Row],
        settled: &[Option<i128>; LARGEST],
        grounds: &[u128; LARGEST],
    ) -> Result<Vec<Change>, u128> {
        let (mut equations, mut bounds) = (Vec::new(), Vec::new());
        let mut ground = 0;
        // In steps of the cell: value + change = step × y.
        for row in rows.iter().filter(|row| row.open != 0) {
            let mut form = Form { factors: [0; LARGEST], constant: row.residual };
            for (which, &cell) in cells.iter().enumerate().filter(|&(which, _)| row.open >> which & 1 == 1) {
                let cell = &self.problem.cells[usize::from(cell)];
                let factor = i128::from(row.factors[which]);
                form.factors[which] = factor * cell.step;
                form.constant -= factor * cell.value;
            }
            ground |= grounds_of(row, grounds);
            if self.problem.relations[row.relation].is_equation { equations.push(form) } else { bounds.push(form) }
        }
        let open = |which: &usize| settled[*which].is_none();
        for which in (0..cells.len()).filter(open) {
            let cell = &self.problem.cells[usize::from(cells[which])];
            if let Some(least) = cell.least {
                let mut form = Form { factors: [0; LARGEST], constant: -least };
                form.factors[which] = cell.step;
                bounds.push(form);
            }
        }
        let unknown: Vec<usize> = (0..cells.len()).filter(open).collect();
        if !rest::is_possible(&equations, &bounds, &unknown) {
            return Err(ground);
        }
        let changes = cells.iter().enumerate().map(|(which, &cell)| {
            let (at, cell) = (usize::from(cell), &self.problem.cells[usize::from(cell)]);
            if let Some(by) = settled[which] {
                let value = Some(cell.value + by);
                return Change { cell: at, least: value, most: value };
            }
            let (least, most) = rest::range(&equations, &bounds, &unknown, which);
            Change { cell: at, least: least.map(|y| y * cell.step), most: most.map(|y| y * cell.step) }
        });
        Ok(changes.collect())
    }
}

/// A relation with those that its settled cells rest on.
fn grounds_of(row: &Row, grounds: &[u128; LARGEST]) -> u128 {
    let settled = row.factors.iter().zip(grounds).filter(|&(&factor, _)| factor != 0);
    settled.fold(1 << row.relation, |mask, (_, ground)| mask | ground)
}

/// The cells of relations.
pub(super) fn cells_of(problem: &Problem, mask: u128) -> super::CellBits {
    relations(mask).flat_map(|at| problem.relations[at].terms.iter().map(|&(cell, _)| cell)).collect()
}
