//! Whether a document ends where a report does, or breaks off before: what is missing behind such a place is not left out by the
//! unit.

use crate::document::{Document, Span};
use crate::schema::Schema;
use crate::text::fold::fold;

use super::Extraction;
use super::block::Block;
use super::facts::{Damage, DamageKind};
use super::token::{Class, Token};

/// Fewest characters of a heading that tell it from other words.
const SHORTEST_HEADING: usize = 4;
/// Longest line that may be one, in bytes.
const LONGEST_HEADING: usize = 180;
/// Fewest characters of a line that must end with a mark if it is a sentence.
const SHORTEST_SENTENCE: usize = 16;

/// Tells where the document breaks off outside a table's row, if it does: in a heading or a sentence, or behind a table, with
/// sections missing behind it that every report has.
pub fn find(document: &Document, tokens: &[Token], blocks: &[Block], extraction: &mut Extraction) {
    let is_told = |damage: &Damage| matches!(damage.kind, DamageKind::CutInTable | DamageKind::RepeatedLinesRemoved);
    if extraction.damage.iter().any(is_told) || !sections_are_missing_behind(extraction) {
        return;
    }
    let Some(last) = document.pieces.iter().rposition(|piece| !piece.is_empty()) else { return };
    let span = document.pieces[last].span;
    let line = document.line(span.line).trim();
    // A file of an office program is whole or is none; only text can end anywhere.
    let is_text = document.origins.is_plain() && !extraction.sections.is_empty();
    let is_in_table = blocks.last().is_some_and(|block| block.pieces.end > last);
    let ends_in_table = is_text && is_in_table && tokens[last].class != Class::Text;
    if ends_in_table || is_cut_heading(line) || is_cut_sentence(line, extraction) {
        let quote: String = line.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
        extraction.damage.push(Damage {
            kind: DamageKind::BrokenOff,
            quotes: vec![quote],
            source: vec![Span::line(span.line)],
        });
    }
}

/// Whether at least two of the sections that end a report were not found, and none of those behind the last one that was.
fn sections_are_missing_behind(extraction: &Extraction) -> bool {
    let sections = &Schema::get().sections;
    let at = |id: &str| sections.iter().position(|section| section.id == id);
    let of_tables = extraction.tables.iter().filter_map(|table| at(table.table.get().section));
    let last = extraction.sections.iter().filter_map(|mark| at(mark.id)).chain(of_tables).max();
    last.is_some_and(|last| last + 2 < sections.len())
}

/// Whether a line is the beginning of a section's heading or of a table's, and not the whole.
fn is_cut_heading(line: &str) -> bool {
    if line.len() > LONGEST_HEADING {
        return false;
    }
    let observed = fold(line.trim_matches(|c: char| matches!(c, '#' | '*' | '|')));
    let length = observed.core.chars().count();
    let sections = Schema::get().sections.iter().map(|section| section.label);
    let labels = sections.chain(Schema::get().tables().map(|table| table.get().label));
    length >= SHORTEST_HEADING
        && labels.map(fold).any(|whole| {
            whole.core.starts_with(&observed.core)
                && whole.core.chars().count() > length
                && whole.ordinal == observed.ordinal
        })
}

/// Whether a line is running text that stops within a sentence.
fn is_cut_sentence(line: &str, extraction: &Extraction) -> bool {
    let is_end = |c: char| "。！？；：.!?;:”’\"）)】》|".contains(c) || c.is_ascii_digit();
    let is_clause = line.contains(['，', '。', '、', ',']);
    let is_date = line.ends_with('日') && line.contains('年') && line.contains('月');
    // A report without any section is no report that breaks off.
    !extraction.sections.is_empty()
        && line.chars().count() >= SHORTEST_SENTENCE
        && is_clause
        && !is_date
        && !line.ends_with(is_end)
}
