//! Reads flattened text: cuts lines into pieces at bars, tabs and blanks, and makes empty cells explicit.
//!
//! No layout is assumed. A bar ends a cell, or opens a row, or stands for an empty cell; a line break may end a row, end
//! a cell or stand inside one. What can be told from the characters alone is told here (which separators stood where,
//! and where two bars enclose nothing); what it means is for whoever knows the tables.

use std::ops::Range;

use super::Span;

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

/// A line without bars that is longer than this, in characters, and has a full stop or comma is a sentence.
const LONGEST_CELL: usize = 60;

/// Cuts decoded text into lines and pieces.
#[must_use]
pub fn read(text: String) -> Document {
    let lines = split_lines(&text);
    let style = BarStyle::of(&text, &lines);
    let pieces = Vec::with_capacity(lines.len());
    let mut reader = Reader { text: &text, pieces, gap: Gap::default(), open: false, style };
    for (i, line) in lines.iter().enumerate() {
        reader.line(i as u32 + 1, line.clone());
    }
    let mut pieces = reader.pieces;
    drop_regular_empties(&mut pieces);
    Document { text, lines, pieces }
}

/// Bytes of the lines, whatever ends them: LF, CRLF or CR.
fn split_lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(text.len() / 16);
    let mut start = 0;
    let mut i = 0;
    while i < bytes.len() {
        match bytes[i] {
            b'\n' => {
                lines.push(start..i);
                start = i + 1;
            }
            b'\r' => {
                lines.push(start..i);
                if bytes.get(i + 1) == Some(&b'\n') {
                    i += 1;
                }
                start = i + 1;
            }
            _ => {}
        }
        i += 1;
    }
    if start < bytes.len() {
        lines.push(start..bytes.len());
    }
    lines
}

fn is_bar(c: char) -> bool {
    matches!(c, '|' | '｜' | '│' | '┃' | '║' | '\t')
}

/// Blanks between cells, and characters that are not seen.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{a0}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\0')
}

/// What a bar at the edge of a line is, by the habit of the whole document.
#[derive(Debug, Clone, Copy)]
struct BarStyle {
    /// Lines begin with a bar: it opens the row and stands for no cell.
    opens: bool,
    /// Lines do not end with a bar: where one does, its last cell is empty.
    separates: bool,
}

impl BarStyle {
    fn of(text: &str, lines: &[Range<usize>]) -> Self {
        let (mut all, mut begin, mut end) = (0, 0, 0);
        for line in lines.iter().map(|range| text[range.clone()].trim_matches(is_blank)) {
            let is_bar = |c: char| c != '\t' && is_bar(c);
            if !line.contains(is_bar) || line.chars().all(|c| is_bar(c) || is_blank(c)) {
                continue;
            }
            all += 1;
            begin += usize::from(line.starts_with(is_bar));
            end += usize::from(line.ends_with(is_bar));
        }
        Self { opens: 5 * begin >= 4 * all, separates: 5 * end < all }
    }
}

/// Takes blanks off the beginning of a cell, as characters, as entities, and Markdown's marks of bold type.
fn trim_start(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_start_matches(is_blank);
        let trimmed = trimmed.strip_prefix("&nbsp;").or_else(|| trimmed.strip_prefix("**")).unwrap_or(trimmed);
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

/// Takes the same off its end.
fn trim_end(mut text: &str) -> &str {
    loop {
        let trimmed = text.trim_end_matches(is_blank);
        let trimmed = trimmed.strip_suffix("&nbsp;").or_else(|| trimmed.strip_suffix("**")).unwrap_or(trimmed);
        if trimmed.len() == text.len() {
            return text;
        }
        text = trimmed;
    }
}

struct Reader<'a> {
    text: &'a str,
    pieces: Vec<Piece>,
    /// What stood since the last piece.
    gap: Gap,
    /// Whether the last cell has no bar behind it yet.
    open: bool,
    style: BarStyle,
}

impl Reader<'_> {
    fn line(&mut self, number: u32, range: Range<usize>) {
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
                    cell += 1;
                } else if self.open && is_first {
                    // The bar that ends the cell of an earlier line.
                } else if !opens_line {
                    self.empty(number, column, range.start + i, cell);
                    cell += 1;
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
                        prose: line[start..i].contains('。') || column - start_column > 2 * LONGEST_CELL as u32,
                    });
                    cell += 1;
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

/// Whether a line without bars is a sentence: long, with punctuation, and not a row of words between blanks.
fn is_sentence(line: &str, chars: usize) -> bool {
    // A row, or a whole table, on one line holds many numbers that stand alone, with or without a unit.
    let is_number = |word: &&str| {
        word.len() < 24 && word.chars().next().is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
    };
    if chars > 12 && line.split(is_blank).filter(|word| !word.is_empty()).filter(is_number).take(4).count() == 4 {
        return false;
    }
    // A heading may end with a full stop; one inside the line makes a sentence.
    let body = line.trim_end_matches(|c: char| is_blank(c) || c == '。');
    if body.contains('。') || body.contains('；') || (body.len() < line.len() && chars > 30) {
        return chars > 12;
    }
    let blanks = line.trim_matches(is_blank).chars().filter(|&c| is_blank(c)).count();
    chars > LONGEST_CELL && blanks < 5 && (line.contains(',') || line.contains('，') || chars > 2 * LONGEST_CELL)
}

/// Whether a line only rules a table: Markdown's `|---|:-:|` or box drawing.
fn is_rule(line: &str) -> bool {
    let mut dashes = 0;
    for c in line.chars() {
        match c {
            '-' | '=' => dashes += 1,
            '─'..='╿' if !is_bar(c) => dashes += 2,
            ':' | '+' | '|' | '│' | '┃' | '║' => {}
            c if is_blank(c) => {}
            _ => return false,
        }
    }
    // One dash alone, or one between two bars, is a cell.
    let is_ruled =
        |cell: &str| cell.contains(':') || cell.chars().filter(|c| matches!(c, '-' | '=' | '─'..='╿')).count() >= 2;
    dashes >= 2 && line.split(is_bar).filter(|cell| !cell.trim_matches(is_blank).is_empty()).all(is_ruled)
}

/// Whether a line holds a page's number and nothing else: `- 4 -`, `第 4 页 共 8 页`. A bare number may be a value.
fn is_page_number(line: &str) -> bool {
    let words: String = line.chars().filter(|&c| !is_blank(c)).take(24).collect();
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '－' | '·' | '~');
    let inner = words.trim_matches(is_dash);
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let between_dashes = words.starts_with(is_dash) && words.ends_with(is_dash) && is_number(inner);
    let of_pages = words.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(number, rest)| {
        let rest = rest.trim_start_matches(['/', ',', '，']);
        is_number(number)
            && (rest.is_empty() || rest.strip_prefix('共').and_then(|r| r.strip_suffix('页')).is_some_and(is_number))
    });
    between_dashes || of_pages
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
