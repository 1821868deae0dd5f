//! A report's findings, one for each cause with its parts: in full with advice, likely causes and what reviewers say of
//! them, or in brief below the tables.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::hit::Hit;
use crate::model::OpenReport;
use crate::model::Said;
use crate::paint::{clean, fill, frame, put};
use crate::review::FindingState;
use crate::screens::list::preview::sign;
use crate::screens::report::findings::rows::of_cause;
use crate::text::lang::Lang;
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::words;

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    let count = report.causes.len();
    let here = report.cause();
    let remark = words::position(here, count);
    let inside = frame(buf, scene.theme, area, (words::findings(scene.lang), &remark), true);
    if count == 0 {
        let is_read = report.analysis.unreadable.is_none();
        let text = if is_read { words::no_findings(scene.lang) } else { words::not_checked(scene.lang) };
        let role = if is_read { Role::Good } else { Role::Unreadable };
        let x = put(buf, inside.x + 1, inside.y, inside.width, text, scene.style(role));
        judged_by(scene, (x, inside), buf);
        return;
    }
    let counts = words::judgement_counts(scene.lang, scene.model.judgement_counts(report));
    let x = put(buf, inside.x + 2, inside.y, inside.width - 2, &counts, scene.style(Role::Label));
    judged_by(scene, (x, inside), buf);
    let body = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let mut above = report.first_finding;
    let mut y = body.y;
    for cause in 0..count {
        let rows = of_cause(scene, report, cause, inside.width);
        let (cut, height) = (above, rows.len() + 1);
        above = above.saturating_sub(height);
        if cut >= height {
            continue;
        }
        let many = report.causes[cause].len() > 1;
        for (i, row) in rows.into_iter().enumerate().skip(cut) {
            if y >= body.bottom() {
                return;
            }
            if cause == here {
                // Of a cause with several findings the bar is heavier at the one that the cursor is on.
                let bar = if many && row.finding == report.finding { "█" } else { "▌" };
                put(buf, inside.x, y, 1, bar, scene.style(Role::BorderFocus));
            }
            let x = inside.x + 2 + row.indent;
            put(buf, x, y, 2, row.sign.0, scene.style(row.sign.1));
            let style = scene.style(row.role);
            let style = if cause == here && i == 0 { style.patch(scene.style(Role::Heading)) } else { style };
            put(buf, x + 2, y, inside.right().saturating_sub(x + 2), &row.text, style);
            scene.hit(Rect { y, height: 1, ..inside }, Hit::Finding(row.finding));
            y += 1;
        }
        y += u16::from(y > body.y);
    }
}

/// Says behind what stands in the first line of the pane in what the rules of this run are not gouji's own, since what a rule
/// that is off would have found looks as if nothing had been found.
fn judged_by(scene: Scene, (x, inside): (u16, Rect), buf: &mut Buffer) {
    let Some(said) = scene.model.book.in_words(scene.lang) else { return };
    let room = inside.right().saturating_sub(x + 2);
    let said = words::rules_differ(scene.lang, &said);
    put(buf, x + 2, inside.y, room, &truncate(&clean(&said), usize::from(room)), scene.style(Role::Notice));
}

/// Draws the findings one a line, the one of the cursor in sight.
pub fn render_brief(scene: Scene, report: &OpenReport, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let count = report.causes.len();
    let counts = words::judgement_counts(scene.lang, scene.model.judgement_counts(report));
    let position = words::position(report.cause(), count);
    let remark = format!("{counts}  {position}");
    let remark = if count > 0 && width(&remark) + 16 < usize::from(area.width) { remark } else { position };
    let inside = frame(buf, scene.theme, area, (words::findings(scene.lang), &remark), false);
    if count == 0 {
        let is_read = report.analysis.unreadable.is_none();
        let text = if is_read { words::no_findings(scene.lang) } else { words::not_checked(scene.lang) };
        let role = if is_read { Role::Good } else { Role::Unreadable };
        put(buf, inside.x + 1, inside.y, inside.width, text, scene.style(role));
        return;
    }
    let height = usize::from(inside.height);
    let at = report.cause();
    let first = crate::cursor::scroll(at.saturating_sub(height / 2), at, height, count);
    for (y, (index, cause)) in report.causes.iter().enumerate().skip(first).take(height).enumerate() {
        let here = index == at;
        let line = Rect { y: inside.y + y as u16, height: 1, ..inside };
        let ground =
            if here { scene.style(Role::Base).patch(scene.style(Role::Cursor)) } else { scene.style(Role::Base) };
        if here {
            fill(buf, line, ground);
        }
        let style = |role| if here { scene.on_cursor(ground, role) } else { scene.style(role) };
        // Of a cause with several parts the one is told that the cursor is on.
        let shown = if here && cause.contains(&report.finding) { report.finding } else { cause[0] };
        let finding = &report.findings()[shown];
        let said = scene.model.cause_judgement(report, cause);
        let (mark, role) = sign(finding.severity);
        let dismissed = said.what == FindingState::Dismissed;
        put(buf, line.x + 1, line.y, 2, mark, style(if dismissed { Role::Dim } else { role }));
        let tail = tail(scene.lang, &said, cause.len());
        let right = line.right().saturating_sub(width(&tail) as u16 + 1);
        let message = clean(finding.message(scene.lang));
        let room = right.saturating_sub(line.x + 4);
        let text = truncate(&message, usize::from(room));
        put(buf, line.x + 3, line.y, room, &text, style(if dismissed { Role::Dim } else { Role::Base }));
        let role = if said.pending { Role::Pending } else { Role::Decided };
        put(buf, right, line.y, line.right() - right, &tail, style(role));
        scene.hit(line, Hit::Finding(shown));
    }
}

/// What stands behind a finding in brief: how many parts it has, and what a reviewer says of it.
fn tail(lang: Lang, said: &Said<FindingState>, parts: usize) -> String {
    let count = if parts > 1 { format!("×{parts}") } else { String::new() };
    let state = match said.what {
        FindingState::Open => String::new(),
        state => format!("{}{}", state.words(lang), if said.pending { "…" } else { "" }),
    };
    format!("{count} {state}").trim().to_owned()
}
