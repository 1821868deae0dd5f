//! Glyphs to atoms: what is never cut in two when text is shared out to cells. A Chinese character is one, a number is one,
//! a Latin word is one.

use super::tuning::Tuning;
use super::{Glyph, Page};
use crate::text::traditional::simplify;

/// Most points of a coordinate; what lies farther out is on no page.
const FARTHEST: f32 = 20_000.0;

/// A character of its own, or characters that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Atom {
    /// Its characters.
    pub text: String,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// The line that it stands on.
    pub base: f32,
    /// Height of its type.
    pub size: f32,
    /// Whether a blank was set before it.
    pub spaced: bool,
}

impl Atom {
    /// Its middle.
    pub fn middle(&self) -> (f32, f32) {
        ((self.x0 + self.x1) / 2.0, self.base - Tuning::get().middle * self.size)
    }
}

/// The atoms of a page, from above and from the left.
pub fn of(page: &Page) -> Vec<Atom> {
    let mut glyphs: Vec<Glyph> = page.glyphs.iter().copied().filter(is_sound).map(plain).collect();
    drop_doubles(&mut glyphs);
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)).then(a.c.cmp(&b.c)));
    let mut atoms: Vec<Atom> = Vec::with_capacity(glyphs.len());
    let mut start = 0;
    while start < glyphs.len() {
        let ends = |i: &usize| {
            glyphs[*i].base - glyphs[*i - 1].base > Tuning::get().glyph_line * glyphs[*i].size.min(glyphs[*i - 1].size)
        };
        let end = (start + 1..glyphs.len()).find(ends).unwrap_or(glyphs.len());
        let line = &mut glyphs[start..end];
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.x1.total_cmp(&b.x1)).then(a.c.cmp(&b.c)));
        join(line, &mut atoms);
        start = end;
    }
    atoms
}

/// Joins the glyphs of one line.
fn join(line: &[Glyph], atoms: &mut Vec<Atom>) {
    let first = atoms.len();
    let Tuning { glyph_gap, glyph_sizes, .. } = *Tuning::get();
    let mut spaced = false;
    for glyph in line {
        if is_space(glyph.c) {
            spaced = true;
            continue;
        }
        if let Some(last) = atoms[first..].last_mut()
            && !spaced
            && !is_wide(glyph.c)
            && last.text.chars().next_back().is_some_and(|c| !is_wide(c))
            && glyph.x0 - last.x1 < glyph_gap * glyph.size
            && glyph.size < glyph_sizes * last.size
            && last.size < glyph_sizes * glyph.size
        {
            last.text.push(glyph.c);
            last.x1 = last.x1.max(glyph.x1);
        } else {
            let Glyph { c, x0, x1, base, size } = *glyph;
            atoms.push(Atom { text: c.to_string(), x0, x1, base, size, spaced });
        }
        spaced = false;
    }
}

fn is_sound(glyph: &Glyph) -> bool {
    let places = [glyph.x0, glyph.x1, glyph.base, glyph.size];
    places.iter().all(|place| place.is_finite() && place.abs() < FARTHEST)
        && glyph.size > Tuning::get().smallest
        && glyph.x0 <= glyph.x1
        && !glyph.c.is_control()
}

/// Radicals stand in some files for the characters that look the same.
fn plain(mut glyph: Glyph) -> Glyph {
    if ('\u{2e80}'..='\u{2fdf}').contains(&glyph.c) {
        glyph.c = simplify(glyph.c);
    }
    glyph
}

/// Drops glyphs that are drawn again a little beside themselves, as some programs make bold type.
fn drop_doubles(glyphs: &mut Vec<Glyph>) {
    glyphs.sort_by(|a, b| a.c.cmp(&b.c).then(a.base.total_cmp(&b.base)).then(a.x0.total_cmp(&b.x0)));
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs.drain(..) {
        let near = Tuning::get().twin * glyph.size;
        // Twins follow each other closely: a line of the same character has not more of them than this.
        let before =
            kept.iter().rev().take(200).take_while(|other| other.c == glyph.c && glyph.base - other.base <= near);
        let mut twins = before.filter(|other| {
            (glyph.x0 - other.x0).abs() <= near && (glyph.size - other.size).abs() <= near && !is_space(glyph.c)
        });
        if twins.next().is_none() {
            kept.push(glyph);
        }
    }
    *glyphs = kept;
}

/// Whether a character is a blank or is not seen.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Whether a character is set in a square of its own, as Chinese is, so that a line may break on either side of it.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2014}' | '\u{2018}'..='\u{201d}' | '\u{2026}' | '\u{2460}'..='\u{24ff}' | '\u{2e80}'..='\u{ffef}')
        || c >= '\u{20000}'
}

/// Whether a character is wide and no figure: between two of these no blank is ever meant.
pub fn is_character(c: char) -> bool {
    is_wide(c) && !matches!(c, '０'..='９' | '．' | '－' | '＋')
}
