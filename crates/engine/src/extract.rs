//! Which text is which table, which label is which field, which number is which cell.
//!
//! One aligner serves every layout. Labels are read first, over the whole document at once (`node`, `chain`); then
//! the document is cut into tables (`block`), the columns of each are settled once (`columns`), and its rows are read
//! under them (`rows`). Nothing is guessed to be there: a value that no reading explains is left over, with its place.

mod block;
mod chain;
mod columns;
mod costs;
mod damage;
mod drawn;
mod editions;
mod evidence;
mod facts;
mod front;
mod label;
mod labels;
mod layout;
mod lengths;
mod node;
mod paragraphs;
mod places;
mod profile;
mod prose;
mod remains;
mod rows;
mod sections;
mod stretch;
mod subtotal;
mod table;
mod token;
mod words;

pub use costs::Costs;
pub use evidence::{Confidence, Doubt};
pub use facts::{
    Damage, DamageKind, DateKind, DateMention, Fact, Paragraph, PartsAnnounced, Period, Quoted, Rate, RateKind, Said,
    Scope, SectionMark, Statement, SumClaim, SumPart, Unseen, Year,
};
pub use front::Front;
pub use label::{Label, LabelKey};
pub use table::{ExtractedTable, ExtractedValue, LooseValue};
pub use token::read_value;

use self::block::Block;
use self::chain::Chain;
use self::node::Node;
use self::token::{Class, Token};

use crate::document::Document;
use crate::schema::Schema;

/// A document as understood, before the reviewer has said anything.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// Every occurrence of a label.
    pub labels: Vec<Label>,
    /// Every printing of a table, in printed order.
    pub tables: Vec<ExtractedTable>,
    /// Values between the tables that belong to none of them.
    pub orphans: Vec<LooseValue>,
    /// Index of the form that most tables are of; the narrative form where there is no table but its sections.
    pub form: Option<u8>,
    /// Section headings.
    pub sections: Vec<SectionMark>,
    /// Where the text itself is damaged.
    pub damage: Vec<Damage>,
    /// Title, unit, year, period, dates and documents cited.
    pub front: Front,
    /// Stated sums in prose.
    pub sums: Vec<SumClaim>,
    /// Every mention in prose of a figure that the forms know.
    pub facts: Vec<Fact>,
    /// The running text, line by line.
    pub paragraphs: Vec<Paragraph>,
    /// Characters that nobody sees.
    pub unseen: Vec<Unseen>,
    /// What prose says of the same without a number.
    pub statements: Vec<Statement>,
    /// Percentages in prose with the numbers that they come from.
    pub rates: Vec<Rate>,
    /// How many parts the report says that it has.
    pub parts: Option<PartsAnnounced>,
    /// Number of lines.
    pub lines: u32,
}

/// Understands a document. `invalid` are lines and columns whose bytes belonged to no character, `nul_bytes` the number of
/// NUL bytes that were dropped.
#[must_use]
pub fn extract(document: &Document, invalid: &[(u32, u32)], nul_bytes: usize) -> Extraction {
    let tokens = token::tokens(document);
    let mut nodes = node::nodes(document, &tokens);
    let mut blocks = align(document, &tokens, &mut nodes);
    if let Some(fewer) = editions::of_one_edition(&nodes, &blocks) {
        nodes = fewer;
        blocks = align(document, &tokens, &mut nodes);
    }
    let mut extraction = Extraction::default();
    table::read_all(&blocks, &nodes, document, &tokens, &mut extraction);
    extraction.orphans = remains::orphans(document, &tokens, &blocks);
    editions::settle(&mut extraction);
    remains::find_damage(document, &tokens, &blocks, &mut extraction);
    extraction.sections = sections::national(document, &tokens);
    extraction.form = form(&extraction);
    if extraction.tables.is_empty() && extraction.sections.len() < 4 {
        let narrative = sections::narrative(document);
        if narrative.len() >= extraction.sections.len().max(2) {
            extraction.sections = narrative;
            extraction.form = Schema::get().forms.iter().position(|form| form.is_narrative()).map(|form| form as u8);
        }
    }
    let lines = document.line_texts();
    let mut in_table = vec![false; lines.len() + 1];
    for block in &blocks {
        let last = document.pieces[block.pieces.end - 1].span.line as usize;
        in_table[document.pieces[block.pieces.start].span.line as usize - 1..last].fill(true);
    }
    leave_out_sentences(document, &tokens, &mut in_table);
    for mark in &extraction.sections {
        leave_out_heading(document, mark, &mut in_table);
    }
    let is_table = |line: usize| in_table.get(line).copied().unwrap_or(false);
    extraction.front = front::read(&lines, &is_table);
    let prose = prose::read(&lines, &is_table, extraction.front.year);
    extraction.sums = prose.sums;
    extraction.facts = prose.facts;
    if extraction.tables.is_empty() {
        prose::annex::read(&lines, &mut extraction.facts);
    }
    extraction.statements = prose.statements;
    extraction.rates = prose.rates;
    extraction.parts = prose.parts;
    extraction.damage.extend(damage::read(&lines, invalid, nul_bytes));
    extraction.paragraphs = paragraphs::read(&lines, &extraction.sections, &is_table);
    extraction.unseen = paragraphs::unseen(&document.text, &lines);
    extraction.lines = lines.len() as u32;
    label::number(&mut extraction.labels);
    extraction
}

/// Finds the tables that the nodes make together, and tells each node of the chain how certain its reading is.
fn align(document: &Document, tokens: &[Token], nodes: &mut [Node]) -> Vec<Block> {
    let Chain { nodes: chain, leads } = chain::best_chain(nodes, tokens);
    for (&i, lead) in chain.iter().zip(leads) {
        nodes[i].lead = lead;
    }
    block::blocks(document, tokens, nodes, &chain)
}

/// A sentence on a line of its own is no table, also where it stands between a table's heading and its rows.
fn leave_out_sentences(document: &Document, tokens: &[Token], in_table: &mut [bool]) {
    let mut pieces = document.pieces.iter().zip(tokens).peekable();
    while let Some((piece, token)) = pieces.next() {
        let mut is_sentence = token.class == Class::Prose;
        while let Some((_, token)) = pieces.next_if(|(next, _)| next.span.line == piece.span.line) {
            is_sentence = is_sentence && matches!(token.class, Class::Prose | Class::Empty);
        }
        if is_sentence {
            in_table[piece.span.line as usize - 1] = false;
        }
    }
}

/// The heading of a section is no table where it has its line to itself.
fn leave_out_heading(document: &Document, mark: &SectionMark, in_table: &mut [bool]) {
    let Some(line) = mark.source.first().map(|span| span.line) else { return };
    let is_margin = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '│' | '#');
    if document.line(line).trim_matches(is_margin) == mark.heading.trim_matches(is_margin) {
        in_table[line as usize - 1] = false;
    }
}

/// The form that most tables are of, counting tables that only one edition prints; all tables where none does.
fn form(extraction: &Extraction) -> Option<u8> {
    let forms = extraction.tables.iter().filter(|table| table.has_edition).map(|table| table.table.form);
    let mut forms: Vec<u8> = forms.collect();
    if forms.is_empty() {
        forms = extraction.tables.iter().map(|table| table.table.form).collect();
    }
    let count = |form: u8| forms.iter().filter(|&&other| other == form).count();
    forms.iter().copied().max_by_key(|&form| (count(form), std::cmp::Reverse(form)))
}
