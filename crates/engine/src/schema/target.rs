//! What a label can stand for: a row, a column, a table, or a group of rows or columns.

use super::{Axis, Schema, TableRef};

/// What a label can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Target {
    /// Table of the field.
    pub table: TableRef,
    /// Row, column, table or group.
    pub axis: Axis,
    /// Index of the row or column; for a group, of the first row or column that stands in it; 0 for a table.
    pub index: u8,
    /// For a group, its depth in [`crate::schema::Field::group`], from 0 for the outermost.
    pub depth: u8,
}

impl Target {
    /// The canonical name used in JSON: the id of a row, column or table, the printed label of a group.
    #[must_use]
    pub fn canonical(self) -> &'static str {
        match self.axis {
            Axis::Row => self.table.get().rows[usize::from(self.index)].id,
            Axis::Column => self.table.get().columns[usize::from(self.index)].id,
            Axis::Table => self.table.get().id,
            Axis::Group => self.label(),
        }
    }

    /// The label as the form prints it.
    #[must_use]
    pub fn label(self) -> &'static str {
        let table = self.table.get();
        match self.axis {
            Axis::Row => table.rows[usize::from(self.index)].label,
            Axis::Column => table.columns[usize::from(self.index)].label,
            Axis::Table => table.label,
            Axis::Group => {
                let in_rows =
                    table.rows.get(usize::from(self.index)).and_then(|row| row.group.get(usize::from(self.depth)));
                let in_columns = table
                    .columns
                    .get(usize::from(self.index))
                    .and_then(|column| column.group.get(usize::from(self.depth)));
                in_rows.or(in_columns).copied().unwrap_or("")
            }
        }
    }
}

impl Target {
    /// The labels of the groups around a row or column, outermost first.
    #[must_use]
    pub fn group(self) -> &'static [&'static str] {
        let table = self.table.get();
        match self.axis {
            Axis::Row => &table.rows[usize::from(self.index)].group,
            Axis::Column => &table.columns[usize::from(self.index)].group,
            Axis::Table | Axis::Group => &[],
        }
    }

    /// Whether the same word labels other rows or columns too, so that the words alone never tell them apart.
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        let table = self.table.get();
        match self.axis {
            Axis::Row => table.rows[usize::from(self.index)].ambiguous,
            Axis::Column => table.columns[usize::from(self.index)].ambiguous,
            Axis::Table | Axis::Group => false,
        }
    }

    /// Whether two targets are one field: in both editions, or printed several times, the words stand for the same.
    #[must_use]
    pub fn is_same_field(self, other: Self) -> bool {
        let field = |target: Self| (target.axis, target.table.get().id, target.canonical());
        self == other || field(self) == field(other)
    }

    /// The field of a table by axis and id.
    #[must_use]
    pub fn find(table: TableRef, axis: Axis, id: &str) -> Option<Self> {
        let index = match axis {
            Axis::Row => table.get().row(id)?,
            Axis::Column => table.get().column(id)?,
            Axis::Table => return (table.get().id == id).then_some(Self { table, axis, index: 0, depth: 0 }),
            Axis::Group => return Self::groups(table).into_iter().find(|target| target.label() == id),
        };
        Some(Self { table, axis, index, depth: 0 })
    }

    /// Every group label of a table, rows before columns, outermost first.
    #[must_use]
    pub fn groups(table: TableRef) -> Vec<Self> {
        let description = table.get();
        let mut found: Vec<Self> = Vec::new();
        for fields in [&description.rows, &description.columns] {
            for (index, field) in fields.iter().enumerate() {
                for depth in 0..field.group.len() {
                    let target = Self { table, axis: Axis::Group, index: index as u8, depth: depth as u8 };
                    if target.label() == field.group[depth] && found.iter().all(|seen| seen.label() != target.label()) {
                        found.push(target);
                    }
                }
            }
        }
        found
    }

    /// Every field of a table on one axis, in the form's order.
    #[must_use]
    pub fn all(table: TableRef, axis: Axis) -> Vec<Self> {
        let count = match axis {
            Axis::Row => table.get().rows.len(),
            Axis::Column => table.get().columns.len(),
            Axis::Table => 1,
            Axis::Group => return Self::groups(table),
        };
        (0..count).map(|index| Self { table, axis, index: index as u8, depth: 0 }).collect()
    }

    /// Every field that a label on this axis of this table may be mapped onto, in the form's order.
    #[must_use]
    pub fn choices(table: TableRef, axis: Axis) -> Vec<Self> {
        if axis != Axis::Table {
            return Self::all(table, axis);
        }
        let of_form = Schema::get().tables().filter(|at| at.form == table.form);
        of_form.map(|table| Self { table, axis, index: 0, depth: 0 }).collect()
    }
}
