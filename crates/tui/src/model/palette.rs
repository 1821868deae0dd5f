//! The window in which a command is picked by its name.

use std::ops::Range;

use tui_input::Input;

use crate::cursor::ListCursor;
use crate::keymap::{BINDINGS, Bound, Command, Context, Group, Keymap};
use crate::text::lang::Lang;
use crate::text::pinyin::Finder;

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
