//! Two reports laid beside each other: the sentences of one that stand in the other as well.

use crate::document::Span;
use crate::report::Mappings;
use crate::rules::RuleBook;
use crate::rules::across::{Text, repeated};
use crate::source::SourceFile;

use super::{Analysis, open};

/// A sentence and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Reads two files and finds every sentence of the first that stands in the second as well, in the order of the first.
/// None where one of them cannot be read.
#[must_use]
pub fn beside(files: [&SourceFile; 2], book: &RuleBook) -> Vec<[Sentence; 2]> {
    let [a, b] = files.map(|file| open(file, &Mappings::default(), book).analysis);
    common([&a, &b])
}

/// The same of reports that were read.
#[must_use]
pub fn common([a, b]: [&Analysis; 2]) -> Vec<[Sentence; 2]> {
    let text = |analysis: &'_ Analysis| analysis.report.unit.as_ref().map(|unit| unit.text.clone());
    let (unit_a, unit_b) = (text(a), text(b));
    let pairs =
        repeated(Text { lines: &a.lines, unit: unit_a.as_deref() }, Text { lines: &b.lines, unit: unit_b.as_deref() });
    pairs.into_iter().map(|(ours, theirs)| [sentence(a, ours), sentence(b, theirs)]).collect()
}

fn sentence(analysis: &Analysis, span: Span) -> Sentence {
    let line = analysis.lines.get(span.line.saturating_sub(1) as usize).map_or("", String::as_str);
    let text = line.chars().skip(span.column.saturating_sub(1) as usize).take(span.chars as usize).collect();
    Sentence { text, span }
}
