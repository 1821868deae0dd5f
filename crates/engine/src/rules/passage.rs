//! The running text of a report as rules read it: each line in simplified characters, with the way back to its place.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::document::Span;
use crate::report::Report;
use crate::text::columns::Columns;
use crate::text::fold::{is_word, split_ordinal};
use crate::text::sentence::{self, Level, Piece};
use crate::text::traditional::simplify;

/// A line of running text.
pub(super) struct Passage<'r> {
    /// Its number.
    pub(super) line: u32,
    /// Id of the section that it stands in; `None` before the first heading.
    pub(super) section: Option<&'static str>,
    /// The line in simplified characters, one for each of the original.
    pub(super) plain: Cow<'r, str>,
    text: &'r str,
    column: u32,
    columns: OnceCell<Columns>,
}

impl Passage<'_> {
    /// Where a stretch of [`Self::plain`] stands.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let before = self.columns.get_or_init(|| Columns::of(&self.plain)).before(&self.plain, range.start);
        Span::new(self.line, self.column + before, self.plain[range].chars().count() as u32)
    }

    /// Where the whole line stands.
    pub(super) fn whole(&self) -> Span {
        self.span(0..self.plain.len())
    }

    /// A stretch of [`Self::plain`] as the document has it.
    pub(super) fn original(&self, range: Range<usize>) -> String {
        if let Cow::Borrowed(_) = self.plain {
            return self.text[range].to_owned();
        }
        let before = self.columns.get_or_init(|| Columns::of(&self.plain)).before(&self.plain, range.start) as usize;
        self.text.chars().skip(before).take(self.plain[range].chars().count()).collect()
    }

    /// The line as the document has it.
    pub(super) fn text(&self) -> &str {
        self.text
    }

    /// Its characters of Chinese writing and figures.
    pub(super) fn words(&self) -> impl Iterator<Item = char> {
        self.plain.chars().filter(|&c| is_word(c))
    }

    /// The words of a heading that the line begins with, behind its ordinal: 主动公开 in （一）主动公开。全年….
    pub(super) fn subhead(&self) -> Option<&str> {
        const LONGEST: usize = 30;
        let text = self.plain.trim_start_matches('*').trim_start();
        let (_, length) = split_ordinal(text)?;
        let rest = &text[length..];
        let end = rest.find(['。', '：', ':', '，', ',', '；', ';', '*']).unwrap_or(rest.len());
        let head = rest[..end].trim();
        (head.chars().count() <= LONGEST).then_some(head)
    }

    /// The line without pinyin notes, such as 報(bào)告, which stand between the characters of a word.
    pub(super) fn without_notes(&self) -> Cow<'_, str> {
        let is_letter = |c: char| c.is_alphabetic() && (c as u32) < 0x0250;
        if !self.plain.char_indices().any(|(at, c)| c == '(' && self.plain[at + 1..].starts_with(is_letter)) {
            return Cow::Borrowed(&self.plain);
        }
        let mut text = String::with_capacity(self.plain.len());
        let mut rest = &*self.plain;
        while let Some(at) = rest.find('(') {
            let inside = rest[at + 1..].find(')').map(|end| &rest[at + 1..at + 1 + end]);
            let note = inside.filter(|inside| inside.chars().count() <= 7 && inside.chars().all(is_letter));
            text.push_str(&rest[..at]);
            match note {
                Some(note) => rest = &rest[at + note.len() + 2..],
                None => {
                    text.push('(');
                    rest = &rest[at + 1..];
                }
            }
        }
        text.push_str(rest);
        Cow::Owned(text)
    }

    /// Its clauses.
    pub(super) fn clauses(&self) -> impl Iterator<Item = Piece> {
        sentence::cut(&self.plain, Level::Clause)
    }
}

/// The running text of a report.
pub(super) fn passages(report: &Report) -> Vec<Passage<'_>> {
    const TRADITIONAL: [&str; 4] = ["開", "報", "國", "與"];
    let is_traditional =
        |text: &str| TRADITIONAL.iter().any(|sign| memchr::memmem::find(text.as_bytes(), sign.as_bytes()).is_some());
    let convert = report.paragraphs.iter().any(|paragraph| is_traditional(&paragraph.text));
    let plain = |text: &str| text.chars().map(simplify).collect::<String>();
    report
        .paragraphs
        .iter()
        .map(|paragraph| {
            let text = paragraph.text.as_str();
            Passage {
                line: paragraph.line,
                column: paragraph.column,
                section: paragraph.section.and_then(|at| report.sections.get(usize::from(at))).map(|mark| mark.id),
                plain: if convert { Cow::Owned(plain(text)) } else { Cow::Borrowed(text) },
                text,
                columns: OnceCell::new(),
            }
        })
        .collect()
}

/// Passages of a section.
pub(super) fn of_section<'p, 'r>(passages: &'p [Passage<'r>], id: &str) -> Vec<&'p Passage<'r>> {
    passages.iter().filter(|passage| passage.section == Some(id)).collect()
}

/// Whether a text has a figure in it: Arabic or full width.
pub(super) fn has_figure(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}
