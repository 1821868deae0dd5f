//! The figures of a report without tables, as a table: by the rows of the statistics form, every mention with its line.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::hit::Hit;
use crate::model::{OpenReport, Place};
use crate::paint::{clean, fill, put};
use crate::report::Fact;
use crate::report::figures::{self, Topic};
use crate::text::width::{Align, pad, truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

/// The line of the table on which a row stands, headings counted; of the number of rows, the number of lines.
#[must_use]
pub fn line_of(rows: &[(Topic, &Fact)], row: usize) -> usize {
    let headings = (0..=row.min(rows.len().saturating_sub(1))).filter(|&row| begins(rows, row)).count();
    row + headings
}

/// Whether a topic begins with a row.
fn begins(rows: &[(Topic, &Fact)], row: usize) -> bool {
    rows.get(row).is_some_and(|this| row == 0 || rows[row - 1].0 != this.0)
}

/// Draws the figures, and below them the names of those that the report does not give.
pub fn draw(scene: Scene, report: &OpenReport, rows: &[(Topic, &Fact)], area: Rect, buf: &mut Buffer) {
    let lang = scene.lang;
    let head = Rect { height: 1, ..area };
    put(buf, head.x + 1, head.y, head.width - 1, words::statistics(lang), scene.style(Role::Dim));
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let chosen = report.at.0.min(rows.len().saturating_sub(1));
    let shown: Vec<_> = rows.iter().map(|(_, fact)| figures::shown(fact, lang)).collect();
    let names = rows.iter().map(|(_, fact)| width(figures::name(fact.id))).max().unwrap_or(0);
    let values = shown.iter().map(|(value, _)| width(value)).max().unwrap_or(0);
    let mut skip = report.first_line;
    let mut y = area.y;
    for (index, ((topic, fact), (value, note))) in rows.iter().zip(&shown).enumerate() {
        if begins(rows, index) {
            if skip > 0 {
                skip -= 1;
            } else if y < area.bottom() {
                put(buf, area.x + 1, y, area.width - 1, topic.words(lang), scene.style(Role::Heading));
                y += 1;
            }
        }
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if y >= area.bottom() {
            return;
        }
        let line = Rect { y, height: 1, ..area };
        let here = index == chosen;
        let ground = scene.style(if here { Role::Cursor } else { Role::Base });
        if here {
            fill(buf, line, ground);
        }
        let style = |role| if here { scene.on_cursor(ground, role) } else { scene.style(role) };
        let Some(span) = fact.source.first() else { continue };
        let place = report.named(span.line, lang);
        let right = line.right().saturating_sub(width(&place) as u16 + 1);
        put(buf, right, y, line.right() - right, &place, style(Role::Dim));
        // A figure that is given again has its name once.
        let again = !begins(rows, index) && rows[index - 1].1.id == fact.id;
        let name = if again { "" } else { figures::name(fact.id) };
        let mut x = put(buf, line.x + 3, y, right - line.x - 3, &pad(name, names, Align::Left), style(Role::Base));
        x = put(buf, x + 2, y, right.saturating_sub(x + 2), &pad(value, values, Align::Right), style(Role::Base));
        let note = if note.is_empty() { String::new() } else { format!("({note}) ") };
        let rest = format!("{note}{}", fact.quote);
        let room = right.saturating_sub(x + 3);
        put(buf, x + 2, y, room, &truncate(&clean(&rest), usize::from(room)), style(Role::Dim));
        scene.hit(line, Hit::Place(Place { line: span.line, column: span.column.max(1) }));
        y += 1;
    }
    let missing = figures::not_given(report.report()).join(lang.pick("、", ", "));
    if missing.is_empty() {
        return;
    }
    let text = format!("{}{missing}", words::not_given(lang));
    for row in wrap::sentence(&text, usize::from(area.width.saturating_sub(2))) {
        if y < area.bottom() {
            put(buf, area.x + 1, y, area.width - 1, &row, scene.style(Role::Dim));
            y += 1;
        }
    }
}
