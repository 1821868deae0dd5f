//! In the preview: what reviewers said of the report, by whom and when; where the file changed since, then against now.

use super::Paragraph;
use crate::keymap::{Command, Context};
use crate::model::{Row, RowReview};
use crate::review::{NoteOn, ReviewState, Seen};
use crate::text::width::{Align, pad, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::words;

/// Adds what stands decided of a report.
pub fn tell(scene: Scene, row: &Row, lines: &mut Vec<Paragraph>) {
    let (model, lang) = (scene.model, scene.lang);
    let (state, pending) = model.review_state(&row.name);
    if pending {
        let text = format!("{}  {}", words::review_state(state, lang), words::recording(lang));
        lines.push(("…", text, Role::Pending));
    }
    let standing = model.decisions.review(&row.name, None);
    let when = standing.at.map(|at| words::when(at, &model.zone)).unwrap_or_default();
    if standing.state != ReviewState::Open && !pending {
        if matches!(row.review, RowReview::Stale(_)) {
            let text = format!("{}  {} {when}", words::stale_state(lang, standing.state), standing.by);
            lines.push(("!", text, Role::Doubt));
            if let (Some(then), Some(summary)) = (standing.seen, &row.summary) {
                let now = Seen { errors: summary.errors, warnings: summary.warnings, waiting: summary.waiting };
                lines.extend(side_by_side(scene, then, now));
            }
        } else {
            let text = format!("{}  {} {when}", words::review_state(standing.state, lang), standing.by);
            lines.push(("●", text, Role::Decided));
        }
        if !standing.reason.is_empty() {
            lines.push((" ", words::named(lang, words::reason(lang), &standing.reason), Role::Base));
        }
    }
    // The state of the report is told above.
    let others = row.stale.saturating_sub(u32::from(matches!(row.review, RowReview::Stale(_))));
    if others > 0 {
        let key = model.keymap.key_for(Context::List, Command::View(6));
        lines.push(("!", words::stale_decisions(lang, others, &key), Role::Doubt));
    }
    if let Some(note) = model.decisions.note(&row.name, &NoteOn::Report) {
        lines.push(("✎", note.text, Role::Decided));
        lines.push((" ", format!("{} {}", note.by, words::when(note.at, &model.zone)), Role::Dim));
    }
}

/// What the machine said when the report was decided on, and what it says now.
fn side_by_side(scene: Scene, then: Seen, now: Seen) -> Vec<Paragraph> {
    let lang = scene.lang;
    let names = words::seen_names(lang);
    let cells = names.iter().map(|name| width(name)).max().unwrap_or(0);
    let number = |text: &str| pad(text, 6, Align::Right);
    let [before, after] = words::then_and_now(lang);
    let mut lines =
        vec![("", format!("  {}{}{}", pad("", cells, Align::Left), number(before), number(after)), Role::Dim)];
    let pairs = [(then.errors, now.errors), (then.warnings, now.warnings), (then.waiting, now.waiting)];
    for (name, (before, after)) in names.into_iter().zip(pairs) {
        let role = if before == after { Role::Dim } else { Role::Doubt };
        let name = pad(name, cells, Align::Left);
        lines.push(("", format!("  {name}{}{}", number(&before.to_string()), number(&after.to_string())), role));
    }
    lines
}
