//! The window in which a field is picked for a label.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

use crate::cursor::{ListCursor, half_page};
use crate::effect::Effect;
use crate::hit::Hit;
use crate::keymap::Command;
use crate::layout::{PICKER_OTHER, picker_rows, window};
use crate::model::{Model, Overlay};
use crate::paint::{clean, cover, frame, put, put_marked, put_padded};
use crate::report::{LabelKey, Mapping, Target};
use crate::text::pinyin::Finder;
use crate::text::width::{Align, truncate, width};
use crate::theme::Role;
use crate::view::Scene;
use crate::view::line::Line;
use crate::words;

/// A choice of fields for a label.
#[derive(Debug, Clone)]
pub struct Picker {
    /// The label.
    pub key: LabelKey,
    /// What may be chosen.
    pub choices: Vec<Target>,
    /// The choices that another label of the report stands for, with its text.
    pub held: Vec<(Target, String)>,
    /// Whether it is picked for every report of the batch with the same label.
    pub whole_batch: bool,
    /// What was typed.
    pub input: Input,
    /// The cursor's position among the choices that match.
    pub cursor: ListCursor,
}

impl Picker {
    /// The text of the label that stands for a choice already.
    #[must_use]
    pub fn holder(&self, choice: Target) -> Option<&str> {
        self.held.iter().find(|(held, _)| *held == choice).map(|(_, observed)| observed.as_str())
    }

    /// The choices that match what was typed, with the bytes of their labels that matched.
    #[must_use]
    pub fn matching(&self) -> Vec<(Target, Vec<Range<usize>>)> {
        let finder = Finder::new(self.input.value());
        let matching = |&target: &Target| {
            // Ids are English words: `org_enterprise` is found by «enterprise».
            let group = target.group().join(" ");
            let is_match = finder.matches_among(&[target.label(), target.canonical(), &group]);
            is_match.then(|| (target, finder.places(target.label())))
        };
        self.choices.iter().filter_map(matching).collect()
    }
}

/// Handles a command while a field is picked.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let size = model.size;
    let Some(Overlay::Picker(picker)) = &mut model.overlay else { return Vec::new() };
    let matching = picker.matching();
    match command {
        Command::Move(motion) => picker.cursor.go(motion, matching.len(), half_page(picker_rows(size))),
        Command::Back => model.overlay = None,
        Command::Enter => {
            let Some((target, _)) = matching.get(picker.cursor.at) else { return Vec::new() };
            let (mapping, whole_batch) = (Mapping::Field(target.canonical().to_owned()), picker.whole_batch);
            model.overlay = None;
            return if whole_batch {
                crate::screens::report::mapping::update::weigh(model, mapping)
            } else {
                crate::screens::report::mapping::update::map(model, mapping)
            };
        }
        _ => {}
    }
    Vec::new()
}

/// Brings the cursor into sight.
pub fn scroll(model: &mut Model) {
    let rows = picker_rows(model.size);
    if let Some(Overlay::Picker(picker)) = &mut model.overlay {
        let count = picker.matching().len();
        picker.cursor.show(count, rows);
    }
}

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, picker: &Picker, buf: &mut Buffer) -> Option<(u16, u16)> {
    let lang = scene.lang;
    let height = picker_rows(scene.model.size);
    let shown = picker.choices.len().clamp(3, height) as u16;
    let area = window(scene.model.size, 92, shown + PICKER_OTHER);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let matching = picker.matching();
    let remark = words::position(picker.cursor.at, matching.len());
    let title = if picker.whole_batch { words::pick_field_for_all(lang) } else { words::pick_field(lang) };
    let inside = frame(buf, scene.theme, area, (title, &remark), true);
    let observed = if picker.key.observed.is_empty() { words::lost_label(lang) } else { &picker.key.observed };
    put(buf, inside.x + 1, inside.y, inside.width - 2, &clean(observed), ground.patch(scene.style(Role::Label)));
    let y = inside.y + 1;
    let start = put(buf, inside.x + 1, y, 2, "/", ground.patch(scene.style(Role::Key)));
    let text = clean(picker.input.value()).into_owned();
    put(buf, start, y, inside.width - 3, &text, ground);
    if text.is_empty() {
        put(buf, start + 1, y, inside.width - 4, words::picker_hint(lang), ground.patch(scene.style(Role::Dim)));
    }
    if matching.is_empty() {
        put(
            buf,
            inside.x + 2,
            inside.y + 3,
            inside.width - 3,
            words::no_choice(lang),
            ground.patch(scene.style(Role::Dim)),
        );
    }
    for (i, (target, ranges)) in
        matching.iter().enumerate().skip(picker.cursor.first).take(usize::from(inside.height) - 3)
    {
        let y = inside.y + 3 + (i - picker.cursor.first) as u16;
        let line = Rect { y, height: 1, ..inside };
        let look = Line::draw(scene, ground, i == picker.cursor.at, line, buf);
        let (style, on) = (look.ground, |role| look.on(role));
        let id = width(target.canonical()) as u16;
        let room = inside.width.saturating_sub(6);
        let label_room = room.saturating_sub(28);
        let after =
            put_marked(buf, (inside.x + 2, y, label_room), &clean(target.label()), ranges, (style, on(Role::Match)));
        let beside = (inside.right() - after).saturating_sub(id + 5);
        match picker.holder(*target) {
            Some(observed) => {
                let held = words::held_by(lang, observed);
                let text = truncate(&clean(&held), usize::from(beside)).into_owned();
                put(buf, after + 2, y, beside, &text, on(Role::Warning));
            }
            None => {
                put(buf, after + 2, y, beside, &clean(&target.group().join(" › ")), on(Role::Dim));
            }
        }
        scene.hit(line, Hit::Choice(i));
        put_padded(buf, inside.right().saturating_sub(27), y, 26, target.canonical(), Align::Right, on(Role::Dim));
    }
    let before: String = picker.input.value().chars().take(picker.input.cursor()).collect();
    Some((start + width(&clean(&before)) as u16, inside.y + 1))
}
