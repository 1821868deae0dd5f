//! A window of text over a report: everything about a cell, or the outline to choose from.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::cursor::{ListCursor, half_page};
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::text_window;
use crate::model::{Model, OutlineEntry, Overlay, ScreenKind, View, outline, outline as outline_of};
use crate::paint::{cover, frame};
use crate::rules::place_name;
use crate::schema::CellId;
use crate::screens::report::{about, inspector, outline};
use crate::theme::{Depth, Role, Theme};
use crate::view::Scene;
use crate::{layout, words};

/// What a window of text tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// Everything that is known of a cell of the open report.
    Cell(CellId),
    /// The outline of the open report; a line can be chosen.
    Outline,
}

/// A window of text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextWindow {
    /// What it tells.
    pub subject: Subject,
    /// The line that is chosen, where lines can be.
    pub cursor: ListCursor,
}

impl TextWindow {
    /// A window at its beginning.
    #[must_use]
    pub fn of(subject: Subject) -> Self {
        Self { subject, cursor: ListCursor::default() }
    }
}

/// Opens a window.
pub fn show(model: &mut Model, subject: Subject) {
    let Some(report) = model.screen.report() else { return };
    let mut window = TextWindow::of(subject);
    if window.subject == Subject::Outline {
        // The outline opens where the reader is.
        let before = |(place, _): &&(_, OutlineEntry)| *place <= report.place;
        window.cursor.at = outline(report.report()).iter().take_while(before).count().saturating_sub(1);
    }
    model.overlay = Some(Overlay::Window(window));
    scroll(model);
}

/// Handles a command while a text is read.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let height = usize::from(layout::text_window(model.size).height.saturating_sub(2));
    let page = half_page(height);
    let count = rows(model);
    let Some(Overlay::Window(window)) = &mut model.overlay else { return Vec::new() };
    let cursor = &mut window.cursor;
    match command {
        Command::Move(motion) => match window.subject {
            Subject::Cell(_) => cursor.first = motion.target(cursor.first, count.saturating_sub(height) + 1, page),
            Subject::Outline => cursor.go(motion, count, page),
        },
        Command::Enter => enter(model),
        Command::Back => model.overlay = None,
        _ => {}
    }
    scroll(model);
    Vec::new()
}

/// Goes from the window to the place that it tells of.
fn enter(model: &mut Model) {
    let Some(Overlay::Window(window)) = model.overlay.take() else { return };
    let Some(report) = model.screen.report_mut() else { return };
    let view = match window.subject {
        Subject::Cell(_) => View::Source,
        Subject::Outline => {
            let Some((place, entry)) = outline(report.report()).into_iter().nth(window.cursor.at) else { return };
            report.place = place;
            report.follow_place();
            match entry {
                // From the tables one goes to a table, not to its lines.
                OutlineEntry::Table(table, _) if report.view == View::Tables => {
                    report.go_to_cell(table.cell(0, 0));
                    View::Tables
                }
                _ => View::Source,
            }
        }
    };
    model.screen.show(ScreenKind::Report(view));
}

/// Keeps the window within its text, and the line that is chosen in sight.
fn scroll(model: &mut Model) {
    let height = usize::from(layout::text_window(model.size).height.saturating_sub(2));
    let count = rows(model);
    let Some(Overlay::Window(window)) = &mut model.overlay else { return };
    match window.subject {
        Subject::Cell(_) => window.cursor.first = window.cursor.first.min(count.saturating_sub(height)),
        Subject::Outline => window.cursor.show(count, height),
    }
}

/// Cells of the column of headings.
const HEADINGS: u16 = 11;

/// How many rows the text of the window that is open has.
#[must_use]
pub fn rows(model: &Model) -> usize {
    let (Some(Overlay::Window(window)), Some(report)) = (&model.overlay, model.screen.report()) else { return 0 };
    match window.subject {
        Subject::Outline => outline_of(report.report()).len(),
        Subject::Cell(id) => {
            // Only text is measured, whatever its colours.
            let theme = Theme::named(&model.theme, Depth::None);
            let scene = Scene::measuring(model, &theme);
            let cells = text_window(model.size).width.saturating_sub(2);
            inspector::lay_out(&about::cell(scene, report, id, true), cells, HEADINGS).len()
        }
    }
}

/// Draws the window.
pub fn render(scene: Scene, window: &TextWindow, buf: &mut Buffer) {
    let Some(report) = scene.model.screen.report() else { return };
    let mut area = text_window(scene.model.size);
    let count = rows(scene.model);
    // A short text takes a low window.
    let height = (count as u16 + 2).clamp(5, area.height);
    area = Rect { y: area.y + (area.height - height) / 2, height, ..area };
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let shown = usize::from(height - 2);
    let last = (window.cursor.first + shown).min(count);
    let remark = if count > shown { format!("↑↓ {last}/{count}") } else { "Esc".to_owned() };
    match window.subject {
        Subject::Cell(id) => {
            let place = place_name(id);
            let inside = frame(buf, scene.theme, area, (place.get(scene.lang), &remark), true);
            let rows = inspector::lay_out(&about::cell(scene, report, id, true), inside.width, HEADINGS);
            inspector::draw(scene, rows.get(window.cursor.first..).unwrap_or_default(), inside, ground, buf);
        }
        Subject::Outline => {
            let inside = frame(buf, scene.theme, area, (words::outline(scene.lang), &remark), true);
            outline::draw(scene, report, (window.cursor.first, Some(window.cursor.at)), inside, ground, buf);
        }
    }
}
