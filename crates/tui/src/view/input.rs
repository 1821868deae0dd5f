//! A line of typing inside a window: it scrolls so that the cursor is always seen.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use tui_input::Input;

use crate::paint::{clean, put};
use crate::text::width::width;

/// Draws the line in so many cells. Returns where the terminal's cursor stands.
pub fn render(input: &Input, (x, y, cells): (u16, u16, u16), style: Style, buf: &mut Buffer) -> (u16, u16) {
    let characters: Vec<char> = input.value().chars().collect();
    let at = input.cursor().min(characters.len());
    let cells_of = |from: usize, until: usize| width(&clean(&characters[from..until].iter().collect::<String>()));
    // One cell is kept for the cursor behind the last letter.
    let room = usize::from(cells.saturating_sub(1));
    let mut from = 0;
    while cells_of(from, at) > room {
        from += 1;
    }
    let seen: String = characters[from..].iter().collect();
    put(buf, x, y, cells, &clean(&seen), style);
    (x + cells_of(from, at) as u16, y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::picture;
    use ratatui::layout::Rect;

    #[test]
    fn the_cursor_is_always_seen() {
        let mut input = Input::from("政府信息公开");
        for (at, expected, cursor) in [(0, "政府信", 0), (3, "政府信", 6), (6, "息公开", 6), (5, "信息公", 6)]
        {
            input.handle(tui_input::InputRequest::SetCursor(at));
            let mut buf = Buffer::empty(Rect::new(0, 0, 7, 1));
            assert_eq!(render(&input, (0, 0, 7), Style::new(), &mut buf), (cursor, 0));
            assert_eq!(picture(&buf).trim_end(), expected);
        }
    }
}
