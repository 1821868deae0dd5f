//! Lines to paragraphs: a line that runs to the right edge goes on in the next one, unless that one is indented.

use super::columns;
use super::lines::Line;
use super::tuning::Tuning;
use super::{Laid, Part};
use crate::document::content::Block;
use crate::text::fold::split_ordinal;

/// Where text runs.
#[derive(Clone, Copy)]
struct Body {
    left: f32,
    right: f32,
}

/// Writes pages as blocks.
pub fn write(pages: Vec<Laid>) -> Vec<Block> {
    let body = body(&pages);
    let mut blocks: Vec<Block> = Vec::new();
    // The line that the last paragraph ends with, and which block it is, where it may go on.
    let mut open: Option<(usize, Line)> = None;
    let mut known = columns::Before::default();
    for page in pages {
        blocks.push(Block::Page(page.number));
        let mut lines: Vec<Line> = Vec::new();
        for part in page.parts {
            match part {
                Part::Line(line) => lines.push(line),
                Part::Table(table) => {
                    paragraphs(std::mem::take(&mut lines), body, page.width, &mut open, &mut known, &mut blocks);
                    open = None;
                    known.ends();
                    blocks.push(Block::Table(table.table));
                }
            }
        }
        paragraphs(lines, body, page.width, &mut open, &mut known, &mut blocks);
    }
    blocks
}

fn paragraphs(
    lines: Vec<Line>,
    body: Body,
    width: f32,
    open: &mut Option<(usize, Line)>,
    known: &mut columns::Before,
    blocks: &mut Vec<Block>,
) {
    for (at, (line, text)) in columns::texts(lines, known).into_iter().enumerate() {
        // Across pages lines stand where they stand; on one page they follow each other closely.
        let follows = |last: &Line| {
            at == 0 || line.base - last.base <= Tuning::get().paragraph_leading * line.size.max(last.size)
        };
        match open {
            Some((block, last)) if goes_on(last, &line, body, width) && follows(last) => {
                if let Block::Line(paragraph) = &mut blocks[*block] {
                    append(paragraph, &text);
                }
                *last = line;
            }
            _ => {
                *open = Some((blocks.len(), line));
                blocks.push(Block::Line(text));
            }
        }
    }
}

/// Left and right edge of running text: the outermost that long lines reach.
fn body(pages: &[Laid]) -> Body {
    let mut body = Body { left: f32::MAX, right: 0.0 };
    for part in pages.iter().flat_map(|page| &page.parts) {
        let Part::Line(line) = part else { continue };
        if line.stretches.len() == 1 && line.x1() - line.x0() > Tuning::get().long_line * line.size {
            body.left = body.left.min(line.x0());
            body.right = body.right.max(line.x1());
        }
    }
    body
}

/// Whether a line goes on in the next one.
fn goes_on(line: &Line, next: &Line, body: Body, width: f32) -> bool {
    let size = line.size.max(next.size);
    let is_full =
        line.x1() >= body.right - Tuning::get().ragged * size && line.x1() >= Tuning::get().full_width * width;
    let is_indented = next.x0() > body.left + Tuning::get().indent * size;
    let sizes = Tuning::get().paragraph_sizes;
    let is_alike = line.size < sizes * next.size && next.size < sizes * line.size;
    let is_text = line.stretches.len() == 1 && next.stretches.len() == 1;
    let (text, next) = (&line.stretches[0].text, &next.stretches[0].text);
    let is_ended = text.ends_with(['。', '：', ':', '；', ';', '！', '？']);
    is_full && !is_indented && is_alike && is_text && !(is_ended && split_ordinal(next).is_some())
}

fn append(paragraph: &mut String, text: &str) {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if is_letter(paragraph.chars().next_back()) && is_letter(text.chars().next()) {
        paragraph.push(' ');
    }
    paragraph.push_str(text);
}
