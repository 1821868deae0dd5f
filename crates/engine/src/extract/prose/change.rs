//! Numbers that tell a change (比上年增加229条) or the count of another year (上年为2890条): none of them is a count of this year.

use crate::extract::words::{WordList, word_lists};

word_lists!("change.toml": up, down, open, other_year, carried, counted);

/// Which way a count went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// There is more.
    Up,
    /// There is less.
    Down,
    /// The words leave it open.
    Open,
}

/// The change that a number tells, by the words right before it, made plain.
pub(super) fn way(words: &str) -> Option<Way> {
    if WORDS.counted.ends(words) {
        None
    } else if WORDS.up.ends(words) {
        Some(Way::Up)
    } else if WORDS.down.ends(words) {
        Some(Way::Down)
    } else {
        WORDS.open.ends(words).then_some(Way::Open)
    }
}

/// Whether a number is no count of this year, by the words of its clause before it, made plain.
pub(super) fn is_beside_the_count(clause: &str) -> bool {
    let is_of_other_year = WORDS.other_year.is_in(clause) && !WORDS.carried.is_in(clause);
    way(clause).is_some() || is_of_other_year
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_from_counts() {
        for (words, expected) in [
            ("较2022年增长", Some(Way::Up)),
            ("比上年增加了", Some(Way::Up)),
            ("同比减少", Some(Way::Down)),
            ("增幅为", Some(Way::Up)),
            ("较上年同比", Some(Way::Open)),
            ("新增", None),
            ("主动公开政府信息", None),
        ] {
            assert_eq!(way(words), expected, "{words}");
        }
        for (words, expected) in
            [("上年为", true), ("去年同期", true), ("上年结转", false), ("收到申请", false), ("比上年多", true)]
        {
            assert_eq!(is_beside_the_count(words), expected, "{words}");
        }
    }
}
