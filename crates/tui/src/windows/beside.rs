//! Two reports beside each other: asking for the sentences that both have, and the window that shows them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::cursor::ListCursor;
use crate::effect::Effect;
use crate::hit::Hit;
use crate::keymap::{Command, Context};
use crate::layout::beside_window;
use crate::model::{BetweenList, Model, Overlay, Place, ScreenKind, Then, View};
use crate::paint::{clean, cover, frame, put};
use crate::pipeline::Sentence;
use crate::rules::across::{BatchFinding, is_of_texts};
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::view::line::Line;
use crate::{layout, wrap};

/// The window in which sentences of one report stand beside the same sentences of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// Comes back with the sentences.
    pub ticket: u64,
    /// The rows of the two reports, the one that a finding speaks of first.
    pub rows: [usize; 2],
    /// The sentences that both have; `None` while the reports are read.
    pub pairs: Option<Vec<[Sentence; 2]>>,
    /// The position of the pair that the cursor is on.
    pub cursor: ListCursor,
    /// What the window was opened from, to be there again afterwards.
    pub from: Option<BetweenList>,
}

/// Opens the window for the finding under the cursor, of the open report or of those between reports.
pub fn show(model: &mut Model, context: Context) -> Vec<Effect> {
    let (found, from) = match (context, &model.overlay) {
        (Context::Between, Some(Overlay::Between(list))) => (model.between.findings.get(list.cursor.at), Some(*list)),
        _ => (of_open_report(model), None),
    };
    let rows = found.filter(|found| is_of_texts(found.finding.rule)).map(|found| &found.reports[..]);
    let Some(&[a, b, ..]) = rows else {
        model.refuse(words::nothing_to_lay_beside(model.lang).to_owned());
        return Vec::new();
    };
    let ticket = model.next_ticket();
    model.overlay =
        Some(Overlay::Beside(Beside { ticket, rows: [a, b], pairs: None, cursor: ListCursor::default(), from }));
    vec![Effect::Beside { ticket, rows: [a, b] }]
}

/// What is known of the finding under the cursor of the open report beside the report itself.
fn of_open_report(model: &Model) -> Option<&BatchFinding> {
    let report = model.screen.report()?;
    let here = report.findings().get(report.finding)?;
    model.between.findings.iter().find(|found| found.subject == Some(report.row) && found.finding == *here)
}

/// Takes up the sentences.
pub fn laid(model: &mut Model, ticket: u64, pairs: Vec<[Sentence; 2]>) -> Vec<Effect> {
    if let Some(Overlay::Beside(beside)) = &mut model.overlay
        && beside.ticket == ticket
    {
        beside.pairs = Some(pairs);
    }
    Vec::new()
}

/// Handles a command in the window.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Beside(beside)) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Move(motion) => {
            let count = beside.pairs.as_ref().map_or(0, Vec::len);
            beside.cursor.go(motion, count, usize::from(layout::beside_window(model.size).height / 6).max(1));
        }
        Command::Back => model.overlay = beside.from.map(Overlay::Between),
        Command::Enter => {
            let here = beside.cursor.at;
            return enter(model, here);
        }
        _ => {}
    }
    Vec::new()
}

/// Goes to the sentence in the first report.
fn enter(model: &mut Model, pair: usize) -> Vec<Effect> {
    let Some(Overlay::Beside(beside)) = &model.overlay else { return Vec::new() };
    let Some([sentence, _]) = beside.pairs.as_ref().and_then(|pairs| pairs.get(pair)) else { return Vec::new() };
    let (row, place) = (beside.rows[0], Place { line: sentence.span.line, column: sentence.span.column });
    model.overlay = None;
    if let Some(report) = model.screen.known_mut().filter(|report| report.row == row) {
        report.place = place;
        report.follow_place();
        model.screen.show(ScreenKind::Report(View::Source));
        return Vec::new();
    }
    crate::screens::report::update::open(model, row, Then::Place(place))
}

/// Brings the pair under the cursor into sight.
pub fn scroll(model: &mut Model) {
    let Some(Overlay::Beside(beside)) = &model.overlay else { return };
    let height = height(model);
    let (start, end) = rows(model, beside);
    if let Some(Overlay::Beside(beside)) = &mut model.overlay {
        beside.cursor.first = beside.cursor.first.max(end.saturating_sub(height)).min(start);
    }
}

/// Cells of a line's number with the blank behind it.
const NUMBER: u16 = 7;

/// How many rows of sentences the window shows: its frame, the names and a rule are besides.
#[must_use]
pub fn height(model: &Model) -> usize {
    usize::from(beside_window(model.size).height.saturating_sub(4))
}

/// The first row of the pair under the cursor and the one after its last, of all rows.
#[must_use]
pub fn rows(model: &Model, beside: &Beside) -> (usize, usize) {
    let cells = column(beside_window(model.size).width.saturating_sub(2));
    let mut start = 0;
    let pairs = beside.pairs.as_deref().unwrap_or_default();
    for (at, pair) in pairs.iter().enumerate() {
        let rows = pair.iter().map(|sentence| wrapped(&sentence.text, cells).len()).max().unwrap_or(0);
        if at == beside.cursor.at {
            return (start, start + rows);
        }
        start += rows + 1;
    }
    (start, start)
}

/// Cells of one of the two columns.
fn column(inside: u16) -> u16 {
    inside.saturating_sub(3) / 2
}

fn wrapped(text: &str, cells: u16) -> Vec<String> {
    wrap::sentence(&clean(text), usize::from(cells.saturating_sub(NUMBER)))
}

/// Draws the window.
pub fn render(scene: Scene, beside: &Beside, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let area = beside_window(model.size);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let pairs = beside.pairs.as_deref().unwrap_or_default();
    let remark = words::position(beside.cursor.at, pairs.len());
    let inside = frame(buf, scene.theme, area, (words::beside_title(lang), &remark), true);
    let on = |role: Role| ground.patch(scene.style(role));
    let cells = column(inside.width);
    let columns = [inside.x + 1, inside.x + 2 + cells];
    for (x, &row) in columns.into_iter().zip(&beside.rows) {
        let name = model.rows.get(row).map_or("", |row| row.name.as_str());
        put(buf, x, inside.y, cells, &truncate(&clean(name), usize::from(cells)), on(Role::Heading));
    }
    put(buf, inside.x, inside.y + 1, inside.width, &"─".repeat(usize::from(inside.width)), on(Role::Border));
    let body = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
    if pairs.is_empty() {
        let said = match beside.pairs {
            None => words::still_laying(lang),
            Some(_) => words::nothing_in_common(lang),
        };
        put(buf, body.x + 1, body.y, body.width - 1, said, on(Role::Dim));
        return;
    }
    let mut at = 0;
    for (index, pair) in pairs.iter().enumerate() {
        let texts = pair.each_ref().map(|sentence| wrapped(&sentence.text, cells));
        let count = texts[0].len().max(texts[1].len());
        let top = at;
        at += count + 1;
        if at <= beside.cursor.first {
            continue;
        }
        if top >= beside.cursor.first + usize::from(body.height) {
            return;
        }
        for row in 0..count {
            let Some(y) = (top + row).checked_sub(beside.cursor.first).filter(|y| *y < usize::from(body.height)) else {
                continue;
            };
            let line = Rect { y: body.y + y as u16, height: 1, ..body };
            let look = Line::draw(scene, ground, index == beside.cursor.at, line, buf);
            scene.hit(line, Hit::Choice(index));
            for (side, x) in columns.into_iter().enumerate() {
                if row == 0 {
                    let number = pair[side].span.line.to_string();
                    let from = x + (NUMBER - 2).saturating_sub(width(&number) as u16);
                    put(buf, from, line.y, NUMBER, &number, look.on(Role::Dim));
                }
                if let Some(text) = texts[side].get(row) {
                    put(buf, x + NUMBER, line.y, cells.saturating_sub(NUMBER), text, look.ground);
                }
            }
        }
    }
}

/// What the window says.
mod words {
    use crate::text::lang::Lang;
    pub use crate::words::*;

    words! {
        /// Title of the window.
        beside_title => ("两份报告相同的句子（各带行号）", "Sentences that both reports have, with their lines"),
        /// The reports are being read.
        still_laying => ("正在读取两份报告……", "Reading both reports…"),
        /// No whole sentence is common.
        nothing_in_common => ("没有整句相同的，只有零散的分句相同。", "No whole sentence is the same, only parts of sentences."),
        /// The cursor is on no finding about two texts.
        nothing_to_lay_beside => (
            "这里没有可对照的两份文字：请先选中“与上年重复”“雷同”或“多份”一类的问题。",
            "There are no two texts to lay beside each other: choose a finding of repeated or equal text first."
        ),
    }
}
