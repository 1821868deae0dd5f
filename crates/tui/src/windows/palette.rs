//! The window in which a command is picked by its name.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

use crate::cursor::{ListCursor, half_page};
use crate::effect::Effect;
use crate::hit::Hit;
use crate::keymap::{BINDINGS, Bound, Command, Context, Group, Keymap};
use crate::layout::{PALETTE_OTHER, palette_rows, window};
use crate::model::{Model, Overlay};
use crate::paint::{clean, cover, frame, put, put_marked, put_padded};
use crate::text::lang::Lang;
use crate::text::pinyin::Finder;
use crate::text::width::{Align, width};
use crate::theme::Role;
use crate::view::line::Line;
use crate::view::{Scene, input};
use crate::words;

/// The window of commands.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What the keys acted on where it was called.
    pub context: Context,
    /// What was typed.
    pub input: Input,
    /// The cursor's position among the commands that match.
    pub cursor: ListCursor,
}

/// A command that can be picked.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    /// The command with its keys.
    pub bound: &'a Bound,
    /// The group that it belongs to.
    pub group: Group,
    /// The bytes of its words that matched.
    pub found: Vec<Range<usize>>,
}

impl Palette {
    /// The commands that match what was typed: those whose shown words match come before those that are found by their
    /// name in a settings file or in the other language, and those picked lately before others.
    #[must_use]
    pub fn choices<'a>(&self, keymap: &'a Keymap, lang: Lang, recent: &[&str]) -> Vec<Choice<'a>> {
        let finder = Finder::new(self.input.value());
        let mut ranked: Vec<_> = keymap
            .valid_in(self.context)
            .filter_map(|bound| {
                let binding = bound.binding;
                let group = group_of(binding.id)?;
                let names = [binding.long(lang), binding.short(lang), binding.id, binding.long(other(lang))];
                // Moving by name is no use, and the window is open already.
                let offered = group != Group::Move && binding.command != Command::Palette;
                if !offered || !finder.matches_among(&names) {
                    return None;
                }
                let found = finder.places(names[0]);
                let lately = recent.iter().position(|id| *id == binding.id).unwrap_or(recent.len());
                let seen = finder.is_empty() || !found.is_empty();
                Some(((!seen, lately), Choice { bound, group, found }))
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, choice)| choice).collect()
    }
}

fn other(lang: Lang) -> Lang {
    lang.pick(Lang::En, Lang::Zh)
}

fn group_of(id: &str) -> Option<Group> {
    BINDINGS.iter().find(|(_, bindings)| bindings.iter().any(|binding| binding.id == id)).map(|(group, _)| *group)
}

/// How many commands picked lately are remembered.
const RECENT: usize = 5;

/// Shows the commands that are valid in a context.
pub fn show(model: &mut Model, context: Context) -> Vec<Effect> {
    model.overlay = Some(Overlay::Palette(Palette { context, input: Input::default(), cursor: ListCursor::default() }));
    Vec::new()
}

/// Handles a command while a command is picked.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return Vec::new() };
    let choices = palette.choices(&model.keymap, model.lang, &model.recent);
    let count = choices.len();
    match command {
        Command::Move(motion) => {
            if let Some(Overlay::Palette(palette)) = &mut model.overlay {
                palette.cursor.go(motion, count, half_page(palette_rows(model.size)));
            }
        }
        Command::Enter => {
            let Some(choice) = choices.get(palette.cursor.at) else { return Vec::new() };
            let (context, id, picked) = (palette.context, choice.bound.binding.id, choice.bound.binding.command);
            model.overlay = None;
            model.recent.retain(|recent| *recent != id);
            model.recent.insert(0, id);
            model.recent.truncate(RECENT);
            return crate::update::handle_command(model, context, picked);
        }
        _ => model.overlay = None,
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return };
    let count = palette.choices(&model.keymap, model.lang, &model.recent).len();
    let rows = palette_rows(model.size);
    if let Some(Overlay::Palette(palette)) = &mut model.overlay {
        palette.cursor.show(count, rows);
    }
}

/// Cells for the name of a group.
const GROUP: u16 = 8;

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, palette: &Palette, buf: &mut Buffer) -> Option<(u16, u16)> {
    let (model, lang) = (scene.model, scene.lang);
    let choices = palette.choices(&model.keymap, lang, &model.recent);
    let rows = palette_rows(model.size);
    let area = window(model.size, 84, rows as u16 + PALETTE_OTHER);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let remark = words::position(palette.cursor.at, choices.len());
    let inside = frame(buf, scene.theme, area, (words::palette(lang), &remark), true);
    let x = put(buf, inside.x + 1, inside.y, 2, ":", ground.patch(scene.style(Role::Key))) + 1;
    let cells = inside.right().saturating_sub(x + 1);
    let cursor = input::render(&palette.input, (x, inside.y, cells), ground, buf);
    if palette.input.value().is_empty() {
        put(
            buf,
            x + 1,
            inside.y,
            cells.saturating_sub(1),
            words::picker_hint(lang),
            ground.patch(scene.style(Role::Dim)),
        );
    }
    if choices.is_empty() {
        let style = ground.patch(scene.style(Role::Dim));
        put(buf, inside.x + 2, inside.y + 2, inside.width - 3, words::no_command(lang), style);
    }
    let keys = choices.iter().map(|choice| width(&choice.bound.shown())).max().unwrap_or(0) as u16;
    for (i, choice) in choices.iter().enumerate().skip(palette.cursor.first).take(rows) {
        let line = Rect { y: inside.y + 2 + (i - palette.cursor.first) as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, i == palette.cursor.at, line, buf);
        let (style, on) = (look.ground, |role| look.on(role));
        scene.hit(line, Hit::Choice(i));
        let right = line.right().saturating_sub(keys + 1);
        let room = right.saturating_sub(line.x + 4 + GROUP);
        let text = choice.bound.binding.long(lang);
        put_padded(buf, line.x + 2, line.y, GROUP, choice.group.heading(lang), Align::Left, on(Role::Dim));
        put_marked(buf, (line.x + 2 + GROUP, line.y, room), &clean(text), &choice.found, (style, on(Role::Match)));
        put_padded(buf, right, line.y, keys, &choice.bound.shown(), Align::Right, on(Role::Key));
    }
    Some(cursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_by_chinese_pinyin_english_and_name() {
        let keymap = Keymap::standard();
        for (typed, lang, first) in [
            ("退回", Lang::Zh, "return"),
            ("tuihui", Lang::Zh, "return"),
            ("axtgbg", Lang::Zh, "-"),
            ("anbdwpx", Lang::Zh, "-"),
            ("adwpx", Lang::Zh, "sort-unit"),
            ("sort-year", Lang::Zh, "sort-year"),
            ("mouse", Lang::Zh, "mouse"),
            ("鼠标", Lang::En, "mouse"),
            ("sort unit", Lang::En, "sort-unit"),
        ] {
            let palette = Palette { context: Context::List, input: Input::from(typed), cursor: ListCursor::default() };
            let choices = palette.choices(&keymap, lang, &[]);
            assert_eq!(choices.first().map_or("-", |choice| choice.bound.binding.id), first, "{typed}");
        }
    }

    #[test]
    fn what_was_picked_lately_comes_first() {
        let keymap = Keymap::standard();
        let palette = Palette { context: Context::List, input: Input::default(), cursor: ListCursor::default() };
        let choices = palette.choices(&keymap, Lang::Zh, &["theme", "copy"]);
        let ids: Vec<_> = choices.iter().take(3).map(|choice| choice.bound.binding.id).collect();
        assert_eq!(ids, ["theme", "copy", "open"]);
        assert!(choices.iter().all(|choice| choice.group != Group::Move));
    }
}
