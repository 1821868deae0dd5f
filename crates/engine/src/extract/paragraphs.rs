//! The running text of a report, line by line with the section that each stands in, and the characters that nobody sees.
//!
//! What the text says is for the rules to judge; nothing is understood here.

use super::facts::{Paragraph, SectionMark, Unseen};
use crate::document::Span;
use crate::text::unseen::{self, UnseenKind};

/// How many places of unseen characters are kept of each kind.
const MOST_PLACES: usize = 20;

/// The lines that are no table. A heading is none of them, but what follows it on its line is.
pub fn read(lines: &[&str], sections: &[SectionMark], is_table: &dyn Fn(usize) -> bool) -> Vec<Paragraph> {
    let mut paragraphs = Vec::with_capacity(32);
    let mut section: Option<u8> = None;
    let mut next = 0;
    for (at, line) in lines.iter().enumerate() {
        let number = at as u32 + 1;
        let mut from = 0;
        while let Some(span) =
            sections.get(next).and_then(|mark| mark.source.first()).filter(|span| span.line <= number)
        {
            if span.line == number {
                let end = (span.column - 1 + span.chars) as usize;
                from = line.char_indices().nth(end).map_or(line.len(), |(at, _)| at);
            }
            section = Some(next as u8);
            next += 1;
        }
        if is_table(at) {
            continue;
        }
        let rest = &line[from..];
        let text = rest.trim_matches(is_margin);
        if text.is_empty() {
            continue;
        }
        let start = from + rest.len() - rest.trim_start_matches(is_margin).len();
        let column = line[..start].chars().count() as u32 + 1;
        paragraphs.push(Paragraph { line: number, column, section, text: text.to_owned() });
    }
    paragraphs
}

/// What stands around the text of a line and is not part of it.
fn is_margin(c: char) -> bool {
    c.is_whitespace() || matches!(c, '|' | '｜' | '│' | '#' | '\u{feff}' | '\u{200b}')
}

/// The characters that nobody sees, by kind. The mark of byte order at the very beginning is none of them.
pub fn unseen(text: &str, lines: &[&str]) -> Vec<Unseen> {
    let mut kinds: Vec<Unseen> = Vec::new();
    if !unseen::may_hold(text) {
        return kinds;
    }
    for (at, line) in lines.iter().enumerate() {
        if !unseen::may_hold(line) {
            continue;
        }
        for (column, c) in line.chars().enumerate() {
            if let Some(kind) = unseen::kind(c).filter(|_| !(at == 0 && column == 0)) {
                add(&mut kinds, kind, Span::new(at as u32 + 1, column as u32 + 1, 1));
            }
        }
    }
    kinds.sort_by_key(|unseen| unseen.kind);
    kinds
}

fn add(kinds: &mut Vec<Unseen>, kind: UnseenKind, place: Span) {
    let known = kinds.iter().position(|unseen| unseen.kind == kind);
    let at = known.unwrap_or_else(|| {
        kinds.push(Unseen { kind, count: 0, source: Vec::new() });
        kinds.len() - 1
    });
    kinds[at].count += 1;
    if kinds[at].source.len() < MOST_PLACES {
        kinds[at].source.push(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_section() {
        let lines = ["题", "", "一、总体情况 全年", "| （一）主动公开。 |", "规章 | 0", "六、其他", "无。"];
        let mark =
            |id, line, chars| SectionMark { id, heading: String::new(), source: vec![Span::new(line, 1, chars)] };
        let sections = [mark("overview", 3, 6), mark("other_matters", 6, 4)];
        let read = read(&lines, &sections, &|at| at == 4);
        let shown: Vec<_> = read.iter().map(|p| (p.line, p.column, p.section, p.text.as_str())).collect();
        assert_eq!(
            shown,
            [(1, 1, None, "题"), (3, 8, Some(0), "全年"), (4, 3, Some(0), "（一）主动公开。"), (7, 1, Some(1), "无。"),]
        );
    }

    #[test]
    fn unseen_characters_are_counted() {
        let lines = ["\u{feff}题", "规\u{200b}章\u{200b}", "\u{202e}0"];
        let found = unseen(&lines.join("\n"), &lines);
        let shown: Vec<_> = found.iter().map(|unseen| (unseen.kind, unseen.count, unseen.source[0])).collect();
        assert_eq!(
            shown,
            [(UnseenKind::ZeroWidth, 2, Span::new(2, 2, 1)), (UnseenKind::Direction, 1, Span::new(3, 1, 1))]
        );
    }
}
