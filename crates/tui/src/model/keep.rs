//! The window in which learned aliases are offered to be kept for the user, once each.

use crate::cursor::ListCursor;
use crate::model::Model;
use crate::report::Alias;

/// An alias that is offered, and whether it is to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The alias.
    pub alias: Alias,
    /// Whether it is to be kept; else it is not offered again.
    pub is_wanted: bool,
}

/// The window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keep {
    /// What is offered.
    pub offers: Vec<Offer>,
    /// The cursor's position.
    pub cursor: ListCursor,
    /// Whether the program ends once the question is answered.
    pub ends: bool,
    /// Whether the answer is on its way to the disk.
    pub is_writing: bool,
}

impl Keep {
    /// What the batch taught and the user's file says nothing of yet: neither that it is used, nor that it is not wanted,
    /// nor that its label stands for something else.
    #[must_use]
    pub fn of(model: &Model, ends: bool) -> Self {
        let is_new = |alias: &Alias| !model.aliases.iter().any(|known| known.alias.is_about_the_same(alias));
        let learned = model.decisions.learned().aliases().filter(|alias| is_new(alias));
        let offers = learned.map(|alias| Offer { alias: (**alias).clone(), is_wanted: true });
        Self { offers: offers.collect(), ends, ..Self::default() }
    }
}
