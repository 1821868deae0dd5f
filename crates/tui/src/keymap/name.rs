//! Keys by their names, as a settings file writes them: `p`, `P`, `ctrl-s`, `enter`, `f5`, `shift-tab`.
//!
//! Also understood is what the screen prints (`↵`, `PgUp`). A single character is meant as it stands; in longer names
//! capitals do not count.

use super::Key;
use crate::text::nearest::nearest;

/// Keys with a name of their own, each with its names; the first is the one to write.
const NAMED: [(Key, &[&str]); 15] = [
    (Key::Char(' '), &["space"]),
    (Key::Enter, &["enter", "return", "↵"]),
    (Key::Esc, &["esc", "escape"]),
    (Key::Tab, &["tab"]),
    (Key::BackTab, &["shift-tab", "backtab"]),
    (Key::Up, &["up", "↑"]),
    (Key::Down, &["down", "↓"]),
    (Key::Left, &["left", "←"]),
    (Key::Right, &["right", "→"]),
    (Key::Home, &["home"]),
    (Key::End, &["end"]),
    (Key::PageUp, &["pageup", "page-up", "pgup"]),
    (Key::PageDown, &["pagedown", "page-down", "pgdn"]),
    (Key::Backspace, &["backspace", "⌫"]),
    (Key::Delete, &["delete", "del"]),
];

/// Why a name is none: in Chinese and in English.
pub type Refusal = (String, String);

/// The key of a name.
///
/// # Errors
/// Where there is no such key, or no terminal can tell it from another.
pub fn parse(name: &str) -> Result<Key, Refusal> {
    let mut letters = name.chars();
    if let (Some(only), None) = (letters.next(), letters.clone().next()) {
        let named = NAMED.iter().find(|(_, names)| names.contains(&name)).map(|named| named.0);
        return match named.unwrap_or(Key::Char(only).half_width()) {
            Key::Char(c) if !c.is_ascii_graphic() && c != ' ' => Err((
                format!("“{name}”要用输入法才能打出，不能作为按键，请改用英文字母、数字或符号。"),
                format!("{name:?} can only be typed with an input method; take a letter, digit or sign of ASCII"),
            )),
            key => Ok(key),
        };
    }
    let plain = name.to_lowercase().replace('+', "-");
    if let Some(named) = NAMED.iter().find(|(_, names)| names.contains(&plain.as_str())) {
        return Ok(named.0);
    }
    if let Some(Ok(number @ 1..=12)) = plain.strip_prefix('f').map(str::parse) {
        return Ok(Key::F(number));
    }
    if let Some((modifier, key)) = plain.split_once('-') {
        let mut letters = key.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return modified(name, modifier, letter);
        }
    }
    Err(unknown(name, &plain))
}

fn modified(name: &str, modifier: &str, letter: char) -> Result<Key, Refusal> {
    let same_as = |other: &str| {
        Err((
            format!("终端分不清“{name}”和 {other}，请换一个键。"),
            format!("terminals cannot tell {name} from {other}; take another key"),
        ))
    };
    match (modifier, letter) {
        ("ctrl", 'i') => same_as("tab"),
        ("ctrl", 'm') => same_as("enter"),
        ("ctrl", '[') => same_as("esc"),
        ("ctrl", 'a'..='z') => Ok(Key::Ctrl(letter)),
        ("shift", 'a'..='z') => Ok(Key::Char(letter.to_ascii_uppercase())),
        ("ctrl" | "shift", _) => Err((
            format!("“{name}”不能作为按键：{modifier}- 后面要跟一个英文字母。"),
            format!("{name} is no key that terminals send; write a letter after {modifier}-"),
        )),
        _ => Err(unknown(name, &name.to_lowercase())),
    }
}

fn unknown(name: &str, plain: &str) -> Refusal {
    let near = nearest(plain, NAMED.iter().map(|named| named.1[0]));
    let (zh, en) = match near {
        Some(near) => (format!("是否要写“{near}”？"), format!("did you mean {near}? ")),
        None => (String::new(), String::new()),
    };
    (
        format!(
            "没有“{name}”这个键。{zh}可写单个字符、f1 至 f12、ctrl- 加字母、enter、esc、tab、space、up、home、pageup 等。"
        ),
        format!(
            "there is no key {name:?}; {en}write one character, f1 to f12, ctrl- and a letter, enter, esc, tab, space, up, home, pageup and the like"
        ),
    )
}

/// The key's name as a settings file writes it.
#[must_use]
pub fn written(key: Key) -> String {
    match (NAMED.iter().find(|named| named.0 == key), key) {
        (Some((_, names)), _) => names[0].to_owned(),
        (None, Key::Ctrl(c)) => format!("ctrl-{c}"),
        (None, Key::F(number)) => format!("f{number}"),
        (None, Key::Char(c)) => c.to_string(),
        (None, other) => other.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::BINDINGS;
    use super::*;

    #[test]
    fn every_standard_key_is_known_by_its_names() {
        let standard = BINDINGS.iter().flat_map(|(_, bindings)| *bindings).flat_map(|binding| binding.keys);
        for &key in standard.chain(NAMED.iter().map(|named| &named.0)).chain(&[Key::F(1), Key::F(12)]) {
            assert_eq!(parse(&written(key)), Ok(key));
            assert_eq!(parse(&key.name()), Ok(key), "{}", key.name());
            if key.name().chars().count() > 1 {
                assert_eq!(parse(&key.name().to_uppercase()), Ok(key), "{}", key.name());
            }
        }
    }

    #[test]
    fn names_are_read_as_people_write_them() {
        for (name, key) in [
            ("p", Key::Char('p')),
            ("P", Key::Char('P')),
            ("shift-p", Key::Char('P')),
            ("+", Key::Char('+')),
            ("-", Key::Char('-')),
            ("Ctrl+S", Key::Ctrl('s')),
            ("CTRL-s", Key::Ctrl('s')),
            ("F5", Key::F(5)),
            ("f", Key::Char('f')),
            ("Page-Down", Key::PageDown),
            ("\u{FF1F}", Key::Char('?')),
            (" ", Key::Char(' ')),
        ] {
            assert_eq!(parse(name), Ok(key), "{name}");
        }
    }

    #[test]
    fn what_no_terminal_sends_is_refused_with_the_reason() {
        for (name, zh) in [
            ("ctrl-i", "分不清“ctrl-i”和 tab"),
            ("ctrl-m", "分不清“ctrl-m”和 enter"),
            ("ctrl-1", "后面要跟一个英文字母"),
            ("alt-x", "没有“alt-x”这个键"),
            ("f13", "没有“f13”这个键"),
            ("entr", "是否要写“enter”？"),
            ("过", "输入法"),
            ("", "没有“”这个键"),
            ("insert", "没有“insert”这个键"),
        ] {
            let (said, _) = parse(name).unwrap_err();
            assert!(said.contains(zh), "{name}: {said}");
        }
    }
}
