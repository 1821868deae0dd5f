//! What stands beside the reasons for a label's field, which `report::why` puts into words.

pub use crate::report::why::{lead, part_name, part_phrase};

use crate::text::lang::Lang;

words! {
    /// Heading of the label before.
    before => ("前", "before"),
    /// Heading of the label after.
    after => ("后", "after"),
    /// Heading of the values that a label heads.
    values => ("数值", "values"),
    /// Heading of what else speaks for a field.
    other_evidence => ("其他依据", "Other evidence"),
}

/// Who decided on a label, and when.
#[must_use]
pub fn decided_by(lang: Lang, by: &str, at: &str) -> String {
    lang.pick(format!("{by} 于 {at} 认定。"), format!("Decided by {by}, {at}."))
}
