//! A buffer of cells as SVG. Letters are text, set to the width of their cells whatever font the reader has; rules and
//! bars are shapes, so that they join.

use std::fmt::Write;

use gouji::text::width::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Width and height of a cell, and the height of letters: a Chinese character is as wide as high, and takes two cells.
const CELL: (u32, u32) = (9, 24);
const LETTERS: u32 = 18;

/// Bars: what stands for them, the width of one in pixels, and how dark it is.
const BARS: [(char, u32, f32); 3] = [('▌', 4, 1.0), ('▓', CELL.0, 0.9), ('░', CELL.0, 0.35)];

/// Draws a buffer.
pub fn draw(buf: &Buffer) -> String {
    let (columns, rows) = (u32::from(buf.area.width), u32::from(buf.area.height));
    let (wide, high) = (columns * CELL.0, rows * CELL.1);
    let mut svg = String::new();
    let mut line = |text: String| {
        svg.push_str(&text);
        svg.push('\n');
    };
    line(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" \
         font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC','DejaVu Sans Mono',Consolas,monospace\" \
         font-size=\"{LETTERS}\" xml:space=\"preserve\">"
    ));
    line(format!(
        "<rect width=\"{wide}\" height=\"{high}\" fill=\"{}\"/>",
        colour(ground(&buf[(0, buf.area.height / 2)]), "#000")
    ));
    for y in 0..buf.area.height {
        let cells = cells_of(buf, y);
        for run in runs(&cells, |cell| ground(cell.1)) {
            let (x, until) = (run[0].0, run.last().map_or(0, |cell| cell.0 + cell.2));
            let fill = colour(ground(run[0].1), "#000");
            line(format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{fill}\"/>",
                x * CELL.0,
                u32::from(y) * CELL.1,
                (until - x) * CELL.0,
                CELL.1
            ));
        }
        for run in runs(&cells, |cell| (letters(cell.1), cell.1.modifier, cell.2, kind(cell.1.symbol()))) {
            line(draw_run(run, u32::from(y) * CELL.1));
        }
    }
    svg.push_str("</svg>\n");
    // Stretches of blanks draw nothing.
    svg.lines().filter(|line| !line.is_empty()).fold(String::new(), |mut all, line| {
        all.push_str(line);
        all.push('\n');
        all
    })
}

/// The cells of a row with their column and width; a cell that a wide character hides is left out.
fn cells_of(buf: &Buffer, y: u16) -> Vec<(u32, &Cell, u32)> {
    let mut cells = Vec::new();
    let mut x = 0;
    while x < buf.area.width {
        let cell = &buf[(x, y)];
        let wide = (width(cell.symbol()) as u16).max(1);
        cells.push((u32::from(x), cell, u32::from(wide)));
        x += wide;
    }
    cells
}

/// Stretches of cells that are alike in something.
fn runs<'a, 'b, K: PartialEq>(
    cells: &'a [(u32, &'b Cell, u32)],
    key: impl Fn(&(u32, &'b Cell, u32)) -> K + 'a,
) -> impl Iterator<Item = &'a [(u32, &'b Cell, u32)]> {
    cells.chunk_by(move |a, b| key(a) == key(b))
}

/// How a symbol is drawn: as strokes, as text, or as text on its own, since East Asian fonts give it two cells.
fn kind(symbol: &str) -> u8 {
    if shape(symbol).is_some() {
        return 0;
    }
    // A quotation mark in a double cell has a blank behind it.
    if symbol.is_ascii() || width(symbol) == 2 && !symbol.ends_with(' ') { 1 } else { 2 }
}

fn draw_run(run: &[(u32, &Cell, u32)], y: u32) -> String {
    let (first, cell, wide) = run[0];
    let fill = colour(letters(cell), "#ccc");
    if shape(cell.symbol()).is_some() {
        return format!("<path d=\"{}\" stroke=\"{fill}\" fill=\"none\"/>", strokes(run, y));
    }
    let text: String = run.iter().map(|(_, cell, _)| cell.symbol()).collect();
    if let Some((_, wide, share)) = BARS.iter().find(|bar| text.starts_with(bar.0)) {
        let (x, cells) = (first * CELL.0, run.len() as u32 * wide);
        return format!(
            "<rect x=\"{x}\" y=\"{}\" width=\"{cells}\" height=\"{}\" fill=\"{fill}\" opacity=\"{share}\"/>",
            y + 2,
            CELL.1 - 4
        );
    }
    // Blanks at the ends draw nothing, and a length would stretch what is left of them.
    let blank = text.chars().take_while(|&c| c == ' ').count() as u32;
    let body = text.trim();
    if body.is_empty() {
        return String::new();
    }
    let (x, length) = ((first + blank * wide) * CELL.0, width(body) as u32 * CELL.0);
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let under = if cell.modifier.contains(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    let stretch = if body.chars().count() > 1 { format!(" textLength=\"{length}\"") } else { String::new() };
    format!("<text x=\"{x}\" y=\"{}\" fill=\"{fill}\"{bold}{under}{stretch}>{}</text>", y + CELL.1 - 6, escape(body))
}

/// To which sides a box-drawing character reaches: left, right, up, down.
fn shape(symbol: &str) -> Option<[bool; 4]> {
    let arms = match symbol {
        "─" => [1, 1, 0, 0],
        "│" => [0, 0, 1, 1],
        "┌" => [0, 1, 0, 1],
        "┐" => [1, 0, 0, 1],
        "└" => [0, 1, 1, 0],
        "┘" => [1, 0, 1, 0],
        "├" => [0, 1, 1, 1],
        "┤" => [1, 0, 1, 1],
        "┬" => [1, 1, 0, 1],
        "┴" => [1, 1, 1, 0],
        "┼" => [1, 1, 1, 1],
        _ => return None,
    };
    Some(arms.map(|arm| arm == 1))
}

/// The strokes of a run of box-drawing characters; level ones that follow one another are one stroke.
fn strokes(run: &[(u32, &Cell, u32)], y: u32) -> String {
    let (mut path, half) = (String::new(), (CELL.0 / 2, CELL.1 / 2));
    let mut level: Option<(u32, u32)> = None;
    for (column, cell, _) in run {
        let Some([left, right, up, down]) = shape(cell.symbol()) else { continue };
        let (x, middle) = (column * CELL.0, column * CELL.0 + half.0);
        if left || right {
            let (from, until) = (if left { x } else { middle }, if right { x + CELL.0 } else { middle });
            level = Some((level.map_or(from, |level| level.0), until));
        }
        if up || down {
            let (from, until) = (if up { y } else { y + half.1 }, if down { y + CELL.1 } else { y + half.1 });
            let _ = write!(path, "M{middle} {from}V{until}");
        }
    }
    if let Some((from, until)) = level {
        let _ = write!(path, "M{from} {}H{until}", y + half.1);
    }
    path
}

fn ground(cell: &Cell) -> Color {
    if cell.modifier.contains(Modifier::REVERSED) { cell.fg } else { cell.bg }
}

fn letters(cell: &Cell) -> Color {
    if cell.modifier.contains(Modifier::REVERSED) { cell.bg } else { cell.fg }
}

fn colour(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => otherwise.to_owned(),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
