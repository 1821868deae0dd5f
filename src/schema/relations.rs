//! The linear relations between cells, as data: `relations.toml` expanded against the forms once.
//!
//! Whoever places values weighs readings by them, whoever judges a report tries them. What a broken relation means to
//! a person, and how grave it is, is told by the rules.

use std::sync::OnceLock;

use serde::Deserialize;

use super::{Axis, CellId, Field, Schema, TableRef};

/// How the two sides of a relation compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum Operator {
    /// Both sides are equal.
    #[serde(rename = "=")]
    Equal,
    /// The left side is not greater.
    #[serde(rename = "<=")]
    AtMost,
    /// The left side is not smaller.
    #[serde(rename = ">=")]
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

/// One relation between cells of one table: the sum of the left cells compared with the sum of the right ones. A side
/// without cells is 0.
#[derive(Debug, PartialEq, Eq)]
pub struct Relation {
    /// Id of the rule that it belongs to, such as `requests.balance`.
    pub rule: &'static str,
    /// The table whose cells it binds.
    pub table: TableRef,
    /// Whether it stands for one column or one row of the table.
    pub axis: Axis,
    /// Index of that column or row.
    pub index: u8,
    /// How the sides compare.
    pub operator: Operator,
    cells: Box<[CellId]>,
    slots: Box<[u16]>,
    split: usize,
}

impl Relation {
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

    /// The row or column that it stands for.
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
    Expanded::get().forms[usize::from(table.form)].first[usize::from(table.table)]
}

/// How many cells a form has.
#[must_use]
pub fn slot_count(form: u8) -> usize {
    Expanded::get().forms.get(usize::from(form)).map_or(0, |form| form.touching.len())
}

/// The source text of the relations, which `gouji schema` prints.
pub const RELATIONS_TOML: &str = include_str!("relations.toml");

struct Expanded {
    forms: Vec<ExpandedForm>,
}

struct ExpandedForm {
    relations: Vec<Relation>,
    /// By slot, indices into `relations`.
    touching: Vec<Vec<u16>>,
    /// By table, the slot of its first cell.
    first: Vec<usize>,
}

impl Expanded {
    fn get() -> &'static Self {
        static EXPANDED: OnceLock<Expanded> = OnceLock::new();
        EXPANDED.get_or_init(|| {
            let file: RawFile = toml::from_str(RELATIONS_TOML).expect("the embedded relations parse");
            let relations: Vec<(RawRelation, &'static str)> =
                file.relation.into_iter().map(|raw| (raw.clone(), &*raw.rule.leak())).collect();
            let forms = (0..Schema::get().forms.len()).map(|form| expand(form as u8, &relations)).collect();
            Self { forms }
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    relation: Vec<RawRelation>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct RawRelation {
    rule: String,
    forms: Vec<String>,
    tables: Vec<String>,
    for_each: ForEach,
    left: Vec<String>,
    operator: Operator,
    right: Vec<String>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum ForEach {
    Row,
    Column,
}

fn expand(form: u8, raws: &[(RawRelation, &'static str)]) -> ExpandedForm {
    let description = &Schema::get().forms[usize::from(form)];
    let mut first = Vec::new();
    let mut count = 0;
    for table in &description.tables {
        first.push(count);
        count += table.rows.len() * table.columns.len();
    }
    let mut relations = Vec::new();
    for (raw, rule) in raws.iter().filter(|(raw, _)| raw.forms.iter().any(|id| id == description.id)) {
        for id in &raw.tables {
            let table = description.table(id).unwrap_or_else(|| panic!("form {} has no table {id}", description.id));
            expand_in_table(raw, rule, TableRef { form, table }, first[usize::from(table)], &mut relations);
        }
    }
    let mut touching = vec![Vec::new(); count];
    for (index, relation) in relations.iter().enumerate() {
        for &slot in &relation.slots {
            touching[usize::from(slot)].push(index as u16);
        }
    }
    ExpandedForm { relations, touching, first }
}

fn expand_in_table(raw: &RawRelation, rule: &'static str, table: TableRef, first: usize, into: &mut Vec<Relation>) {
    let description = table.get();
    let (terms, each, axis) = match raw.for_each {
        ForEach::Column => (&description.rows, &description.columns, Axis::Column),
        ForEach::Row => (&description.columns, &description.rows, Axis::Row),
    };
    let left = select(&raw.left, &raw.right, terms);
    let right = select(&raw.right, &raw.left, terms);
    for index in 0..each.len() as u8 {
        let at = |&term: &u8| match raw.for_each {
            ForEach::Column => table.cell(term, index),
            ForEach::Row => table.cell(index, term),
        };
        let cells: Box<[CellId]> = left.iter().chain(&right).map(at).collect();
        let columns = description.columns.len();
        let slots = cells
            .iter()
            .map(|cell| (first + usize::from(cell.row) * columns + usize::from(cell.column)) as u16)
            .collect();
        into.push(Relation { rule, table, axis, index, operator: raw.operator, cells, slots, split: left.len() });
    }
}

/// The indices of the rows or columns that one side names.
fn select(side: &[String], other: &[String], fields: &[Field]) -> Vec<u8> {
    let mut found = Vec::new();
    for word in side {
        let before = found.len();
        for (index, field) in fields.iter().enumerate() {
            let chosen = match word.strip_prefix("in:") {
                Some(group) => field.group.contains(&group) && other.iter().all(|id| id != field.id),
                None => field.id == word,
            };
            if chosen {
                found.push(index as u8);
            }
        }
        assert!(found.len() > before, "no row or column answers to {word}");
    }
    found
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
