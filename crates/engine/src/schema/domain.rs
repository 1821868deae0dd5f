//! Which numbers a cell may hold: counts, signed changes, amounts.

use super::{Schema, TableRef};

/// The numbers that a column of a table may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Domain {
    /// A minus or plus sign is allowed (本年增/减).
    pub signed: bool,
    /// Decimals are allowed (采购总金额, 本年收费金额).
    pub decimal: bool,
}

impl Domain {
    /// The domain of a column by its index.
    #[must_use]
    pub fn of(table: TableRef, column: u8) -> Self {
        let id = table.get().columns[usize::from(column)].id;
        let values = &Schema::get().values;
        Self { signed: values.signed_columns.contains(&id), decimal: values.decimal_columns.contains(&id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changes_are_signed_and_only_amounts_have_decimals() {
        for table in Schema::get().tables() {
            for (index, column) in table.get().columns.iter().enumerate() {
                let domain = Domain::of(table, index as u8);
                assert_eq!(domain.signed, column.id == "net_change", "{}", column.id);
                assert_eq!(domain.decimal, column.id.ends_with("_amount"), "{}", column.id);
            }
        }
    }
}
