//! The record of decisions, of the open report or of the batch, newest first; below or beside it the entry under the cursor
//! in full. A decision whose evidence is gone stands at the top, with what it was made on and what is there now side by side.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::export::log::then_now;
use crate::hit::Hit;
use crate::layout::record_panes;
use crate::model::{Entry, JournalState, Model, Scope};
use crate::paint::{clean, frame, put, put_marked, put_padded};
use crate::review::{Event, EventId, Stale};
use crate::screens::record::rows::{Standing, becomes, is_stale, stale, standing, time, unit, what};
use crate::text::pinyin::Finder;
use crate::text::width::{Align, truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::view::line::Line;
use crate::{words, wrap};

/// Draws the pane.
pub fn render(scene: Scene, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let record = &model.record;
    let (list, detail) = record_panes(area);
    let name = match record.basis.scope {
        Scope::Batch => words::batch_record(lang),
        Scope::Report(_) => words::report_record(lang),
    };
    let mut title = format!("{name}  {}", words::entry_count(lang, record.entries.len()));
    if record.is_filtered() {
        title.push_str(&format!("  /{}", clean(&record.basis.filter)));
    }
    let place = journal_place(scene);
    let room = usize::from(list.width).saturating_sub(width(&title) + 9);
    let remark = if room > 20 { tail(&place, room) } else { String::new() };
    let inside = frame(buf, scene.theme, list, (&title, &remark), true);
    if record.entries.is_empty() {
        let text = if record.is_filtered() { words::no_entry_matches(lang) } else { words::no_events(lang) };
        if record.is_settled() {
            put(buf, inside.x + 2, inside.y, inside.width - 2, text, scene.style(Role::Dim));
        }
    }
    let finder = Finder::new(&record.basis.filter);
    let shown = record.entries.iter().enumerate().skip(record.cursor.first).take(usize::from(inside.height));
    for (y, (position, &entry)) in shown.enumerate() {
        let line = Rect { y: inside.y + y as u16, height: 1, ..inside };
        scene.hit(line, Hit::Entry(position));
        row(scene, (entry, position == record.cursor.at), &finder, line, buf);
    }
    if let Some(entry) = record.entry() {
        in_full(scene, entry, detail, buf);
    } else {
        frame(buf, scene.theme, detail, (words::entry_in_full(lang), ""), false);
    }
}

fn journal_place(scene: Scene) -> String {
    let model = scene.model;
    if model.journal_place.is_empty() {
        return String::new();
    }
    words::journal_at(scene.lang, &clean(&model.journal_place), matches!(model.journal, JournalState::ReadOnly(_)))
}

/// The end of a text that is too long for so many cells.
fn tail(text: &str, cells: usize) -> String {
    let mut from = 0;
    let characters: Vec<char> = text.chars().collect();
    while width(&characters[from..].iter().collect::<String>()) + usize::from(from > 0) > cells {
        from += 1;
    }
    let shown: String = characters[from..].iter().collect();
    if from > 0 { format!("…{shown}") } else { shown }
}

/// One line of the list: its sign, number, time, reviewer, report, and what was decided.
fn row(scene: Scene, (entry, here): (Entry, bool), finder: &Finder, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let look = Line::draw(scene, scene.style(Role::Base), here, area, buf);
    let (ground, on) = (look.ground, |role| look.on(role));
    let mut write = |x: u16, cells: u16, text: &str, style: Style| {
        let text = clean(text);
        let found = if finder.is_empty() { None } else { finder.matches(&text) };
        put_marked(buf, (x, area.y, cells), &text, &found.unwrap_or_default(), (style, on(Role::Match)))
    };
    let left = area.x + 2;
    let (event, sign, role, what) = match entry {
        Entry::Stale(place) => {
            let Some(stale) = stale(model, place) else { return };
            write(left, 2, "!", on(Role::Warning));
            let said = format!(
                "{}  {} → {}",
                then_now::about(stale, lang),
                then_now::then(stale, lang),
                then_now::now(stale, lang)
            );
            write(left + 2, area.right().saturating_sub(left + 3), &said, on(Role::Warning));
            return;
        }
        Entry::StaleReport(row) => {
            write(left, 2, "!", on(Role::Warning));
            let said =
                format!("{}  {}", model.rows[row].unit(), words::stale_count(lang, model.rows[row].stale as usize));
            write(left + 2, area.right().saturating_sub(left + 3), &said, on(Role::Warning));
            return;
        }
        Entry::Act(act, count, unfolded) => {
            let Some(event) = model.decisions.event(act) else { return };
            let said = words::act(lang, count, reports_of(model, act, count), &becomes(model, event));
            (event, if unfolded { "▾" } else { "▸" }, Role::Decided, said)
        }
        Entry::Event(id, _) => {
            let Some(event) = model.decisions.event(id) else { return };
            let (sign, role) = match standing(model, event) {
                Standing::InForce => ("●", Role::Decided),
                Standing::Undone(_) => ("×", Role::Dim),
                Standing::Replaced(_) => ("·", Role::Dim),
                Standing::Undo => ("↶", Role::Label),
            };
            (event, sign, role, what(model, event))
        }
    };
    let undone = matches!(standing(model, event), Standing::Undone(_));
    let is_dim = role == Role::Dim || undone;
    let text_style = if is_dim { on(Role::Dim) } else { ground };
    let struck = if undone { text_style.add_modifier(Modifier::CROSSED_OUT) } else { text_style };
    let indent = if matches!(entry, Entry::Event(_, true)) { 2 } else { 0 };
    write(left + indent, 2, sign, on(role));
    let number = event.id.to_string();
    let mut x = left + 2 + indent;
    write(x + 6u16.saturating_sub(width(&number) as u16), 6, &number, on(Role::Dim));
    x += 7;
    x = write(x, 11, &time(model, event, "%m-%d %H:%M"), on(Role::Dim)) + 1;
    let by = truncate(&clean(&event.reviewer), 8).into_owned();
    write(x, 8, &by, on(Role::Label));
    x += 9;
    let is_act = matches!(entry, Entry::Act(..));
    if model.record.basis.scope == Scope::Batch && !is_act {
        let cells = (area.width / 5).clamp(10, 28);
        let name = truncate(&clean(&unit(model, event)), usize::from(cells)).into_owned();
        write(x, cells, &name, text_style);
        x += cells + 1;
    }
    let reason = words::reason_given(event);
    let tail = match standing(model, event) {
        Standing::Undone(by) => format!("  {}", words::taken_back(lang, by)),
        _ if reason.is_empty() => String::new(),
        _ => format!("  {reason}"),
    };
    let room = area.right().saturating_sub(x + 1);
    let after = write(x, room, &what, struck);
    if !tail.is_empty() && area.right() > after + 8 {
        write(after, area.right().saturating_sub(after + 1), &tail, on(Role::Dim));
    }
}

/// How many reports the events of an act speak of.
fn reports_of(model: &Model, act: EventId, count: usize) -> usize {
    let events = model.decisions.events();
    let start = events.partition_point(|event| event.id < act);
    let mut paths: Vec<&str> = events[start..].iter().take(count).map(|event| event.subject.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.len()
}

/// The entry under the cursor in full.
fn in_full(scene: Scene, entry: Entry, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    match entry {
        Entry::Stale(place) => {
            let inside = frame(buf, scene.theme, area, (words::stale_title(lang), ""), false);
            if let Some(stale) = stale(model, place) {
                side_by_side(scene, stale, inside, buf);
            }
        }
        Entry::StaleReport(row) => {
            let inside = frame(buf, scene.theme, area, (words::stale_title(lang), ""), false);
            paragraphs(scene, &[(words::file(lang), model.rows[row].name.clone(), Role::Base)], inside, buf);
        }
        Entry::Act(event, ..) | Entry::Event(event, _) => {
            let inside = frame(buf, scene.theme, area, (words::entry_in_full(lang), ""), false);
            if let Some(event) = model.decisions.event(event) {
                paragraphs(scene, &event_paragraphs(model, event), inside, buf);
            }
        }
    }
}

fn event_paragraphs(model: &Model, event: &Event) -> Vec<(&'static str, String, Role)> {
    let lang = model.lang;
    let head = format!(
        "{}  {}  {}  {} {}",
        event.id,
        time(model, event, "%Y-%m-%d %H:%M:%S"),
        event.reviewer,
        words::brand(lang),
        event.program
    );
    let mut paragraphs = vec![("", what(model, event), Role::Heading), ("", head, Role::Dim)];
    let reason = words::reason_given(event);
    if !reason.is_empty() {
        paragraphs.push((words::reason(lang), reason.to_owned(), Role::Base));
    }
    let stands = match standing(model, event) {
        Standing::InForce if is_stale(model, event) => words::stale_title(lang).to_owned(),
        Standing::InForce => words::in_force(lang).to_owned(),
        Standing::Undone(by) => words::taken_back(lang, by),
        Standing::Replaced(by) => words::replaced(lang, by),
        Standing::Undo => String::new(),
    };
    if !stands.is_empty() {
        paragraphs.push((words::stands(lang), stands, Role::Base));
    }
    if let Some(about) = model.decisions.root(event) {
        paragraphs.push((words::evidence(lang), words::rests_on(about, lang), Role::Base));
    }
    paragraphs.push((words::file(lang), event.subject.path.clone(), Role::Base));
    paragraphs
}

fn paragraphs(scene: Scene, paragraphs: &[(&str, String, Role)], area: Rect, buf: &mut Buffer) {
    let mut y = area.y;
    for (head, text, role) in paragraphs {
        let indent = if head.is_empty() { 0 } else { width(head) as u16 + 2 };
        let cells = usize::from(area.width.saturating_sub(indent + 2));
        for (i, line) in wrap::sentence(text, cells).iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            if i == 0 {
                put(buf, area.x + 1, y, area.width - 1, head, scene.style(Role::Dim));
            }
            put(buf, area.x + 1 + indent, y, area.width - 1 - indent, line, scene.style(*role));
            y += 1;
        }
    }
}

/// What was decided and on what, beside what is there now.
fn side_by_side(scene: Scene, stale: &Stale, area: Rect, buf: &mut Buffer) {
    let (model, lang) = (scene.model, scene.lang);
    let half = area.width / 2;
    let at = stale.at.to_zoned(model.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let head = format!("{}  {} {at}  {}", then_now::about(stale, lang), stale.by, stale.event);
    let mut y = area.y;
    for line in wrap::sentence(&head, usize::from(area.width.saturating_sub(2))).iter().take(2) {
        put(buf, area.x + 1, y, area.width - 2, line, scene.style(Role::Heading));
        y += 1;
    }
    let sides = [
        (area.x + 1, words::then(lang), then_now::then(stale, lang), Role::Dim),
        (area.x + 1 + half, words::now(lang), then_now::now(stale, lang), Role::Warning),
    ];
    for (x, name, text, role) in sides {
        put_padded(buf, x, y, half.saturating_sub(2), name, Align::Left, scene.style(Role::Label));
        let lines = wrap::sentence(&text, usize::from(half.saturating_sub(3)));
        for (line, y) in lines.iter().zip(y + 1..area.bottom()) {
            put(buf, x, y, half.saturating_sub(2), line, scene.style(role));
        }
    }
}
