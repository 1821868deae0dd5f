//! A line as it is compared: without blanks and pinyin notes, simplified, half width, with the place of every character.

use std::ops::Range;

use crate::text::traditional::simplify;

/// A line without blanks and pinyin notes, simplified and half width, with the place of every character.
pub(super) struct Compact {
    /// The characters that are left.
    pub chars: Vec<char>,
    /// Start of each character in bytes of the line, and the line's end.
    pub at: Vec<usize>,
}

impl Compact {
    pub fn new(line: &str) -> Self {
        let mut compact = Self { chars: Vec::new(), at: Vec::new() };
        let mut skip_until = 0;
        for (at, c) in line.char_indices() {
            if at < skip_until || c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}') {
                continue;
            }
            let c = match c {
                '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                _ => simplify(c),
            };
            if c == '('
                && let Some(length) = pinyin_note(&line[at..])
            {
                skip_until = at + length;
                continue;
            }
            compact.chars.push(c);
            compact.at.push(at);
        }
        compact.at.push(line.trim_end().len());
        compact
    }

    pub fn find(&self, word: &str, from: usize) -> Option<usize> {
        let first = word.chars().next()?;
        let starts = |at: &usize| {
            self.chars[*at] == first && word.chars().enumerate().all(|(i, c)| self.chars.get(at + i) == Some(&c))
        };
        (from..self.chars.len()).find(starts)
    }

    pub fn text(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }

    /// Characters `range` as bytes of the line.
    pub fn bytes(&self, range: Range<usize>, line: &str) -> Range<usize> {
        let start = self.at[range.start];
        let last = self.at[range.end - 1];
        start..last + line[last..].chars().next().map_or(0, char::len_utf8)
    }
}

/// Length of a bracketed note in Latin letters, such as (bào), that begins here.
fn pinyin_note(text: &str) -> Option<usize> {
    let mut letters = 0;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            ')' | '\u{FF09}' => return (letters > 0).then_some(at + c.len_utf8()),
            _ if c.is_alphabetic() && !matches!(c as u32, 0x2E80..) && letters < 7 => letters += 1,
            _ => return None,
        }
    }
    None
}
