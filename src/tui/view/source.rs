//! The source text, scrolled to the place of the cursor, with what is spoken of or searched for marked. Only what is seen
//! is built.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::document::Span;
use crate::text::width::truncate;
use crate::tui::layout::{LINE_NUMBERS as NUMBERS, source_cells};
use crate::tui::model::{OpenReport, Place};
use crate::tui::paint::{clean, frame, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::view::hit::Hit;
use crate::tui::{words, wrap};

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, focus: bool, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let Some(report) = &scene.model.report else { return };
    let lines = &report.analysis.lines;
    let inside = frame(buf, scene.theme, area, (words::source(scene.lang), &remark(scene, report)), focus);
    let width = source_cells(area);
    let height = usize::from(inside.height);
    let spoken = spoken(report);
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
        let found = found(report, line);
        for (text, role) in stretches(text, &range, |at| found(at).or_else(|| is_spoken(&spoken, line, at))) {
            let style = scene.style(Role::Base).patch(scene.style(role));
            x = put(buf, x, y, inside.right().saturating_sub(x), &clean(&text), style);
        }
        let place = Place { line, column: range.start + 1 };
        scene.hit(Rect { y, height: 1, ..inside }, Hit::Place(place));
    }
}

/// What stands at the upper edge: the search with its count, the encoding, the line.
fn remark(scene: Scene, report: &OpenReport) -> String {
    let lines = words::position(report.place.line as usize - 1, report.analysis.lines.len());
    let place = format!("{} · {lines}", report.analysis.encoding);
    if !report.search.is_on() {
        return place;
    }
    let count = match report.search.position(report.place) {
        Some(at) => words::position(at, report.search.matches.len()),
        None => format!("0/{}", report.search.matches.len()),
    };
    let typed = clean(report.search.input.value().trim()).into_owned();
    format!("/{} {count} · {}", truncate(&typed, 16), words::line(scene.lang, report.place.line))
}

/// What the search found on a line: for a character, how it looks. The match of the cursor stands out most.
fn found(report: &OpenReport, line: u32) -> impl Fn(u32) -> Option<Role> {
    let chars = report.search.chars();
    let matches = &report.search.matches;
    let from = matches.partition_point(|place| place.line < line);
    let on_line: Vec<(u32, bool)> = matches[from..]
        .iter()
        .take_while(|place| place.line == line)
        .map(|place| (place.column - 1, *place == report.place))
        .collect();
    move |at| {
        let (_, here) = on_line.iter().find(|(start, _)| (*start..*start + chars).contains(&at))?;
        Some(if *here { Role::Mark } else { Role::Match })
    }
}

/// Whether a character is spoken of.
fn is_spoken(spoken: &[Span], line: u32, at: u32) -> Option<Role> {
    let holds = |span: &Span| {
        let start = span.column.saturating_sub(1);
        span.line == line && at >= start && (span.chars == 0 || at < start + span.chars)
    };
    spoken.iter().any(holds).then_some(Role::Mark)
}

/// Whether a row is the last one of its line.
fn last_row(text: &str, range: &std::ops::Range<u32>) -> bool {
    text.chars().count() as u32 == range.end
}

/// The places that are spoken of: the cell under the cursor, else the finding's, the label's, or a figure's. While
/// something is searched for, only that is marked.
fn spoken(report: &OpenReport) -> Vec<Span> {
    if report.search.is_on() {
        return Vec::new();
    }
    let at = report.place;
    let near = |spans: &[Span]| spans.iter().any(|span| span.line == at.line);
    let cell = report.cell().and_then(|cell| report.report().cell(cell)).map(|cell| cell.source.clone());
    let label =
        report.labels.label().and_then(|label| report.report().labels.get(label)).map(|label| label.source.clone());
    let finding = report.findings().get(report.finding).map(|finding| finding.source.clone());
    let facts: Vec<Span> = report.report().facts.iter().flat_map(|fact| fact.source.iter().copied()).collect();
    [cell, label, finding, Some(facts)].into_iter().flatten().find(|spans| near(spans)).unwrap_or_default()
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

/// A row cut where characters begin to look otherwise.
fn stretches(text: &str, range: &std::ops::Range<u32>, look: impl Fn(u32) -> Option<Role>) -> Vec<(String, Role)> {
    let mut found: Vec<(String, Role)> = Vec::new();
    for (i, c) in text.chars().skip(range.start as usize).take(range.len()).enumerate() {
        let role = look(range.start + i as u32).unwrap_or(Role::Base);
        match found.last_mut() {
            Some(last) if last.1 == role => last.0.push(c),
            _ => found.push((c.to_string(), role)),
        }
    }
    found
}
