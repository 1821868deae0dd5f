//! Writes text as a browser would lay it out in lines: blanks joined, line ends where blocks and breaks are.

use super::super::content::Block;
use super::super::level::{Level, Levels};
use super::super::line::{BREAK, is_wide};
use super::style::Blanks;

/// What stands between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Blank,
    LineEnd,
    /// The edge of a box.
    Edge,
}

/// Lines and tables under way.
#[derive(Debug, Default)]
pub struct Lines {
    blocks: Vec<Block>,
    line: String,
    /// What stands before the next character.
    waiting: Option<Gap>,
    /// Whether the line has blanks that count.
    is_kept: bool,
    /// How the text stands that comes, and how the line's text stood so far.
    level: Level,
    levels: Levels,
}

impl Lines {
    /// Writes text.
    pub fn text(&mut self, text: &str, blanks: Blanks) {
        for c in text.chars() {
            match c {
                '\n' if blanks != Blanks::Collapsed => self.end(),
                '\r' if blanks != Blanks::Collapsed => {}
                ' ' | '\t' if blanks == Blanks::Kept => {
                    self.settle(c);
                    self.is_kept = true;
                    self.line.push(c);
                }
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    self.waiting = self.waiting.max(Some(if c == '\n' { Gap::LineEnd } else { Gap::Blank }));
                }
                // Characters without width are not seen, and a number would not be one with them.
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
                '\u{a0}' => {
                    self.settle(' ');
                    self.line.push(' ');
                }
                c => {
                    self.settle(c);
                    self.levels.part(&mut self.line, c, self.level);
                    self.line.push(c);
                }
            }
        }
    }

    /// Has the text that comes stand raised or lowered; the answer is how it would have stood.
    pub fn shift(&mut self, level: Level) -> Level {
        std::mem::replace(&mut self.level, level)
    }

    /// Writes the gap that waits, if it is seen: between two Chinese characters a line end of the markup is nothing, between
    /// two numbers in boxes of their own a blank is not enough.
    fn settle(&mut self, next: char) {
        let Some(gap) = self.waiting.take() else { return };
        let Some(last) = self.line.chars().next_back() else { return };
        match gap {
            Gap::Edge if last.is_numeric() && next.is_numeric() => self.line.push_str(BREAK),
            Gap::LineEnd if is_wide(last) && is_wide(next) => {}
            _ => self.line.push(' '),
        }
    }

    /// Keeps two numbers apart that stand in boxes of their own.
    pub fn part(&mut self) {
        if self.line.ends_with(char::is_alphanumeric) {
            self.waiting = self.waiting.max(Some(Gap::Edge));
        }
    }

    /// Ends the line, if there is one.
    pub fn end(&mut self) {
        self.waiting = None;
        let line = std::mem::take(&mut self.line);
        let is_kept = std::mem::take(&mut self.is_kept);
        self.levels = Levels::default();
        if !line.chars().all(super::is_blank) {
            let trimmed = if is_kept { line.trim_end() } else { line.trim_matches(super::is_blank) };
            self.blocks.push(Block::Line(trimmed.to_owned()));
        }
    }

    /// Ends the line and writes blocks.
    pub fn blocks(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.end();
        self.blocks.extend(blocks);
    }

    /// Everything that was written.
    pub fn finish(mut self) -> Vec<Block> {
        self.end();
        self.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_joined_as_a_browser_does() {
        for (parts, expected) in [
            (&["  年度 ", " 报告 ", "\n公开 "][..], "年度 报告公开"),
            (&["商业\n      企业"], "商业企业"),
            (&["3354\n条 a\nb"], "3354 条 a b"),
            (&["\u{a0}\u{a0}", " \u{a0}"], ""),
            (&["a\u{a0}\u{a0} b"], "a   b"),
            (&["1\u{200b}2\u{feff}"], "12"),
        ] {
            let mut lines = Lines::default();
            parts.iter().for_each(|part| lines.text(part, Blanks::Collapsed));
            let joined: Vec<String> = lines
                .finish()
                .into_iter()
                .map(|block| match block {
                    Block::Line(line) => line,
                    other => format!("{other:?}"),
                })
                .collect();
            assert_eq!(joined.join("/"), expected, "{parts:?}");
        }
    }

    #[test]
    fn kept_blanks_stay() {
        let mut lines = Lines::default();
        lines.text("\t规章  0\n\n 1 ", Blanks::Kept);
        lines.text("a\n b   c", Blanks::Lines);
        let lines = lines.finish();
        let expected = ["\t规章  0", " 1 a", "b c"].map(|line| Block::Line(line.to_owned()));
        assert_eq!(lines, expected);
    }
}
