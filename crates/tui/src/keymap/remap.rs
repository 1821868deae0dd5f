//! The table of keys with the changes of a settings file. Whatever is wrong with them is told before the screen opens:
//! an action that there is none of, a key that there is none of, a key with two meanings in one place, a way out without
//! a key, a letter where letters are text.

use super::name::{self, Refusal};
use super::{Binding, Bound, Command, Context, Key, Keymap, table, takes_text};
use crate::settings::{Origin, Problem, RawKeys};
use crate::text::lang::Lang;
use crate::text::nearest::nearest;

impl Keymap {
    /// The standard keys with the changes of a settings file.
    ///
    /// # Errors
    /// Everything that is wrong with the changes, each with its place.
    pub fn with(changes: &[RawKeys]) -> Result<Self, Vec<Problem>> {
        let mut keymap = Self::standard();
        let mut problems = Vec::new();
        // By binding: where its keys were written.
        let mut origins: Vec<Option<&Origin>> = vec![None; keymap.bound.len()];
        for change in changes {
            let Some(at) = keymap.bound.iter().position(|bound| bound.binding.id == change.action) else {
                problems.push(problem(&change.origin, unknown_action(&change.action)));
                continue;
            };
            let mut keys = Vec::new();
            for written in &change.keys {
                let key = name::parse(written).and_then(|key| typed_as_text(keymap.bound[at].binding, key, written));
                match key {
                    Ok(key) if keys.contains(&key) => {}
                    Ok(key) => keys.push(key),
                    Err(refusal) => problems.push(problem(&change.origin, refusal)),
                }
            }
            if change.keys.is_empty() && is_essential(keymap.bound[at].binding) {
                problems.push(problem(&change.origin, no_way(keymap.bound[at].binding)));
            }
            keymap.bound[at].keys = keys;
            origins[at] = Some(&change.origin);
        }
        conflicts(&keymap.bound, &origins, &mut problems);
        if problems.is_empty() { Ok(keymap) } else { Err(problems) }
    }
}

fn problem(origin: &Origin, (zh, en): Refusal) -> Problem {
    Problem::new(origin.clone(), zh, en)
}

fn unknown_action(id: &str) -> Refusal {
    let (zh, en) = match nearest(id, table::all().map(|binding| binding.id)) {
        Some(near) => (format!("是否要写“{near}”？"), format!("did you mean {near}? ")),
        None => (String::new(), String::new()),
    };
    (
        format!("没有“{id}”这个操作。{zh}运行 gouji config --keys 可查看全部操作。"),
        format!("there is no action {id}; {en}gouji config --keys lists all of them"),
    )
}

/// Whether nothing could be done, or left, without the action.
fn is_essential(binding: &Binding) -> bool {
    matches!(binding.command, Command::Help | Command::Quit | Command::QuitNow | Command::Back | Command::Enter)
}

fn no_way(binding: &Binding) -> Refusal {
    (
        format!("“{}”（{}）不能没有键，请至少留一个。", binding.id, binding.long(Lang::Zh)),
        format!("{} ({}) cannot be without a key; leave it one", binding.id, binding.long(Lang::En)),
    )
}

/// Refuses keys that are text, or edit it, where the action is valid while text is typed.
fn typed_as_text(binding: &Binding, key: Key, written: &str) -> Result<Key, Refusal> {
    let edits = matches!(key, Key::Char(_) | Key::Backspace | Key::Delete | Key::Left | Key::Right);
    let place = Context::ALL.into_iter().find(|&context| takes_text(context) && binding.valid_in(context));
    match place {
        Some(place) if edits => Err((
            format!(
                "“{}”不能用“{written}”：在{}中它用来输入文字，请改用 f1 至 f12 或 ctrl- 加字母。",
                binding.id,
                place.words(Lang::Zh)
            ),
            format!(
                "{} cannot have {written}: in {} it types text; take f1 to f12, or ctrl- and a letter",
                binding.id,
                place.words(Lang::En)
            ),
        )),
        _ => Ok(key),
    }
}

/// Complains of keys with two meanings in one place, once for every pair of actions.
fn conflicts(bound: &[Bound], origins: &[Option<&Origin>], problems: &mut Vec<Problem>) {
    for (at, second) in bound.iter().enumerate() {
        for (before, first) in bound[..at].iter().enumerate() {
            // Only a change can bring a conflict in; the table itself has none.
            let Some(origin) = origins[at].or(origins[before]) else { continue };
            let both = |context: &Context| first.binding.valid_in(*context) && second.binding.valid_in(*context);
            let Some(place) = Context::ALL.into_iter().find(both) else { continue };
            for key in second.keys.iter().filter(|key| first.keys.contains(key)) {
                let (a, b, key) = (first.binding, second.binding, name::written(*key));
                problems.push(problem(
                    origin,
                    (
                        format!(
                            "“{key}”在{}中有两个用处：{}（{}）和 {}（{}）。请给其中一个换键。",
                            place.words(Lang::Zh),
                            a.id,
                            a.long(Lang::Zh),
                            b.id,
                            b.long(Lang::Zh)
                        ),
                        format!(
                            "{key} has two meanings in {}: {} ({}) and {} ({}); give one of them another key",
                            place.words(Lang::En),
                            a.id,
                            a.long(Lang::En),
                            b.id,
                            b.long(Lang::En)
                        ),
                    ),
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SettingsFile;
    use std::path::Path;

    fn with(text: &str) -> Result<Keymap, Vec<Problem>> {
        let file = SettingsFile::parse(Path::new("config.toml"), &format!("[keys]\n{text}"));
        assert_eq!(file.problems, []);
        Keymap::with(&file.keys)
    }

    #[test]
    fn every_action_can_be_given_another_key() {
        for binding in table::all() {
            let keymap = with(&format!("{} = \"F9\"", binding.id)).unwrap();
            for context in Context::ALL.into_iter().filter(|context| binding.valid_in(*context)) {
                assert_eq!(keymap.lookup(context, Key::F(9)), Some(binding.command), "{} in {context:?}", binding.id);
                for key in binding.keys {
                    assert_eq!(keymap.lookup(context, *key), None, "{} in {context:?}", binding.id);
                }
                let shown: Vec<String> = keymap.valid_in(context).map(Bound::shown).collect();
                assert!(shown.contains(&"F9".to_owned()), "{}", binding.id);
            }
        }
    }

    #[test]
    fn a_list_of_keys_holds_and_the_first_is_shown() {
        let keymap = with("pass = [\"f5\", \"p\"]").unwrap();
        for key in [Key::F(5), Key::Char('p')] {
            assert_eq!(keymap.lookup(Context::List, key), Some(Command::Pass));
        }
        assert_eq!(keymap.key_for(Context::List, Command::Pass), "F5");
    }

    #[test]
    fn two_actions_may_change_places() {
        let keymap = with("pass = \"r\"\nreturn = \"p\"").unwrap();
        assert_eq!(keymap.lookup(Context::List, Key::Char('r')), Some(Command::Pass));
    }

    #[test]
    fn an_action_may_be_left_to_the_palette() {
        let keymap = with("undo = []").unwrap();
        assert_eq!(keymap.lookup(Context::List, Key::Char('z')), None);
    }

    #[test]
    fn what_cannot_hold_is_told_with_its_place() {
        for (text, zh, en) in [
            (
                "pas = \"f5\"",
                "第 2 行第 1 列：没有“pas”这个操作。是否要写“pass”？",
                "there is no action pas; did you mean pass?",
            ),
            (
                "pass = \"entre\"",
                "没有“entre”这个键。是否要写“enter”？",
                "there is no key \"entre\"; did you mean enter?",
            ),
            (
                "pass = \"e\"",
                "“e”在报告列表中有两个用处：pass（通过这份报告）和 next-error（",
                "e has two meanings in the list of reports: pass (pass this report) and next-error (",
            ),
            ("redo = \"f5\"\n\nundo = \"f5\"", "第 2 行第 1 列：“f5”", "f5 has two meanings"),
            (
                "help = []",
                "“help”（这里能用的键）不能没有键",
                "help (the keys that are valid here) cannot be without a key",
            ),
            ("quit = []", "“quit”", "quit"),
            ("cancel = \"q\"", "“cancel”不能用“q”：在筛选和查找中它用来输入文字", "cancel cannot have q"),
        ] {
            let problems = with(text).unwrap_err();
            assert_eq!(problems.len(), 1, "{text}: {problems:?}");
            assert!(problems[0].message(Lang::Zh).contains(zh), "{}", problems[0].message(Lang::Zh));
            assert!(problems[0].message(Lang::En).contains(en), "{}", problems[0].message(Lang::En));
        }
    }
}
