//! Holds an analysis against what a document is known to say.

use gouji::pipeline::Analysis;
use gouji::report::{Cell, Kind};

use super::sheet::{Expect, Sheet};

/// How the cells of one report came out.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Right, and vouched for.
    pub right: usize,
    /// There, and marked doubtful (right or wrong).
    pub doubtful: usize,
    /// Not there although printed.
    pub missed: usize,
    /// Wrong, yet vouched for: one sentence each.
    pub wrong: Vec<String>,
    /// Which printed cells are doubtful or missed: one sentence each.
    pub unsure: Vec<String>,
}

impl Tally {
    /// Adds another report's counts.
    pub fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.doubtful += other.doubtful;
        self.missed += other.missed;
        self.wrong.extend(other.wrong.iter().cloned());
    }
}

fn says(cell: &Cell, expect: &Expect) -> bool {
    match expect {
        Expect::Number(value, unit) => {
            let unit_agrees = unit.is_none_or(|unit| cell.unit.as_deref() == Some(unit));
            cell.kind == Kind::Number && cell.value == Some(*value) && unit_agrees
        }
        Expect::Blank => cell.kind == Kind::Blank && cell.value.is_none(),
        Expect::Lost => cell.kind == Kind::Blank,
        Expect::Dash => cell.kind == Kind::Dash && cell.value.is_none(),
    }
}

/// Compares every cell of a report with what was printed.
pub fn tally(sheet: &Sheet, analysis: &Analysis) -> Tally {
    let truth = sheet.truth();
    let mut tally = Tally::default();
    for (id, cell) in analysis.report.cells() {
        let printed = truth.get(&id).map_or(&[][..], Vec::as_slice);
        if cell.doubt.is_some() {
            continue;
        }
        if printed.is_empty() {
            tally.wrong.push(format!("{id} = {:?} ({:?}), but the document has no such cell", cell.raw, cell.kind));
        } else if let Some(other) = printed.iter().find(|expect| !says(cell, expect)) {
            tally.wrong.push(format!("{id} = {:?} ({:?} {:?}), printed {other:?}", cell.raw, cell.kind, cell.unit));
        } else {
            tally.right += 1;
        }
    }
    for (id, printed) in &truth {
        match analysis.report.cell(*id) {
            None if printed.contains(&Expect::Lost) => {}
            None => {
                tally.missed += 1;
                tally.unsure.push(format!("{id} is missed"));
            }
            Some(cell) if cell.doubt.is_some() => {
                tally.doubtful += 1;
                tally.unsure.push(format!("{id} = {:?} is doubtful: {:?}", cell.raw, cell.doubt));
            }
            Some(_) => {}
        }
    }
    tally
}
