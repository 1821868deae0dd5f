//! Fees in prose against 第二十条第（八）项, where the table has 万元 and prose any unit, rounded.
//!
//! 信息处理费, the fee for information given on application, is another thing (P7) and is never compared with it.

use rust_decimal::Decimal;

use super::readings::Value;
use crate::report::Fact;

/// Whether an amount in the table, in 万元, is what prose states in its own unit and rounding.
pub(super) fn is_stated(fact: &Fact, value: Value) -> Option<bool> {
    let Value::Exact(table) = value else { return None };
    // 万元 to the unit of the prose.
    let factor = match fact.unit.as_deref() {
        Some("元") => Decimal::from(10_000),
        Some("亿元") => Decimal::new(1, 4),
        Some("万元") => Decimal::ONE,
        _ => return None,
    };
    let in_unit = table.checked_mul(factor)?;
    let half = Decimal::new(5, fact.value.scale() + 1);
    let rounding_of_table = factor * Decimal::new(5, table.scale() + 1);
    let near = |amount: Decimal| (amount - fact.value).abs() <= half.max(rounding_of_table);
    // A table that was filled in 元 is another rule's business.
    Some(near(in_unit) || near(table))
}
