//! A line of prose as a sequence of numbers, separators and the words that introduce a breakdown, with brackets nested.

use std::ops::Range;

use crate::document::Span;
use crate::text::columns::Columns;
use crate::text::prose_number::ProseNumber;
use crate::text::sentence::{Mark, mark};

/// What introduces a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Intro {
    /// 其中, 含: parts of the total, not always all of them.
    Among,
    /// 包括, 分别: the parts.
    Namely,
}

/// What an item is.
#[derive(Debug)]
pub(super) enum Kind {
    /// A number, by index.
    Number(usize),
    /// , or 、 or 和 behind a number.
    Comma,
    Semicolon,
    Colon,
    /// The end of a sentence.
    Stop,
    Intro(Intro),
    /// What stands in brackets; only where there is a number in it.
    Group(Vec<Item>),
    Words,
}

impl Kind {
    /// What a character alone makes.
    fn of_sign(c: char) -> Self {
        match mark(c) {
            Some(Mark::Pause | Mark::Comma) => Self::Comma,
            Some(Mark::Semicolon) => Self::Semicolon,
            Some(Mark::Colon) => Self::Colon,
            Some(Mark::Stop) => Self::Stop,
            Some(Mark::Bar) | None => Self::Words,
        }
    }
}

/// A piece of a line.
#[derive(Debug)]
pub(super) struct Item {
    pub kind: Kind,
    /// Where it stands in the line, in bytes.
    pub range: Range<usize>,
}

/// A line of prose, read once.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The line's number, from 1.
    pub number: u32,
    pub text: &'a str,
    pub numbers: &'a [ProseNumber],
    pub items: Vec<Item>,
    columns: Columns,
}

impl<'a> Line<'a> {
    pub fn new(index: usize, text: &'a str, numbers: &'a [ProseNumber]) -> Self {
        Self { number: index as u32 + 1, text, numbers, items: items(text, numbers), columns: Columns::of(text) }
    }

    /// A stretch of the line as a place in the document.
    pub fn span(&self, range: Range<usize>) -> Span {
        let column = self.columns.before(self.text, range.start) + 1;
        Span::new(self.number, column, self.text[range].chars().count() as u32)
    }

    /// The place of a number with its unit.
    pub fn number_span(&self, index: usize) -> Span {
        let number = &self.numbers[index];
        self.span(number.digits.start..number.end)
    }

    /// Words of the line for a person to read, shortened in the middle where they are long.
    pub fn quote(&self, range: Range<usize>) -> String {
        const HEAD: usize = 60;
        const TAIL: usize = 40;
        const LONGEST_QUOTED: usize = 4 * (HEAD + TAIL + 10);
        let words = self.text[range].trim();
        if words.len() > LONGEST_QUOTED {
            let head: String = words.chars().take(HEAD).collect();
            let tail: Vec<char> = words.chars().rev().take(TAIL).collect();
            return format!("{head}…{}", tail.into_iter().rev().collect::<String>());
        }
        let length = words.chars().count();
        if length <= HEAD + TAIL + 10 {
            return words.to_owned();
        }
        let head: String = words.chars().take(HEAD).collect();
        let tail: String = words.chars().skip(length - TAIL).collect();
        format!("{head}…{tail}")
    }
}

/// A stretch of a line, in bytes, as a place in the document.
pub(in crate::extract) fn span(line: u32, text: &str, range: Range<usize>) -> Span {
    let column = text[..range.start].chars().count() as u32 + 1;
    Span::new(line, column, text[range].chars().count() as u32)
}

/// The stretch of the line from the sentence with the first count to the end of that with the last; the rest says nothing
/// in numbers.
fn relevant(text: &str, numbers: &[ProseNumber]) -> Range<usize> {
    let mut counts = numbers.iter().filter(|number| !number.is_time());
    let Some(first) = counts.next() else { return 0..0 };
    let last = counts.next_back().unwrap_or(first);
    let stop = "。".as_bytes();
    let start = memchr::memmem::rfind(&text.as_bytes()[..first.digits.start], stop).map_or(0, |at| at + stop.len());
    let end = memchr::memmem::find(&text.as_bytes()[last.end..], stop).map_or(text.len(), |at| last.end + at);
    start..end
}

/// Whether a character that begins with this byte can be anything but a word: ASCII, punctuation, or one of the characters
/// that begin 其中, 含, 包括, 分别 and 和, 及, 与.
fn may_matter(lead: u8) -> bool {
    lead < 0x80 || matches!(lead, 0xC2 | 0xE3 | 0xE4 | 0xE5 | 0xE8 | 0xEF)
}

fn items(text: &str, numbers: &[ProseNumber]) -> Vec<Item> {
    let bytes = text.as_bytes();
    let relevant = relevant(text, numbers);
    // Open brackets with what was gathered before them; the innermost is `level`.
    let mut open: Vec<(Vec<Item>, usize)> = Vec::new();
    let mut level: Vec<Item> = Vec::with_capacity(numbers.len() * 4);
    let mut waiting =
        numbers.iter().enumerate().skip_while(|(_, number)| number.digits.start < relevant.start).peekable();
    let mut at = relevant.start;
    while at < relevant.end {
        if let Some((index, number)) = waiting.next_if(|(_, number)| number.digits.start == at) {
            level.push(Item { kind: Kind::Number(index), range: at..number.end.max(at + 1) });
            at = number.end.max(at + 1);
            continue;
        }
        if !may_matter(bytes[at]) {
            let length = match bytes[at] {
                0xF0.. => 4,
                0xE0.. => 3,
                _ => 2,
            };
            push(&mut level, Kind::Words, at..at + length);
            at += length;
            continue;
        }
        let rest = &text[at..];
        let c = rest.chars().next().unwrap_or(' ');
        let follows_words = matches!(level.last(), Some(Item { kind: Kind::Words, .. }));
        let follows_number = matches!(level.last(), Some(Item { kind: Kind::Number(_) | Kind::Group(_), .. }));
        let mut end = at + c.len_utf8();
        let kind = match c {
            '(' | '\u{FF08}' | '[' | '\u{FF3B}' | '【' => {
                open.push((std::mem::take(&mut level), at));
                at = end;
                continue;
            }
            ')' | '\u{FF09}' | ']' | '\u{FF3D}' | '】' if !open.is_empty() => {
                let (outer, start) = open.pop().unwrap_or_default();
                let inner = std::mem::replace(&mut level, outer);
                let has_number = inner.iter().any(|item| matches!(item.kind, Kind::Number(_) | Kind::Group(_)));
                push(&mut level, if has_number { Kind::Group(inner) } else { Kind::Words }, start..end);
                at = end;
                continue;
            }
            '其' if rest.starts_with("其中") => {
                end = at + "其中".len();
                Kind::Intro(Intro::Among)
            }
            '含' if !follows_words => Kind::Intro(Intro::Among),
            '包' if ["包括", "包含"].iter().any(|word| rest.starts_with(word)) => {
                end = at + "包括".len();
                Kind::Intro(Intro::Namely)
            }
            '分' if ["分别", "分別"].iter().any(|word| rest.starts_with(word)) => {
                end = at + "分别".len();
                Kind::Intro(Intro::Namely)
            }
            '和' | '及' | '与' | '與' if follows_number => Kind::Comma,
            '以' if follows_number && rest.starts_with("以及") => {
                end = at + "以及".len();
                Kind::Comma
            }
            _ if c.is_whitespace() => {
                at = end;
                continue;
            }
            _ => Kind::of_sign(c),
        };
        push(&mut level, kind, at..end);
        at = end;
    }
    // A bracket that is never closed was none.
    let mut whole: Vec<Item> = open.into_iter().flat_map(|(outer, _)| outer).collect();
    whole.append(&mut level);
    whole
}

#[inline]
fn push(level: &mut Vec<Item>, kind: Kind, range: Range<usize>) {
    if let (Kind::Words, Some(Item { kind: Kind::Words, range: last })) = (&kind, level.last_mut()) {
        last.end = range.end;
        return;
    }
    level.push(Item { kind, range });
}
