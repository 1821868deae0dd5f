//! The source, scrolled to the place of the cursor, with what is spoken of or searched for marked: text line by line, tables
//! of the original as tables. Only what is seen is built.

mod table;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::document::{Part, Span};
use crate::hit::Hit;
use crate::layout::{LINE_NUMBERS as NUMBERS, source_cells};
use crate::model::{OpenReport, Place};
use crate::paint::{clean, frame, put};
use crate::seen::{Seer, What, part};
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, focus: bool, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let title = words::source(scene.lang);
    // The title and the signs of the frame stand beside the remark.
    let room = usize::from(area.width).saturating_sub(width(title) + 8);
    let inside = frame(buf, scene.theme, area, (title, &remark(scene, report, room)), focus);
    if let Some((zh, en)) = report.analysis.unreadable.as_ref().filter(|_| report.analysis.lines.is_empty()) {
        let rows = wrap::sentence(scene.lang.pick(zh, en), usize::from(inside.width.saturating_sub(2)));
        for (y, row) in (inside.y..inside.bottom()).zip(&rows) {
            put(buf, inside.x + 1, y, inside.width - 1, row, scene.style(Role::Unreadable));
        }
        return;
    }
    let seer = Seer::new(report, source_cells(area));
    let spoken = spoken(report);
    let pane = Pane { scene, report, seer: &seer, spoken: &spoken };
    for (y, seen) in (inside.y..).zip(seer.window(usize::from(inside.height))) {
        let line = Rect { y, height: 1, ..inside };
        match &seen.what {
            What::Text(range) => pane.text(seen.line, range, line, buf),
            What::Part(index) => pane.part(*index, line, buf),
            What::Letters => pane.letters(seen.line, line, buf),
            What::Rule(row) => pane.rule(seen.line, *row, line, buf),
            What::Row(row, nth) => pane.row(seen.line, (*row, *nth), line, buf),
        }
    }
}

/// What its rows are drawn with.
struct Pane<'a> {
    scene: Scene<'a>,
    report: &'a OpenReport,
    seer: &'a Seer<'a>,
    spoken: &'a [Span],
}

impl Pane<'_> {
    /// Draws a row of a line of text.
    fn text(&self, line: u32, range: &Range<u32>, area: Rect, buf: &mut Buffer) {
        let (scene, report, y) = (self.scene, self.report, area.y);
        let text = &report.analysis.lines[line as usize - 1];
        if range.start == 0 {
            self.number(line, area, buf);
        }
        let here = line == report.place.line
            && (range.contains(&(report.place.column - 1))
                || range.is_empty()
                || report.place.column > range.end && text.chars().count() as u32 == range.end);
        if here {
            self.cursor(area, buf);
        }
        let mut x = area.x + NUMBERS;
        let found = found(report, line);
        for (text, role) in stretches(text, range, |at| found(at).or_else(|| is_spoken(self.spoken, line, at))) {
            let style = scene.style(Role::Base).patch(scene.style(role));
            x = put(buf, x, y, area.right().saturating_sub(x), &clean(&text), style);
        }
        scene.hit(area, Hit::Place(Place { line, column: range.start + 1 }));
    }

    /// Announces a page or a sheet.
    fn part(&self, index: usize, area: Rect, buf: &mut Buffer) {
        let name = match part(&self.report.report().origins, index) {
            Some(Part::Page(page)) => words::page(self.scene.lang, *page),
            Some(Part::Sheet(name)) => words::sheet(self.scene.lang, name),
            None => return,
        };
        let name = clean(&name);
        let rule = self.scene.style(Role::Rule);
        let room = area.width.saturating_sub(8);
        let x = put(buf, area.x, area.y, area.width, "── ", rule);
        let x = put(buf, x, area.y, room, &truncate(&name, usize::from(room)), self.scene.style(Role::Heading));
        let rest = area.right().saturating_sub(x + 1);
        put(buf, x + 1, area.y, rest, &"─".repeat(usize::from(rest)), rule);
    }

    /// The number of a line or row, at the left.
    fn number(&self, number: u32, area: Rect, buf: &mut Buffer) {
        put(buf, area.x, area.y, NUMBERS, &format!("{number:>5}"), self.scene.style(Role::LineNumber));
    }

    /// The sign of the cursor's row.
    fn cursor(&self, area: Rect, buf: &mut Buffer) {
        put(buf, area.x + NUMBERS - 1, area.y, 1, "▌", self.scene.style(Role::BorderFocus));
    }
}

/// What stands at the upper edge: the search with its count, the place, the kind of file and its encoding. Where there is
/// little room, the place before all.
fn remark(scene: Scene, report: &OpenReport, room: usize) -> String {
    let (lang, analysis) = (scene.lang, &report.analysis);
    if analysis.lines.is_empty() {
        return if report.digest.is_empty() { String::new() } else { analysis.kind.name(lang).to_owned() };
    }
    let Place { line, column } = report.place;
    if report.search.is_on() {
        let count = match report.search.position(report.place) {
            Some(at) => words::position(at, report.search.matches.len()),
            None => format!("0/{}", report.search.matches.len()),
        };
        let typed = clean(report.search.input.value().trim()).into_owned();
        let place = report.report().origins.name(Span::new(line, column, 1), lang);
        return format!("/{} {count} · {}", truncate(&typed, 16), clean(&place));
    }
    let is_plain = report.report().origins.is_plain();
    let place = if is_plain {
        words::position((line as usize).saturating_sub(1), analysis.lines.len())
    } else {
        clean(&report.report().origins.name(Span::new(line, column, 1), lang)).into_owned()
    };
    let encoding = analysis.encoding;
    let full = [analysis.kind.name(lang), encoding, &place];
    let brief = [if encoding.is_empty() { analysis.kind.id() } else { encoding }, &place, ""];
    let joined = |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    [joined(&full), joined(&brief)].into_iter().find(|text| width(text) <= room).unwrap_or(place)
}

/// What the search found on a line: for a character, how it looks. The match of the cursor stands out most.
fn found(report: &OpenReport, line: u32) -> impl Fn(u32) -> Option<Role> {
    let found = report.search.on_line(line);
    let on_line: Vec<(Range<u32>, bool)> =
        found.map(|(place, chars)| (place.column - 1..place.column - 1 + chars, place == report.place)).collect();
    move |at| {
        let (_, here) = on_line.iter().find(|(range, _)| range.contains(&at))?;
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

/// A row cut where characters begin to look otherwise.
fn stretches(text: &str, range: &Range<u32>, look: impl Fn(u32) -> Option<Role>) -> Vec<(String, Role)> {
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
