//! Beside the list: what is known of the report under the cursor, what stands decided of it, and what to do next.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::keymap::{Command, Context};
use crate::model::{Row, RowReview};
use crate::paint::{clean, frame, put, put_marked};
use crate::rules::{Severity, Status};
use crate::text::pinyin::Finder;
use crate::text::width::width;
use crate::theme::Role;
use crate::view::Scene;
use crate::{words, wrap};

mod hints;
mod standing;

/// A pane of fewer lines shows first what the list does not.
const LOW: usize = 10;

/// A paragraph of the pane: its sign, its text and its role.
type Paragraph = (&'static str, String, Role);

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let row = scene.model.list.row().map(|row| &scene.model.rows[row]);
    let year = row.and_then(|row| row.summary.as_ref()).and_then(|summary| summary.year);
    let title = row.map_or_else(String::new, |row| match year {
        Some(year) => format!("{} · {year}", clean(row.unit())),
        None => clean(row.unit()).into_owned(),
    });
    let inside = frame(buf, scene.theme, area, (&title, ""), false);
    let Some(row) = row else { return };
    if inside.height == 0 {
        return;
    }
    let room = usize::from(inside.height);
    let lines = wrapped(&paragraphs(scene, row, room < LOW), inside.width);
    // What to do next always stands at the bottom; hints take its place, and more where the report leaves it free.
    let free = room.saturating_sub(lines.len() + 1);
    let foot = hints::lines(scene, free, inside.width.saturating_sub(2)).unwrap_or_else(|| {
        let next = next(scene, row, usize::from(inside.width.saturating_sub(2)));
        if next.is_empty() { Vec::new() } else { vec![(next, Role::Notice)] }
    });
    let mut body = room - foot.len().min(room);
    let cut = lines.len().saturating_sub(body);
    if cut > 0 && body > 1 {
        body -= 1;
    }
    let finder = Finder::new(scene.model.list.filter.value());
    for (y, line) in (inside.y..).zip(lines.iter().take(body)) {
        put(buf, inside.x + 1, y, 2, line.sign, scene.style(line.role));
        let place = (inside.x + line.indent, y, inside.width.saturating_sub(line.indent));
        let styles = (scene.style(line.body), scene.style(Role::Match));
        put_marked(buf, place, &line.text, &finder.places(&line.text), styles);
    }
    if cut > 0 && inside.height > 1 {
        let text = words::lines_more(scene.lang, lines.len() - body);
        put(buf, inside.x + 1, inside.y + body as u16, inside.width - 2, &text, scene.style(Role::Dim));
    }
    for (i, (text, role)) in foot.iter().rev().enumerate() {
        let y = inside.bottom().saturating_sub(1 + i as u16);
        put(buf, inside.x + 1, y, inside.width - 2, text, scene.style(*role));
    }
}

/// A line of the pane.
struct Line {
    sign: &'static str,
    role: Role,
    indent: u16,
    text: String,
    body: Role,
}

/// The paragraphs in lines. A sign has the paragraph's role and its text the ordinary one; without a sign, or with a
/// blank for one, the text has the role.
fn wrapped(paragraphs: &[Paragraph], cells: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    for (sign, text, role) in paragraphs {
        let indent = if sign.is_empty() { 1 } else { 3 };
        let body = if sign.trim().is_empty() { *role } else { Role::Base };
        for (i, text) in wrap::sentence(text, usize::from(cells.saturating_sub(indent + 1))).into_iter().enumerate() {
            lines.push(Line { sign: if i == 0 { sign } else { "" }, role: *role, indent, text, body });
        }
    }
    lines
}

/// The paragraphs. In a low pane file and title, which the list shows or the report itself, come last.
fn paragraphs(scene: Scene, row: &Row, low: bool) -> Vec<Paragraph> {
    let lang = scene.lang;
    let mut name = vec![("", row.name.clone(), Role::Dim)];
    let mut lines = Vec::new();
    let Some(summary) = &row.summary else {
        name.push(("", words::reading(lang).to_owned(), Role::Dim));
        standing::tell(scene, row, &mut name);
        return name;
    };
    if let Some(title) = &summary.title {
        name.push(("", title.clone(), Role::Label));
    }
    if !low {
        lines.append(&mut name);
    }
    // Of a picture the finding says the same.
    let is_told = |zh: &String| summary.told().any(|(_, told, _)| told == zh);
    if let Some((zh, en)) = summary.because.as_ref().filter(|(zh, _)| !is_told(zh)) {
        lines.push((summary.status.sign(), lang.pick(zh, en).clone(), Role::Unreadable));
    }
    standing::tell(scene, row, &mut lines);
    if summary.waiting > 0 {
        lines.push(("?", words::labels_waiting(lang, summary.waiting as usize), Role::Doubt));
    }
    if summary.decided > 0 {
        lines.push(("●", words::labels_decided(lang, summary.decided as usize), Role::Decided));
    }
    for (severity, zh, en) in summary.told() {
        let (sign, role) = sign(*severity);
        lines.push((sign, lang.pick(zh, en).clone(), role));
    }
    let all = (summary.errors + summary.warnings + summary.notices) as usize;
    let told = summary.told().count();
    if all > told {
        lines.push(("", words::more(lang, all - told), Role::Dim));
    }
    if all == 0 && summary.because.is_none() {
        lines.push(("✓", words::no_findings(lang).to_owned(), Role::Good));
    }
    lines.append(&mut name);
    lines
}

/// What to do next, each with its key, as many as there is room for.
fn next(scene: Scene, row: &Row, cells: usize) -> String {
    let (model, lang) = (scene.model, scene.lang);
    let Some(summary) = &row.summary else { return String::new() };
    let open = (Command::Enter, lang.pick("打开", "open"));
    let pass = (Command::Pass, lang.pick("通过", "pass"));
    let back = (Command::Return, lang.pick("退回", "return"));
    let read = (Command::View(5), lang.pick("读原文", "read the text"));
    let steps = match (row.review, summary.status) {
        (RowReview::Decided(_), _) if model.review_counts.open + model.review_counts.stale == 0 => {
            vec![(Command::Export, lang.pick("导出审核记录", "export the review log"))]
        }
        (RowReview::Decided(_), _) if !row.review.is_open() => vec![
            (Command::NextOpen, lang.pick("下一份待审", "next to review")),
            (Command::Reopen, lang.pick("恢复为待审", "open it again")),
        ],
        (RowReview::Stale(_), _) => vec![open, pass, back],
        (_, Status::Unreadable) => vec![back, (Command::View(5), lang.pick("看原文", "see the text"))],
        (_, Status::NotAssessable) => vec![read, pass, back],
        _ if summary.errors > 0 => {
            vec![(Command::NextError, lang.pick("看第一处错误", "see the first error")), back, pass]
        }
        _ if summary.warnings > 0 => {
            vec![(Command::NextWarning, lang.pick("看第一处警告", "see the first warning")), pass, back]
        }
        _ if summary.waiting > 0 => vec![(Command::View(3), lang.pick("确认栏目", "confirm labels")), pass],
        _ => vec![pass, open],
    };
    let mut text = String::new();
    for (command, name) in steps {
        let key = model.keymap.key_for(Context::List, command);
        let longer = match text.as_str() {
            "" => words::next_step(lang, &format!("{key} {name}")),
            text => format!("{text} · {key} {name}"),
        };
        if !key.is_empty() && width(&longer) <= cells {
            text = longer;
        }
    }
    text
}

/// The sign and role of a severity.
#[must_use]
pub fn sign(severity: Severity) -> (&'static str, Role) {
    match severity {
        Severity::Error => ("✗", Role::Error),
        Severity::Warning => ("⚠", Role::Warning),
        Severity::Info => ("i", Role::Notice),
    }
}
