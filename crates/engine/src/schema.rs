//! The canonical forms of the annual report, as data: tables, rows and columns with stable ids, their labels and variants.
//!
//! `forms.toml` beside this file is the source; it is parsed once and lives as long as the program, so that everything
//! above can hold plain references and small indices. Nothing here knows what a document looks like.

mod domain;
mod load;
pub mod relations;
pub mod rulefile;
mod target;

use std::fmt;
use std::sync::OnceLock;

pub use domain::Domain;
pub use load::LoadError;
pub use relations::{Operator, Relation};
pub use rulefile::RuleFile;
pub use target::Target;

/// Every form, section and value word that gouji knows.
#[derive(Debug)]
pub struct Schema {
    /// The sections 一 to 六 of the national forms, in printed order.
    pub sections: Vec<Section>,
    /// The forms, in the order of their first report year: `2019`, `2021`, and the narrative `2008` last.
    pub forms: Vec<Form>,
    /// Words that stand for a value without being digits.
    pub values: ValueWords,
    /// Known spellings of the title after the unit and the year.
    pub titles: Vec<&'static str>,
    /// Labels of a table's corner and spanning headers, which name no field (信息内容, 申请人情况 …).
    pub corners: Vec<&'static str>,
    /// Words by which a label is none of the form's.
    pub rivals: Rivals,
}

/// Words by which a label names something else than the field that its other words are like.
#[derive(Debug)]
pub struct Rivals {
    /// Words for the report's own year, for the one before it and for the one after it.
    pub years: [Vec<&'static str>; 3],
    /// Words for what is computed from figures.
    pub derived: Vec<&'static str>,
    /// Acts of law that are no row of the form.
    pub acts: Vec<&'static str>,
}

/// A numbered section of the report.
#[derive(Debug)]
pub struct Section {
    /// Stable id, such as `overview`.
    pub id: &'static str,
    /// The heading as the form prints it.
    pub label: &'static str,
    /// Variants seen and plausible.
    pub aliases: Vec<&'static str>,
    /// Words that tell the section in a narrative report, where order and number vary. Empty in the national forms.
    pub keywords: Vec<&'static str>,
}

/// One edition of the report's form.
#[derive(Debug)]
pub struct Form {
    /// Stable id: `2019`, `2021` or `2008`.
    pub id: &'static str,
    /// Name of the form.
    pub label: &'static str,
    /// Number of the document that issued it.
    pub document_number: &'static str,
    /// Report years that the form is meant for.
    pub report_years: Vec<i32>,
    /// The form's tables in printed order.
    pub tables: Vec<Table>,
    /// Sections of a narrative form; empty where [`Schema::sections`] hold.
    pub sections: Vec<Section>,
}

impl Form {
    /// Whether the form has no table of its own but prose (the form of 2008), with headings of its own.
    #[must_use]
    pub fn is_narrative(&self) -> bool {
        !self.sections.is_empty()
    }

    /// The index of a table in [`Form::tables`].
    #[must_use]
    pub fn table(&self, id: &str) -> Option<u8> {
        self.tables.iter().position(|table| table.id == id).map(|i| i as u8)
    }
}

/// A table, or one block of the printed table of section 二.
#[derive(Debug)]
pub struct Table {
    /// Stable id, such as `requests`.
    pub id: &'static str,
    /// Id of the section that holds it.
    pub section: &'static str,
    /// The label as the form prints it.
    pub label: &'static str,
    /// Variants seen.
    pub aliases: Vec<&'static str>,
    /// What a cut label looks like.
    pub truncations: Vec<&'static str>,
    /// Whether its rows are printed side by side, as one row of values under the columns of each.
    pub side_by_side: bool,
    /// Rows in printed order.
    pub rows: Vec<Field>,
    /// Columns in printed order of their values.
    pub columns: Vec<Field>,
}

impl Table {
    /// The index of a row by id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<u8> {
        self.rows.iter().position(|field| field.id == id).map(|i| i as u8)
    }

    /// The index of a column by id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<u8> {
        self.columns.iter().position(|field| field.id == id).map(|i| i as u8)
    }
}

/// A row or a column of a table.
#[derive(Debug)]
pub struct Field {
    /// Stable id, such as `natural_person`.
    pub id: &'static str,
    /// The label exactly as the form prints it.
    pub label: &'static str,
    /// Variants seen in real submissions.
    pub aliases: Vec<&'static str>,
    /// Plausible variants that were not seen.
    pub guesses: Vec<&'static str>,
    /// Cut forms, never sufficient alone.
    pub truncations: Vec<&'static str>,
    /// Merged cells to the left of the row or above the column, outermost first.
    pub group: Vec<&'static str>,
    /// The same word labels other rows or columns too, so that text alone never decides.
    pub ambiguous: bool,
    /// Unit of the values where the form names one.
    pub unit: Option<&'static str>,
}

/// Words and columns that decide how a cell's text is read.
#[derive(Debug)]
pub struct ValueWords {
    /// Words for zero, such as `零`.
    pub zero_tokens: Vec<&'static str>,
    /// Marks for «not applicable», such as `/` and `无`.
    pub not_applicable_tokens: Vec<&'static str>,
    /// Units that may stand behind a number.
    pub unit_suffixes: Vec<&'static str>,
    /// Columns whose values may carry a sign.
    pub signed_columns: Vec<&'static str>,
    /// Columns whose values may have decimals.
    pub decimal_columns: Vec<&'static str>,
}

/// Whether a label names a row, a column, a table or a group of rows or columns: by the schema, not by print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Axis {
    /// A row of the schema's table.
    Row,
    /// A column of the schema's table.
    Column,
    /// The table or block itself.
    Table,
    /// Merged cells over columns or beside rows.
    Group,
}

impl Axis {
    /// The word used in JSON and in journals.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Column => "column",
            Self::Table => "table",
            Self::Group => "group",
        }
    }

    /// The axis of a word written by [`Axis::id`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Row, Self::Column, Self::Table, Self::Group].into_iter().find(|axis| axis.id() == word)
    }
}

/// A table of a form, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TableRef {
    /// Index into [`Schema::forms`].
    pub form: u8,
    /// Index into [`Form::tables`].
    pub table: u8,
}

impl TableRef {
    /// The table's description.
    #[must_use]
    pub fn get(self) -> &'static Table {
        &Schema::get().forms[usize::from(self.form)].tables[usize::from(self.table)]
    }

    /// The form that the table belongs to.
    #[must_use]
    pub fn form(self) -> &'static Form {
        &Schema::get().forms[usize::from(self.form)]
    }

    /// Whether it is its section's only table, so that the section's heading is its own.
    #[must_use]
    pub fn is_whole_section(self) -> bool {
        self.form().tables.iter().filter(|other| other.section == self.get().section).count() == 1
    }

    /// A cell of this table.
    #[must_use]
    pub fn cell(self, row: u8, column: u8) -> CellId {
        CellId { form: self.form, table: self.table, row, column }
    }
}

/// A cell of a canonical table, by index. Displays as `table.row.column`, the id that JSON, journals and rules use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId {
    /// Index into [`Schema::forms`].
    pub form: u8,
    /// Index into [`Form::tables`].
    pub table: u8,
    /// Index into [`Table::rows`].
    pub row: u8,
    /// Index into [`Table::columns`].
    pub column: u8,
}

impl CellId {
    /// Reads `table.row.column` in the given form.
    #[must_use]
    pub fn parse(form: u8, id: &str) -> Option<Self> {
        let (table_id, rest) = id.split_once('.')?;
        let (row_id, column_id) = rest.split_once('.')?;
        let table = Schema::get().forms.get(usize::from(form))?.table(table_id)?;
        let at = TableRef { form, table };
        Some(at.cell(at.get().row(row_id)?, at.get().column(column_id)?))
    }

    /// The table that holds the cell.
    #[must_use]
    pub fn table(self) -> TableRef {
        TableRef { form: self.form, table: self.table }
    }

    /// The row's description.
    #[must_use]
    pub fn row_field(self) -> &'static Field {
        &self.table().get().rows[usize::from(self.row)]
    }

    /// The column's description.
    #[must_use]
    pub fn column_field(self) -> &'static Field {
        &self.table().get().columns[usize::from(self.column)]
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every cell of every report is named in JSON: put together without the machinery of formatting.
        f.write_str(&[self.table().get().id, ".", self.row_field().id, ".", self.column_field().id].concat())
    }
}

impl Schema {
    /// The embedded schema, parsed at the first call.
    ///
    /// # Panics
    /// Never in a released binary: a test parses the embedded file.
    #[must_use]
    pub fn get() -> &'static Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| load::parse(FORMS_TOML).expect("the embedded schema parses"))
    }

    /// The index of a form by id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<u8> {
        self.forms.iter().position(|form| form.id == id).map(|i| i as u8)
    }

    /// Every table of the tabular forms.
    pub fn tables(&self) -> impl Iterator<Item = TableRef> + '_ {
        self.forms.iter().enumerate().filter(|(_, form)| !form.is_narrative()).flat_map(|(form, description)| {
            (0..description.tables.len()).map(move |table| TableRef { form: form as u8, table: table as u8 })
        })
    }

    /// The form meant for a report year.
    #[must_use]
    pub fn form_for_year(&self, year: i32) -> Option<u8> {
        self.forms.iter().position(|form| form.report_years.contains(&year)).map(|i| i as u8)
    }
}

/// The schema's source text, which `gouji schema` prints.
pub const FORMS_TOML: &str = include_str!("schema/forms.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_schema_has_the_printed_shapes() {
        let schema = Schema::get();
        let shapes: Vec<_> = schema
            .tables()
            .map(|at| (at.form().id, at.get().id, at.get().rows.len(), at.get().columns.len()))
            .collect();
        assert!(shapes.contains(&("2019", "requests", 23, 7)));
        assert!(shapes.contains(&("2021", "requests", 25, 7)));
        assert!(shapes.contains(&("2021", "art20_8", 1, 1)));
        assert_eq!(shapes.iter().filter(|shape| shape.0 == "2019").map(|shape| shape.2 * shape.3).sum::<usize>(), 198);
        assert_eq!(shapes.iter().filter(|shape| shape.0 == "2021").map(|shape| shape.2 * shape.3).sum::<usize>(), 200);
    }

    #[test]
    fn cell_ids_survive_a_round_trip() {
        for at in Schema::get().tables() {
            for row in 0..at.get().rows.len() {
                for column in 0..at.get().columns.len() {
                    let id = at.cell(row as u8, column as u8);
                    assert_eq!(CellId::parse(at.form, &id.to_string()), Some(id));
                }
            }
        }
    }
}
