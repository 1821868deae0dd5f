//! The printed order of each table, against which its labels are aligned.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::schema::{Axis, Schema, TableRef, Target};

/// The printed order of a table: heading, columns, rows with their groups.
#[derive(Debug)]
pub struct Profile {
    /// The table.
    pub table: TableRef,
    /// Ranks of the targets; columns may be printed several times.
    pub ranks: Vec<(Target, u8, u16)>,
    /// Whether the form prints the rows side by side, as one row of values under the columns of each.
    pub is_flat: bool,
    /// The ranks of rows, a bit each; no table has as many ranks as there are bits.
    pub rows: u64,
}

impl Profile {
    fn new(table: TableRef) -> Self {
        let description = table.get();
        let target = |axis, i: usize| Target { table, axis, index: i as u8, depth: 0 };
        let mut ranks = vec![(target(Axis::Table, 0), 0, 0)];
        let mut rank = 0;
        let mut next = || {
            rank += 1;
            rank
        };
        let is_flat = description.side_by_side;
        if is_flat {
            ranks.push((target(Axis::Row, 0), 0, next()));
            ranks.extend(Target::groups(table).into_iter().map(|group| (group, 0, next())));
            for row in 0..description.rows.len() {
                if row == 1 {
                    for row in 1..description.rows.len() {
                        ranks.push((target(Axis::Row, row), 0, next()));
                    }
                }
                for column in 0..description.columns.len() {
                    ranks.push((target(Axis::Column, column), row as u8, next()));
                }
            }
            return Self::with_rows(table, ranks, is_flat);
        }
        let groups = Target::groups(table);
        // Over a group of columns stands its label; the columns in it are printed one header row lower, after the others.
        for pass in 0..2 {
            for (i, column) in description.columns.iter().enumerate() {
                if column.group.is_empty() == (pass == 0) {
                    ranks.push((target(Axis::Column, i), 0, next()));
                } else if pass == 0
                    && let Some(group) = groups.iter().find(|group| group.label() == column.group[0])
                    && ranks.iter().all(|(seen, ..)| seen != group)
                {
                    ranks.push((*group, 0, next()));
                }
            }
        }
        for (i, row) in description.rows.iter().enumerate() {
            for label in &row.group {
                if let Some(group) = groups.iter().find(|group| group.label() == *label)
                    && ranks.iter().all(|(seen, ..)| seen != group)
                {
                    ranks.push((*group, 0, next()));
                }
            }
            ranks.push((target(Axis::Row, i), 0, next()));
        }
        Self::with_rows(table, ranks, is_flat)
    }

    fn with_rows(table: TableRef, ranks: Vec<(Target, u8, u16)>, is_flat: bool) -> Self {
        let of_rows = ranks.iter().filter(|(target, ..)| target.axis == Axis::Row);
        let rows = of_rows.fold(0, |bits, (.., rank)| bits | 1 << *rank);
        Self { table, ranks, is_flat, rows }
    }
}

/// The profiles of all tables, built once.
pub fn profiles() -> &'static [Profile] {
    static PROFILES: OnceLock<Vec<Profile>> = OnceLock::new();
    PROFILES.get_or_init(|| Schema::get().tables().map(Profile::new).collect())
}

/// The profile of a table.
///
/// # Panics
/// Never: every table of a tabular form has one.
pub fn profile(table: TableRef) -> &'static Profile {
    profiles().iter().find(|profile| profile.table == table).expect("every tabular table has a profile")
}

/// Ranks by target, gathered once: finding them for every node would be a search each.
pub fn ranks_of(target: Target) -> &'static [(u8, u16)] {
    static RANKS: OnceLock<HashMap<Target, Vec<(u8, u16)>>> = OnceLock::new();
    let ranks = RANKS.get_or_init(|| {
        let mut ranks: HashMap<Target, Vec<(u8, u16)>> = HashMap::new();
        for (target, copy, rank) in profiles().iter().flat_map(|profile| &profile.ranks) {
            ranks.entry(*target).or_default().push((*copy, *rank));
        }
        ranks
    });
    ranks.get(&target).map_or(&[], Vec::as_slice)
}
