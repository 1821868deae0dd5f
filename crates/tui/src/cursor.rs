//! The cursor of a list: where a key moves it, and which rows are seen.

/// A movement of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// Half a page up.
    PageUp,
    /// Half a page down.
    PageDown,
}

impl Motion {
    /// Where the movement leads from a row among so many, a page key going over `page` rows. Left and right stay in the row.
    #[must_use]
    pub fn target(self, here: usize, count: usize, page: usize) -> usize {
        let last = count.saturating_sub(1);
        let here = here.min(last);
        match self {
            Self::Up => here.saturating_sub(1),
            Self::Down => (here + 1).min(last),
            Self::Left | Self::Right => here,
            Self::Top => 0,
            Self::Bottom => last,
            Self::PageUp => here.saturating_sub(page),
            Self::PageDown => (here + page).min(last),
        }
    }
}

/// Half of the rows that are seen, which is what a page key goes over.
#[must_use]
pub fn half_page(rows: usize) -> usize {
    (rows / 2).max(1)
}

/// The first row to show so that the cursor's row is seen, near where it was.
#[must_use]
pub fn scroll(first: usize, cursor: usize, rows: usize, count: usize) -> usize {
    let rows = rows.max(1);
    let least = (cursor + 1).saturating_sub(rows);
    first.clamp(least, cursor.max(least)).min(count.saturating_sub(rows).max(least))
}

/// The cursor of a list that is longer than its pane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The row that it is on.
    pub at: usize,
    /// The first row that is seen.
    pub first: usize,
}

impl ListCursor {
    /// Moves it among so many rows, a page key going over `page` of them.
    pub fn go(&mut self, motion: Motion, count: usize, page: usize) {
        self.at = motion.target(self.at, count, page);
    }

    /// Keeps it on one of so many rows and brings that into sight of a pane of `rows`.
    pub fn show(&mut self, count: usize, rows: usize) {
        self.at = self.at.min(count.saturating_sub(1));
        self.first = scroll(self.first, self.at, rows, count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_motion_leads_to_a_row_of_the_list() {
        use Motion::{Bottom, Down, Left, PageDown, PageUp, Right, Top, Up};
        // motion, from, rows of the list, rows of a page, to
        let table = [
            (Up, 3, 10, 4, 2),
            (Up, 0, 10, 4, 0),
            (Down, 3, 10, 4, 4),
            (Down, 9, 10, 4, 9),
            (Left, 3, 10, 4, 3),
            (Right, 3, 10, 4, 3),
            (Top, 3, 10, 4, 0),
            (Bottom, 3, 10, 4, 9),
            (PageUp, 3, 10, 4, 0),
            (PageUp, 9, 10, 4, 5),
            (PageDown, 3, 10, 4, 7),
            (PageDown, 8, 10, 4, 9),
            // What was under the cursor may be gone: it counts from the last row that there is.
            (Up, 20, 10, 4, 8),
            (Down, 20, 10, 4, 9),
            // A list of nothing has no row to go to, and of one only that.
            (Down, 0, 0, 4, 0),
            (Bottom, 0, 0, 4, 0),
            (PageDown, 0, 1, 4, 0),
        ];
        for (motion, from, count, page, to) in table {
            assert_eq!(motion.target(from, count, page), to, "{motion:?} from {from} of {count}, pages of {page}");
        }
    }

    #[test]
    fn the_row_of_the_cursor_is_seen() {
        // cursor, first row before, rows of the list, rows of the pane, cursor and first row after
        let table = [
            ((2, 0), 10, 5, (2, 0)),
            ((7, 0), 10, 5, (7, 3)),
            ((2, 6), 10, 5, (2, 2)),
            // Nothing is left empty below the last row while rows above are hidden.
            ((9, 9), 10, 5, (9, 5)),
            ((3, 2), 4, 5, (3, 0)),
            // The list has become shorter.
            ((9, 8), 3, 5, (2, 0)),
            ((4, 4), 0, 5, (0, 0)),
            // A pane without a row shows that of the cursor all the same.
            ((3, 0), 10, 0, (3, 3)),
        ];
        for ((at, first), count, rows, after) in table {
            let mut cursor = ListCursor { at, first };
            cursor.show(count, rows);
            assert_eq!((cursor.at, cursor.first), after, "{at} and {first} of {count} in {rows} rows");
        }
    }
}
