//! The search for the smallest sets, best first: sets are built cell by cell along conflicts, those that may become small
//! first, until every set of the smallest size that there is was tried.
//!
//! A conflict is a set of cells of which one must change. Conflicts without a common cell each need a cell of their own, so
//! as many cells at least are missing as there are such conflicts that a set does not meet.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

use super::bits::CellBits;
use super::examine::{Examiner, cells_of};
use super::twins::Twins;
use super::{Answer, Change, LARGEST, Problem, Set, TOLD};

/// Up to so many conflicts are kept; those that are found later serve their own branch alone.
const KEPT: usize = 96;

/// Cells in ascending order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    length: u8,
    cells: [u16; LARGEST],
}

impl Node {
    fn cells(&self) -> &[u16] {
        &self.cells[..usize::from(self.length)]
    }

    fn bits(&self) -> CellBits {
        self.cells().iter().map(|&cell| usize::from(cell)).collect()
    }

    /// With one cell more; the caller knows that there is room.
    fn with(mut self, cell: u16, twins: &Twins) -> Self {
        self.cells[usize::from(self.length)] = cell;
        self.length += 1;
        twins.make_canonical(&mut self.cells[..usize::from(self.length)]);
        self
    }

    /// A number that no other set has.
    fn key(&self) -> u128 {
        self.cells().iter().fold(1, |key, &cell| key << 9 | u128::from(cell))
    }
}

/// Hashes what is a number already.
#[derive(Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_u128(&mut self, word: u128) {
        self.write_u64(word as u64);
        self.write_u64((word >> 64) as u64);
        self.0 ^= self.0 >> 29;
    }
}

type Seen<T> = HashSet<T, BuildHasherDefault<Mixed>>;

/// A search under way.
pub(super) struct Search<'p> {
    problem: &'p Problem,
    examiner: Examiner<'p>,
    twins: Twins,
    /// The smallest first.
    conflicts: Vec<CellBits>,
}

impl<'p> Search<'p> {
    /// Begins with what is broken: each relation that does not hold, and each cell that must not be what it is.
    /// Where more cells than are looked for must change, this is all that is found out, and how many at least is told.
    pub(super) fn new(problem: &'p Problem) -> Result<Self, usize> {
        let mut search =
            Self { problem, examiner: Examiner::new(problem), twins: Twins::default(), conflicts: Vec::new() };
        for (at, _) in problem.relations.iter().enumerate().filter(|(_, relation)| !problem.holds(relation)) {
            search.keep(cells_of(problem, 1 << at));
        }
        for (at, _) in problem.cells.iter().enumerate().filter(|(_, cell)| !cell.allows(cell.value)) {
            search.keep(CellBits::from_iter([at]));
        }
        let missing = search.missing(CellBits::default(), LARGEST + 1);
        if missing > LARGEST {
            return Err(missing);
        }
        search.twins = Twins::new(problem, &search.examiner);
        Ok(search)
    }

    fn keep(&mut self, conflict: CellBits) {
        let length = conflict.len();
        let at = self.conflicts.partition_point(|other| other.len() < length);
        let is_known = self.conflicts[at..].iter().take_while(|other| other.len() == length).any(|&it| it == conflict);
        if !is_known {
            self.conflicts.insert(at, conflict);
            self.conflicts.truncate(KEPT.max(self.problem.relations.len() + self.problem.cells.len()));
        }
    }

    /// Searches until all smallest sets are found, or effort is spent.
    pub(super) fn run(mut self, effort: usize) -> Answer {
        let mut open: Vec<Vec<Node>> = vec![Vec::new(); LARGEST + 1];
        let mut seen: Seen<u128> = Seen::default();
        let first = self.missing(CellBits::default(), LARGEST);
        open[first].push(Node::default());
        let mut spent = 0;
        for size in first..=LARGEST {
            let mut found: Vec<(Node, Vec<Change>)> = Vec::new();
            while let Some(node) = open[size].pop() {
                let bits = node.bits();
                let conflict = match self.examine(&node, &bits) {
                    Ok(changes) => {
                        found.push((node, changes));
                        continue;
                    }
                    Err(conflict) => conflict,
                };
                let limit = if found.is_empty() { LARGEST } else { size };
                if node.cells().len() >= limit {
                    continue;
                }
                let cells = conflict.iter().map(|cell| usize::from(self.twins.first(cell as u16, node.cells())));
                for cell in cells.collect::<CellBits>().iter() {
                    spent += 1;
                    let longer = node.with(cell as u16, &self.twins);
                    if !seen.insert(longer.key()) {
                        continue;
                    }
                    let room = limit - longer.cells().len();
                    let missing = self.missing(longer.bits(), room + 1);
                    if missing <= room {
                        open[size.max(longer.cells().len() + missing)].push(longer);
                    }
                }
                if spent > effort {
                    return Answer { fewest: size, ..Answer::default() };
                }
            }
            if !found.is_empty() {
                return self.answer(size, found);
            }
        }
        Answer { fewest: LARGEST + 1, ..Answer::default() }
    }

    /// What the cells of a set must become, or a conflict that it does not meet.
    fn examine(&mut self, node: &Node, bits: &CellBits) -> Result<Vec<Change>, CellBits> {
        if let Some(unmet) = self.conflicts.iter().find(|conflict| !conflict.meets(bits)) {
            return Err(*unmet);
        }
        self.examiner.examine(node.cells()).map_err(|grounds| {
            let conflict = cells_of(self.problem, grounds).without(bits);
            self.keep(conflict);
            conflict
        })
    }

    /// How many cells a set lacks at least, counted up to a number.
    fn missing(&self, set: CellBits, most: usize) -> usize {
        let mut used = set;
        let mut count = 0;
        for conflict in &self.conflicts {
            if !conflict.meets(&used) {
                used |= *conflict;
                count += 1;
                if count == most {
                    break;
                }
            }
        }
        count
    }

    /// Counts out the sets that stand for others, and puts the likelier ones first.
    fn answer(&self, fewest: usize, found: Vec<(Node, Vec<Change>)>) -> Answer {
        let count = found.iter().fold(0usize, |count, (set, _)| count.saturating_add(self.twins.count(set.cells())));
        let weight = |set: &[u16]| set.iter().map(|&cell| self.problem.cells[usize::from(cell)].weight).sum::<u32>();
        let mut found: Vec<(u32, Node, Vec<Change>)> =
            found.into_iter().map(|(set, changes)| (weight(set.cells()), set, changes)).collect();
        found.sort_unstable();
        let mut sets: Vec<Set> = Vec::new();
        for (weight, set, changes) in found {
            for image in self.twins.images(set.cells(), TOLD - sets.len().min(TOLD)) {
                let becomes = |change: &Change| {
                    let at = image.iter().find(|&&(cell, _)| usize::from(cell) == change.cell);
                    Change { cell: at.map_or(change.cell, |&(_, other)| usize::from(other)), ..*change }
                };
                let mut changes: Vec<Change> = changes.iter().map(becomes).collect();
                changes.sort_unstable();
                sets.push(Set { weight, changes });
            }
            if sets.len() >= TOLD {
                break;
            }
        }
        sets.truncate(TOLD);
        sets.sort();
        Answer { sets, count, fewest }
    }
}
