//! A relation as «a weighted sum of cells lies between two bounds», in one way of writing, so that relations can be compared.

use rust_decimal::Decimal;

use crate::schema::{CellId, Domain, Operator, Relation};

/// The numbers from one bound to the other; `None` for a side without a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The least.
    pub least: Option<Decimal>,
    /// The greatest.
    pub most: Option<Decimal>,
}

impl Span {
    /// What lies in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let least = match (self.least, other.least) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let most = match (self.most, other.most) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { least, most }
    }

    /// Whether nothing lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        matches!((self.least, self.most), (Some(least), Some(most)) if least > most)
    }

    /// Whether all of it lies in another.
    #[must_use]
    pub fn is_within(self, other: Self) -> bool {
        self.and(other) == self
    }
}

/// A relation in the one way of writing: cells in order, the first with the weight 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    /// The cells with their weights.
    pub terms: Vec<(CellId, Decimal)>,
    /// What their sum must be.
    pub allowed: Span,
}

impl Linear {
    /// The linear form of a relation; `None` where numbers are too long to be compared exactly.
    #[must_use]
    pub fn of(relation: &Relation) -> Option<Self> {
        let signed = |(place, &cell): (usize, &CellId)| {
            let weight = relation.weight(place);
            (cell, if place < relation.left().len() { weight } else { -weight })
        };
        let mut terms: Vec<(CellId, Decimal)> = relation.cells().iter().enumerate().map(signed).collect();
        terms.sort_unstable_by_key(|term| term.0);
        let (left, right) = relation.constants();
        let mut bound = right.checked_sub(left)?;
        let scale = terms.first()?.1;
        for term in &mut terms {
            term.1 = term.1.checked_div(scale)?.normalize();
        }
        bound = bound.checked_div(scale)?.normalize();
        let operator = match (relation.operator, scale.is_sign_negative()) {
            (Operator::AtMost, true) => Operator::AtLeast,
            (Operator::AtLeast, true) => Operator::AtMost,
            (operator, _) => operator,
        };
        let allowed = match operator {
            Operator::Equal => Span { least: Some(bound), most: Some(bound) },
            Operator::AtMost => Span { least: None, most: Some(bound) },
            Operator::AtLeast => Span { least: Some(bound), most: None },
        };
        Some(Self { terms, allowed })
    }

    /// What the sum can be at all, when no cell holds what the form does not want there: counts and amounts are not below 0.
    #[must_use]
    pub fn possible(&self) -> Span {
        let is_free = |cell: CellId| Domain::of(cell.table(), cell.column).signed;
        let never = |is_against: fn(&Decimal) -> bool| {
            self.terms.iter().all(|(cell, weight)| !is_free(*cell) && !is_against(weight))
        };
        Span {
            least: never(Decimal::is_sign_negative).then_some(Decimal::ZERO),
            most: never(Decimal::is_sign_positive).then_some(Decimal::ZERO),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;
    use crate::schema::rulefile::Expression;

    fn linear(text: &str) -> Linear {
        let form = Schema::get().form("2021").unwrap();
        let relations = Expression::parse(text).unwrap().expand(form, "a.b").unwrap();
        Linear::of(&relations[0]).unwrap()
    }

    #[test]
    fn what_says_the_same_is_written_the_same() {
        let one = linear("requests.new_received.total + requests.carried_over.total = requests.total_processed.total");
        for other in [
            "requests.total_processed.total = requests.carried_over.total + requests.new_received.total",
            "2 * requests.total_processed.total - 2 * requests.carried_over.total = 2 * requests.new_received.total",
            "requests.new_received.total + 3 = 3 + requests.total_processed.total - requests.carried_over.total",
        ] {
            assert_eq!(linear(other), one, "{other}");
        }
        let less = linear("requests.new_received.total <= 5");
        assert_eq!(linear("5 >= requests.new_received.total"), less);
        assert_eq!(linear("- requests.new_received.total >= -5"), less);
    }

    #[test]
    fn bounds_meet_or_do_not() {
        let [least, most, other] = ["1 <= a", "a <= 3", "4 <= a"]
            .map(|text| linear(&text.replace('a', "requests.new_received.total")).allowed);
        assert!(!least.and(most).is_empty());
        assert!(most.and(other).is_empty());
        assert!(other.is_within(least) && !least.is_within(other));
    }

    #[test]
    fn counts_are_not_below_0() {
        let zero = Some(Decimal::ZERO);
        assert_eq!(linear("requests.new_received.total <= 5").possible(), Span { least: zero, most: None });
        let difference = linear("requests.new_received.total <= requests.granted.total");
        assert_eq!(difference.possible(), Span { least: None, most: None });
    }
}
