//! The report's values laid out by slot, so that relations add them up without looking anything up.

use rust_decimal::Decimal;

use crate::report::{Cell, Kind, Report, TableReading};
use crate::rules::arithmetic;
use crate::schema::{CellId, Relation, Schema, TableRef, relations};

/// What a cell offers to a relation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Slot {
    /// A whole number that the engine vouches for; nearly every cell.
    Whole(i64),
    /// Another number that the engine vouches for.
    Exact(Decimal),
    /// Nothing that can be added up.
    Open(Why),
}

/// Why a cell cannot be added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// The document has no such cell.
    Missing,
    /// It is empty.
    Blank,
    /// It has a mark such as `/`.
    Dash,
    /// It has text that is no number.
    Text,
    /// It has a number with more digits than can be added up exactly.
    TooLong,
    /// The engine does not vouch for it.
    Doubtful,
}

impl Slot {
    fn of(cell: &Cell) -> Self {
        if cell.doubt.is_some() {
            return Self::Open(Why::Doubtful);
        }
        match (cell.kind, cell.value) {
            (Kind::Number, Some(value)) if !arithmetic::is_exact(value) => Self::Open(Why::TooLong),
            (Kind::Number, Some(value)) if value.scale() == 0 => {
                i64::try_from(value.mantissa()).map_or(Self::Exact(value), Self::Whole)
            }
            (Kind::Number, Some(value)) => Self::Exact(value),
            (Kind::Blank, _) => Self::Open(Why::Blank),
            (Kind::Dash, _) => Self::Open(Why::Dash),
            (Kind::Text | Kind::Number, _) => Self::Open(Why::Text),
        }
    }

    /// The number, where there is one.
    pub(super) fn value(self) -> Option<Decimal> {
        match self {
            Self::Whole(value) => Some(value.into()),
            Self::Exact(value) => Some(value),
            Self::Open(_) => None,
        }
    }
}

/// What a table's cells are like as a whole, so that nothing looks for what is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Cells that the document does not have.
    pub(super) missing: usize,
    /// Cells that the engine does not vouch for.
    pub(super) doubtful: usize,
    /// Blanks, marks, text and numbers too long to add up, that it vouches for.
    pub(super) no_number: usize,
    /// Numbers that it vouches for.
    pub(super) numbers: usize,
    /// Numbers among them that are zero.
    pub(super) zeros: usize,
    /// Numbers among them that have decimals, a sign, or are not printed as plain digits.
    pub(super) unusual: usize,
}

impl Tally {
    fn count(&mut self, slot: Slot, cell: Option<&Cell>) {
        match slot {
            Slot::Whole(value) => {
                self.numbers += 1;
                self.zeros += usize::from(value == 0);
                let plain = cell.is_none_or(|cell| cell.raw.starts_with(|c: char| c.is_ascii_digit()));
                self.unusual += usize::from(value < 0 || !plain);
            }
            Slot::Exact(value) => {
                self.numbers += 1;
                self.zeros += usize::from(value.is_zero());
                self.unusual += 1;
            }
            Slot::Open(Why::Missing) => self.missing += 1,
            Slot::Open(Why::Doubtful) => self.doubtful += 1,
            Slot::Open(Why::Blank | Why::Dash | Why::Text | Why::TooLong) => self.no_number += 1,
        }
    }
}

/// All values of a report, by form and slot.
pub(super) struct Board<'r> {
    /// The report that it was made of.
    pub(super) report: &'r Report,
    forms: Vec<Vec<Slot>>,
    tallies: Vec<Tally>,
}

impl<'r> Board<'r> {
    /// Lays out a report.
    pub(super) fn new(report: &'r Report) -> Self {
        let mut forms = vec![Vec::new(); Schema::get().forms.len()];
        let mut tallies = Vec::with_capacity(report.tables.len());
        for reading in &report.tables {
            let slots = &mut forms[usize::from(reading.table.form)];
            if slots.is_empty() {
                slots.resize(relations::slot_count(reading.table.form), Slot::Open(Why::Missing));
            }
            let first = relations::first_slot(reading.table);
            let mut tally = Tally::default();
            for (slot, cell) in slots[first..].iter_mut().zip(&reading.cells) {
                *slot = cell.as_ref().map_or(Slot::Open(Why::Missing), Slot::of);
                tally.count(*slot, cell.as_ref());
            }
            tallies.push(tally);
        }
        Self { report, forms, tallies }
    }

    /// The tables of the report, each with its tally.
    pub(super) fn tables(&self) -> impl Iterator<Item = (&'r TableReading, Tally)> {
        self.report.tables.iter().zip(self.tallies.iter().copied())
    }

    /// Whether the report has a table at all.
    pub(super) fn has(&self, table: TableRef) -> bool {
        self.report.table(table).is_some()
    }

    /// What a cell offers.
    pub(super) fn slot(&self, cell: CellId) -> Slot {
        let slots = &self.forms[usize::from(cell.form)];
        slots.get(relations::slot(cell)).copied().unwrap_or(Slot::Open(Why::Missing))
    }

    /// Whether a relation holds; `None` where a term has no number.
    pub(super) fn holds(&self, relation: &Relation) -> Option<bool> {
        if relation.is_plain() {
            let slots = &self.forms[usize::from(relation.table.form)];
            let (left, right) = relation.slots();
            if let (Some(left), Some(right)) = (whole_sum(slots, left), whole_sum(slots, right)) {
                return Some(relation.operator.holds(&left, &right));
            }
        }
        self.holds_with(relation, |slot| slot.value())
    }

    /// Whether a relation would hold if slots were read by `read`; `None` where a term has no number then either.
    pub(super) fn holds_with(&self, relation: &Relation, read: impl Fn(Slot) -> Option<Decimal>) -> Option<bool> {
        let (left, right) = self.sides_with(relation, read)?;
        Some(relation.operator.holds(&left, &right))
    }

    /// The sums of both sides of a relation; `None` where a term has no number.
    pub(super) fn sides(&self, relation: &Relation) -> Option<(Decimal, Decimal)> {
        self.sides_with(relation, |slot| slot.value())
    }

    fn sides_with(&self, relation: &Relation, read: impl Fn(Slot) -> Option<Decimal>) -> Option<(Decimal, Decimal)> {
        let (mut left, mut right) = relation.constants();
        for (place, &cell) in relation.cells().iter().enumerate() {
            let value = arithmetic::times(relation.weight(place), read(self.slot(cell))?)?;
            let side = if place < relation.left().len() { &mut left } else { &mut right };
            *side = side.checked_add(value)?;
        }
        Some((left, right))
    }
}

/// The sum of slots that are all whole; `None` where one is not, or the sum leaves the range.
fn whole_sum(slots: &[Slot], at: &[u16]) -> Option<i64> {
    at.iter().try_fold(0i64, |sum, &at| match slots.get(usize::from(at)) {
        Some(Slot::Whole(value)) => sum.checked_add(*value),
        _ => None,
    })
}
