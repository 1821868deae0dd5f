//! Words of suppositions under trial, and of what the figures say of a cause.

use crate::text::lang::Lang;

words! {
    /// Title of the pane that tells of a supposition.
    what_if => ("假设", "What if"),
    /// The finding under the cursor has no cause to look into.
    no_cause => ("这里没有可推演的假设：只有勾稽不平的问题才有。", "There is nothing to suppose here: only relations that do not hold have causes to try."),
    /// Nothing names values that could be tried.
    nothing_to_suppose => ("这一问题涉及面较大，没有可推演的改法。", "Too many figures are wrong here: there is no correction to try."),
    /// What a supposition is not.
    only_supposed => ("仅为推演：不改报告，不作记录。", "Only supposed: nothing is changed or recorded."),
    /// Heading of the smallest corrections.
    by_figures => ("勾稽推断", "by the figures"),
}

/// The sign of a cell with a supposed value, with what it means.
#[must_use]
pub fn legend_supposed(lang: Lang) -> (&'static str, &'static str) {
    ("→", lang.pick("假设的数", "supposed"))
}

/// How many relations hold and are broken, before and then.
#[must_use]
pub fn counts_then(lang: Lang, (held, broken): (usize, usize), then: (usize, usize)) -> String {
    lang.pick(
        format!("成立 {held}→{}，不成立 {broken}→{}", then.0, then.1),
        format!("hold {held}→{}, broken {broken}→{}", then.0, then.1),
    )
}

/// Of how many alike a supposition is the first.
#[must_use]
pub fn one_of_ways(lang: Lang, ways: usize) -> String {
    lang.pick(
        format!("同类改法 {ways} 种，这里演示第一种。"),
        format!("There are {ways} corrections of this kind; the first is shown."),
    )
}

/// How many kinds of corrections are not told.
#[must_use]
pub fn more_kinds(lang: Lang, count: usize) -> String {
    lang.pick(format!("……另有 {count} 类改法"), format!("… and {count} kinds more"))
}
