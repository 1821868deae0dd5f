//! Where a jump started, so that one can go back.

use crate::model::{Model, Place, ScreenKind};

/// How many jumps are remembered.
const DEPTH: usize = 100;

/// A place on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    /// Row of the report, or of the list's cursor.
    pub row: usize,
    /// The screen.
    pub screen: ScreenKind,
    /// Row and column of the cursor in the printed tables.
    pub at: (usize, usize),
    /// The finding under the cursor.
    pub finding: usize,
    /// The place in the source text.
    pub place: Place,
    /// The cursor's position among the labels.
    pub label: usize,
}

impl Jump {
    /// Where the cursor is now.
    #[must_use]
    pub fn here(model: &Model) -> Self {
        let start = Place { line: 1, column: 1 };
        let report = model.screen.report().filter(|_| matches!(model.screen.kind(), ScreenKind::Report(_)));
        match report {
            Some(report) => Self {
                row: report.row,
                screen: model.screen.kind(),
                at: report.at,
                finding: report.finding,
                place: report.place,
                label: report.labels.cursor.at,
            },
            None => Self {
                row: model.list.row().unwrap_or(0),
                screen: model.screen.kind(),
                at: (0, 0),
                finding: 0,
                place: start,
                label: 0,
            },
        }
    }

    /// Remembers the place; the oldest one is forgotten where there are too many.
    pub fn remember(self, jumps: &mut Vec<Self>) {
        if jumps.last() == Some(&self) {
            return;
        }
        if jumps.len() == DEPTH {
            jumps.remove(0);
        }
        jumps.push(self);
    }
}
