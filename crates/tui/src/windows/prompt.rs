//! The window in which a reason or a note is typed. An earlier reason is recalled with the keys that go up and down.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

use crate::cursor::Motion;
use crate::effect::Effect;
use crate::keymap::Command;
use crate::layout::window;
use crate::model::{Model, Overlay};
use crate::paint::{clean, cover, frame, put};
use crate::review::{Decision, FindingKey, NoteOn, ReviewState};
use crate::rules::place_name;
use crate::schema::CellId;
use crate::screens::report::findings::update as findings;
use crate::text::lang::Lang;
use crate::text::width::{truncate, width};
use crate::theme::Role;
use crate::update::decide;
use crate::view::Scene;
use crate::{words, wrap};

/// What is typed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Why reports are returned.
    Return,
    /// A note.
    Note(NoteOn),
    /// Why a finding is dismissed.
    Dismiss(FindingKey),
}

/// A line of typing.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What it is for.
    pub purpose: Purpose,
    /// The rows that it is about.
    pub rows: Vec<usize>,
    /// What was typed.
    pub input: Input,
    /// What had been typed before an earlier reason was recalled, and which reason that is, from 1.
    pub recalled: Option<(String, usize)>,
}

impl Prompt {
    /// A line of typing that begins with a text.
    #[must_use]
    pub fn new(purpose: Purpose, rows: Vec<usize>, text: String) -> Self {
        Self { purpose, rows, input: Input::from(text), recalled: None }
    }
}

impl Purpose {
    /// The window's title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        match self {
            Self::Return => lang.pick("退回原因", "Reason for returning"),
            Self::Note(NoteOn::Report) => lang.pick("报告批注（留空则删除）", "Note on the report (empty removes it)"),
            Self::Note(NoteOn::Finding(_)) => {
                lang.pick("问题批注（留空则删除）", "Note on the finding (empty removes it)")
            }
            Self::Note(NoteOn::Cell { .. }) => {
                lang.pick("单元格批注（留空则删除）", "Note on the cell (empty removes it)")
            }
            Self::Dismiss(_) => lang.pick("排除理由", "Reason for dismissing"),
        }
    }
}

/// Handles a command while a reason or a note is typed.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Prompt(prompt)) = &model.overlay else { return Vec::new() };
    match command {
        Command::Back => model.overlay = None,
        Command::Move(Motion::Up) => recall(model, true),
        Command::Move(Motion::Down) => recall(model, false),
        Command::Enter => {
            let (purpose, rows, text) =
                (prompt.purpose.clone(), prompt.rows.clone(), prompt.input.value().trim().to_owned());
            if text.is_empty() && !matches!(purpose, Purpose::Note(_)) {
                model.refuse(words::reason_wanted(model.lang, &purpose).to_owned());
                return Vec::new();
            }
            model.overlay = None;
            return match purpose {
                Purpose::Return => decide::set_state(model, &rows, ReviewState::Returned, text),
                Purpose::Note(on) => {
                    let said = words::noted(model.lang, text.is_empty());
                    let note = |row| (row, Decision::Note { on: on.clone(), text: text.clone() });
                    let effects = decide::record_all(model, rows.into_iter().map(note).collect());
                    if !effects.is_empty() {
                        model.say(said.to_owned());
                    }
                    effects
                }
                Purpose::Dismiss(key) => findings::dismiss(model, &key, text),
            };
        }
        _ => {}
    }
    Vec::new()
}

/// Puts an older reason into the line, or a newer one, and at last what had been typed.
fn recall(model: &mut Model, older: bool) {
    let Some(Overlay::Prompt(prompt)) = &model.overlay else { return };
    let reasons = model.reasons(&prompt.purpose);
    let Some(Overlay::Prompt(prompt)) = &mut model.overlay else { return };
    let at = prompt.recalled.as_ref().map_or(0, |(_, at)| *at);
    let next = if older { (at + 1).min(reasons.len()) } else { at.saturating_sub(1) };
    if next == at {
        return;
    }
    let typed = prompt.recalled.take().map_or_else(|| prompt.input.value().to_owned(), |(typed, _)| typed);
    let text = if next == 0 { typed.clone() } else { reasons[next - 1].clone() };
    prompt.input = Input::from(text);
    prompt.recalled = (next > 0).then_some((typed, next));
}

/// Most rows of the text that are seen at once.
const ROWS: usize = 8;
/// Cells of the window.
const CELLS: u16 = 76;

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, prompt: &Prompt, buf: &mut Buffer) -> Option<(u16, u16)> {
    let reasons = scene.model.reasons(&prompt.purpose);
    let cells = CELLS.min(scene.model.size.0.saturating_sub(2));
    let subject = subject(scene, prompt);
    let subject: Vec<String> =
        subject.iter().flat_map(|text| wrap::sentence(text, usize::from(cells - 4))).take(3).collect();
    // One cell is kept for the cursor behind the last letter.
    let text = prompt.input.value();
    let rows = wrap::line(text, usize::from(cells - 5));
    let offered = if reasons.is_empty() { 0 } else { reasons.len() + 1 };
    let other = subject.len() + 3;
    let room = usize::from(scene.model.size.1).saturating_sub(2 + other);
    let seen = rows.len().clamp(1, ROWS.min(room.max(1)));
    let offered = offered.min(room.saturating_sub(seen));
    let area = window(scene.model.size, cells, (other + seen + offered) as u16);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let count = text.chars().count();
    let remark = if count > 20 { words::characters(scene.lang, count) } else { String::new() };
    let inside = frame(buf, scene.theme, area, (prompt.purpose.title(scene.lang), &remark), true);
    let mut y = inside.y;
    for row in &subject {
        put(buf, inside.x + 1, y, inside.width - 2, row, ground.patch(scene.style(Role::Label)));
        y += 1;
    }
    let rule = "─".repeat(usize::from(inside.width - 2));
    put(buf, inside.x + 1, y, inside.width - 2, &rule, ground.patch(scene.style(Role::Rule)));
    y += 1;
    let at = prompt.input.cursor() as u32;
    let cursor_row = rows.iter().rposition(|row| row.start <= at).unwrap_or(0);
    let first = crate::cursor::scroll(cursor_row.saturating_sub(seen - 1), cursor_row, seen, rows.len());
    let letters: Vec<char> = text.chars().collect();
    let shown = |from: u32, until: u32| letters[from as usize..until as usize].iter().collect::<String>();
    for (i, row) in rows.iter().skip(first).take(seen).enumerate() {
        let text = shown(row.start, row.end);
        put(buf, inside.x + 1, y + i as u16, inside.width - 2, &clean(&text), ground);
    }
    let before = shown(rows[cursor_row].start, at.clamp(rows[cursor_row].start, letters.len() as u32));
    let cursor = (inside.x + 1 + width(&clean(&before)) as u16, y + (cursor_row - first) as u16);
    y += seen as u16;
    if offered > 1 {
        offer(scene, (&reasons, prompt), Rect { y, height: offered as u16, ..inside }, buf);
    }
    Some(cursor)
}

/// The reasons that were given before, the one that was recalled marked.
fn offer(scene: Scene, (reasons, prompt): (&[String], &Prompt), area: Rect, buf: &mut Buffer) {
    let ground = scene.style(Role::Overlay);
    let x = put(buf, area.x + 1, area.y, area.width, "↑ ", ground.patch(scene.style(Role::Key)));
    let heading = words::earlier_reasons(scene.lang);
    put(buf, x, area.y, area.width, heading, ground.patch(scene.style(Role::Dim)));
    let recalled = prompt.recalled.as_ref().map_or(0, |(_, at)| *at);
    for (i, reason) in reasons.iter().take(usize::from(area.height) - 1).enumerate() {
        let y = area.y + 1 + i as u16;
        let mark = if recalled == i + 1 { "›" } else { " " };
        put(buf, area.x + 1, y, 2, mark, ground.patch(scene.style(Role::Key)));
        let text = clean(reason);
        let room = area.width - 4;
        let role = if recalled == i + 1 { Role::Label } else { Role::Dim };
        put(buf, area.x + 3, y, room, &truncate(&text, usize::from(room)), ground.patch(scene.style(role)));
    }
}

/// What the text hangs on: the report, and the finding or cell in it.
fn subject(scene: Scene, prompt: &Prompt) -> Vec<String> {
    let unit = match prompt.rows[..] {
        [row] => clean(scene.model.rows[row].unit()).into_owned(),
        _ => words::report_count(scene.lang, prompt.rows.len()),
    };
    let mut found = vec![unit];
    found.extend(match &prompt.purpose {
        Purpose::Return | Purpose::Note(NoteOn::Report) => None,
        Purpose::Note(NoteOn::Finding(key)) | Purpose::Dismiss(key) => finding(scene, key),
        Purpose::Note(NoteOn::Cell { cell, raw }) => {
            let form = scene.model.screen.report().and_then(|report| report.report().form);
            let place = form.and_then(|form| CellId::parse(form, cell)).map(place_name);
            let place = place.map_or_else(|| cell.clone(), |place| place.get(scene.lang).to_owned());
            let raw = raw.as_ref().map_or_else(|| words::cell_absent(scene.lang).to_owned(), |raw| format!("“{raw}”"));
            Some(words::named(scene.lang, &place, &raw))
        }
    });
    found
}

fn finding(scene: Scene, key: &FindingKey) -> Option<String> {
    let report = scene.model.screen.report()?;
    let at = report.keys.iter().position(|other| other == key)?;
    Some(report.findings()[at].message(scene.lang).to_owned())
}
