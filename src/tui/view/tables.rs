//! A report's tables as the form prints them.
//!
//! A faulty cell has a sign before its value, a doubtful one `?`; a blank cell shows `␣`, one that the report lacks `·`.
//! The stub of labels stays while the body scrolls under the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::report::Kind;
use crate::rules::Severity;
use crate::schema::CellId;
use crate::text::width::{Align, pad, truncate, width};
use crate::tui::model::OpenReport;
use crate::tui::paint::{clean, frame, put, put_padded};
use crate::tui::sheet::{Block, Line, Piece, What};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::{words, wrap};

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let Some(report) = &scene.model.report else { return };
    let title = words::view(crate::tui::model::View::Tables, scene.lang);
    let inside = frame(buf, scene.theme, area, (title, ""), true);
    let sheet = report.sheet(inside.width);
    if sheet.rows.is_empty() {
        without_tables(scene, report, inside, buf);
        return;
    }
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
        draw_line(scene, report, (line, block, scrolled), here, Rect { y, height: 1, ..inside }, buf);
    }
}

/// How far the body of a block is scrolled so that a column is seen whole.
fn offset(block: &Block, column: usize, cells: u16) -> u16 {
    let room = cells.saturating_sub(block.stub);
    let wanted = block.edges.get(column.min(block.edges.len().saturating_sub(1))).map_or(0, |edge| edge + 1);
    wanted.saturating_sub(room)
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
    for piece in &line.body {
        let (start, end) = (piece.x, piece.x + piece.cells);
        if end <= scrolled {
            continue;
        }
        let hidden = scrolled.saturating_sub(start);
        let x = left + start.saturating_sub(scrolled);
        if x >= area.right() {
            continue;
        }
        let cells = (piece.cells - hidden).min(area.right() - x);
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
            put(buf, x, y, cells, &words::lines(scene.lang, (*first, *last)), scene.style(Role::Dim));
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
        }
    }
}

/// How a cell is shown.
struct Face {
    sign: &'static str,
    text: String,
    role: Role,
}

fn face(report: &OpenReport, id: CellId) -> Face {
    let mark = report.marks.get(&id);
    let Some(cell) = report.report().cell(id) else {
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

/// A report of no tabular form: the reason, and the figures that its prose states.
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
    let facts = &report.report().facts;
    if facts.is_empty() {
        return;
    }
    say("", Role::Base, buf);
    say(words::facts(scene.lang), Role::Heading, buf);
    let schema = crate::schema::Schema::get();
    let narrative = schema.forms.iter().find(|form| form.is_narrative()).and_then(|form| form.tables.first());
    for fact in facts {
        let label = narrative.and_then(|table| table.row(fact.id).map(|row| table.rows[usize::from(row)].label));
        let unit = fact.unit.as_deref().unwrap_or("");
        let line = fact.source.first().map_or_else(String::new, |span| words::line(scene.lang, span.line));
        say(&format!("{}  {}{unit}  {line}", label.unwrap_or(fact.id), fact.value), Role::Base, buf);
    }
}
