//! Jumps from place to place, and back.

use crate::tui::effect::Effect;
use crate::tui::model::Model;

/// Goes back to where the last jump started.
pub fn back(_model: &mut Model) -> Vec<Effect> {
    Vec::new()
}
