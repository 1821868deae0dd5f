//! Holds an analysis against what a document is known to say.

use gouji::pipeline::Analysis;
use gouji::report::{Cell, Kind};
use gouji::schema::CellId;

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
    /// Printed numbers that are in no cell and of which nothing is said: one sentence each.
    pub untold: Vec<String>,
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
        Expect::Text => cell.kind == Kind::Text,
        Expect::Lost => cell.kind == Kind::Blank,
        Expect::Dash => cell.kind == Kind::Dash && cell.value.is_none(),
    }
}

/// What was printed of a cell and is not what was read. A lost print says nothing where there is another.
fn contradiction<'a>(cell: &Cell, printed: &'a [Expect]) -> Option<&'a Expect> {
    let telling = printed.iter().filter(|expect| printed.len() == 1 || **expect != Expect::Lost);
    telling.into_iter().find(|expect| !says(cell, expect))
}

/// Whether a finding speaks of a cell that was not placed, or the number is listed as unplaced.
fn is_told(id: CellId, printed: &[Expect], analysis: &Analysis) -> bool {
    let named = analysis.verdict.findings.iter().any(|finding| finding.cells.contains(&id));
    let unplaced: Vec<Expect> = analysis.report.unplaced.iter().map(|item| Expect::of(&narrow(&item.raw))).collect();
    let same = |one: &Expect, other: &Expect| match (one, other) {
        (Expect::Number(one, _), Expect::Number(other, _)) => one == other,
        _ => false,
    };
    let listed =
        |expect: &Expect| !matches!(expect, Expect::Number(..)) || unplaced.iter().any(|other| same(expect, other));
    named || printed.iter().all(listed)
}

fn narrow(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| if ('０'..='９').contains(&c) { char::from(b'0' + (c as u32 - '０' as u32) as u8) } else { c })
        .collect()
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
        } else if let Some(other) = contradiction(cell, printed) {
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
                if printed.iter().any(|expect| matches!(expect, Expect::Number(..))) && !is_told(*id, printed, analysis)
                {
                    tally.untold.push(format!("{id} = {printed:?} is in no cell, and nothing is said of it"));
                }
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
