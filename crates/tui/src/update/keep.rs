//! Keeping what the batch taught for the user: offered on leaving, once for each alias, or when it is asked for.

use crate::cursor::{Motion, half_page};
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout;
use crate::model::{Keep, Model, Offer, Overlay};
use crate::review::Learning;
use crate::settings::UserAlias;
use crate::words;

/// Ends the program, after asking about what was learned and not asked about before.
pub fn leave(model: &mut Model) {
    let keep = Keep::of(model, true);
    if model.learning != Learning::User || keep.offers.is_empty() {
        model.ending = Some(None);
    } else {
        model.overlay = Some(Overlay::Keep(keep));
    }
}

/// Opens the window.
pub fn show(model: &mut Model) -> Vec<Effect> {
    let keep = Keep::of(model, false);
    let lang = model.lang;
    match model.learning {
        Learning::Off => model.refuse(words::learning_is_off(lang).to_owned()),
        Learning::Batch => model.refuse(words::learning_is_for_the_batch(lang).to_owned()),
        Learning::User if keep.offers.is_empty() => {
            let disputed = model.decisions.learned().conflicts().len();
            model.refuse(words::nothing_to_keep(lang, disputed));
        }
        Learning::User => model.overlay = Some(Overlay::Keep(keep)),
    }
    Vec::new()
}

/// Obeys a command in the window.
pub fn obey(model: &mut Model, command: Command) -> Vec<Effect> {
    let size = model.size;
    let Some(Overlay::Keep(keep)) = &mut model.overlay else { return Vec::new() };
    if keep.is_writing {
        return Vec::new();
    }
    let count = keep.offers.len();
    let page = half_page(layout::keep_rows(size, count));
    match command {
        Command::Move(motion) => keep.cursor.go(motion, count, page),
        Command::Mark => {
            if let Some(offer) = keep.offers.get_mut(keep.cursor.at) {
                offer.is_wanted = !offer.is_wanted;
            }
            keep.cursor.go(Motion::Down, count, page);
        }
        Command::Back => model.overlay = None,
        Command::KeepNone => {
            keep.offers.iter_mut().for_each(|offer| offer.is_wanted = false);
            return answer(keep);
        }
        Command::Enter => return answer(keep),
        _ => {}
    }
    Vec::new()
}

/// Gives the answer to the disk.
fn answer(keep: &mut Keep) -> Vec<Effect> {
    keep.is_writing = true;
    let (wanted, unwanted): (Vec<Offer>, Vec<Offer>) = keep.offers.iter().cloned().partition(|offer| offer.is_wanted);
    let aliases = |offers: Vec<Offer>| offers.into_iter().map(|offer| offer.alias).collect();
    vec![Effect::Keep { wanted: aliases(wanted), unwanted: aliases(unwanted) }]
}

/// Takes up what came of the answer, and ends the program where that was asked for.
pub fn kept(model: &mut Model, result: Result<Vec<UserAlias>, String>) -> Vec<Effect> {
    let keep = match model.overlay.take() {
        Some(Overlay::Keep(keep)) => keep,
        other => {
            model.overlay = other;
            return Vec::new();
        }
    };
    match result {
        Ok(aliases) => {
            let wanted = keep.offers.iter().filter(|offer| offer.is_wanted).count();
            model.say(words::aliases_kept(model.lang, wanted, keep.offers.len() - wanted));
            model.aliases = aliases;
            let school = model.school();
            model.decisions.learn_in(school);
            if keep.ends {
                model.ending = Some(None);
            }
        }
        Err(reason) => {
            model.overlay = Some(Overlay::Keep(Keep { is_writing: false, ..keep }));
            model.refuse(reason);
        }
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let size = model.size;
    if let Some(Overlay::Keep(keep)) = &mut model.overlay {
        let count = keep.offers.len();
        keep.cursor.show(count, layout::keep_rows(size, count));
    }
}
