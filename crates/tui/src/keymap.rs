//! The one table of keys: dispatch, footer, help and palette all read it.
//!
//! A key is looked up in a [`Context`], which says what the keys act on; the answer is a [`Command`]. Where text is being
//! typed, keys without a binding are letters of the text. The table itself stands in `table`; a [`Keymap`] is the table
//! with the keys that hold in this session. What a command does is for `update` to say.

mod command;
mod key;
mod name;
mod table;

mod listing;
mod remap;

pub use command::Command;
pub use key::Key;
pub use listing::Row;
pub use table::{BINDINGS, Binding, Group};

pub use crate::kinds::Context;

/// Whether letters typed in a context are text.
#[must_use]
pub fn takes_text(context: Context) -> bool {
    matches!(
        context,
        Context::Filter | Context::Prompt | Context::Picker | Context::Help | Context::Palette | Context::Export
    )
}

/// A binding with the keys that hold in this session.
#[derive(Debug, Clone)]
pub struct Bound {
    /// What it asks for, where it is valid, and its words.
    pub binding: &'static Binding,
    /// Its keys, the one to show first; none where it is reached by the palette alone.
    pub keys: Vec<Key>,
}

impl Bound {
    /// The keys as help and footer show them.
    #[must_use]
    pub fn shown(&self) -> String {
        if !self.binding.shown.is_empty() && self.keys == self.binding.keys {
            return self.binding.shown.to_owned();
        }
        self.keys.iter().map(|key| key.name()).collect::<Vec<_>>().join(" ")
    }
}

/// The keys of a session.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: Vec<Bound>,
}

impl Keymap {
    /// The keys as the table has them.
    #[must_use]
    pub fn standard() -> Self {
        Self { bound: table::all().map(|binding| Bound { binding, keys: binding.keys.to_vec() }).collect() }
    }

    /// What a key asks for in a context.
    #[must_use]
    pub fn lookup(&self, context: Context, key: Key) -> Option<Command> {
        let key = if takes_text(context) { key } else { key.half_width() };
        self.valid_in(context).find(|bound| bound.keys.contains(&key)).map(|bound| bound.binding.command)
    }

    /// The bindings that are valid in a context, in the order of the table.
    pub fn valid_in(&self, context: Context) -> impl Iterator<Item = &Bound> {
        self.bound.iter().filter(move |bound| bound.binding.valid_in(context))
    }

    /// The first key that asks for a command in a context, as it is shown; empty where there is none.
    #[must_use]
    pub fn key_for(&self, context: Context, command: Command) -> String {
        let bound = self.valid_in(context).find(|bound| bound.binding.command == command && !bound.keys.is_empty());
        bound.map_or_else(String::new, |bound| bound.keys[0].name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::cursor::Motion;
    use crate::text::lang::Lang;

    #[test]
    fn a_key_means_one_thing_in_a_context() {
        let keymap = Keymap::standard();
        for context in Context::ALL {
            let mut seen = HashSet::new();
            for bound in keymap.valid_in(context) {
                for key in &bound.keys {
                    assert!(seen.insert(*key), "{key:?} is bound twice in {context:?}");
                }
            }
            for key in [Key::Esc, Key::Ctrl('c')] {
                assert!(keymap.lookup(context, key).is_some(), "{key:?} in {context:?}");
            }
        }
    }

    #[test]
    fn no_letter_is_bound_where_text_is_typed() {
        let keymap = Keymap::standard();
        for context in Context::ALL.into_iter().filter(|context| takes_text(*context)) {
            for c in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
                assert_eq!(keymap.lookup(context, Key::Char(c)), None, "{c} in {context:?}");
            }
        }
    }

    #[test]
    fn full_width_letters_count_as_half_width() {
        let keymap = Keymap::standard();
        for (typed, command) in [
            ('\u{FF4A}', Command::Move(Motion::Down)),
            ('\u{FF27}', Command::Move(Motion::Bottom)),
            ('\u{FF1F}', Command::Help),
            ('\u{FF1A}', Command::Palette),
            ('\u{3001}', Command::Filter),
        ] {
            assert_eq!(keymap.lookup(Context::List, Key::Char(typed)), Some(command));
        }
        assert_eq!(keymap.lookup(Context::Tables, Key::Char('\u{3011}')), Some(Command::NextReport));
        assert_eq!(keymap.lookup(Context::Prompt, Key::Char('\u{FF51}')), None);
    }

    #[test]
    fn every_action_has_one_name_and_is_told_in_both_languages() {
        let mut ids = HashSet::new();
        for binding in table::all() {
            assert!(ids.insert(binding.id), "{} stands twice", binding.id);
            assert!(
                binding.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
                "{}",
                binding.id
            );
            assert!(!binding.long(Lang::Zh).is_empty() && !binding.long(Lang::En).is_empty(), "{}", binding.id);
            assert_eq!(binding.short(Lang::Zh).is_empty(), binding.short(Lang::En).is_empty(), "{}", binding.id);
        }
    }

    #[test]
    fn a_digit_leads_to_a_view_wherever_it_is_a_key() {
        let keymap = Keymap::standard();
        for context in Context::ALL.into_iter().filter(|context| !takes_text(*context)) {
            for digit in '0'..='9' {
                let command = keymap.lookup(context, Key::Char(digit));
                let view = Command::View(digit as u8 - b'0');
                assert!(command.is_none_or(|command| command == view), "{digit} in {context:?}: {command:?}");
            }
        }
        for context in [Context::Tables, Context::Mapping, Context::Findings, Context::Source, Context::Record] {
            let all = ('1'..='6').all(|digit| keymap.lookup(context, Key::Char(digit)).is_some());
            assert!(all, "{context:?}");
        }
    }
}
