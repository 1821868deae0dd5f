//! Plants one fault in a report and says which rule must speak of it, and where.
//!
//! One file a family. A planter gives `None` where the report has no place for its fault.

mod form;
mod prose;
mod safety;
mod tables;
mod values;

use super::paper::{Paper, Place};
use super::words::Book;
use crate::common::figures::Random;

/// What a planter works with.
pub struct Hand<'a> {
    /// Draws.
    pub random: Random,
    /// The sentences.
    pub book: &'a Book,
}

/// A way in which a report goes wrong.
pub struct Planter {
    /// The rule that must speak.
    pub rule: &'static str,
    /// What goes wrong, in a few words.
    pub name: &'static str,
    /// Plants it.
    pub plant: fn(&mut Paper, &mut Hand) -> Option<Place>,
}

/// Every way.
pub fn planters() -> Vec<Planter> {
    [tables::PLANTERS, values::PLANTERS, prose::PLANTERS, form::PLANTERS, safety::PLANTERS]
        .into_iter()
        .flatten()
        .map(|&Planter { rule, name, plant }| Planter { rule, name, plant })
        .collect()
}

impl Hand<'_> {
    /// A number that somebody may have written for another: digits swapped, dropped or doubled, one too many, a few more or less;
    /// none of those that would be right as well.
    pub fn wrong(&mut self, right: i64, but: &[i64]) -> i64 {
        loop {
            let digits = right.to_string();
            let wrong = match self.random.below(6) {
                0 if digits.len() > 1 => {
                    let at = self.random.below(digits.len() - 1);
                    let mut digits: Vec<char> = digits.chars().collect();
                    digits.swap(at, at + 1);
                    digits.into_iter().collect::<String>().parse().unwrap_or(right)
                }
                1 if digits.len() > 1 => right / 10,
                2 if right > 0 => right * 10 + right % 10,
                3 if right > 9 => right - 1 - self.random.below(9) as i64,
                _ => right + 1 + self.random.below(9) as i64,
            };
            if wrong >= 0 && wrong != right && !but.contains(&wrong) {
                return wrong;
            }
        }
    }
}
