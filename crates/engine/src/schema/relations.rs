//! The linear relations between cells, as data: `relations.toml` expanded against the forms once.
//!
//! Relations that an office adds have the same shape and are kept by whoever read them; here are those that every report must satisfy. Whoever places values weighs readings by them, whoever judges a report tries them. What a broken relation means to
//! a person, and how grave it is, is told by the rules.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::{Axis, CellId, Field, Form, RuleFile, Schema, TableRef};

/// How the two sides of a relation compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Both sides are equal.
    Equal,
    /// The left side is not greater.
    AtMost,
    /// The left side is not smaller.
    AtLeast,
}

impl Operator {
    /// The sign that says that the relation holds.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "≤",
            Self::AtLeast => "≥",
        }
    }

    /// The sign that says that the relation does not hold.
    #[must_use]
    pub fn broken_sign(self) -> &'static str {
        match self {
            Self::Equal => "≠",
            Self::AtMost => ">",
            Self::AtLeast => "<",
        }
    }

    /// Whether two sides compare as the relation demands.
    #[must_use]
    pub fn holds<T: PartialOrd>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::AtMost => left <= right,
            Self::AtLeast => left >= right,
        }
    }
}

/// One relation between cells of a form: the weighted sum of the left cells and a number, compared with that of the right ones. A side
/// without cells and number is 0.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// Id of the rule that it belongs to, such as `requests.balance`.
    pub rule: &'static str,
    /// The table whose cells it binds; the first of them, where it binds several.
    pub table: TableRef,
    /// Whether it stands for one column or one row of the table; [`Axis::Table`] where it stands for neither.
    pub axis: Axis,
    /// Index of that column or row.
    pub index: u8,
    /// How the sides compare.
    pub operator: Operator,
    cells: Box<[CellId]>,
    slots: Box<[u16]>,
    split: usize,
    /// What each cell is multiplied with; empty where all of them count once.
    weights: Box<[Decimal]>,
    constants: (Decimal, Decimal),
    is_plain: bool,
    /// The other tables that it binds.
    also: Box<[TableRef]>,
}

/// What a relation is made of.
pub(super) struct Parts {
    pub(super) rule: &'static str,
    pub(super) table: TableRef,
    pub(super) axis: Axis,
    pub(super) index: u8,
    pub(super) operator: Operator,
    pub(super) cells: Vec<CellId>,
    pub(super) weights: Vec<Decimal>,
    pub(super) split: usize,
    pub(super) constants: (Decimal, Decimal),
}

impl Relation {
    pub(super) fn new(parts: Parts) -> Self {
        let Parts { rule, table, axis, index, operator, cells, mut weights, split, constants } = parts;
        if weights.iter().all(|weight| *weight == Decimal::ONE) {
            weights.clear();
        }
        let mut also: Vec<TableRef> = cells.iter().map(|cell| cell.table()).filter(|other| *other != table).collect();
        also.sort_unstable();
        also.dedup();
        let slots = cells.iter().map(|&cell| slot(cell) as u16).collect();
        Self {
            rule,
            table,
            axis,
            index,
            operator,
            cells: cells.into(),
            slots,
            split,
            is_plain: weights.is_empty() && constants.0.is_zero() && constants.1.is_zero(),
            weights: weights.into(),
            constants,
            also: also.into(),
        }
    }

    /// Whether it adds up cells and nothing else, each of them once.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// What the cell at a place of [`Relation::cells`] is multiplied with; negative where it is subtracted.
    #[must_use]
    pub fn weight(&self, place: usize) -> Decimal {
        self.weights.get(place).copied().unwrap_or(Decimal::ONE)
    }

    /// The numbers that are added to the left and to the right cells.
    #[must_use]
    pub fn constants(&self) -> (Decimal, Decimal) {
        self.constants
    }

    /// Every table that it binds.
    pub fn tables(&self) -> impl Iterator<Item = TableRef> {
        std::iter::once(self.table).chain(self.also.iter().copied())
    }

    /// Whether it binds cells of more tables than one.
    #[must_use]
    pub fn spans_tables(&self) -> bool {
        !self.also.is_empty()
    }

    /// Every relation of a form, in the order of `relations.toml`, tables, and rows or columns. Empty for a narrative form.
    #[must_use]
    pub fn of_form(form: u8) -> &'static [Self] {
        Expanded::get().forms.get(usize::from(form)).map_or(&[], |form| &form.relations)
    }

    /// The relations of one table, in the same order.
    pub fn of_table(table: TableRef) -> impl Iterator<Item = &'static Self> {
        Self::of_form(table.form).iter().filter(move |relation| relation.table == table)
    }

    /// The relations that a cell stands in, in the same order.
    pub fn touching(cell: CellId) -> impl Iterator<Item = &'static Self> {
        let form = Expanded::get().forms.get(usize::from(cell.form));
        let indices = form.map_or(&[][..], |form| &form.touching[slot(cell)]);
        indices.iter().map(move |&index| &Self::of_form(cell.form)[usize::from(index)])
    }

    /// All its cells: the left ones, then the right ones.
    #[must_use]
    pub fn cells(&self) -> &[CellId] {
        &self.cells
    }

    /// The cells on the left.
    #[must_use]
    pub fn left(&self) -> &[CellId] {
        &self.cells[..self.split]
    }

    /// The cells on the right.
    #[must_use]
    pub fn right(&self) -> &[CellId] {
        &self.cells[self.split..]
    }

    /// [`slot`] of each of [`Relation::cells`], left and right apart.
    #[must_use]
    pub fn slots(&self) -> (&[u16], &[u16]) {
        self.slots.split_at(self.split)
    }

    /// The row or column that it stands for; the first column where it stands for none.
    #[must_use]
    pub fn field(&self) -> &'static Field {
        let table = self.table.get();
        match self.axis {
            Axis::Row => &table.rows[usize::from(self.index)],
            _ => &table.columns[usize::from(self.index)],
        }
    }
}

/// The number of a cell within its form, from 0, so that a form's cells fit one array of [`slot_count`] places.
#[must_use]
pub fn slot(cell: CellId) -> usize {
    let columns = cell.table().get().columns.len();
    first_slot(cell.table()) + usize::from(cell.row) * columns + usize::from(cell.column)
}

/// The [`slot`] of a table's first cell; the others follow row by row.
#[must_use]
pub fn first_slot(table: TableRef) -> usize {
    firsts(table.form)[usize::from(table.table)]
}

/// How many cells a form has.
#[must_use]
pub fn slot_count(form: u8) -> usize {
    firsts(form).last().copied().unwrap_or(0)
}

/// The source text of the relations, which `gouji schema` prints.
pub const RELATIONS_TOML: &str = include_str!("relations.toml");

/// The rules over relations that gouji itself demands.
///
/// # Panics
/// Never in a released binary: a test reads the embedded file.
#[must_use]
pub fn written() -> &'static RuleFile {
    static WRITTEN: OnceLock<RuleFile> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let (file, faults) = RuleFile::parse(RELATIONS_TOML);
        assert!(faults.is_empty(), "the embedded relations can be read: {faults:?}");
        file
    })
}

struct Expanded {
    forms: Vec<ExpandedForm>,
}

struct ExpandedForm {
    relations: Vec<Relation>,
    /// By slot, indices into `relations`.
    touching: Vec<Vec<u16>>,
}

impl Expanded {
    fn get() -> &'static Self {
        static EXPANDED: OnceLock<Expanded> = OnceLock::new();
        EXPANDED.get_or_init(|| {
            let mut forms: Vec<ExpandedForm> = (0..Schema::get().forms.len() as u8)
                .map(|form| ExpandedForm { relations: Vec::new(), touching: vec![Vec::new(); slot_count(form)] })
                .collect();
            for rule in &written().rules {
                let id: &'static str = rule.id.text.clone().leak();
                for &form in rule.when.forms.as_ref().expect("a built-in rule names its forms") {
                    let expanded = rule.relations.iter().map(|(expression, _)| expression.expand(form, id));
                    let relations =
                        expanded.flat_map(|relations| relations.expect("the embedded relations have cells"));
                    forms[usize::from(form)].relations.extend(relations);
                }
            }
            for form in &mut forms {
                for (index, relation) in form.relations.iter().enumerate() {
                    for &slot in &relation.slots {
                        form.touching[usize::from(slot)].push(index as u16);
                    }
                }
            }
            Self { forms }
        })
    }
}

/// By form and table, the slot of the table's first cell; behind the tables the number of slots.
fn firsts(form: u8) -> &'static [usize] {
    static FIRSTS: OnceLock<Vec<Vec<usize>>> = OnceLock::new();
    let all = FIRSTS.get_or_init(|| {
        let of_form = |form: &Form| {
            let mut firsts = vec![0];
            for table in &form.tables {
                firsts.push(firsts[firsts.len() - 1] + table.rows.len() * table.columns.len());
            }
            firsts
        };
        Schema::get().forms.iter().map(of_form).collect()
    });
    all.get(usize::from(form)).map_or(&[0][..], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(form: &str, rule: &str) -> usize {
        Relation::of_form(Schema::get().form(form).unwrap()).iter().filter(|relation| relation.rule == rule).count()
    }

    #[test]
    fn every_relation_is_expanded_over_its_rows_or_columns() {
        let table = [
            ("requests.balance", 7, 7),
            ("requests.result_sum", 7, 7),
            ("requests.row_sum", 23, 25),
            ("remedies.sum", 3, 3),
            ("disclosure.negative_stock", 5, 0),
            ("disclosure.published_total", 2, 0),
            ("disclosure.issued_in_force", 0, 2),
        ];
        for (rule, in_2019, in_2021) in table {
            assert_eq!((count("2019", rule), count("2021", rule)), (in_2019, in_2021), "{rule}");
        }
        assert!(Relation::of_form(Schema::get().form("2008").unwrap()).is_empty());
        assert!(Relation::of_form(u8::MAX).is_empty());
    }

    #[test]
    fn the_sum_of_results_has_every_leaf_once_and_not_itself() {
        for (form, leaves) in [("2019", 19), ("2021", 21)] {
            let form = Schema::get().form(form).unwrap();
            for relation in Relation::of_form(form).iter().filter(|relation| relation.rule == "requests.result_sum") {
                assert_eq!(relation.left().len(), leaves);
                assert_eq!(relation.right().len(), 1);
                assert!(!relation.left().contains(&relation.right()[0]));
            }
        }
    }

    #[test]
    fn sides_read_as_the_form_says() {
        let form = Schema::get().form("2019").unwrap();
        let written: Vec<String> = Relation::touching(CellId::parse(form, "art20_8.admin_fee.net_change").unwrap())
            .map(|relation| {
                let side = |cells: &[CellId]| cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
                format!("{} {} {}", side(relation.left()), relation.operator.sign(), side(relation.right()))
            })
            .collect();
        assert_eq!(written, ["art20_8.admin_fee.prev_year_items + art20_8.admin_fee.net_change ≥ "]);
    }

    #[test]
    fn slots_number_the_cells_of_a_form_without_gaps() {
        for form in 0..Schema::get().forms.len() as u8 {
            let mut seen = vec![false; slot_count(form)];
            for table in 0..Schema::get().forms[usize::from(form)].tables.len() as u8 {
                let at = TableRef { form, table };
                for row in 0..at.get().rows.len() as u8 {
                    for column in 0..at.get().columns.len() as u8 {
                        assert!(!std::mem::replace(&mut seen[slot(at.cell(row, column))], true));
                    }
                }
            }
            assert!(seen.into_iter().all(|seen| seen));
            for relation in Relation::of_form(form) {
                let (left, right) = relation.slots();
                assert!(relation.left().iter().zip(left).all(|(&cell, &at)| slot(cell) == usize::from(at)));
                assert!(relation.right().iter().zip(right).all(|(&cell, &at)| slot(cell) == usize::from(at)));
            }
        }
    }

    #[test]
    fn a_cell_of_the_requests_table_stands_in_its_row_and_column() {
        let form = Schema::get().form("2021").unwrap();
        let rules = |id: &str| -> Vec<&str> {
            Relation::touching(CellId::parse(form, id).unwrap()).map(|relation| relation.rule).collect()
        };
        assert_eq!(rules("requests.granted.org_other"), ["requests.result_sum", "requests.row_sum"]);
        assert_eq!(
            rules("requests.total_processed.total"),
            ["requests.balance", "requests.result_sum", "requests.row_sum"]
        );
        assert!(rules("art20_5.admin_license.decisions").is_empty());
    }
}
