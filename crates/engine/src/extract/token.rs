//! Pieces of the document as the aligner sees them: values, empty cells, words of a label, running text.

use std::sync::OnceLock;

use crate::document::Document;
use crate::schema::Schema;
use crate::text::fold::{Folded, fold};
use crate::text::number::{self, Kind, Reading, Words};

/// What a piece may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A number or a mark for «nothing».
    Value,
    /// An empty cell.
    Empty,
    /// Words.
    Text,
    /// A sentence, which is never part of a table.
    Prose,
}

/// A piece, classified and folded.
#[derive(Debug)]
pub struct Token {
    /// What it may be.
    pub class: Class,
    /// Its text folded, for words.
    pub folded: Folded,
    /// Its value, for values and empty cells.
    pub reading: Option<Reading>,
}

/// The form's value words, gathered once.
fn words() -> Words<'static> {
    static WORDS: OnceLock<(Vec<&str>, Vec<&str>, Vec<&str>)> = OnceLock::new();
    let (zeros, dashes, units) = WORDS.get_or_init(|| {
        let values = &Schema::get().values;
        (values.zero_tokens.clone(), values.not_applicable_tokens.clone(), values.unit_suffixes.clone())
    });
    Words { zeros, dashes, units }
}

/// Reads a cell's text with the form's value words.
#[must_use]
pub fn read_value(raw: &str) -> Reading {
    number::read(raw, words())
}

/// Classifies every piece of a document.
#[must_use]
pub fn tokens(document: &Document) -> Vec<Token> {
    document
        .pieces
        .iter()
        .map(|piece| {
            let text = document.piece(piece);
            if piece.is_empty() {
                let reading = Some(Reading { kind: Kind::Blank, value: None, unit: None });
                return Token { class: Class::Empty, folded: Folded::default(), reading };
            }
            if piece.prose {
                return Token { class: Class::Prose, folded: Folded::default(), reading: None };
            }
            if text.len() <= 48 {
                let reading = read_value(text);
                if matches!(reading.kind, Kind::Number | Kind::Dash) {
                    return Token { class: Class::Value, folded: Folded::default(), reading: Some(reading) };
                }
            }
            Token { class: Class::Text, folded: fold(text), reading: None }
        })
        .collect()
}
