//! Reports that came back under another name: their decisions stand under the old one until a reviewer takes them over.

use crate::effect::Effect;
use crate::model::Model;
use crate::words;

/// Once the batch is read: says which reports have another name than when they were decided on.
pub fn look(model: &mut Model) {
    let digest = |row: &crate::model::Row| row.summary.as_ref().map(|summary| summary.digest.clone());
    let present: Vec<(String, String)> =
        model.rows.iter().filter_map(|row| Some((row.name.clone(), digest(row)?))).collect();
    let present: Vec<(&str, &str)> = present.iter().map(|(name, digest)| (name.as_str(), digest.as_str())).collect();
    model.moved = model.decisions.moved(&present);
    if let Some((old, new)) = model.moved.first() {
        let key = model.keymap.key_for(crate::keymap::Context::List, crate::keymap::Command::TakeMoved);
        let said = words::moved(model.lang, (old, new), model.moved.len(), &key);
        model.say(said);
    }
}

/// Records on every renamed report what stands decided under its old name, as one step.
pub fn take(model: &mut Model) -> Vec<Effect> {
    let moved = std::mem::take(&mut model.moved);
    let mut decisions = Vec::new();
    for (old, new) in &moved {
        if let Some(row) = model.row_of(new) {
            decisions.extend(model.decisions.decided(old).into_iter().map(|decision| (row, decision)));
        }
    }
    if decisions.is_empty() {
        model.refuse(words::nothing_moved(model.lang).to_owned());
        return Vec::new();
    }
    let effects = crate::update::decide::record_all(model, decisions);
    if effects.is_empty() {
        model.moved = moved;
    } else {
        let said = words::moved_taken(model.lang, moved.len());
        model.say(said);
    }
    effects
}
