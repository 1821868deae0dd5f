//! How much it says that two sets of numbers are equal: nothing for zeros, little for ones, much for many large numbers.
//!
//! Equal numbers may be chance. The weight of a number is about twice its binary logarithm, since counts of all sizes are about
//! as frequent as the inverse of their square; the weights of the numbers that are free to differ are added up.

use rust_decimal::Decimal;

use super::{Figure, Figures};
use crate::schema::{CellId, TableRef};

/// The tables of a section of the form, as they are compared with those of another report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Disclosure,
    Requests,
    Remedies,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Disclosure, Self::Requests, Self::Remedies];

    /// Its name in Chinese and in English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Disclosure => ("表二", "Table 2"),
            Self::Requests => ("表三", "Table 3"),
            Self::Remedies => ("表四", "Table 4"),
        }
    }

    fn has(self, at: TableRef) -> bool {
        at.get().section
            == match self {
                Self::Disclosure => "disclosure",
                Self::Requests => "requests",
                Self::Remedies => "remedies",
            }
    }
}

/// The certain numbers of a part that are not zero, in the order of the form.
pub(super) fn numbers(figures: &Figures, part: Part) -> Vec<(CellId, Decimal)> {
    let mut tables: Vec<TableRef> = figures.tables().filter(|&at| part.has(at)).collect();
    tables.sort_unstable();
    let cells = tables.into_iter().flat_map(|at| figures.cells(at).collect::<Vec<_>>());
    cells
        .filter_map(|(id, figure)| match figure {
            Figure::Number(value) if !value.is_zero() => Some((id, value.normalize())),
            _ => None,
        })
        .collect()
}

/// What it weighs that these numbers are equal to others, in bits. Totals follow from the rest and stocks from last year, so
/// neither counts.
pub(super) fn weight(numbers: &[(CellId, Decimal)]) -> u32 {
    numbers.iter().filter(|(id, _)| is_free(*id)).map(|(_, value)| bits(value)).sum()
}

fn is_free(id: CellId) -> bool {
    let is_follower = ["total", "total_public", "prev_year_items", "in_force"].contains(&id.column_field().id);
    !is_follower && !["total_processed", "new_received", "carried_over"].contains(&id.row_field().id)
}

fn bits(value: &Decimal) -> u32 {
    let size = value.mantissa().unsigned_abs().saturating_add(1);
    2 * size.ilog2().min(20)
}
