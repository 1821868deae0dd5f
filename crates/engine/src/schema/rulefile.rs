//! Rules over linear relations as a file says them: words, conditions and relations, read with their places.
//!
//! The relations that gouji itself demands (`relations.toml`) and those that an office adds are written in the same way and
//! read here. What a severity or a kind of unit is called is known higher up: such words are handed on with their places.

mod expand;
mod expression;
mod linear;
mod reader;

use std::ops::Range;

pub use expression::{Expression, Pick, Term};
pub use linear::{Linear, Span as Reach};

use crate::text::lang::Wording;

/// What is wrong, and which bytes of the text it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The stretch of the text.
    pub at: Range<usize>,
    /// What is wrong and what to do, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong, as far as anything depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FaultKind {
    /// Nothing is known of what was meant.
    #[default]
    Unclear,
    /// A name does not exist, and the one that was meant is given.
    Misnamed,
}

impl Fault {
    pub(super) fn new(at: Range<usize>, zh: String, en: String) -> Self {
        Self { at, zh, en, kind: FaultKind::default() }
    }

    /// A fault of an expression, in its place within the file that the expression stands in.
    #[must_use]
    pub fn within(self, word: &Word, text: &str) -> Self {
        // Between plain quotation marks the text is what it says; elsewhere the whole string is the place.
        let inner = word.at.start + 1..word.at.end.saturating_sub(1);
        let at = match text.get(inner.clone()) {
            Some(raw) if raw == word.text => inner.start + self.at.start..inner.start + self.at.end,
            _ => word.at.clone(),
        };
        Self { at, ..self }
    }
}

/// A word of the file with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// The stretch of the file's text.
    pub at: Range<usize>,
}

/// To which reports a rule applies; where nothing is said, to all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenWhen {
    /// Indices of the forms; `None` for every form that has the rule's cells.
    pub forms: Option<Vec<u8>>,
    /// Levels of units, as they were written.
    pub level: Vec<Word>,
    /// Kinds of units, as they were written.
    pub body: Vec<Word>,
    /// The first report year.
    pub since: Option<i32>,
    /// The last report year.
    pub until: Option<i32>,
    /// Where the years stand.
    pub years_at: Range<usize>,
}

/// One rule as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenRule {
    /// Its id, `family.flaw`.
    pub id: Word,
    /// Its severity, as it was written.
    pub severity: Option<Word>,
    /// The flaw as a heading.
    pub title: Wording,
    /// What is checked.
    pub checks: Option<Wording>,
    /// Why it must hold.
    pub basis: Wording,
    /// What to do about a finding.
    pub advice: Option<Wording>,
    /// A finding as an example.
    pub example: Option<Wording>,
    /// The flaw in a few words.
    pub flaw: Option<Wording>,
    /// Name of a side that adds up many terms.
    pub sum: Option<Wording>,
    /// The sentence of a finding.
    pub sentence: Option<Wording>,
    /// To which reports it applies.
    pub when: WrittenWhen,
    /// Its relations, each with its place.
    pub relations: Vec<(Expression, Word)>,
}

/// A whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleFile {
    /// Its rules.
    pub rules: Vec<WrittenRule>,
    /// The table `[severity]`: ids of rules, and what each is to be.
    pub severities: Vec<(Word, Word)>,
}

/// What may stand between braces in a sentence.
pub const PLACEHOLDERS: [&str; 7] = ["place", "flaw", "left", "right", "difference", "unit", "year"];

impl RuleFile {
    /// Reads a file's text: what could be understood, and everything that is wrong, in the order of the text.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Fault>) {
        reader::read(text)
    }
}
