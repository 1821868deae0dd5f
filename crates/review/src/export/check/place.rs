//! How a place in a file is named to a person.

use crate::document::Span;
use crate::report::Report;
use crate::text::lang::Lang;

/// The places that are spoken of, from the first to the last; empty where none is.
#[must_use]
pub fn lines(report: &Report, source: &[Span], lang: Lang) -> String {
    report.origins().names(source, lang)
}

/// A range of whole lines.
#[must_use]
pub fn range(report: &Report, first: u32, last: u32, lang: Lang) -> String {
    report.origins().lines(first, last, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_named_once() {
        let report = Report::default();
        for (source, text) in [
            (&[][..], ""),
            (&[Span::line(4)][..], "第 4 行"),
            (&[Span::line(9), Span::line(4), Span::line(7)][..], "第 4–9 行"),
        ] {
            assert_eq!(lines(&report, source, Lang::Zh), text);
        }
        assert_eq!(range(&report, 4, 9, Lang::En), "lines 4–9");
    }
}
