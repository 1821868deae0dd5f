//! The finished screen for terminals that give two cells to characters of ambiguous width (“ … · ─ ①).
//!
//! The layout counts such a character as one cell, so on these terminals everything behind it would be pushed aside. Each
//! gives way to a twin that is one cell wide everywhere; the twins stand in `narrow.txt`, a twin before its characters.
//! Quotation marks for which two cells were kept take both.

use std::collections::HashMap;
use std::num::NonZeroU16;
use std::sync::OnceLock;

use ratatui::buffer::{Buffer, CellDiffOption};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands for a character that has no twin.
const UNKNOWN: &str = "?";

fn twins() -> &'static HashMap<char, &'static str> {
    static TWINS: OnceLock<HashMap<char, &'static str>> = OnceLock::new();
    TWINS.get_or_init(|| {
        let lines = include_str!("narrow.txt").lines().filter_map(|line| line.split_once(' '));
        lines.flat_map(|(twin, characters)| characters.chars().map(move |c| (c, twin))).collect()
    })
}

/// Replaces every character on whose width terminals disagree.
pub fn narrow(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let mut characters = symbol.chars();
        let Some(first) = characters.next() else { continue };
        // Two cells were kept for it: alone it fills them here.
        if characters.as_str() == " " && is_ambiguous(symbol) {
            cell.set_symbol(first.encode_utf8(&mut [0; 4]));
            cell.set_diff_option(CellDiffOption::ForcedWidth(TWO));
            continue;
        }
        match twins().get(&first) {
            Some(twin) => cell.set_symbol(twin),
            None if is_ambiguous(symbol) => cell.set_symbol(UNKNOWN),
            None => continue,
        };
    }
}

const TWO: NonZeroU16 = NonZeroU16::new(2).expect("two is more than none");

/// Whether East Asian fonts may draw it wider than others do.
fn is_ambiguous(symbol: &str) -> bool {
    UnicodeWidthStr::width(symbol) != UnicodeWidthStr::width_cjk(symbol)
        || symbol.chars().any(|c| c.width() != c.width_cjk())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::{clean, picture, put};
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn every_twin_is_one_cell_wide_everywhere() {
        let mut seen = std::collections::HashSet::new();
        for line in include_str!("narrow.txt").lines() {
            let (twin, characters) = line.split_once(' ').expect("a twin and its characters");
            assert!(twin.is_ascii() && twin.len() == 1, "{line}");
            for c in characters.chars() {
                assert!(seen.insert(c), "{c} stands twice");
                assert!(!c.is_ascii() && c.width() == Some(1), "{c} needs no twin");
            }
        }
    }

    #[test]
    fn no_character_is_left_on_whose_width_terminals_disagree() {
        for c in ('\u{20}'..=char::MAX).filter(|c| c.width() != c.width_cjk()) {
            for text in [c.to_string(), format!("{c}\u{301}"), format!("{c}\u{FE0F}")] {
                let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
                put(&mut buf, 0, 0, 8, &clean(&text), Style::new());
                narrow(&mut buf);
                for cell in &buf.content {
                    let forced = matches!(cell.diff_option, CellDiffOption::ForcedWidth(TWO));
                    let wide = UnicodeWidthStr::width_cjk(cell.symbol());
                    let narrow = UnicodeWidthStr::width(cell.symbol());
                    assert!(if forced { wide == 2 } else { wide == narrow }, "{:04X} {:?}", c as u32, cell.symbol());
                }
            }
        }
    }

    #[test]
    fn frames_signs_and_numbers_stay_readable() {
        for (text, expected) in [
            ("┌─ 报告 ─┐", "+- 报告 -+"),
            ("│✗ ⚠ ✓ – ·│", "|x * v - .|"),
            ("①全文… → ▓▓░", "1全文. > ##."),
            ("Δ=3℃ Я é", "D=3C A e"),
        ] {
            let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
            put(&mut buf, 0, 0, 20, text, Style::new());
            narrow(&mut buf);
            assert_eq!(picture(&buf).trim_end(), expected);
        }
    }

    #[test]
    fn quotation_marks_fill_the_two_cells_that_were_kept() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
        put(&mut buf, 0, 0, 10, &clean("“三”"), Style::new());
        narrow(&mut buf);
        assert_eq!((buf[(0, 0)].symbol(), buf[(2, 0)].symbol()), ("“", "三"));
        assert_eq!(buf[(0, 0)].diff_option, CellDiffOption::ForcedWidth(TWO));
    }
}
