//! A report's tables as the form prints them.
//!
//! A faulty cell has a sign before its value, a doubtful one `?`; a blank cell shows `␣`, one that the report lacks `·`.
//! The stub of labels stays while the body scrolls under the cursor. `✎` before a cell tells of a note on it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::hit::Hit;
use crate::model::OpenReport;
use crate::paint::{clean, frame, put, put_padded};
use crate::report::{Kind, figures};
use crate::review::NoteOn;
use crate::rules::Severity;
use crate::schema::CellId;
use crate::screens::report::tables::statistics;
use crate::screens::report::{outline, what_if};
use crate::sheet::{Block, Line, Piece, What};
use crate::text::width::{Align, pad, truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    let title = words::view(crate::model::View::Tables, scene.lang);
    let supposed = report.what_if.as_ref().map_or_else(String::new, |what_if| {
        let counts = what_if::counts(scene, what_if);
        format!("{} {}  {counts}", words::what_if(scene.lang), what_if::position(what_if))
    });
    let inside = frame(buf, scene.theme, area, (title, &supposed), true);
    let sheet = report.sheet(inside.width);
    if sheet.rows.is_empty() {
        without_tables(scene, report, inside, buf);
        return;
    }
    legend(scene, area, buf);
    let here = report.cell();
    let cursor_line = sheet.rows.get(report.at.0).map_or(0, |row| row.line);
    let cursor_block = sheet.lines[cursor_line].block;
    let height = usize::from(inside.height);
    let pinned = sheet.pinned(cursor_line, report.first_line, height).unwrap_or((0, 0));
    let header = &sheet.lines[pinned.0..pinned.1];
    let body = sheet.lines.iter().skip(report.first_line + header.len());
    for (y, line) in header.iter().chain(body).take(height).enumerate() {
        let y = inside.y + y as u16;
        let Some(block) = sheet.blocks.get(line.block) else { continue };
        let scrolled = if line.block == cursor_block { offset(block, report.at.1, inside.width) } else { 0 };
        let line_area = Rect { y, height: 1, ..inside };
        draw_line(scene, report, (line, block, scrolled), here, line_area, buf);
        if !line.body.is_empty() {
            more(scene, block, scrolled, line_area, buf);
        }
    }
}

/// The signs of the cells with what they mean, on the lower edge of the pane, as far as there is room.
fn legend(scene: Scene, area: Rect, buf: &mut Buffer) {
    let y = area.bottom().saturating_sub(1);
    let mut x = area.x + 2;
    let is_supposed = scene.model.screen.report().is_some_and(|report| report.what_if.is_some());
    let supposed = is_supposed.then(|| words::legend_supposed(scene.lang));
    for (sign, meaning) in supposed.into_iter().chain(words::legend(scene.lang)) {
        let text = format!(" {sign} {meaning} ");
        if x + width(&text) as u16 + 2 > area.right() {
            break;
        }
        x = put(buf, x, y, area.right() - x, &text, scene.style(Role::Dim));
    }
}

/// Signs at the edges of the body where columns lie out of sight to the left or to the right.
fn more(scene: Scene, block: &Block, scrolled: u16, area: Rect, buf: &mut Buffer) {
    let style = scene.style(Role::Key);
    if scrolled > 0 {
        put(buf, area.x + block.stub, area.y, 1, "‹", style);
    }
    if body(block) > scrolled + room(block, area.width) {
        put(buf, area.right() - 1, area.y, 1, "›", style);
    }
}

/// The width of a block's body.
fn body(block: &Block) -> u16 {
    block.edges.last().map_or(0, |edge| edge + 1)
}

/// How many cells of a block's body are seen. Where that is not all of them, one is kept for the sign that says so.
fn room(block: &Block, cells: u16) -> u16 {
    let room = cells.saturating_sub(block.stub);
    if body(block) > room { room.saturating_sub(1) } else { room }
}

/// How far the body of a block is scrolled so that a column is seen whole: to the edge of a column, so that no value at
/// the left is cut.
fn offset(block: &Block, column: usize, cells: u16) -> u16 {
    let room = room(block, cells);
    let wanted = block.edges.get(column.min(block.edges.len().saturating_sub(1))).map_or(0, |edge| edge + 1);
    let least = wanted.saturating_sub(room);
    std::iter::once(&0).chain(&block.edges).copied().find(|edge| *edge >= least).unwrap_or(least)
}

fn draw_line(
    scene: Scene,
    report: &OpenReport,
    (line, block, scrolled): (&Line, &Block, u16),
    here: Option<CellId>,
    area: Rect,
    buf: &mut Buffer,
) {
    for piece in &line.stub {
        let x = area.x + piece.x;
        if x < area.right() {
            let cells = piece.cells.min(area.right() - x);
            draw_piece(scene, report, piece, here, Rect { x, width: cells, ..area }, buf);
        }
    }
    let left = area.x + block.stub;
    let edge = left + room(block, area.width);
    for piece in &line.body {
        let (start, end) = (piece.x, piece.x + piece.cells);
        if end <= scrolled {
            continue;
        }
        let hidden = scrolled.saturating_sub(start);
        let x = left + start.saturating_sub(scrolled);
        if x >= edge {
            continue;
        }
        let cells = (piece.cells - hidden).min(edge - x);
        let whole = cells == piece.cells;
        match &piece.what {
            What::Rule(text) => {
                let text: String = text.chars().skip(usize::from(hidden)).take(usize::from(cells)).collect();
                put(buf, x, area.y, cells, &text, scene.style(Role::Rule));
            }
            // Half a value would be a wrong value: a cell is shown whole or as cut.
            What::Cell(_) if !whole => {
                put(buf, x, area.y, cells, "…", scene.style(Role::Dim));
            }
            _ => draw_piece(scene, report, piece, here, Rect { x, width: cells, ..area }, buf),
        }
    }
}

fn draw_piece(scene: Scene, report: &OpenReport, piece: &Piece, here: Option<CellId>, area: Rect, buf: &mut Buffer) {
    let (x, y, cells) = (area.x, area.y, area.width);
    match &piece.what {
        What::Heading(text) => {
            put(buf, x, y, cells, &clean(text), scene.style(Role::Heading));
        }
        What::Absent => {
            put(buf, x, y, cells, &format!("– {}", words::absent(scene.lang)), scene.style(Role::Missing));
        }
        What::Lines(first, last) => {
            put(buf, x, y, cells, &report.report().origins.lines(*first, *last, scene.lang), scene.style(Role::Dim));
        }
        What::Bar => {
            put(buf, x, y, cells, "│", scene.style(Role::Rule));
        }
        What::Rule(text) => {
            put(buf, x, y, cells, text, scene.style(Role::Rule));
        }
        What::Label(text, align, waits) => {
            let role = if *waits { Role::Doubt } else { Role::Label };
            let text = clean(text);
            let text = if *waits && *align == Align::Left { format!("?{text}").into() } else { text };
            put_padded(buf, x, y, cells, &text, *align, scene.style(role));
        }
        What::Cell(id) => {
            let face = face(report, *id);
            let style = scene.style(Role::Base).patch(scene.style(face.role));
            let style = if here == Some(*id) { style.patch(scene.style(Role::CellCursor)) } else { style };
            draw_value(&face, style, area, buf);
            if let Some(pending) = noted(scene, report, *id) {
                // The rule before the cell gives way, so that the value keeps its room.
                let role = if pending { Role::Pending } else { Role::Decided };
                put(buf, x.saturating_sub(1), y, 1, "✎", scene.style(role));
            }
            if let Some((row, column)) = report.find(*id) {
                scene.hit(area, Hit::Cell(row, column));
            }
        }
    }
}

/// Whether a note hangs on a cell, and whether it is still on its way to the disk.
fn noted(scene: Scene, report: &OpenReport, id: CellId) -> Option<bool> {
    let name = &scene.model.rows[report.row].name;
    if !scene.model.decisions.knows(name) && scene.model.pending.is_empty() {
        return None;
    }
    let raw = report.report().cell(id).map(|cell| cell.raw.clone());
    scene.model.noted(name, &NoteOn::Cell { cell: id.to_string(), raw }).map(|note| note.pending)
}

/// How a cell is shown.
struct Face {
    sign: &'static str,
    text: String,
    role: Role,
}

fn face(report: &OpenReport, id: CellId) -> Face {
    let what_if = report.what_if.as_ref();
    let (shown, marks) = what_if.map_or((report.report(), &report.marks), |it| (&it.report, &it.marks));
    let mark = marks.get(&id);
    let Some(cell) = shown.cell(id) else {
        return Face {
            sign: if mark.is_some_and(|mark| mark.suspect) { "⚠" } else { "" },
            text: "·".to_owned(),
            role: Role::Missing,
        };
    };
    let text = match cell.kind {
        Kind::Blank => "␣".to_owned(),
        Kind::Number | Kind::Dash | Kind::Text => clean(cell.raw.trim()).into_owned(),
    };
    let plain = match cell.kind {
        Kind::Number => Role::Base,
        Kind::Blank | Kind::Dash => Role::Missing,
        Kind::Text => Role::Misplaced,
    };
    if what_if.is_some_and(|what_if| what_if.changes(id)) {
        return Face { sign: "→", text, role: Role::Mark };
    }
    let (sign, role) = match (mark, cell.doubt) {
        (Some(mark), None) if mark.suspect && mark.severity == Severity::Error => ("✗", Role::Error),
        (_, Some(_)) => ("?", Role::Doubt),
        (Some(mark), _) if mark.suspect => ("⚠", Role::Warning),
        (Some(_), _) => ("", Role::Involved),
        (None, _) => ("", plain),
    };
    Face { sign, text, role }
}

/// The value at the right of its cell, the sign just before it.
fn draw_value(face: &Face, style: Style, area: Rect, buf: &mut Buffer) {
    let cells = usize::from(area.width);
    let sign = width(face.sign);
    let text = truncate(&face.text, cells.saturating_sub(sign));
    let whole = format!("{}{text}", face.sign);
    put(buf, area.x, area.y, area.width, &pad(&whole, cells, Align::Right), style);
}

/// A report of no tabular form: the reason, and its outline with the figures that its prose states.
fn without_tables(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    let mut y = area.y;
    let mut say = |text: &str, role: Role, buf: &mut Buffer| {
        for row in wrap::sentence(text, usize::from(area.width.saturating_sub(2))) {
            if y < area.bottom() {
                put(buf, area.x + 1, y, area.width - 1, &row, scene.style(role));
                y += 1;
            }
        }
    };
    match &report.analysis.unreadable {
        Some((zh, en)) => say(scene.lang.pick(zh, en), Role::Unreadable, buf),
        None => say(words::no_tables(scene.lang), Role::Dim, buf),
    }
    let rows = figures::statistics(report.report());
    if !rows.is_empty() {
        statistics::draw(scene, report, &rows, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buf);
        return;
    }
    let below = Rect { y: y + 1, height: area.bottom().saturating_sub(y + 1), ..area };
    outline::draw(scene, report, (0, None), below, scene.style(Role::Base), buf);
}
