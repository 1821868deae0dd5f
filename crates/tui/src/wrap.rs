//! Breaks text into rows of a given width: sentences at pleasing places, source text at exact characters.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::paint::clean;
use crate::text::width::width;

/// A sentence in rows of at most so many cells. Chinese breaks between any two characters, but neither before closing
/// punctuation nor after opening punctuation; Latin words and numbers stay whole where they fit into a row.
#[must_use]
pub fn sentence(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(4);
    let text = clean(text);
    let mut rows = Vec::new();
    let mut row = String::new();
    let mut used = 0;
    for piece in pieces(&text) {
        let wide = width(piece);
        if used + wide > cells && used > 0 {
            rows.push(row.trim_end().to_owned());
            row.clear();
            used = 0;
            if piece.trim().is_empty() {
                continue;
            }
        }
        if wide > cells {
            for grapheme in piece.graphemes(true) {
                let wide = width(grapheme);
                if used + wide > cells {
                    rows.push(std::mem::take(&mut row));
                    used = 0;
                }
                row.push_str(grapheme);
                used += wide;
            }
        } else {
            row.push_str(piece);
            used += wide;
        }
    }
    if !row.trim().is_empty() || rows.is_empty() {
        rows.push(row.trim_end().to_owned());
    }
    rows
}

/// The stretches that stay together: a run of Latin letters and digits, or one other character, each with the opening
/// punctuation before it and the closing punctuation after it.
fn pieces(text: &str) -> Vec<&str> {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < graphemes.len() {
        let start = graphemes[at].0;
        at += 1;
        while at < graphemes.len() {
            let (before, next) = (graphemes[at - 1].1, graphemes[at].1);
            let joins = (is_word(before) && is_word(next)) || is_opening(before) || is_closing(next);
            if !joins {
                break;
            }
            at += 1;
        }
        let end = graphemes.get(at).map_or(text.len(), |next| next.0);
        found.push(&text[start..end]);
    }
    found
}

fn is_word(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '%'))
}

fn is_closing(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| "，。；：、？！）〕》」』】’”,;:?!)".contains(c))
}

fn is_opening(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| "（〔《「『【‘“([".contains(c))
}

/// The rows of a source line, as ranges of its characters, each at most so many cells wide when cleaned. An empty line
/// is one empty row.
#[must_use]
pub fn line(text: &str, cells: usize) -> Vec<Range<u32>> {
    let cells = cells.max(2);
    let mut rows = Vec::new();
    let (mut start, mut used, mut at) = (0, 0, 0);
    for grapheme in text.graphemes(true) {
        // Within a source line most graphemes are single characters; only odd ones need cleaning to be measured.
        let wide = if grapheme.is_ascii() && !grapheme.bytes().any(|b| b.is_ascii_control()) {
            grapheme.len()
        } else {
            width(&clean(grapheme))
        };
        if used + wide > cells {
            rows.push(start..at);
            start = at;
            used = 0;
        }
        used += wide;
        at += grapheme.chars().count() as u32;
    }
    rows.push(start..at);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_break_at_pleasing_places() {
        for (text, cells, expected) in [
            ("年度报告格式", 8, vec!["年度报告", "格式"]),
            ("办理总计，相差2", 8, vec!["办理总", "计，相差", "2"]),
            ("the report year", 10, vec!["the report", "year"]),
            ("no label (taken as", 12, vec!["no label", "(taken as"]),
            ("待确认：（暂按规章）", 10, vec!["待确认：", "（暂按规", "章）"]),
            ("第 3354 条", 6, vec!["第", "3354", "条"]),
            ("", 8, vec![""]),
            ("requests.balance", 8, vec!["requests", ".balance"]),
        ] {
            assert_eq!(sentence(text, cells), expected, "{text}");
        }
    }

    #[test]
    fn rows_of_a_line_join_to_the_line() {
        for text in ["", "规章 | 0 | 0 |", "一、总体情况“三公”\u{200b}\u{1b}x\ty", "e\u{301}e\u{301}e\u{301}abc"]
        {
            for cells in 4..20 {
                let rows = line(text, cells);
                assert_eq!(rows[0].start, 0);
                assert_eq!(rows.last().map(|row| row.end), Some(text.chars().count() as u32));
                for pair in rows.windows(2) {
                    assert_eq!(pair[0].end, pair[1].start);
                }
                for row in rows {
                    let shown: String = text.chars().skip(row.start as usize).take(row.len()).collect();
                    assert!(width(&clean(&shown)) <= cells);
                }
            }
        }
    }
}
