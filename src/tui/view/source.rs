//! The source text, scrolled to the place of the cursor, with what is spoken of marked. Only what is seen is built.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::document::Span;
use crate::tui::layout::{LINE_NUMBERS as NUMBERS, source_cells};
use crate::tui::model::OpenReport;
use crate::tui::paint::{clean, frame, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::{words, wrap};

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, focus: bool, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let Some(report) = &scene.model.report else { return };
    let lines = &report.analysis.lines;
    let remark =
        format!("{} · {}", report.analysis.encoding, words::position(report.place.line as usize - 1, lines.len()));
    let inside = frame(buf, scene.theme, area, (words::source(scene.lang), &remark), focus);
    let width = source_cells(area);
    let height = usize::from(inside.height);
    let marks = marks(report);
    for (y, (line, range)) in window(lines, report, width, height).into_iter().enumerate() {
        let y = inside.y + y as u16;
        let text = &lines[line as usize - 1];
        if range.start == 0 {
            let number = format!("{line:>5}");
            put(buf, inside.x, y, NUMBERS, &number, scene.style(Role::LineNumber));
        }
        let here = line == report.place.line
            && (range.contains(&(report.place.column - 1))
                || range.is_empty()
                || report.place.column > range.end && last_row(text, &range));
        if here {
            put(buf, inside.x + NUMBERS - 1, y, 1, "▌", scene.style(Role::BorderFocus));
        }
        let mut x = inside.x + NUMBERS;
        for (text, marked) in stretches(text, &range, line, &marks) {
            let style = if marked { scene.style(Role::Mark) } else { scene.style(Role::Base) };
            x = put(buf, x, y, inside.right().saturating_sub(x), &clean(&text), style);
        }
    }
}

/// Whether a row is the last one of its line.
fn last_row(text: &str, range: &std::ops::Range<u32>) -> bool {
    text.chars().count() as u32 == range.end
}

/// The places that are spoken of: the cell under the cursor, else the finding's, and the label's.
fn marks(report: &OpenReport) -> Vec<Span> {
    let at = report.place;
    let near = |spans: &[Span]| spans.iter().any(|span| span.line == at.line);
    let cell = report.cell().and_then(|cell| report.report().cell(cell)).map(|cell| cell.source.clone());
    let label =
        report.labels.label().and_then(|label| report.report().labels.get(label)).map(|label| label.source.clone());
    let finding = report.findings().get(report.finding).map(|finding| finding.source.clone());
    [cell, label, finding].into_iter().flatten().find(|spans| near(spans)).unwrap_or_default()
}

/// The rows that are seen: the one of the cursor a third from the top.
fn window(lines: &[String], report: &OpenReport, width: usize, height: usize) -> Vec<(u32, std::ops::Range<u32>)> {
    let Some(text) = lines.get(report.place.line as usize - 1) else { return Vec::new() };
    let line = report.place.line;
    let rows = wrap::line(text, width);
    let at = rows.iter().rposition(|row| row.start < report.place.column).unwrap_or(0);
    let above = height / 3;
    let mut shown: std::collections::VecDeque<(u32, std::ops::Range<u32>)> = std::collections::VecDeque::new();
    for row in rows[..at].iter().rev().take(above) {
        shown.push_front((line, row.clone()));
    }
    let mut before = line - 1;
    while shown.len() < above && before > 0 {
        for row in wrap::line(&lines[before as usize - 1], width).into_iter().rev() {
            if shown.len() < above {
                shown.push_front((before, row));
            }
        }
        before -= 1;
    }
    shown.extend(rows[at..].iter().take(height).map(|row| (line, row.clone())));
    let mut after = line + 1;
    while shown.len() < height && after as usize <= lines.len() {
        shown.extend(wrap::line(&lines[after as usize - 1], width).into_iter().take(height).map(|row| (after, row)));
        after += 1;
    }
    shown.truncate(height);
    shown.into()
}

/// A row cut where a mark begins or ends.
fn stretches(text: &str, range: &std::ops::Range<u32>, line: u32, marks: &[Span]) -> Vec<(String, bool)> {
    let spans: Vec<std::ops::Range<u32>> = marks
        .iter()
        .filter(|span| span.line == line)
        .map(|span| {
            let start = span.column.saturating_sub(1);
            start..if span.chars == 0 { u32::MAX } else { start + span.chars }
        })
        .collect();
    let mut found: Vec<(String, bool)> = Vec::new();
    for (i, c) in text.chars().skip(range.start as usize).take(range.len()).enumerate() {
        let marked = spans.iter().any(|span| span.contains(&(range.start + i as u32)));
        match found.last_mut() {
            Some(last) if last.1 == marked => last.0.push(c),
            _ => found.push((c.to_string(), marked)),
        }
    }
    found
}
