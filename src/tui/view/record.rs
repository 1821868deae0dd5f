//! The record of decisions, of the open report or of the batch, newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::model::View;
use crate::tui::paint::frame;
use crate::tui::view::Scene;
use crate::tui::words;

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    frame(buf, scene.theme, area, (words::view(View::Record, scene.lang), ""), true);
}
