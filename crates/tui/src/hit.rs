//! What can be clicked on a frame. Panes tell it while they draw, so that a click means what was seen.

use ratatui::layout::Rect;

use crate::keymap::Command;
use crate::kinds::Place;

/// Something that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    /// What a key would do: a tab, a column's heading, a key named in the footer.
    Command(Command),
    /// The report at a position of the list.
    Report(usize),
    /// Row and column of a cell in the printed tables.
    Cell(usize, usize),
    /// The label at a position.
    Label(usize),
    /// A finding.
    Finding(usize),
    /// A place in the source text.
    Place(Place),
    /// The entry at a position of the record.
    Entry(usize),
    /// The choice at a position of the window that is open.
    Choice(usize),
}

/// What can be clicked on a frame, in the order in which it was drawn; what was drawn last lies on top.
#[derive(Debug, Clone, Default)]
pub struct Hits(Vec<(Rect, Hit)>);

impl Hits {
    /// Says that a rectangle can be clicked.
    pub fn add(&mut self, area: Rect, hit: Hit) {
        self.0.push((area, hit));
    }

    /// What stands in a cell of the frame.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<Hit> {
        self.0.iter().rev().find(|(area, _)| area.contains((column, row).into())).map(|(_, hit)| *hit)
    }
}
