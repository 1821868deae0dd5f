//! Copying what the cursor is on.

use crate::tui::effect::Effect;
use crate::tui::model::Model;

/// Copies what the cursor is on.
pub fn copy(_model: &mut Model) -> Vec<Effect> {
    Vec::new()
}
