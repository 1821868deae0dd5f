//! The window that tells what a decision for the whole batch would change: how many reports and cells, which checks come
//! out otherwise, which reports change their status, then the reports one by one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::layout::{WEIGH_FIXED, weigh_window};
use crate::model::{Model, Weigh};
use crate::paint::{bar, clean, cover, frame, put, put_padded};
use crate::pipeline::Impact;
use crate::text::lang::Lang;
use crate::text::width::{Align, truncate};
use crate::theme::Role;
use crate::view::Scene;
use crate::windows::weigh::rows::{Line, lines, sign};
use crate::words::{self, Turn};

/// Draws the window.
pub fn render(scene: Scene, weigh: &Weigh, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let lines = lines(weigh, lang);
    let area = weigh_window(model.size, lines.len());
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let below = usize::from(area.height.saturating_sub(2 + WEIGH_FIXED));
    let remark = if lines.len() > below {
        words::position((weigh.first + below).min(lines.len()) - 1, lines.len())
    } else {
        String::new()
    };
    let inside = frame(buf, scene.theme, area, (words::whole_batch(lang), &remark), true);
    let width = inside.width.saturating_sub(2);
    let on = |role: Role| ground.patch(scene.style(role));
    let observed = if weigh.key.observed.is_empty() { words::lost_label(lang) } else { &weigh.key.observed };
    let meaning = words::meaning(&weigh.mapping, weigh.target, lang);
    let half = usize::from(width / 2).saturating_sub(2);
    let head = format!("{} → {}", truncate(&clean(observed), half), truncate(&clean(&meaning), half));
    put(buf, inside.x + 1, inside.y, width, &head, on(Role::Heading));
    progress(scene, weigh, Rect { x: inside.x + 1, y: inside.y + 1, width, height: 1 }, buf);
    for (y, line) in lines.iter().skip(weigh.first).take(below).enumerate() {
        let row = Rect { x: inside.x + 1, y: inside.y + WEIGH_FIXED + y as u16, width, height: 1 };
        match line {
            Line::Said(sign, role, text) => {
                put(buf, row.x, row.y, 2, sign, on(*role));
                let x = if sign.is_empty() { row.x } else { row.x + 2 };
                let cells = row.right() - x;
                let style = if sign.is_empty() { on(*role) } else { on(Role::Base).patch(ground) };
                put(buf, x, row.y, cells, &truncate(&clean(text), usize::from(cells)), style);
            }
            Line::Report(impact, is_kept) => report(scene, (model, impact, *is_kept), row, buf),
            Line::Blank => {}
        }
    }
}

fn progress(scene: Scene, weigh: &Weigh, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let ground = scene.style(Role::Overlay);
    let (done, count) = weigh.progress;
    let text = if weigh.is_waiting() {
        words::waits_for_batch(lang, (model.loading.done, model.rows.len()))
    } else if weigh.is_done() {
        let cells = weigh.decided().map(|impact| impact.change.cells as usize).sum();
        words::weighed(lang, weigh.decided().count(), cells)
    } else {
        let share = done as f32 / count.max(1) as f32;
        let after = bar(buf, scene.theme, (area.x, area.y, 30), share, ground);
        put(buf, after + 1, area.y, area.right() - after - 1, &words::weighing(lang, weigh.progress), ground);
        return;
    };
    put(buf, area.x, area.y, area.width, &truncate(&text, usize::from(area.width)), ground);
}

/// A report: its unit and year, what changes in it, and its status before and after where that differs; for one that is
/// left as it is, who decided what.
fn report(scene: Scene, (model, impact, is_kept): (&Model, &Impact, bool), area: Rect, buf: &mut Buffer) {
    let lang = scene.lang;
    let ground = scene.style(Role::Overlay);
    let on = |role: Role| ground.patch(scene.style(role));
    let row = &model.rows[impact.row];
    let half = area.width / 2;
    let unit_role = if is_kept { Role::Dim } else { Role::Label };
    put(buf, area.x + 1, area.y, half - 8, &truncate(&clean(row.unit()), usize::from(half - 8)), on(unit_role));
    let year = row.summary.as_ref().and_then(|summary| summary.year).map_or_else(String::new, |year| year.to_string());
    put(buf, area.x + half - 6, area.y, 4, &year, on(Role::Dim));
    let mut x = area.x + half;
    if is_kept {
        put(buf, x, area.y, area.right() - x, &clean(&standing(model, impact, lang)), on(Role::Dim));
        return;
    }
    let cells = if impact.change.cells == 0 { "–".to_owned() } else { words::cell_count(lang, impact.change.cells) };
    put_padded(buf, x, area.y, lang.pick(7, 10), &cells, Align::Right, on(Role::Base).patch(ground));
    x += lang.pick(9, 12);
    let turns = words::tally(&impact.change.flips);
    for turn in Turn::ALL {
        let count: usize = turns.iter().filter(|(_, of, _)| *of == turn).map(|(.., count)| count).sum();
        if count > 0 {
            let (sign, role) = sign(turn);
            x = put(buf, x, area.y, 6, &format!("{sign}{count} "), on(role));
        }
    }
    if impact.change.status.0 != impact.change.status.1 {
        let text = words::status_change(lang, impact.change.status);
        let cells = area.right().saturating_sub(x + 1);
        put(buf, x + 1, area.y, cells, &truncate(&text, usize::from(cells)), on(Role::Base).patch(ground));
    }
}

fn standing(model: &Model, impact: &Impact, lang: Lang) -> String {
    let Some(crate::model::Overlay::Weigh(weigh)) = &model.overlay else { return String::new() };
    let Some(standing) = model.decisions.mapping(&model.rows[impact.row].name, &weigh.key) else {
        return String::new();
    };
    let label = weigh.target.and_then(|target| match &standing.mapping {
        crate::report::Mapping::Field(id) => crate::report::Target::find(target.table, target.axis, id),
        _ => None,
    });
    format!("{} → {}", standing.by, words::meaning(&standing.mapping, label, lang))
}
