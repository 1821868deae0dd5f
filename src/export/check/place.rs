//! How a place in a file is named to a person.

use crate::document::Span;
use crate::text::lang::Lang;

/// The lines from the first to the last that are spoken of; empty where none is.
#[must_use]
pub fn lines(source: &[Span], lang: Lang) -> String {
    let numbers = source.iter().map(|span| span.line);
    numbers.clone().min().zip(numbers.max()).map_or_else(String::new, |(first, last)| range(first, last, lang))
}

/// A range of lines.
#[must_use]
pub fn range(first: u32, last: u32, lang: Lang) -> String {
    if first == last {
        lang.pick(format!("第 {first} 行"), format!("line {first}"))
    } else {
        lang.pick(format!("第 {first}–{last} 行"), format!("lines {first}–{last}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_once() {
        for (source, text) in [
            (&[][..], ""),
            (&[Span::line(4)][..], "第 4 行"),
            (&[Span::line(9), Span::line(4), Span::line(7)][..], "第 4–9 行"),
        ] {
            assert_eq!(lines(source, Lang::Zh), text);
        }
    }
}
