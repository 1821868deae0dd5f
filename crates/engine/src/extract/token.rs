//! Pieces of the document as the aligner sees them: values, empty cells, words of a label, running text.

use std::sync::OnceLock;

use crate::document::Document;
use crate::matching::Index;
use crate::schema::{Axis, Schema};
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
    let mut tokens = classified(document);
    for i in row_numbers(document, &tokens) {
        tokens[i].class = Class::Empty;
        tokens[i].reading = Some(Reading { kind: Kind::Blank, value: None, unit: None });
    }
    tokens
}

/// Numbers that do nothing but count the rows: a column 序号 of the unit's own. Such a number stands before nearly every label
/// of a row, that of a table's first row too, which no value does, and they count on by one or begin again.
fn row_numbers(document: &Document, tokens: &[Token]) -> Vec<usize> {
    const HIGHEST: u32 = 99;
    const FEWEST: usize = 3;
    let index = Index::get();
    // 其他 and 总计 head columns, too, where they have no ordinal.
    let is_row = |i: usize| {
        let axes: Vec<Axis> = index.exact("", &tokens[i].folded).map(|hit| hit.entry.target.axis).collect();
        axes.contains(&Axis::Row) && (tokens[i].folded.ordinal.is_some() || !axes.contains(&Axis::Column))
    };
    let is_text = |i: usize| tokens[i].class == Class::Text;
    let number = |i: usize| -> Option<u32> {
        let text = document.piece(&document.pieces[i]);
        let is_plain = tokens[i].class == Class::Value && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|number| is_plain && (1..=HIGHEST).contains(number))
    };
    let (mut labels, mut numbers) = (0, Vec::new());
    for end in 1..tokens.len() {
        // A row's label stands before its values; of the words before these the first has the number: a group's, or its own.
        if !is_text(end - 1) || is_text(end) || !is_row(end - 1) {
            continue;
        }
        labels += 1;
        let first = (0..end).rev().take_while(|&i| is_text(i)).last().unwrap_or(end);
        numbers.extend(first.checked_sub(1).filter(|&before| number(before).is_some()));
    }
    let value = |i: usize| number(i).unwrap_or_default();
    let counts_on = numbers.windows(2).all(|pair| value(pair[1]) == value(pair[0]) + 1 || value(pair[1]) == 1);
    let begins = numbers.first().is_some_and(|&i| value(i) == 1);
    let is_column = numbers.len() >= FEWEST && begins && counts_on && numbers.len() * 10 >= labels * 8;
    if is_column { numbers } else { Vec::new() }
}

/// Every piece by its own text.
fn classified(document: &Document) -> Vec<Token> {
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
