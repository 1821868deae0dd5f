//! Reads flattened text: cuts lines into pieces at bars, tabs and blanks, and makes empty cells explicit.
//!
//! No layout is assumed. A bar ends a cell, or opens a row, or stands for an empty cell; a line break may end a row, end
//! a cell or stand inside one. What can be told from the characters alone is told here (which separators stood where,
//! and where two bars enclose nothing); what it means is for whoever knows the tables.

use std::ops::Range;

use super::line::{
    BarStyle, LONGEST_CELL, is_bar, is_blank, is_page_number, is_rule, is_sentence, is_sentence_word, split_lines,
    trim_end, trim_start,
};
use super::{Origins, Remark, Span};

/// What stood between a piece and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gap {
    /// At least one bar or tab.
    pub bar: bool,
    /// At least one line break.
    pub line: bool,
    /// At least one line with nothing on it.
    pub blank_line: bool,
}

impl Gap {
    /// Whether nothing but blanks stood between.
    #[must_use]
    pub fn is_space(self) -> bool {
        !self.bar && !self.line
    }
}

/// A piece of text between separators, or an empty cell between two bars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the document's text; empty for an empty cell.
    pub range: Range<usize>,
    /// Where it stands.
    pub span: Span,
    /// What stood before it.
    pub gap: Gap,
    /// Its number among the cells of its line, empty ones counted, from 0.
    pub cell: u16,
    /// Whether it is running text rather than a cell: a sentence.
    pub prose: bool,
}

impl Piece {
    /// Whether it is an empty cell between two separators.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }
}

/// A submitted text, cut into lines and pieces.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The decoded text.
    pub text: String,
    /// Bytes of each line, without its end.
    pub lines: Vec<Range<usize>>,
    /// Pieces in printed order.
    pub pieces: Vec<Piece>,
    /// Where the lines come from, in a file that is more than text.
    pub origins: Origins,
    /// What a reviewer should know of how the file was read.
    pub remarks: Vec<Remark>,
}

impl Document {
    /// A line by number from 1; empty beyond the last.
    #[must_use]
    pub fn line(&self, number: u32) -> &str {
        (number as usize).checked_sub(1).and_then(|i| self.lines.get(i)).map_or("", |range| &self.text[range.clone()])
    }

    /// All lines.
    #[must_use]
    pub fn line_texts(&self) -> Vec<&str> {
        self.lines.iter().map(|range| &self.text[range.clone()]).collect()
    }

    /// The text of a piece.
    #[must_use]
    pub fn piece(&self, piece: &Piece) -> &str {
        &self.text[piece.range.clone()]
    }
}

/// Cuts decoded text into lines and pieces.
#[must_use]
pub fn read(text: String) -> Document {
    let lines = split_lines(&text);
    let style = BarStyle::of(&text, &lines);
    let mut reader = Reader::new(&text, style, lines.len());
    for (i, line) in lines.iter().enumerate() {
        reader.line(i as u32 + 1, line.clone());
    }
    let mut pieces = reader.pieces;
    drop_regular_empties(&mut pieces);
    Document { text, lines, pieces, ..Document::default() }
}

/// Cuts a text into pieces, line by line.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Pieces so far.
    pub(super) pieces: Vec<Piece>,
    /// What stood since the last piece.
    gap: Gap,
    /// Whether the last cell has no bar behind it yet.
    open: bool,
    style: BarStyle,
}

impl<'a> Reader<'a> {
    /// A reader of a text with so many lines, whose bars have this habit.
    pub(super) fn new(text: &'a str, style: BarStyle, lines: usize) -> Self {
        Self { text, pieces: Vec::with_capacity(lines), gap: Gap::default(), open: false, style }
    }

    /// Reads a row of a table: each of its cells is a piece, by its column and its bytes in the text, blank cells too.
    /// Between two rows stands a bar, so that no label is taken to go on from one into the other.
    pub(super) fn row(&mut self, number: u32, line: Range<usize>, cells: impl Iterator<Item = (u16, Range<usize>)>) {
        self.gap.line |= number > 1;
        self.open = false;
        let (mut column, mut at) = (1, line.start);
        for (cell, range) in cells {
            column += self.text[at..range.start].chars().count() as u32;
            let chars = self.text[range.clone()].chars().count();
            self.gap.bar = true;
            let span = Span::new(number, column, chars as u32);
            let prose = chars > 2 * LONGEST_CELL;
            at = range.end;
            self.push(Piece { range, span, gap: Gap::default(), cell, prose });
            column += chars as u32;
        }
        self.gap.bar = true;
    }

    /// Reads a line of text.
    pub(super) fn line(&mut self, number: u32, range: Range<usize>) {
        let line = &self.text[range.clone()];
        if number > 1 {
            self.gap.line = true;
        }
        if line.trim_matches(is_blank).is_empty() && !line.contains('\t') {
            self.gap.blank_line = true;
            return;
        }
        if is_rule(line) || is_page_number(line) {
            return;
        }
        // A tab inside a line separates cells; before the first character it only indents.
        let indent = line.len() - line.trim_start_matches(is_blank).len();
        let is_barred = line.char_indices().any(|(i, c)| is_bar(c) && (c != '\t' || i > indent));
        if is_barred {
            self.barred_line(number, range);
        } else {
            self.open = true;
            self.plain_line(number, range);
        }
    }

    /// A line with bars or tabs: every bar ends a cell; a bar that ends none stands for an empty cell, unless it opens
    /// the line and text follows.
    fn barred_line(&mut self, number: u32, range: Range<usize>) {
        let line = &self.text[range.clone()];
        let has_text = line.chars().any(|c| !is_bar(c) && !is_blank(c));
        // A tab, and a bar in a document whose rows end without one, stands between two cells, whatever they hold.
        let separates = self.style.separates || line.contains('\t');
        if separates && has_text {
            self.open = false;
        }
        let mut cell = 0_u16;
        let mut start = 0;
        let mut column = 1_u32;
        let mut start_column = 1_u32;
        let mut is_first = true;
        for (i, c) in line.char_indices() {
            if is_bar(c) {
                let is_filled = self.cell(number, start_column, range.start + start..range.start + i, cell);
                let opens_line = is_first && has_text && !is_filled && c != '\t' && self.style.opens;
                if is_filled {
                    cell = cell.saturating_add(1);
                } else if self.open && is_first {
                    // The bar that ends the cell of an earlier line.
                } else if !opens_line {
                    self.empty(number, column, range.start + i, cell);
                    cell = cell.saturating_add(1);
                }
                self.open = false;
                self.gap.bar = true;
                start = i + c.len_utf8();
                start_column = column + 1;
                is_first = false;
            }
            column += 1;
        }
        if self.cell(number, start_column, range.start + start..range.end, cell) {
            self.open = true;
        } else if separates && has_text {
            self.empty(number, column, range.end, cell);
        }
    }

    /// Adds the cell between two bars; `false` where nothing but blanks stands there.
    fn cell(&mut self, line: u32, column: u32, range: Range<usize>, cell: u16) -> bool {
        let text = &self.text[range.clone()];
        let trimmed = trim_start(text);
        let lead = text.len() - trimmed.len();
        let trimmed = trim_end(trimmed);
        if trimmed.is_empty() {
            return false;
        }
        let skipped = text[..lead].chars().count() as u32;
        let chars = trimmed.chars().count();
        let start = range.start + lead;
        self.push(Piece {
            range: start..start + trimmed.len(),
            span: Span::new(line, column + skipped, chars as u32),
            gap: Gap::default(),
            cell,
            prose: chars > 2 * LONGEST_CELL,
        });
        true
    }

    fn empty(&mut self, line: u32, column: u32, at: usize, cell: u16) {
        self.gap.bar = true;
        self.push(Piece { range: at..at, span: Span::new(line, column, 0), gap: Gap::default(), cell, prose: false });
    }

    /// A line without bars: a sentence as a whole, or words between blanks.
    fn plain_line(&mut self, number: u32, range: Range<usize>) {
        let line = &self.text[range.clone()];
        let chars = line.chars().count();
        if is_sentence(line, chars) {
            let trimmed = line.trim_start_matches(is_blank);
            let lead = line.len() - trimmed.len();
            let start = range.start + lead;
            let column = line[..lead].chars().count() as u32 + 1;
            let trimmed = trimmed.trim_end_matches(is_blank);
            self.push(Piece {
                range: start..start + trimmed.len(),
                span: Span::new(number, column, trimmed.chars().count() as u32),
                gap: Gap::default(),
                cell: 0,
                prose: true,
            });
            return;
        }
        let mut cell = 0;
        let mut word: Option<(usize, u32)> = None;
        for (column, (i, c)) in (1_u32..).zip(line.char_indices().chain([(line.len(), ' ')])) {
            if is_blank(c) {
                // The marks of Markdown's headings and lists are no words.
                let mark = |start: usize| line[start..i].bytes().all(|b| matches!(b, b'#' | b'*' | b'>'));
                if let Some((start, start_column)) = word.take().filter(|&(start, _)| !mark(start)) {
                    self.push(Piece {
                        range: range.start + start..range.start + i,
                        span: Span::new(number, start_column, column - start_column),
                        gap: Gap::default(),
                        cell,
                        prose: is_sentence_word(&line[start..i], (column - start_column) as usize),
                    });
                    cell = cell.saturating_add(1);
                }
            } else if word.is_none() {
                word = Some((i, column));
            }
        }
    }

    fn push(&mut self, mut piece: Piece) {
        piece.gap = std::mem::take(&mut self.gap);
        self.pieces.push(piece);
    }
}

/// Where every cell is followed by the same number of empty ones (a reader of the original put a bar before and one
/// behind each), those are no cells: they are taken out.
fn drop_regular_empties(pieces: &mut Vec<Piece>) {
    let mut followed = 0;
    let mut alone = 0;
    for pair in pieces.windows(2).filter(|pair| !pair[0].is_empty() && pair[1].gap.bar) {
        if pair[1].is_empty() {
            followed += 1;
        } else {
            alone += 1;
        }
    }
    if followed >= 8 && alone * 20 < followed {
        let mut after_text = false;
        pieces.retain(|piece| {
            let drop = piece.is_empty() && after_text;
            after_text = !piece.is_empty();
            !drop
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces as words, empty cells as `_`, a row of the input per line where a line break stood.
    fn picture(text: &str) -> String {
        let document = read(text.to_owned());
        let mut picture = String::new();
        for piece in &document.pieces {
            if !picture.is_empty() {
                picture.push(if piece.gap.line { '/' } else { ' ' });
            }
            picture.push_str(if piece.is_empty() { "_" } else { document.piece(piece) });
        }
        picture
    }

    #[test]
    fn layouts_give_the_same_cells() {
        for (layout, text, expected) in [
            ("a cell per line, bars between", "规章\n|\n0\n|\n1\n|\n文件\n|\n2\n|", "规章/0/1/文件/2"),
            ("a blank cell between lone bars", "规章\n|\n\n|\n1\n|", "规章/_/1"),
            ("bar behind each cell, filler lines", "甲 |\n|||\n乙 |\n0 |\n||\n丙 |", "甲/_ _ _/乙/0/_ _/丙"),
            ("a row per line", "规章 | 0 | 1 |\n文件 | 2 | 3 |", "规章 0 1/文件 2 3"),
            ("no outer bars", "规章 | 0 | 1\n文件 | 2 | 3", "规章 0 1/文件 2 3"),
            ("outer bars", "| 规章 | 0 |  |\n| 文件 |  | 3 |", "规章 0 _/文件 _ 3"),
            ("markdown", "| 甲 | 乙 |\n|---|:-:|\n| - | 3 |", "甲 乙/- 3"),
            ("blanks", "规章 0 1\n文件　2   3", "规章 0 1/文件 2 3"),
            ("tabs", "规章\t0\t\t1\n\t\t文件\t", "规章 0 _ 1/_ _ 文件 _"),
            (
                "bars between cells only",
                "规章 | 0 | 1\n | 文件 | 2\n甲 | 乙 | \n丙 | 1\n丁 | 2\n戊 | 3",
                "规章 0 1/_ 文件 2/甲 乙 _/丙 1/丁 2/戊 3",
            ),
            ("no bars", "商业\n\n企业\n\n0", "商业/企业/0"),
        ] {
            assert_eq!(picture(text), expected, "{layout}");
        }
    }

    #[test]
    fn places_are_counted_in_characters() {
        let document = read("　　规章 | １２ |".to_owned());
        let spans: Vec<_> = document.pieces.iter().map(|p| (p.span.line, p.span.column, p.span.chars)).collect();
        assert_eq!(spans, [(1, 3, 2), (1, 8, 2)]);
    }
}
