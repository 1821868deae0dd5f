//! The rules of a table: the signs between its cells and around them.

use super::Fitted;

/// The signs by what meets in them: up 1, down 2, left 4, right 8.
const SIGNS: [&str; 16] = [" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"];

impl Fitted<'_> {
    /// The rule above a row, or below the last one, as it stands between the cells around it.
    #[must_use]
    pub fn rule(&self, row: usize) -> String {
        let above = self.owners(row.checked_sub(1));
        let below = self.owners(Some(row));
        let count = above.len();
        let is_ruled = |owners: &[Option<(usize, usize)>], edge: usize| {
            let left = edge.checked_sub(1).and_then(|column| owners[column]);
            left != owners.get(edge).copied().flatten()
        };
        let is_level =
            |column: Option<usize>| column.is_some_and(|column| column < count && above[column] != below[column]);
        let mut rule = String::new();
        for (edge, cells) in (0..=count).zip(self.columns().map(|(_, _, cells)| cells).chain([0])) {
            let right = is_level(Some(edge));
            let met = [is_ruled(&above, edge), is_ruled(&below, edge), is_level(edge.checked_sub(1)), right];
            let sign = met.iter().rev().fold(0, |sign, &is_met| sign * 2 + usize::from(is_met));
            rule.push_str(SIGNS[sign]);
            rule.extend(std::iter::repeat_n(if right { "─" } else { " " }, usize::from(cells)));
        }
        rule
    }

    /// Where a line of a row has rules: cells of the screen.
    #[must_use]
    pub fn edges(&self, row: usize) -> Vec<u16> {
        let owners = self.owners(Some(row));
        let mut edges = Vec::with_capacity(owners.len() + 1);
        let mut before = None;
        for (owner, (_, x, _)) in owners.iter().zip(self.columns()) {
            if *owner != before {
                edges.push(x - 1);
            }
            before = *owner;
        }
        if before.is_some() {
            edges.push(self.width() - 1);
        }
        edges
    }
}
