//! What the screen says of findings between reports.

use crate::text::lang::Lang;

words! {
    /// Title of the window that lists them.
    between_title => ("跨年度、跨单位与名单", "Across years, units and the roster"),
    /// In the place of a unit, where a finding concerns the whole batch.
    between_batch => ("整个批次", "the whole batch"),
    /// The reports are still being read or compared.
    not_compared => ("各报告尚在读取和比对，请稍候再看。", "The reports are still being read and compared; look again in a moment."),
    /// There are none.
    nothing_between => (
        "各报告之间没有发现问题。",
        "Nothing was found between the reports."
    ),
    /// A finding speaks of no report that could be opened.
    no_report_of_it => ("这一条没有对应的报告可打开。", "There is no report to open for this."),
}

/// How many there are, and the key that lists them.
#[must_use]
pub fn between_count(lang: Lang, count: usize, key: &str) -> String {
    let key = if key.is_empty() { String::new() } else { format!(" {key}") };
    lang.pick(format!("跨报告 {count}{key}"), format!("between reports {count}{key}"))
}

/// The reports that a finding rests on, beside the one that it speaks of.
#[must_use]
pub fn concerned(lang: Lang, names: &[&str]) -> String {
    lang.pick(format!("涉及：{}", names.join("、")), format!("rests on: {}", names.join(", ")))
}
