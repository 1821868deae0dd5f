//! Relations held against each other: what can never hold, what always does, what is demanded twice, and demands that can never
//! both be met.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::When;
use crate::schema::rulefile::{Linear, Reach};
use crate::schema::{CellId, Relation};

/// What is wrong with a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clash<K> {
    /// No figures that the form allows meet it.
    Never,
    /// All figures that the form allows meet it.
    Always,
    /// Another one demands the same.
    Same(K),
    /// It and another one can never both be met.
    Against(K),
}

/// The relations met so far, by the cells that they bind, each with what is allowed and whose it is.
pub(super) struct Known<K> {
    by_terms: HashMap<Vec<(CellId, Decimal)>, Vec<(Reach, When, K)>>,
}

impl<K: Copy> Known<K> {
    /// Nothing.
    pub(super) fn new() -> Self {
        Self { by_terms: HashMap::new() }
    }

    /// Adds a relation and tells what is wrong with it.
    pub(super) fn add(&mut self, relation: &Relation, when: &When, whose: K) -> Option<Clash<K>> {
        let linear = Linear::of(relation)?;
        let (allowed, possible) = (linear.allowed, linear.possible());
        let others = self.by_terms.entry(linear.terms).or_default();
        let clash = if allowed.and(possible).is_empty() {
            Some(Clash::Never)
        } else if possible.is_within(allowed) {
            Some(Clash::Always)
        } else {
            others.iter().filter(|(_, other, _)| when.meets(other)).find_map(|&(other, _, whose)| {
                if other == allowed {
                    Some(Clash::Same(whose))
                } else {
                    other.and(allowed).is_empty().then_some(Clash::Against(whose))
                }
            })
        };
        others.push((allowed, when.clone(), whose));
        clash
    }
}
