//! Puts text into the buffer cell by cell: cleaned, measured, clipped. What to put where is for the panes to say.
//!
//! Curly quotation marks are one cell wide to ratatui and two to a terminal with a Chinese font. [`clean`] gives them
//! two cells, and [`put`] writes each with a blank inside one double cell, which comes out right on either kind.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::width;
use crate::theme::{Role, Theme};

/// Asks for the full-width form of the quotation mark before it; [`width::width`] knows it.
const FULL_WIDTH: char = '\u{FE01}';

/// Submitted text made fit for the screen: nothing that steers the terminal, quotation marks in double cells.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let text = width::sanitize(text);
    if !text.contains(is_quote) {
        return text;
    }
    let mut wide = String::with_capacity(text.len() + 12);
    for c in text.chars() {
        wide.push(c);
        if is_quote(c) {
            wide.push(FULL_WIDTH);
        }
    }
    Cow::Owned(wide)
}

fn is_quote(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}')
}

/// Writes text from (x, y) within at most so many cells; returns the column after it.
pub fn put(buf: &mut Buffer, x: u16, y: u16, cells: u16, text: &str, style: Style) -> u16 {
    if y < buf.area.top() || y >= buf.area.bottom() {
        return x;
    }
    let end = x.saturating_add(cells).min(buf.area.right());
    let mut at = x;
    for grapheme in text.graphemes(true) {
        let wide = width::width(grapheme) as u16;
        if wide == 0 || grapheme.chars().any(char::is_control) {
            continue;
        }
        if at + wide > end {
            break;
        }
        let cell = &mut buf[(at, y)];
        match grapheme.strip_suffix(FULL_WIDTH) {
            Some(quote) => cell.set_symbol(&format!("{quote} ")),
            None => cell.set_symbol(grapheme),
        };
        cell.set_style(style);
        for hidden in at + 1..at + wide {
            buf[(hidden, y)].set_symbol(" ").set_style(style);
        }
        at += wide;
    }
    at
}

/// Writes text in exactly so many cells, cut with … or filled with blanks.
pub fn put_padded(buf: &mut Buffer, x: u16, y: u16, cells: u16, text: &str, align: width::Align, style: Style) -> u16 {
    put(buf, x, y, cells, &width::pad(text, usize::from(cells), align), style)
}

/// Writes text cut with … to at most so many cells, with some of its bytes in a second style.
pub fn put_marked(
    buf: &mut Buffer,
    (x, y, cells): (u16, u16, u16),
    text: &str,
    marks: &[Range<usize>],
    (plain, marked): (Style, Style),
) -> u16 {
    let shown = width::truncate(text, usize::from(cells));
    let end = x.saturating_add(cells);
    let mut at = x;
    let mut from = 0;
    // The cut text shares the original's bytes but for the … at its end.
    let whole = if shown.len() == text.len() { text.len() } else { shown.len().saturating_sub('…'.len_utf8()) };
    for mark in marks {
        let (start, stop) = (mark.start.clamp(from, whole), mark.end.clamp(from, whole));
        at = put(buf, at, y, end - at, &shown[from..start], plain);
        at = put(buf, at, y, end - at, &shown[start..stop], plain.patch(marked));
        from = stop;
    }
    put(buf, at, y, end - at, &shown[from..], plain)
}

/// Fills a rectangle with blanks in a style.
pub fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    for y in area.top()..area.bottom().min(buf.area.bottom()) {
        for x in area.left()..area.right().min(buf.area.right()) {
            let cell = &mut buf[(x, y)];
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Fills the rectangle of a window. A wide character that reaches into it from the left gives way, lest the terminal
/// draw it over the window's edge.
pub fn cover(buf: &mut Buffer, area: Rect, style: Style) {
    if area.x > buf.area.left() {
        for y in area.top()..area.bottom().min(buf.area.bottom()) {
            let before = &mut buf[(area.x - 1, y)];
            if width::width(before.symbol()) > 1 {
                before.set_symbol(" ");
            }
        }
    }
    fill(buf, area, style);
}

/// Draws a frame with a title and, at the right of its upper edge, a remark; returns what is inside.
pub fn frame(buf: &mut Buffer, theme: &Theme, area: Rect, (title, remark): (&str, &str), focus: bool) -> Rect {
    if area.width < 4 || area.height < 2 {
        return Rect::new(area.x, area.y, 0, 0);
    }
    let style = theme.style(if focus { Role::BorderFocus } else { Role::Border });
    let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
    for x in left + 1..right {
        put(buf, x, top, 1, "─", style);
        put(buf, x, bottom, 1, "─", style);
    }
    for y in top + 1..bottom {
        put(buf, left, y, 1, "│", style);
        put(buf, right, y, 1, "│", style);
    }
    for (x, y, corner) in [(left, top, "┌"), (right, top, "┐"), (left, bottom, "└"), (right, bottom, "┘")] {
        put(buf, x, y, 1, corner, style);
    }
    let mut after = left + 1;
    if !title.is_empty() {
        let title = width::truncate(title, usize::from(area.width.saturating_sub(6)));
        after = put(buf, left + 1, top, area.width - 2, &format!(" {title} "), theme.style(Role::Title));
    }
    let wanted = width::width(remark) as u16 + 2;
    if !remark.is_empty() && after + wanted < right {
        put(buf, right - wanted, top, wanted, &format!(" {remark} "), theme.style(Role::Dim));
    }
    Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
}

/// A bar of so many cells, filled by a share from 0 to 1.
pub fn bar(buf: &mut Buffer, theme: &Theme, (x, y, cells): (u16, u16, u16), share: f32, ground: Style) -> u16 {
    let full = (f32::from(cells) * share.clamp(0.0, 1.0)).round() as u16;
    let at = put(buf, x, y, cells, &"▓".repeat(usize::from(full)), ground.patch(theme.style(Role::BarFull)));
    put(buf, at, y, cells - full, &"░".repeat(usize::from(cells - full)), ground.patch(theme.style(Role::BarEmpty)))
}

/// The buffer as lines of text: a wide character stands once, without the cell that it hides; ends are trimmed.
#[must_use]
pub fn picture(buf: &Buffer) -> String {
    let mut lines = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            x += (width::width(symbol) as u16).max(1);
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_are_never_halved() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 7, 1));
        assert_eq!(put(&mut buf, 1, 0, 5, "年报告", Style::new()), 5);
        assert_eq!(picture(&buf), " 年报\n");
    }

    #[test]
    fn a_window_shows_its_edge_where_a_wide_character_stood() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
        put(&mut buf, 0, 0, 6, "年报告", Style::new());
        cover(&mut buf, Rect::new(3, 0, 2, 1), Style::new());
        put(&mut buf, 3, 0, 1, "│", Style::new());
        assert_eq!(picture(&buf), "年 │\n");
    }

    #[test]
    fn both_cells_of_a_wide_character_keep_their_ground() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 2, 1));
        let ground = Style::new().bg(ratatui::style::Color::White);
        fill(&mut buf, Rect::new(0, 0, 2, 1), ground);
        put(&mut buf, 0, 0, 2, "年", Style::new().bold());
        assert_eq!(buf[(0, 0)].bg, buf[(1, 0)].bg);
    }

    #[test]
    fn quotation_marks_take_two_cells() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
        let text = clean("“三安全”");
        assert_eq!(width::width(&text), 10);
        assert_eq!(put(&mut buf, 0, 0, 12, &text, Style::new()), 10);
        assert_eq!(buf[(0, 0)].symbol(), "“ ");
        assert_eq!(buf[(2, 0)].symbol(), "三");
    }

    #[test]
    fn submitted_text_cannot_steer_the_terminal() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 20, 1));
        put(&mut buf, 0, 0, 20, &clean("a\u{1b}[2Jb\u{202e}c"), Style::new());
        assert!(!picture(&buf).chars().any(|c| c == '\u{1b}' || c == '\u{202e}'));
    }

    #[test]
    fn found_letters_stand_out_also_in_cut_text() {
        let marked = Style::new().bold();
        for (cells, expected) in [(12, "年度报告"), (6, "年度…"), (3, "年…"), (1, "…")] {
            let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
            put_marked(&mut buf, (0, 0, cells), "年度报告", std::slice::from_ref(&(3..9)), (Style::new(), marked));
            assert_eq!(picture(&buf).trim_end(), expected);
        }
    }
}
