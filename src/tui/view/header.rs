//! The line at the top: the batch, how far it is read, how many reports stand how, and who reviews.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::rules::Status;
use crate::text::width::{truncate, width};
use crate::tui::model::JournalState;
use crate::tui::paint::{bar, clean, fill, put};
use crate::tui::theme::Role;
use crate::tui::view::Scene;
use crate::tui::words;

/// Cells of the progress bar.
const BAR: u16 = 10;

/// Draws the line.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let model = scene.model;
    let ground = scene.style(Role::Header);
    fill(buf, area, ground);
    let y = area.y;
    let mut x = put(buf, area.x, y, area.width, &format!(" {} ", words::brand(scene.lang)), scene.style(Role::Brand));
    let right = reviewer(scene);
    let edge = area.right().saturating_sub(width(&right) as u16 + 1);
    put(buf, edge, y, area.right() - edge, &right, ground);

    let count = words::report_count(scene.lang, model.rows.len());
    let room = usize::from(edge.saturating_sub(x)) / 3;
    x = put(buf, x + 1, y, edge - x, &truncate(&clean(&model.place), room), ground);
    x = put(buf, x + 2, y, edge.saturating_sub(x), &count, ground);
    if !model.loading.ended {
        let share = model.loading.done as f32 / model.rows.len().max(1) as f32;
        x = bar(buf, scene.theme, (x + 2, y, BAR), share, ground);
        x = put(buf, x + 1, y, edge.saturating_sub(x), &format!("{}/{}", model.loading.done, model.rows.len()), ground);
    }

    let counts = model.counts;
    let parts = [
        (Status::Unreadable, counts.unreadable, Role::Unreadable),
        (Status::Error, counts.error, Role::Error),
        (Status::Warning, counts.warning, Role::Warning),
        (Status::Clean, counts.clean, Role::Good),
        (Status::NotAssessable, counts.not_assessable, Role::Neutral),
    ];
    let texts: Vec<(String, Role)> = parts
        .iter()
        .filter(|(status, count, _)| *count > 0 || !matches!(status, Status::Unreadable | Status::NotAssessable))
        .map(|(status, count, role)| (format!("{} {count}", status.sign()), *role))
        .collect();
    let wanted: u16 = texts.iter().map(|(text, _)| width(text) as u16 + 2).sum();
    if x + wanted < edge {
        // The counts stand in the middle of what is left, so that they do not move while the bar grows.
        let mut at = edge - wanted - 2;
        for (text, role) in texts {
            let style = ground.patch(scene.style(role)).bg(ground.bg.unwrap_or_default());
            let style = if ground.bg.is_none() { ground } else { style };
            at = put(buf, at, y, edge - at, &text, style) + 2;
        }
    }
}

fn reviewer(scene: Scene) -> String {
    let name = clean(&scene.model.reviewer).into_owned();
    let reviewer = words::reviewer(scene.lang, &truncate(&name, 16));
    match &scene.model.journal {
        JournalState::ReadOnly(_) => format!("[{}] {reviewer}", words::read_only_mark(scene.lang)),
        JournalState::Opening | JournalState::Ready => reviewer,
    }
}
