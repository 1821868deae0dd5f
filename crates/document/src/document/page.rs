//! Finds what a page says in what is drawn on it: tables by their ruling lines or by the gaps between their columns,
//! paragraphs by how their lines run, and what belongs to the paper alone, running heads and page numbers.
//!
//! It knows glyphs and lines by their places and nothing of the kind of file they come from. Where structure is unclear it
//! hands over lines: a cell is never invented, a blank one never dropped, and two numbers never joined.

mod across;
mod atoms;
mod broken;
mod cells;
mod columns;
mod grid;
mod heads;
mod lines;
mod margins;
mod paragraphs;
mod places;
mod rows;
mod rules;
mod stubs;
mod tuning;
mod values;
mod words;

pub use tuning::Tuning;

use super::content::Block;

/// A character as it is drawn. Places are in points from the upper left corner of the page; blanks may be there or not.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Glyph {
    /// The character.
    pub c: char,
    /// Its left edge.
    pub x0: f32,
    /// Its right edge.
    pub x1: f32,
    /// The line that it stands on.
    pub base: f32,
    /// Height of its type.
    pub size: f32,
}

/// A ruling line: a rectangle so thin that it is one, or the outline of a line.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rule {
    /// Left edge.
    pub x0: f32,
    /// Upper edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Lower edge.
    pub y1: f32,
}

/// What is drawn on a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its width in points.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// Characters, in any order.
    pub glyphs: Vec<Glyph>,
    /// Ruling lines, in any order.
    pub rules: Vec<Rule>,
    /// How many pictures cover a good part of it.
    pub pictures: u32,
    /// Whether its text lies unseen under a picture, as programs that recognise text put it.
    pub recognised: bool,
}

/// A part of a page, in reading order.
#[derive(Debug, Clone)]
enum Part {
    Line(lines::Line),
    Table(cells::Ruled),
}

/// The blocks of a file, page by page, and whether there were more cells than `most`.
#[must_use]
pub fn arrange(pages: Vec<Page>, most: u32) -> (Vec<Block>, bool) {
    let mut left = most as usize;
    let mut is_cut = false;
    let mut laid: Vec<Laid> = Vec::with_capacity(pages.len());
    let mut texts: Vec<Vec<atoms::Atom>> = Vec::with_capacity(pages.len());
    for page in pages {
        let atoms = atoms::of(&page);
        let (mut tables, free) = cells::fill(grid::find(&page), atoms);
        tables.retain(|table| {
            let cells = table.cells();
            let fits = cells <= left;
            is_cut |= !fits;
            left -= if fits { cells } else { 0 };
            fits
        });
        let parts = tables.into_iter().map(Part::Table).collect();
        laid.push(Laid { number: page.number, width: page.width, height: page.height, parts });
        texts.push(free);
    }
    for (page, lines) in laid.iter_mut().zip(lines::of(texts)) {
        page.parts.splice(0..0, lines.into_iter().map(Part::Line));
        page.parts.sort_by(|a, b| a.top().total_cmp(&b.top()));
    }
    margins::drop(&mut laid);
    across::join(&mut laid);
    (paragraphs::write(laid), is_cut)
}

/// A page with its parts from above.
#[derive(Debug, Clone)]
struct Laid {
    number: u32,
    width: f32,
    height: f32,
    parts: Vec<Part>,
}

impl Part {
    fn top(&self) -> f32 {
        match self {
            Self::Line(line) => line.base - line.size,
            Self::Table(table) => table.area.y0,
        }
    }
}

#[cfg(test)]
mod tests;
