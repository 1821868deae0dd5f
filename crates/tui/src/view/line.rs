//! The look of one row of a list: on the ground it lies on, or under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::paint::{fill, put};
use crate::theme::Role;
use crate::view::Scene;

/// How a row looks.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    scene: Scene<'a>,
    /// Whether the cursor is on it.
    pub here: bool,
    /// Its ground, the style of ordinary text.
    pub ground: Style,
}

impl<'a> Line<'a> {
    /// A row on a ground; under the cursor its ground is drawn, with the cursor's bar at the left.
    pub fn draw(scene: Scene<'a>, ground: Style, here: bool, area: Rect, buf: &mut Buffer) -> Self {
        let ground = if here { ground.patch(scene.style(Role::Cursor)) } else { ground };
        let line = Self { scene, here, ground };
        if here {
            fill(buf, area, ground);
            put(buf, area.x, area.y, 1, "▌", line.on(Role::BorderFocus));
        }
        line
    }

    /// The style of a role in this row.
    #[must_use]
    pub fn on(&self, role: Role) -> Style {
        if self.here { self.scene.on_cursor(self.ground, role) } else { self.ground.patch(self.scene.style(role)) }
    }

    /// The style of text whose role colours it where the cursor is elsewhere, and which is ordinary text under the cursor.
    #[must_use]
    pub fn text(&self, role: Role) -> Style {
        if self.here { self.ground } else { self.on(role) }
    }
}
