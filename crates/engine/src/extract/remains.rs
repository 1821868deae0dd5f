//! What the tables leave over: values that none of them claims, and damage that they show.

use crate::document::{Document, Span};
use crate::schema::Schema;

use super::Extraction;
use super::block::Block;
use super::evidence::Doubt;
use super::facts::{Damage, DamageKind};
use super::table::LooseValue;
use super::token::{Class, Token};

/// Values in cells between the first table and the last that no table claims: their labels and headers are lost. Rows of
/// figures before and behind count where the form's first or last table was not found; elsewhere they are the unit's own.
pub fn orphans(document: &Document, tokens: &[Token], blocks: &[Block]) -> Vec<LooseValue> {
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return Vec::new() };
    let mut tables = Schema::get().tables().filter(|table| table.form == first.table.form);
    let begins = tables.next().is_none_or(|table| table.table == first.table.table);
    let ends = tables.last().is_none_or(|table| table.table == last.table.table);
    let row = |i: &usize| {
        let is_cell = |i: &usize| matches!(tokens[*i].class, Class::Value | Class::Empty);
        let before = (0..*i).rev().take_while(is_cell).take(2);
        let behind = (i + 1..tokens.len()).take_while(is_cell).take(2);
        before.chain(behind).filter(|&i| tokens[i].class == Class::Value).count() >= 2
    };
    let before = (0..first.pieces.start).filter(|i| !begins && row(i));
    let behind = (last.pieces.end..tokens.len()).filter(|i| !ends && row(i));
    before
        .chain(first.pieces.start..last.pieces.end)
        .chain(behind)
        .filter(|&i| tokens[i].class == Class::Value && !blocks.iter().any(|block| block.pieces.contains(&i)))
        .map(|i| LooseValue::of(document, i, String::new(), Doubt::LabelUncertain))
        .collect()
}

/// Damage that the tables show: repeated lines removed, or the document breaking off inside a table.
pub fn find_damage(document: &Document, tokens: &[Token], blocks: &[Block], extraction: &mut Extraction) {
    if lines_are_removed(document, tokens, blocks) {
        let mut source = Vec::new();
        for table in &mut extraction.tables {
            source.push(Span::line(table.lines.0));
            let values = std::mem::take(&mut table.values);
            table.loose.extend(values.into_iter().map(|value| LooseValue {
                raw: value.raw,
                source: value.source,
                after: String::new(),
                doubt: Doubt::LinesRemoved,
            }));
            for loose in &mut table.loose {
                loose.doubt = Doubt::LinesRemoved;
            }
        }
        extraction.damage.push(Damage { kind: DamageKind::RepeatedLinesRemoved, quotes: Vec::new(), source });
        return;
    }
    let Some((block, table)) = blocks.last().zip(extraction.tables.last_mut()) else { return };
    let is_last_row = table.rows_found.last().copied().unwrap_or(false);
    let end = document.pieces[block.pieces.end - 1].span;
    let misses_values = table.loose.last().is_some_and(|loose| loose.doubt == Doubt::LostCells && loose.source == end);
    if block.pieces.end == tokens.len() && (!is_last_row || misses_values) {
        for loose in table.loose.iter_mut().filter(|loose| loose.source.line == end.line) {
            loose.doubt = Doubt::CutOff;
        }
        // The last value may have lost its last digits.
        for value in table.values.iter_mut().filter(|value| value.source == end) {
            value.doubt = Some(Doubt::CutOff);
        }
        extraction.damage.push(Damage {
            kind: DamageKind::CutInTable,
            quotes: vec![document.piece(&document.pieces[block.pieces.end - 1]).to_owned()],
            source: vec![end],
        });
    }
}

/// Whether hardly any value of the tables stands twice although their form repeats numbers all over: repeated lines were
/// removed. Where values share a line with their label, no line is only a number that another one repeats.
fn lines_are_removed(document: &Document, tokens: &[Token], blocks: &[Block]) -> bool {
    let mut seen = std::collections::HashSet::new();
    let (mut values, mut labels, mut repeated, mut beside) = (0, 0, 0, 0);
    let (mut words, mut again) = (std::collections::HashSet::new(), 0);
    let mut label_line = 0;
    for i in blocks.iter().flat_map(|block| block.pieces.clone()) {
        match tokens[i].class {
            Class::Empty => return false,
            Class::Prose => {}
            Class::Text => {
                labels += 1;
                again += usize::from(!words.insert(document.piece(&document.pieces[i])));
                label_line = document.pieces[i].span.line;
            }
            Class::Value => {
                values += 1;
                beside += usize::from(document.pieces[i].span.line == label_line);
                repeated += usize::from(!seen.insert(document.piece(&document.pieces[i])));
            }
        }
    }
    // A line that is left twice, a label or the text of a cell, shows that none was removed; without any value nothing does.
    let may_be_removed = values > 0 && again * 8 <= labels;
    may_be_removed && labels >= 12 && values * 2 < labels && repeated * 8 <= values && beside * 4 <= values
}
