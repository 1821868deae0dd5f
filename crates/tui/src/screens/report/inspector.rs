//! Beside the tables and the source text: what is known of the cell under the cursor, in short.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::OpenReport;
use crate::paint::{bar, frame, put};
use crate::screens::report::about::{self, Paragraph};
use crate::text::width::width;
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

/// Width of a bar before a text.
const BAR: u16 = 10;

/// One row of a pane.
#[derive(Debug, Clone)]
pub struct Row {
    head: Option<(String, Role)>,
    indent: u16,
    bar: Option<f32>,
    text: String,
    role: Role,
}

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let rows = report.cell().map(|id| lay_out(&about::cell(scene, report, id, false), area.width.saturating_sub(2), 0));
    let height = usize::from(area.height.saturating_sub(2));
    // What there is no room for is in the window that Enter opens.
    let cut = rows.as_ref().is_some_and(|rows| rows.len() > height);
    let remark = if cut { words::more_below(scene.lang) } else { "" };
    let inside = frame(buf, scene.theme, area, (words::inspector(scene.lang), remark), false);
    match rows {
        Some(rows) => draw(scene, &rows, inside, scene.style(Role::Base), buf),
        None => {
            put(buf, inside.x + 1, inside.y, inside.width, words::nothing_here(scene.lang), scene.style(Role::Dim));
        }
    }
}

/// Breaks paragraphs into rows. Headings of at most `column` cells have a column of their own.
pub fn lay_out(paragraphs: &[Paragraph], cells: u16, column: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for paragraph in paragraphs {
        let head = width(&paragraph.head) as u16;
        let is_sign = head == 1 && !paragraph.head.trim().is_empty();
        let indent = match head {
            0 => 0,
            _ if is_sign || column == 0 => head + 1,
            _ => column.max(head + 1),
        };
        // Below a sign the text goes on beside it, below a heading in its column.
        let indent = if paragraph.head == " " && column > 0 && paragraph.bar.is_none() && !in_column(&rows, column) {
            2
        } else {
            indent
        };
        let after = indent + paragraph.bar.map_or(0, |_| BAR + 1);
        let texts = wrap::sentence(&paragraph.text, usize::from(cells.saturating_sub(after + 2)));
        for (i, text) in texts.into_iter().enumerate() {
            rows.push(Row {
                head: (i == 0).then(|| (paragraph.head.clone(), paragraph.head_role)),
                indent: if i == 0 { indent } else { after },
                bar: paragraph.bar.filter(|_| i == 0),
                text,
                role: paragraph.role,
            });
        }
    }
    rows
}

/// Whether the last row stands in the column of headings.
fn in_column(rows: &[Row], column: u16) -> bool {
    rows.last().is_some_and(|row| row.indent >= column)
}

/// Draws rows from the top of an area.
pub fn draw(scene: Scene, rows: &[Row], area: Rect, ground: ratatui::style::Style, buf: &mut Buffer) {
    for (y, row) in rows.iter().take(usize::from(area.height)).enumerate() {
        let y = area.y + y as u16;
        let mut x = area.x + 1;
        if let Some((head, role)) = &row.head {
            put(buf, x, y, area.width - 1, head, scene.on(ground, *role));
        }
        x += row.indent;
        if let Some(share) = row.bar {
            x = bar(buf, scene.theme, (x, y, BAR), share, ground) + 1;
        }
        put(buf, x, y, area.right().saturating_sub(x), &row.text, scene.on(ground, row.role));
    }
}
