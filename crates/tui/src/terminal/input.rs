//! What comes in from the terminal, in the program's terms: keys, pasted text, the mouse, other sizes.

use std::sync::mpsc::Sender;

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::width;
use crate::keymap::Key;
use crate::message::{Mouse, MouseAct, Msg};
use crate::worker::Event;

/// Reads the terminal for as long as it is there. Where it was asked how wide it draws, the answer is waited for first;
/// keys that are typed meanwhile keep.
pub fn read_input(events: &Sender<Event>) {
    if let Some(wide) = width::answer()
        && events.send(Event::Msg(Msg::Width(wide))).is_err()
    {
        return;
    }
    while let Ok(event) = event::read() {
        if let Some(event) = translate(event)
            && events.send(event).is_err()
        {
            return;
        }
    }
}

fn translate(event: event::Event) -> Option<Event> {
    match event {
        event::Event::Key(key) => translate_key(key).map(Msg::Key).map(Event::Msg),
        event::Event::Paste(text) => Some(Event::Msg(Msg::Paste(text))),
        event::Event::Resize(width, height) => Some(Event::Msg(Msg::Resize(width, height))),
        event::Event::Mouse(mouse) => translate_mouse(mouse).map(Event::Mouse),
        event::Event::FocusGained | event::Event::FocusLost => None,
    }
}

/// What the mouse did in the program's terms. Movements, releases and the other buttons do nothing.
fn translate_mouse(mouse: MouseEvent) -> Option<Mouse> {
    let act = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAct::Press,
        MouseEventKind::ScrollUp => MouseAct::ScrollUp,
        MouseEventKind::ScrollDown => MouseAct::ScrollDown,
        _ => return None,
    };
    Some(Mouse { act, column: mouse.column, row: mouse.row })
}

/// The key in the program's terms. Only presses and repeats act.
fn translate_key(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release || key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    Some(match key.code {
        KeyCode::Char(c) if key.modifiers.contains(KeyModifiers::CONTROL) => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::F(n) => Key::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_presses_and_repeats_act() {
        let key = |kind| KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, kind);
        assert_eq!(translate_key(key(KeyEventKind::Press)), Some(Key::Char('j')));
        assert_eq!(translate_key(key(KeyEventKind::Repeat)), Some(Key::Char('j')));
        assert_eq!(translate_key(key(KeyEventKind::Release)), None);
    }

    #[test]
    fn only_the_left_button_and_the_wheel_act() {
        let mouse = |kind| translate_mouse(MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE });
        for (kind, act) in [
            (MouseEventKind::Down(MouseButton::Left), Some(MouseAct::Press)),
            (MouseEventKind::ScrollUp, Some(MouseAct::ScrollUp)),
            (MouseEventKind::ScrollDown, Some(MouseAct::ScrollDown)),
            (MouseEventKind::Down(MouseButton::Right), None),
            (MouseEventKind::Up(MouseButton::Left), None),
            (MouseEventKind::Moved, None),
        ] {
            assert_eq!(mouse(kind), act.map(|act| Mouse { act, column: 7, row: 3 }), "{kind:?}");
        }
    }

    #[test]
    fn function_keys_are_keys_and_insert_is_none() {
        let key = |code| translate_key(KeyEvent::new(code, KeyModifiers::NONE));
        assert_eq!(key(KeyCode::F(5)), Some(Key::F(5)));
        assert_eq!(key(KeyCode::Insert), None);
    }

    #[test]
    fn capital_and_control_letters_are_told_apart() {
        let key = |c, modifiers| translate_key(KeyEvent::new(KeyCode::Char(c), modifiers));
        assert_eq!(key('G', KeyModifiers::SHIFT), Some(Key::Char('G')));
        assert_eq!(key('D', KeyModifiers::CONTROL), Some(Key::Ctrl('d')));
        assert_eq!(key('d', KeyModifiers::ALT), None);
    }
}
