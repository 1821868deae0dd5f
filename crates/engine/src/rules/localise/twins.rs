//! Cells that can be exchanged without changing a problem: relations that are equal cell by cell, as rows of a table are that
//! have the same values, and single cells that are equal in everything.
//!
//! Of equal rows a search need only try the first that it has not used yet; what holds of a set holds of every set that is
//! made of it by exchanging equal rows ([`Twins::images`]).

use std::collections::BTreeMap;

use super::examine::Examiner;
use super::{LARGEST, Problem};

/// Where a cell stands in its class.
#[derive(Debug, Clone, Copy)]
struct Seat {
    class: u16,
    row: u16,
    position: u16,
}

/// Classes of equal rows. A row is the cells of one relation, or one cell.
#[derive(Default)]
pub(super) struct Twins {
    seats: Vec<Option<Seat>>,
    /// By class and row, the cells by position.
    classes: Vec<Vec<Vec<u16>>>,
}

/// What tells cells apart that stand in different rows: value, least value, step, weight, and the other relations that
/// they stand in.
type Nature = (i128, Option<i128>, i128, u32, Vec<(u8, i64)>);

impl Twins {
    /// Finds the classes of a problem.
    pub(super) fn new(problem: &Problem, examiner: &Examiner) -> Self {
        let mut twins = Self { seats: vec![None; problem.cells.len()], classes: Vec::new() };
        let nature = |cell: usize, own: Option<usize>| -> Nature {
            let others = examiner.touching[cell].iter().filter(|&&(relation, _)| Some(usize::from(relation)) != own);
            let data = &problem.cells[cell];
            (data.value, data.least, data.step, data.weight, others.copied().collect())
        };
        // Few relations are equal to another one: sums of hashes tell at little cost which may be.
        let hash = |cell: usize, own: Option<usize>| -> u64 {
            let data = &problem.cells[cell];
            let start = mix(mix(data.value as u64, u64::from(data.weight)), data.least.map_or(7, |least| least as u64));
            let others = examiner.touching[cell].iter().filter(|&&(relation, _)| Some(usize::from(relation)) != own);
            others.fold(start, |hash, &(relation, factor)| mix(hash, u64::from(relation) << 8 ^ factor as u64))
        };
        let alike = |hashes: Vec<(u64, usize)>| -> Vec<usize> {
            let mut hashes = hashes;
            hashes.sort_unstable();
            let groups = hashes.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
            groups.flatten().map(|&(_, at)| at).collect()
        };
        let of_relation = |(at, relation): (usize, &super::Relation)| {
            let sum = relation.terms.iter().map(|&(cell, factor)| mix(hash(cell, Some(at)), factor as u64));
            (sum.fold(relation.terms.len() as u64, u64::wrapping_add), at)
        };
        let mut rows: BTreeMap<_, Vec<Vec<u16>>> = BTreeMap::new();
        for at in alike(problem.relations.iter().enumerate().map(of_relation).collect()) {
            let relation = &problem.relations[at];
            let mut cells: Vec<(i64, Nature, u16)> =
                relation.terms.iter().map(|&(cell, factor)| (factor, nature(cell, Some(at)), cell as u16)).collect();
            cells.sort_unstable();
            let row = cells.iter().map(|cell| cell.2).collect();
            let key: Vec<(i64, Nature)> = cells.into_iter().map(|(factor, nature, _)| (factor, nature)).collect();
            rows.entry((relation.is_equation, relation.constant, key)).or_default().push(row);
        }
        let mut found: Vec<Vec<Vec<u16>>> = rows.into_values().filter(|rows| rows.len() > 1).collect();
        // The largest first: a cell has its seat in one class only, so that classes can be exchanged independently.
        found.sort_by_key(|rows| std::cmp::Reverse(rows.len() * rows[0].len()));
        found.into_iter().for_each(|rows| twins.seat(rows));
        let free = (0..problem.cells.len()).filter(|&cell| twins.seats[cell].is_none());
        let mut single: BTreeMap<Nature, Vec<Vec<u16>>> = BTreeMap::new();
        for cell in alike(free.map(|cell| (hash(cell, None), cell)).collect()) {
            single.entry(nature(cell, None)).or_default().push(vec![cell as u16]);
        }
        single.into_values().filter(|rows| rows.len() > 1).for_each(|rows| twins.seat(rows));
        twins
    }

    fn seat(&mut self, rows: Vec<Vec<u16>>) {
        if rows.iter().flatten().any(|&cell| self.seats[usize::from(cell)].is_some()) {
            return;
        }
        let class = self.classes.len() as u16;
        for (row, cells) in rows.iter().enumerate() {
            for (position, &cell) in cells.iter().enumerate() {
                self.seats[usize::from(cell)] = Some(Seat { class, row: row as u16, position: position as u16 });
            }
        }
        self.classes.push(rows);
    }

    /// The cell to try for a cell beside a set: where its row is not used by the set, that of the first such row.
    pub(super) fn first(&self, cell: u16, set: &[u16]) -> u16 {
        let Some(seat) = self.seats[usize::from(cell)] else { return cell };
        let is_used = |row: u16| {
            let seats = set.iter().filter_map(|&other| self.seats[usize::from(other)]);
            seats.into_iter().any(|other| other.class == seat.class && other.row == row)
        };
        if is_used(seat.row) {
            return cell;
        }
        let row = (0..seat.row).find(|&row| !is_used(row)).unwrap_or(seat.row);
        self.classes[usize::from(seat.class)][usize::from(row)][usize::from(seat.position)]
    }

    /// The set's parts in each class, by row: which positions it takes. Cells without a class are left out.
    fn parts(&self, set: &[u16]) -> Vec<(u16, Vec<Vec<u16>>)> {
        let mut seats: Vec<Seat> = set.iter().filter_map(|&cell| self.seats[usize::from(cell)]).collect();
        seats.sort_unstable_by_key(|seat| (seat.class, seat.row, seat.position));
        let of_class = seats.chunk_by(|a, b| a.class == b.class).map(|class| {
            let rows = class.chunk_by(|a, b| a.row == b.row);
            let mut rows: Vec<Vec<u16>> = rows.map(|row| row.iter().map(|seat| seat.position).collect()).collect();
            rows.sort_unstable();
            (class[0].class, rows)
        });
        of_class.collect()
    }

    /// Makes a set the one that stands for all sets that can be exchanged for it, its cells ascending. It was built with
    /// [`Twins::first`], so that of a class with one row that row is the first.
    pub(super) fn make_canonical(&self, set: &mut [u16]) {
        let uses_two = set.iter().any(|&cell| self.seats[usize::from(cell)].is_some_and(|seat| seat.row > 0));
        if uses_two {
            let mut at = 0;
            let mut cells = [0; LARGEST];
            for &cell in set.iter().filter(|&&cell| self.seats[usize::from(cell)].is_none()) {
                cells[at] = cell;
                at += 1;
            }
            for (class, rows) in self.parts(set) {
                for (row, positions) in rows.into_iter().enumerate() {
                    for position in positions {
                        cells[at] = self.classes[usize::from(class)][row][usize::from(position)];
                        at += 1;
                    }
                }
            }
            set.copy_from_slice(&cells[..at]);
        }
        set.sort_unstable();
    }

    /// How many sets can be exchanged for a set, itself among them.
    pub(super) fn count(&self, set: &[u16]) -> usize {
        self.parts(set).iter().fold(1usize, |count, (class, rows)| {
            let all = self.classes[usize::from(*class)].len();
            let arranged = (0..rows.len()).fold(1usize, |count, used| count.saturating_mul(all - used));
            let alike: usize = rows.chunk_by(|a, b| a == b).map(|run| (1..=run.len()).product::<usize>()).product();
            count.saturating_mul(arranged / alike)
        })
    }

    /// Up to `most` of the sets that can be exchanged for a canonical one, itself first; each by what its cells become.
    pub(super) fn images(&self, set: &[u16], most: usize) -> Vec<Vec<(u16, u16)>> {
        let fixed = set.iter().filter(|&&cell| self.seats[usize::from(cell)].is_none());
        let mut images = vec![fixed.map(|&cell| (cell, cell)).collect::<Vec<_>>()];
        for (class, rows) in self.parts(set) {
            let class = &self.classes[usize::from(class)];
            let mut chosen = Vec::new();
            choose(&rows, class.len(), &mut Vec::new(), &mut chosen, most);
            let mut longer = Vec::new();
            'all: for image in &images {
                for choice in &chosen {
                    let mut image = image.clone();
                    for (at, (positions, &row)) in rows.iter().zip(choice).enumerate() {
                        let put =
                            |&position: &u16| (class[at][usize::from(position)], class[row][usize::from(position)]);
                        image.extend(positions.iter().map(put));
                    }
                    longer.push(image);
                    if longer.len() >= most {
                        break 'all;
                    }
                }
            }
            images = longer;
        }
        images
    }
}

fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Every way to give the parts different rows, equal parts in ascending order only, since their order makes no difference.
fn choose(parts: &[Vec<u16>], rows: usize, chosen: &mut Vec<usize>, all: &mut Vec<Vec<usize>>, most: usize) {
    let at = chosen.len();
    if all.len() >= most {
        return;
    }
    if at == parts.len() {
        all.push(chosen.clone());
        return;
    }
    let from = if at > 0 && parts[at] == parts[at - 1] { chosen[at - 1] + 1 } else { 0 };
    for row in from..rows {
        if !chosen.contains(&row) {
            chosen.push(row);
            choose(parts, rows, chosen, all, most);
            chosen.pop();
        }
    }
}
