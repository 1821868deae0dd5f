//! The mouse: a click goes where it points, the wheel moves the cursor.

use crate::tui::effect::Effect;
use crate::tui::message::Mouse;
use crate::tui::model::Model;

/// Takes up that the mouse was used.
pub fn used(_model: &mut Model, _mouse: Mouse) -> Vec<Effect> {
    Vec::new()
}
