//! A key as the program knows it, whatever terminal it came from.

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character as typed, capital or small.
    Char(char),
    /// A character with Ctrl.
    Ctrl(char),
    /// A function key, from 1.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Cursor up.
    Up,
    /// Cursor down.
    Down,
    /// Cursor left.
    Left,
    /// Cursor right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
}

impl Key {
    /// The key that was meant: full-width letters and the punctuation of a Chinese input method count as their
    /// half-width twins.
    #[must_use]
    pub fn half_width(self) -> Self {
        let Self::Char(c) = self else { return self };
        Self::Char(match c {
            '\u{3000}' => ' ',
            '\u{3001}' => '/',
            '\u{3002}' => '.',
            '\u{3010}' => '[',
            '\u{3011}' => ']',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
    }

    /// Whether only an input method that is switched on sends such a key: a Chinese character where a command is wanted.
    #[must_use]
    pub fn comes_from_input_method(self) -> bool {
        matches!(self.half_width(), Self::Char(c) if !c.is_ascii())
    }

    /// How the key is written in help.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Ctrl(c) => format!("Ctrl-{c}"),
            Self::F(n) => format!("F{n}"),
            Self::Enter => "↵".to_owned(),
            Self::Esc => "Esc".to_owned(),
            Self::Tab => "Tab".to_owned(),
            Self::BackTab => "Shift-Tab".to_owned(),
            Self::Up => "↑".to_owned(),
            Self::Down => "↓".to_owned(),
            Self::Left => "←".to_owned(),
            Self::Right => "→".to_owned(),
            Self::Home => "Home".to_owned(),
            Self::End => "End".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
            Self::Backspace => "⌫".to_owned(),
            Self::Delete => "Del".to_owned(),
        }
    }
}
