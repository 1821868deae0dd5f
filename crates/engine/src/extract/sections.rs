//! Finds the headings of the sections, also where their numbering is lost, doubled or wrong.

use std::ops::RangeInclusive;
use std::sync::OnceLock;

use crate::document::{Document, Span};
use crate::matching::{Index, bloom, likeness, may_reach};
use crate::schema::Schema;
use crate::text::fold::{Folded, OrdinalStyle, fold, split_ordinal};
use crate::text::numeral::ORDINALS;
use crate::text::traditional::simplify;

use super::costs::Costs;
use super::facts::SectionMark;
use super::token::{Class, Token};

/// Longest heading, in characters.
const LONGEST: usize = 34;

/// A variant of a heading: section by index, folded text.
struct Variant {
    section: usize,
    chars: Vec<char>,
    bloom: u128,
}

fn variants() -> &'static [Variant] {
    static VARIANTS: OnceLock<Vec<Variant>> = OnceLock::new();
    VARIANTS.get_or_init(|| {
        let sections = &Schema::get().sections;
        let all = sections.iter().enumerate().flat_map(|(section, description)| {
            std::iter::once(&description.label).chain(&description.aliases).map(move |text| {
                let chars: Vec<char> = fold(text).core.chars().collect();
                Variant { section, bloom: bloom(&chars), chars }
            })
        });
        all.collect()
    })
}

impl Variant {
    /// Whether it shares enough with words of that bloom and length to be compared. Most words of a report are labels of its
    /// tables and do not.
    fn shares(&self, bloom: u128, length: usize) -> bool {
        2 * (self.bloom & bloom).count_ones() as usize > self.chars.len().min(length)
    }

    /// How alike words are to it; nothing where they share too few characters to be as alike as a heading must be.
    fn likeness(&self, chars: &[char]) -> f32 {
        let shared = chars.iter().filter(|c| self.chars.contains(c)).count().min(self.chars.len());
        let lengths = (chars.len(), self.chars.len());
        if may_reach(Costs::get().heading_alike, lengths, shared) { likeness(chars, &self.chars).score } else { 0.0 }
    }
}

/// For each section how alike words are to its heading; where they are a heading letter for letter, no other counts.
fn likenesses(chars: &[char]) -> Vec<f32> {
    let observed = bloom(chars);
    let is_heading = variants().iter().any(|variant| variant.chars == chars);
    let mut best = vec![0.0_f32; Schema::get().sections.len()];
    for variant in variants() {
        let score = match is_heading {
            true => f32::from(u8::from(variant.chars == chars)),
            false if variant.shares(observed, chars.len()) => variant.likeness(chars),
            false => 0.0,
        };
        best[variant.section] = best[variant.section].max(score);
    }
    best
}

/// The headings of the national forms' sections, in printed order, each section at most once.
#[must_use]
pub fn national(document: &Document, tokens: &[Token]) -> Vec<SectionMark> {
    let costs = Costs::get();
    let sections = &Schema::get().sections;
    let mut best: Vec<Option<(f32, usize, usize)>> = vec![None; sections.len()];
    // Headings that share their line with the text below them: where it begins, and of how many characters it is.
    let mut before_text: Vec<Option<(usize, u32)>> = vec![None; sections.len()];
    for (i, piece) in document.pieces.iter().enumerate() {
        // A heading stands at the beginning of a line; a bar may follow where the page was one large table.
        if !(piece.gap.line || i == 0) {
            continue;
        }
        if let Some((section, chars)) = heading_before_text(document.piece(piece)) {
            before_text[section].get_or_insert((i, chars));
        }
        if tokens[i].class != Class::Text || piece.span.chars as usize > LONGEST {
            continue;
        }
        let (last, apart) = behind_ordinal(document, tokens, i);
        let folded = apart.as_ref().unwrap_or(&tokens[i].folded);
        let chars: Vec<char> = folded.core.chars().collect();
        let observed = bloom(&chars);
        if chars.len() < 4 || !variants().iter().any(|variant| variant.shares(observed, chars.len())) {
            continue;
        }
        let is_heading = variants().iter().any(|variant| variant.chars == chars);
        if !is_heading && Index::get().is_known(folded) {
            continue;
        }
        let alike = likenesses(&chars);
        for (section, known) in best.iter_mut().enumerate() {
            let text = alike[section];
            if text < costs.heading_alike {
                continue;
            }
            let ordinal = match folded.ordinal {
                Some(ordinal)
                    if ordinal.style == OrdinalStyle::Chinese && usize::from(ordinal.number) == section + 1 =>
                {
                    costs.heading_ordinal
                }
                Some(ordinal) if ordinal.style == OrdinalStyle::Chinese => costs.heading_other_ordinal,
                // （一）主动公开 is a part of 一、总体情况 and no section of its own.
                Some(_) => -costs.heading_part,
                None => 0.0,
            };
            let score = text + ordinal;
            if score >= costs.heading_alike + costs.heading_over && known.is_none_or(|(best, ..)| score > best) {
                *known = Some((score, i, last));
            }
        }
    }
    // One line heads one section: the one that it is most alike.
    for a in 0..best.len() {
        for b in 0..best.len() {
            if let (Some((score, i, _)), Some((other, j, _))) = (best[a], best[b])
                && a != b
                && i == j
            {
                best[if score >= other { b } else { a }] = None;
            }
        }
    }
    let mut marks: Vec<(usize, SectionMark)> = best
        .iter()
        .enumerate()
        .filter_map(|(section, found)| {
            let id = sections[section].id;
            let alone = found.map(|(_, i, last)| (i, mark(document, i..=last, id)));
            alone.or_else(|| before_text[section].map(|(i, chars)| (i, mark_start(document, i, chars, id))))
        })
        .collect();
    marks.sort_by_key(|(i, _)| *i);
    marks.into_iter().map(|(_, mark)| mark).collect()
}

/// The headings of a narrative report: numbered lines that hold a section's keyword, in printed order.
#[must_use]
pub fn narrative(document: &Document) -> Vec<SectionMark> {
    let Some(form) = Schema::get().forms.iter().find(|form| form.is_narrative()) else { return Vec::new() };
    let mut marks: Vec<SectionMark> = Vec::new();
    for number in 1..=document.lines.len() as u32 {
        let line = document.line(number);
        let trimmed = line.trim();
        let chars = trimmed.chars().count();
        if chars == 0 || chars > LONGEST + 6 {
            continue;
        }
        let folded = fold(trimmed);
        if folded.ordinal.is_none_or(|ordinal| ordinal.style != OrdinalStyle::Chinese) {
            continue;
        }
        let found = form.sections.iter().find(|section| {
            section.keywords.iter().any(|word| folded.core.contains(word))
                && marks.iter().all(|mark| mark.id != section.id)
        });
        if let Some(section) = found {
            let column = line.chars().take_while(|c| c.is_whitespace()).count() as u32 + 1;
            let source = vec![Span::new(number, column, chars as u32)];
            marks.push(SectionMark { id: section.id, heading: trimmed.to_owned(), source });
        }
    }
    marks
}

/// Where a blank parts the ordinal from the heading (一、 总体情况): the last piece of the heading, and its text folded.
fn behind_ordinal(document: &Document, tokens: &[Token], first: usize) -> (usize, Option<Folded>) {
    let folded = &tokens[first].folded;
    let next = document.pieces.get(first + 1).filter(|next| next.gap.is_space() && !next.is_empty());
    match next {
        Some(next) if folded.core.is_empty() && folded.ordinal.is_some() && next.span.chars as usize <= LONGEST => {
            let text = &document.text[document.pieces[first].range.start..next.range.end];
            (first + 1, Some(fold(text)))
        }
        _ => (first, None),
    }
}

/// The section whose heading begins a paragraph, ordinal and letters as the form has them, and of how many characters it is:
/// 一、总体情况 （一）主动公开。全年….
fn heading_before_text(text: &str) -> Option<(usize, u32)> {
    if !text.starts_with(|c| ORDINALS.contains(c)) {
        return None;
    }
    let (ordinal, length) = split_ordinal(text).filter(|(ordinal, _)| ordinal.style == OrdinalStyle::Chinese)?;
    let section = usize::from(ordinal.number).checked_sub(1)?;
    let description = Schema::get().sections.get(section)?;
    let rest = &text[length..];
    let blanks = rest.chars().take_while(|c| c.is_whitespace()).count();
    let plain: Vec<char> = rest.chars().skip(blanks).take(LONGEST).map(simplify).collect();
    let labels = std::iter::once(&description.label).chain(&description.aliases);
    let words = labels.map(|label| &label[split_ordinal(label).map_or(0, |(_, length)| length)..]);
    let heading = words.map(|label| label.chars().collect::<Vec<_>>()).filter(|label| plain.starts_with(label));
    let chars = heading.map(|label| label.len()).max()?;
    Some((section, (text[..length].chars().count() + blanks + chars) as u32))
}

/// The mark of a heading that is the beginning of a piece.
fn mark_start(document: &Document, i: usize, chars: u32, id: &'static str) -> SectionMark {
    let piece = &document.pieces[i];
    let heading = document.piece(piece).chars().take(chars as usize).collect();
    SectionMark { id, heading, source: vec![Span { chars, ..piece.span }] }
}

fn mark(document: &Document, pieces: RangeInclusive<usize>, id: &'static str) -> SectionMark {
    let (first, last) = (&document.pieces[*pieces.start()], &document.pieces[*pieces.end()]);
    let heading = document.text[first.range.start..last.range.end].to_owned();
    let end = last.span.column + last.span.chars;
    let source = vec![Span { chars: end - first.span.column, ..first.span }];
    SectionMark { id, heading, source }
}
