//! The window of help.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

use crate::effect::Effect;
use crate::keymap::{BINDINGS, Command};
use crate::layout::window;
use crate::model::{Model, Overlay};
use crate::paint::{clean, cover, frame, put, put_marked};
use crate::text::lang::Lang;
use crate::text::pinyin::Finder;
use crate::text::width::width;
use crate::theme::Role;
use crate::view::{Scene, input};
use crate::{words, wrap};

/// The window of help.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// What was typed to search it.
    pub input: Input,
    /// First line on the screen.
    pub first: usize,
}

/// Cells of a column that is as wide as it need be.
const COLUMN: u16 = 70;
/// From this many cells inside the window on, two columns stand side by side.
const TWO_COLUMNS: u16 = 108;
/// Cells between two columns.
const BETWEEN: u16 = 3;

/// One line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManualLine {
    /// Between two groups.
    Blank,
    /// The name of a group.
    Heading(&'static str),
    /// Keys, and what they do; a long sentence goes on in lines without keys.
    Entry(String, String),
}

/// Help as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manual {
    /// The window, with its frame.
    pub area: Rect,
    /// What the screen is for.
    pub purpose: Vec<String>,
    /// Every line, one column after the other.
    pub lines: Vec<ManualLine>,
    /// How many columns there are.
    pub columns: u16,
    /// How many lines a column shows.
    pub rows: usize,
    /// Cells of a column.
    pub cells: u16,
    /// Cells for the keys in it.
    pub keys: u16,
}

impl Manual {
    /// Lays help out for the screen below the window.
    #[must_use]
    pub fn of(model: &Model, help: &Help) -> Self {
        let (lang, context) = (model.lang, model.screen_context());
        let inside = model.size.0.saturating_sub(6);
        let columns = if inside >= TWO_COLUMNS { 2 } else { 1 };
        let cells = ((inside - BETWEEN * (columns - 1)) / columns).min(COLUMN);
        let told = || model.keymap.valid_in(context).filter(|bound| bound.binding.in_help && !bound.keys.is_empty());
        let keys = told().map(|bound| width(&bound.shown())).max().unwrap_or(0) as u16;
        let all = cells * columns + BETWEEN * (columns - 1);
        let purpose = wrap::sentence(words::purpose(lang, context), usize::from(all));
        let lines = lines(model, &Finder::new(help.input.value()), usize::from(cells.saturating_sub(keys + 2)), lang);
        // The frame, the purpose, what is typed and the line between it and the lines.
        let other = 4 + purpose.len() as u16;
        let most = usize::from(model.size.1.saturating_sub(2 + other)).max(1);
        let rows = rows(&lines, usize::from(columns), most);
        let area = window(model.size, all + 4, rows as u16 + other);
        Self { area, purpose, lines, columns, rows, cells, keys }
    }

    /// The greatest number of lines that can be scrolled away.
    #[must_use]
    pub fn last_first(&self) -> usize {
        self.lines.len().saturating_sub(self.rows * usize::from(self.columns))
    }
}

/// The lines for the actions that match what was typed.
fn lines(model: &Model, finder: &Finder, cells: usize, lang: Lang) -> Vec<ManualLine> {
    let mut lines = Vec::new();
    for (group, bindings) in BINDINGS {
        let heading = group.heading(lang);
        let before = lines.len();
        for bound in model.keymap.valid_in(model.screen_context()) {
            let binding = bound.binding;
            let is_told = binding.in_help && !bound.keys.is_empty() && bindings.iter().any(|one| one.id == binding.id);
            let other = binding.long(lang.pick(Lang::En, Lang::Zh));
            let names = [binding.long(lang), binding.short(lang), other, binding.id, &bound.shown(), heading];
            if !is_told || !finder.matches_among(&names) {
                continue;
            }
            if lines.len() == before {
                if before > 0 {
                    lines.push(ManualLine::Blank);
                }
                lines.push(ManualLine::Heading(heading));
            }
            for (i, row) in wrap::sentence(binding.long(lang), cells).into_iter().enumerate() {
                lines.push(ManualLine::Entry(if i == 0 { bound.shown() } else { String::new() }, row));
            }
        }
    }
    lines
}

/// How many lines a column shows: as few as are needed, and so many more that a group is not torn, where there is room.
fn rows(lines: &[ManualLine], columns: usize, most: usize) -> usize {
    let least = lines.len().div_ceil(columns).max(1);
    if columns == 1 || least > most {
        return least.min(most);
    }
    let begins_group = |&row: &usize| matches!(lines.get(row), Some(ManualLine::Heading(_)) | None);
    (least..=most.min(least + 8)).find(begins_group).unwrap_or(least)
}

/// Lines that a page key scrolls by.
const PAGE: usize = 8;

/// Handles a command while help is shown.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let last = match &model.overlay {
        Some(Overlay::Help(help)) => Manual::of(model, help).last_first(),
        _ => return Vec::new(),
    };
    let Some(Overlay::Help(help)) = &mut model.overlay else { return Vec::new() };
    match command {
        Command::Move(motion) => help.first = motion.target(help.first, last + 1, PAGE),
        // What was typed is dropped first.
        Command::Back if !help.input.value().is_empty() => help.input.reset(),
        _ => model.overlay = None,
    }
    Vec::new()
}

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, help: &Help, buf: &mut Buffer) -> Option<(u16, u16)> {
    let (model, lang) = (scene.model, scene.lang);
    let manual = Manual::of(model, help);
    let ground = scene.style(Role::Overlay);
    let on = |role: Role| ground.patch(scene.style(role));
    cover(buf, manual.area, ground);
    let first = help.first.min(manual.last_first());
    let shown = manual.rows * usize::from(manual.columns);
    // Where the window is too low for all, it says how far it goes and how to see the rest.
    let remark = if manual.last_first() > 0 {
        format!("↑↓ PgDn  {}/{}", (first + shown).min(manual.lines.len()), manual.lines.len())
    } else {
        "Esc".to_owned()
    };
    let inside = frame(buf, scene.theme, manual.area, (words::help_title(lang), &remark), true);
    let mut y = inside.y;
    for row in &manual.purpose {
        put(buf, inside.x + 1, y, inside.width - 2, row, on(Role::Label));
        y += 1;
    }
    let x = put(buf, inside.x + 1, y, 2, "/", on(Role::Key)) + 1;
    let cells = inside.right().saturating_sub(x + 1);
    let cursor = input::render(&help.input, (x, y, cells), ground, buf);
    if help.input.value().is_empty() {
        put(buf, x + 1, y, cells.saturating_sub(1), words::help_hint(lang), on(Role::Dim));
    }
    y += 2;
    if manual.lines.is_empty() {
        put(buf, inside.x + 1, y, inside.width - 2, words::no_command(lang), on(Role::Dim));
    }
    let finder = Finder::new(help.input.value());
    for (i, line) in manual.lines.iter().skip(first).take(shown).enumerate() {
        let column = (i / manual.rows) as u16;
        let left = inside.x + 1 + column * (manual.cells + 3);
        let y = y + (i % manual.rows) as u16;
        match line {
            ManualLine::Blank => {}
            ManualLine::Heading(heading) => {
                put(buf, left, y, manual.cells, heading, on(Role::Heading));
            }
            ManualLine::Entry(keys, text) => {
                put(buf, left, y, manual.keys, keys, on(Role::Key));
                let text = clean(text);
                let found = finder.places(&text);
                let room = manual.cells.saturating_sub(manual.keys + 2);
                put_marked(buf, (left + manual.keys + 2, y, room), &text, &found, (ground, on(Role::Match)));
            }
        }
    }
    Some(cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_ends_between_two_groups_where_there_is_room() {
        let entry = || ManualLine::Entry("j".to_owned(), "down".to_owned());
        let mut lines = vec![ManualLine::Heading("Here"), entry(), entry(), entry(), entry(), ManualLine::Blank];
        lines.extend([ManualLine::Heading("Go"), entry(), entry()]);
        for (columns, most, expected) in [(1, 20, 9), (1, 4, 4), (2, 20, 6), (2, 5, 5), (2, 3, 3)] {
            assert_eq!(rows(&lines, columns, most), expected, "{columns} {most}");
        }
    }
}
