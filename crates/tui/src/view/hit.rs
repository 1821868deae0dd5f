//! What stands under the mouse. Panes say it while they draw, so that a click means what is seen.

use std::cell::RefCell;

use ratatui::layout::Rect;

use crate::keymap::Command;
use crate::model::{Model, Place};
use crate::theme::{Depth, Theme};
use crate::view::{Scene, draw_scene};

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

/// What panes said while they drew, in order; what was said last lies on top.
pub type Hits = RefCell<Vec<(Rect, Hit)>>;

impl Scene<'_> {
    /// Says that a rectangle can be clicked.
    pub fn hit(&self, area: Rect, hit: Hit) {
        if let Some(hits) = self.hits {
            hits.borrow_mut().push((area, hit));
        }
    }
}

/// What stands in a cell of the screen: the frame is drawn once more, to nowhere, and asked.
#[must_use]
pub fn at(model: &Model, column: u16, row: u16) -> Option<Hit> {
    let hits = Hits::default();
    let theme = Theme::named(&model.theme, Depth::None);
    let mut buf = ratatui::buffer::Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    draw_scene(Scene { model, theme: &theme, lang: model.lang, hits: Some(&hits) }, &mut buf);
    let hits = hits.into_inner();
    hits.iter().rev().find(|(area, _)| area.contains((column, row).into())).map(|(_, hit)| *hit)
}
