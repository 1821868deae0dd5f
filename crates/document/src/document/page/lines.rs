//! Atoms to lines of text: what stands on one line, and where blanks and gaps between columns are.

use super::atoms::{Atom, is_character};
use super::heads::{self, Settled};
use super::tuning::Tuning;
use super::{broken, stubs, values};
use crate::text::fold::split_ordinal;

/// A stretch of a line without wide gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// Its text; a value that a narrow column broke has a line break.
    pub text: String,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// What it stands on, which may be a little off the rest of its line.
    pub base: f32,
}

/// A line outside of tables with ruling lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its stretches from the left, at least one.
    pub stretches: Vec<Stretch>,
    /// What it stands on.
    pub base: f32,
    /// Height of its type.
    pub size: f32,
}

impl Line {
    /// Left edge.
    pub fn x0(&self) -> f32 {
        self.stretches.first().map_or(0.0, |stretch| stretch.x0)
    }

    /// Right edge.
    pub fn x1(&self) -> f32 {
        self.stretches.iter().map(|stretch| stretch.x1).fold(0.0, f32::max)
    }

    /// Its text, with tabs between stretches.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.stretches.iter().map(|stretch| stretch.text.as_str()).collect();
        texts.join("\t").replace('\n', " ")
    }
}

/// The lines of the atoms of pages, from above.
pub fn of(pages: Vec<Vec<Atom>>) -> Vec<Vec<Line>> {
    let pages: Vec<Vec<Vec<Atom>>> = pages.into_iter().map(grouped).collect();
    let mut written = Vec::with_capacity(pages.len());
    // The first lines of a page, where they are a head that begins on the page before.
    let mut begun: Option<Settled> = None;
    for (number, lines) in pages.iter().enumerate() {
        let from = begun.as_ref().map_or(0, |begun| begun.1);
        let mut heads: Vec<Settled> = begun.take().into_iter().chain(heads::settle(lines, from)).collect();
        if let Some((ended, next)) = pages.get(number + 1).and_then(|next| heads::settle_across(lines, next))
            && heads.last().is_none_or(|last| last.1 <= ended.0)
        {
            heads.push(ended);
            begun = Some(next);
        }
        written.push(of_page(lines, heads));
    }
    written
}

/// The lines of a page, those of heads in their order.
fn of_page(lines: &[Vec<Atom>], heads: Vec<Settled>) -> Vec<Line> {
    let mut written: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0;
    for (start, end, head) in heads {
        written.extend(lines[at..start].iter().map(|atoms| line(atoms)));
        written.extend(head);
        at = end;
    }
    written.extend(lines[at..].iter().map(|atoms| line(atoms)));
    broken::join(&mut written);
    stubs::join(&mut written);
    written
}

/// The text of a cell: its lines, each without wide gaps.
pub fn text_of(atoms: Vec<Atom>) -> String {
    let lines: Vec<String> = grouped(atoms)
        .into_iter()
        .map(|atoms| {
            let mut text = String::new();
            let mut before = None;
            for atom in &atoms {
                if before.is_some_and(|before| are_two_numbers(before, atom)) {
                    text.push('\t');
                }
                push(&mut text, before, atom, Tuning::get().wide_blank_in_cell);
                before = Some(atom);
            }
            text
        })
        .collect();
    lines.join("\n")
}

/// Whether two figures of a cell stand so far apart that they are two numbers.
fn are_two_numbers(before: &Atom, atom: &Atom) -> bool {
    let is_figure = |text: &str, last: bool| {
        let c = if last { text.chars().next_back() } else { text.chars().next() };
        c.is_some_and(|c| c.is_ascii_digit())
    };
    let gap = (atom.x0 - before.x1) / atom.size.min(before.size);
    gap > Tuning::get().number_gap && is_figure(&before.text, true) && is_figure(&atom.text, false)
}

/// Atoms by lines. What stands less than half a line lower is on the same line.
fn grouped(mut atoms: Vec<Atom>) -> Vec<Vec<Atom>> {
    atoms.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)).then(a.text.cmp(&b.text)));
    let mut lines: Vec<Vec<Atom>> = Vec::new();
    for atom in atoms {
        match lines.last_mut() {
            Some(line) if atom.base - line[0].base <= Tuning::get().same_line * line[0].size.min(atom.size) => {
                line.push(atom)
            }
            _ => lines.push(vec![atom]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.base.total_cmp(&b.base)).then(a.text.cmp(&b.text)));
    }
    lines
}

fn line(atoms: &[Atom]) -> Line {
    let size = median(atoms, |atom| atom.size);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut before: Option<&Atom> = None;
    // Where several values end a line, the first of them ends the label, however long that is.
    let values = values::of_line(atoms);
    let first = values.first().filter(|_| values.len() > 1).map(|first| first.0);
    for (at, atom) in atoms.iter().enumerate() {
        let is_beside = |last: &Atom| values::is_value(&last.text) && values::is_value(&atom.text);
        let is_narrow = before.is_some_and(is_beside) || is_numbered(&atoms[at..]) || first == Some(atom.x0);
        let gap = if is_narrow { Tuning::get().value_gap } else { Tuning::get().column_gap };
        match (stretches.last_mut(), before) {
            (Some(stretch), Some(last)) if atom.x0 - stretch.x1 < gap * size => {
                push(&mut stretch.text, Some(last), atom, Tuning::get().wide_blank);
                stretch.x1 = stretch.x1.max(atom.x1);
            }
            _ => stretches.push(Stretch { text: atom.text.clone(), x0: atom.x0, x1: atom.x1, base: atom.base }),
        }
        before = Some(atom);
    }
    // A heading set wide, a character here and there.
    let is_single = |stretch: &Stretch| stretch.text.chars().count() == 1 && stretch.text.chars().all(is_character);
    if stretches.len() > 1 && stretches.iter().all(is_single) {
        let text = stretches.iter().map(|stretch| stretch.text.as_str()).collect();
        let x1 = stretches.last().map_or(0.0, |stretch| stretch.x1);
        stretches = vec![Stretch { text, x1, ..stretches[0].clone() }];
    }
    Line { stretches, base: median(atoms, |atom| atom.base), size }
}

/// Whether atoms begin with the number of a label.
fn is_numbered(atoms: &[Atom]) -> bool {
    let text: String = atoms.iter().take(4).map(|atom| atom.text.as_str()).collect();
    split_ordinal(&text).is_some()
}

fn median(atoms: &[Atom], of: impl Fn(&Atom) -> f32) -> f32 {
    let mut values: Vec<f32> = atoms.iter().map(of).collect();
    values.sort_by(f32::total_cmp);
    values[values.len() / 2]
}

/// Writes an atom behind the one before it, with a blank where one is meant: between characters only where the gap is
/// `wide` times the height of type, between numbers and words wherever one can be seen.
fn push(text: &mut String, before: Option<&Atom>, atom: &Atom, wide: f32) {
    if let (Some(before), Some(last), Some(first)) = (before, text.chars().next_back(), atom.text.chars().next()) {
        let gap = (atom.x0 - before.x1) / atom.size.min(before.size);
        let is_blank = match (is_character(last), is_character(first)) {
            (true, true) => gap > wide,
            (false, false) => atom.spaced || gap > Tuning::get().glyph_gap,
            _ => gap > Tuning::get().mixed_blank,
        };
        if is_blank {
            text.push(' ');
        }
    }
    text.push_str(&atom.text);
}
