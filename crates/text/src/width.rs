//! How wide text is on a terminal, and text cut, filled and cleaned for one.
//!
//! A Chinese character takes two cells, a combining mark none; everything that is drawn or printed in columns measures here.
//! Where text stands on the screen is for the screen to say.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands where text was cut off; one cell wide.
const ELLIPSIS: char = '…';

/// Where text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left, as words do.
    #[default]
    Left,
    /// At the right, as numbers do.
    Right,
    /// In the middle, as headers do; an odd cell goes to the right.
    Centre,
}

/// The number of cells that the text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { UnicodeWidthStr::width(text) }
}

/// The text cut to at most so many cells, with … at the end where something was cut off. Characters are never divided.
#[must_use]
pub fn truncate(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    if cells == 0 {
        return Cow::Borrowed("");
    }
    let mut kept = 0;
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += width(grapheme);
        if taken > cells - 1 {
            break;
        }
        kept = at + grapheme.len();
    }
    let mut cut = String::with_capacity(kept + ELLIPSIS.len_utf8());
    cut.push_str(&text[..kept]);
    cut.push(ELLIPSIS);
    Cow::Owned(cut)
}

/// The text in exactly so many cells: cut where it is too long, filled with blanks where it is too short.
#[must_use]
pub fn pad(text: &str, cells: usize, align: Align) -> String {
    let text = truncate(text, cells);
    let missing = cells - width(&text);
    let before = match align {
        Align::Left => 0,
        Align::Right => missing,
        Align::Centre => missing / 2,
    };
    let mut padded = String::with_capacity(text.len() + missing);
    padded.extend(std::iter::repeat_n(' ', before));
    padded.push_str(&text);
    padded.extend(std::iter::repeat_n(' ', missing - before));
    padded
}

/// The most marks that may stand on one character. Writing systems need three; more are a tower that reaches into the
/// lines around it.
const MARKS: usize = 3;

/// The text without anything that moves a cursor, turns the direction of writing or cannot be seen, so that a submitted
/// file can neither disturb the screen nor disguise what it says: tabs and line breaks become blanks, control characters
/// their pictures (␀, ␛), and characters that nobody can see are left out.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return Cow::Borrowed(text);
    }
    let mut marks = 0;
    let mut fits = |c: char| {
        marks = if UnicodeWidthChar::width(c) == Some(0) { marks + 1 } else { 0 };
        !is_unfit(c) && marks <= MARKS
    };
    if text.chars().all(&mut fits) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    marks = 0;
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => clean.push(' '),
            '\0'..='\u{1F}' => clean.extend(char::from_u32(0x2400 + c as u32)),
            '\u{7F}' => clean.push('␡'),
            _ if is_unfit(c) => continue,
            _ if UnicodeWidthChar::width(c) == Some(0) => {
                marks += 1;
                if marks <= MARKS {
                    clean.push(c);
                }
                continue;
            }
            _ => clean.push(c),
        }
        marks = 0;
    }
    Cow::Owned(clean)
}

/// Control characters, invisible characters and those that set the direction of writing: none is printed as it stands.
#[must_use]
pub fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}')
        || matches!(c, '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
        || matches!(c, '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
        || matches!(c, '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_two_cells_wide() {
        for (text, cells) in
            [("", 0), ("abc", 3), ("年报", 4), ("年报2024", 8), ("(一)", 4), ("\u{FF08}一\u{FF09}", 6), ("e\u{301}", 1)]
        {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn cut_text_fits_and_keeps_whole_characters() {
        for (text, cells, expected) in [
            ("年度报告", 8, "年度报告"),
            ("年度报告", 7, "年度报…"),
            ("年度报告", 6, "年度…"),
            ("年度报告", 2, "…"),
            ("年度报告", 1, "…"),
            ("年度报告", 0, ""),
            ("abc", 2, "a…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ] {
            assert_eq!(truncate(text, cells), expected, "{text} in {cells}");
        }
    }

    #[test]
    fn padded_text_fills_its_cells() {
        for (align, expected) in [(Align::Left, "规章   "), (Align::Right, "   规章"), (Align::Centre, " 规章  ")]
        {
            assert_eq!(pad("规章", 7, align), expected);
        }
        for cells in 0..12 {
            assert_eq!(width(&pad("本年新公开数量", cells, Align::Centre)), cells);
        }
    }

    #[test]
    fn nothing_unseen_is_left() {
        for (text, expected) in [
            ("规章", "规章"),
            ("a\tb", "a b"),
            ("\u{1B}[31m红", "␛[31m红"),
            ("3\u{202E}21\u{202C}\u{200B}4", "3214"),
            ("x\u{9B}y\0", "xy␀"),
            ("某\u{FE0F}县\u{E0100}\u{E0041}\u{3164}\u{200D}", "某县"),
            ("e\u{301}", "e\u{301}"),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}x\u{301}", "e\u{301}\u{302}\u{303}x\u{301}"),
        ] {
            assert_eq!(sanitize(text), expected);
        }
    }
}
