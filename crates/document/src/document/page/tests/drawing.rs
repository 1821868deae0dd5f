//! Pages drawn with characters, for tests: `-` and `|` are ruling lines, `+` where they meet, everything else is text. A
//! place is six points wide and fifteen high; Chinese characters take two of them, and `~` is a hyphen.

use crate::document::content::Block;
use crate::document::page::atoms::is_wide;
use crate::document::page::{Glyph, Page, Rule};

const WIDE: f32 = 6.0;
const HIGH: f32 = 15.0;
/// Where a drawing begins, below the margin.
pub const TOP: f32 = 100.0;

/// The page that a drawing shows.
pub fn page(number: u32, drawing: &str) -> Page {
    let mut places: Vec<Vec<char>> = Vec::new();
    for line in drawing.lines() {
        let mut row = Vec::new();
        for c in line.chars() {
            row.push(c);
            // The second half of a wide character.
            row.extend(is_wide(c).then_some('\0'));
        }
        places.push(row);
    }
    let at = |y: usize, x: usize| places.get(y).and_then(|row| row.get(x)).copied().unwrap_or(' ');
    let mut page = Page { number, width: 600.0, height: 800.0, ..Page::default() };
    let mut rule = |x0: f32, y0: f32, x1: f32, y1: f32| {
        page.rules.push(Rule { x0: x0 * WIDE, y0: TOP + y0 * HIGH, x1: x1 * WIDE, y1: TOP + y1 * HIGH });
    };
    for (y, row) in places.iter().enumerate() {
        for (x, c) in row.iter().enumerate() {
            let (fx, fy) = (x as f32, y as f32);
            let across = |c: char| matches!(c, '-' | '+');
            let down = |c: char| matches!(c, '|' | '+');
            let middle = (fx + 0.5, fy + 0.5);
            if *c == '|' {
                rule(middle.0, fy, middle.0, fy + 1.0);
            }
            if across(*c) && x > 0 && across(at(y, x - 1)) {
                rule(middle.0 - 1.0, middle.1, middle.0, middle.1);
            }
            if down(*c) && y > 0 && down(at(y - 1, x)) {
                rule(middle.0, middle.1 - 1.0, middle.0, middle.1);
            }
        }
    }
    for (y, row) in places.iter().enumerate() {
        for (x, c) in row.iter().enumerate().filter(|(_, c)| !matches!(c, '-' | '|' | '+' | ' ' | '\0')) {
            let width = if is_wide(*c) { 2.0 } else { 1.0 };
            let x0 = x as f32 * WIDE;
            page.glyphs.push(Glyph {
                c: if *c == '~' { '-' } else { *c },
                x0,
                x1: x0 + width * WIDE,
                base: TOP + (y as f32 + 0.8) * HIGH,
                size: 12.0,
            });
        }
    }
    page
}

/// Blocks as a picture: cells between bars, each with its column, `>` for each column more that it covers, `v` for each row
/// more, `/` between its lines; `→` between what stands apart on a line.
pub fn picture(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => lines.push(line.replace('\t', "→")),
            Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cells = row.iter().map(|cell| {
                    let more = ">".repeat(cell.columns as usize - 1) + &"v".repeat(cell.rows as usize - 1);
                    format!("{}:{}{more}", cell.column, cell.text.replace('\n', "/"))
                });
                cells.collect::<Vec<_>>().join("|")
            })),
            Block::Page(page) => lines.push(format!("page {page}")),
            Block::Sheet(sheet) => lines.push(format!("sheet {sheet}")),
        }
    }
    lines.join("\n")
}
