//! Text that stands otherwise than a number beside it, raised like the mark of a note, lowered or pale: its digits are none
//! of the number's.

use super::line::is_blank;

/// How text stands to its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// On it.
    #[default]
    Even,
    /// Above it, small.
    Raised,
    /// Below it, small.
    Lowered,
    /// In white, on what may be dark or not.
    Pale,
}

/// How the text of a line stood that was written last.
#[derive(Debug, Clone, Copy, Default)]
pub struct Levels {
    level: Level,
    /// Where text of this level begins, in bytes.
    start: usize,
    /// Whether a sign stands there.
    is_marked: bool,
}

impl Levels {
    /// Is to be called before a character is written behind a line. Between two digits of different levels a sign is put:
    /// `172^1`, `172_1`, and `^1 172` where the raised one comes first.
    pub fn part(&mut self, line: &mut String, next: char, level: Level) {
        if level == self.level || is_blank(next) {
            return;
        }
        let seen = line.trim_end_matches(|c| c != '\n' && is_blank(c));
        let is_number = |c: char| c.is_numeric() || matches!(c, '.' | '．');
        let joins = seen.ends_with(is_number) && is_number(next);
        let mut is_marked = false;
        if joins && level == Level::Even {
            if !self.is_marked {
                line.insert(self.start, self.level.sign());
            }
            if !line.ends_with(is_blank) {
                line.push(' ');
            }
        } else if joins {
            line.push(level.sign());
            is_marked = true;
        }
        *self = Self { level, start: line.len(), is_marked };
    }
}

impl Level {
    fn sign(self) -> char {
        match self {
            Self::Even | Self::Raised => '^',
            Self::Lowered => '_',
            Self::Pale => '¦',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_different_levels_stay_apart() {
        use Level::{Even, Lowered, Pale, Raised};
        for (parts, expected) in [
            (&[("172", Even), ("1", Raised)][..], "172^1"),
            (&[("172", Even), ("12", Lowered)], "172_12"),
            (&[("172 ", Even), ("1", Raised), ("件", Even)], "172 ^1件"),
            (&[("1", Raised), ("172", Even)], "^1 172"),
            (&[("5", Even), ("1", Raised), (" 3", Even)], "5^1 3"),
            (&[("5", Even), ("1", Raised), ("2", Lowered)], "5^1_2"),
            (&[("5", Even), (" ", Raised), ("3", Even)], "5 3"),
            (&[("m", Even), ("2", Raised), ("，3", Even)], "m2，3"),
            (&[("5\n", Even), ("1", Raised)], "5\n1"),
            (&[("5", Raised), ("3", Raised)], "53"),
            (&[("8", Pale), ("53", Even), ("0", Pale)], "¦8 53¦0"),
            (&[("规章", Even), ("①", Raised), ("0", Even)], "规章^① 0"),
        ] {
            let mut line = String::new();
            let mut levels = Levels::default();
            for (text, level) in parts {
                for c in text.chars() {
                    levels.part(&mut line, c, *level);
                    line.push(c);
                }
            }
            assert_eq!(line, expected, "{parts:?}");
        }
    }
}
