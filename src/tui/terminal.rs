//! The real terminal: taken, given back on every way out, and read on a thread of its own.
//!
//! A panic on the thread that draws gives the terminal back before it is reported. On any other thread it says nothing
//! here: workers turn their panics into messages, and words on a drawn screen would only tear it.

use std::io::{self, Stdout, stdout};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, terminal};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::keymap::Key;
use crate::tui::message::Msg;
use crate::tui::theme::Depth;
use crate::tui::worker::Event;

/// Whether the terminal is taken, so that it is given back once and only if it was.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is taken.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal: raw mode, alternate screen, bracketed paste. Given back when dropped, and on panic.
    ///
    /// # Errors
    /// Where there is no terminal, or it refuses.
    pub fn take() -> io::Result<Self> {
        report_panics_after_giving_back();
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let taken = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, Hide)
            .and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
        match taken {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Its size in cells.
    ///
    /// # Errors
    /// Where it cannot be asked.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        // Listening begins before the question, so that a change just after the answer is not missed.
        event::poll(Duration::ZERO)?;
        terminal::size()
    }

    /// Draws a frame of so many cells. Only cells that changed are sent.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn draw(&mut self, size: (u16, u16), paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        if self.terminal.size()? != area.as_size() || self.terminal.current_buffer_mut().area != area {
            self.terminal.resize(area)?;
        }
        self.terminal.draw(|frame| {
            if let Some(cursor) = paint(frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, once.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        // Where the terminal is gone there is nothing to give back to.
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// Puts a hook before the one that reports panics, so that the report stands on the ordinary screen.
fn report_panics_after_giving_back() {
    let drawing = thread::current().id();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().id() == drawing {
            give_back();
            report(panic);
        } else if !TAKEN.load(Ordering::SeqCst) {
            report(panic);
        }
    }));
}

/// How many colours the terminal shows, by its environment.
#[must_use]
pub fn depth(colour: bool) -> Depth {
    if !colour {
        return Depth::None;
    }
    let announced = std::env::var("COLORTERM").is_ok_and(|value| value == "truecolor" || value == "24bit");
    // Windows' own terminals show every colour and announce nothing.
    if announced || cfg!(windows) { Depth::True } else { Depth::Indexed }
}

/// Reads the terminal for as long as it is there.
pub fn read_input(events: &Sender<Event>) {
    while let Ok(event) = event::read() {
        if let Some(msg) = translate(event)
            && events.send(Event::Msg(msg)).is_err()
        {
            return;
        }
    }
}

fn translate(event: event::Event) -> Option<Msg> {
    match event {
        event::Event::Key(key) => translate_key(key).map(Msg::Key),
        event::Event::Paste(text) => Some(Msg::Paste(text)),
        event::Event::Resize(width, height) => Some(Msg::Resize(width, height)),
        event::Event::FocusGained | event::Event::FocusLost | event::Event::Mouse(_) => None,
    }
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
    fn capital_and_control_letters_are_told_apart() {
        let key = |c, modifiers| translate_key(KeyEvent::new(KeyCode::Char(c), modifiers));
        assert_eq!(key('G', KeyModifiers::SHIFT), Some(Key::Char('G')));
        assert_eq!(key('D', KeyModifiers::CONTROL), Some(Key::Ctrl('d')));
        assert_eq!(key('d', KeyModifiers::ALT), None);
    }
}
