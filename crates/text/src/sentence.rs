//! Sentences and clauses as stretches of a text. Nothing is copied; what a stretch says is for others to read.
//!
//! Chinese and Western signs are one: reports copied from a page have half-width commas throughout.

use std::ops::Range;

/// What a sign of punctuation parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// 、 parts the things of a list.
    Pause,
    /// ， parts clauses.
    Comma,
    /// ： announces what follows.
    Colon,
    /// ； parts statements that could be sentences of their own.
    Semicolon,
    /// 。 ！ ？ end a sentence.
    Stop,
    /// A bar or a tab, between the cells of a flattened table.
    Bar,
}

/// What a character parts; `None` where it parts nothing.
#[must_use]
pub fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '、' => Mark::Pause,
        ',' | '\u{FF0C}' => Mark::Comma,
        ':' | '\u{FF1A}' => Mark::Colon,
        ';' | '\u{FF1B}' => Mark::Semicolon,
        '。' | '!' | '\u{FF01}' | '?' | '\u{FF1F}' => Mark::Stop,
        '|' | '\t' => Mark::Bar,
        _ => return None,
    })
}

/// How finely a text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// At stops.
    Sentence,
    /// At stops and semicolons: each piece can be judged by itself.
    Statement,
    /// At commas too, so that each piece has one verb at most; what a colon announces stays with it.
    Clause,
    /// At commas, colons and bars too: the smallest pieces that say something.
    Phrase,
}

impl Level {
    /// Whether a mark ends a piece of this level.
    #[must_use]
    pub fn ends_at(self, mark: Mark) -> bool {
        match self {
            Self::Sentence => mark == Mark::Stop,
            Self::Statement => matches!(mark, Mark::Stop | Mark::Semicolon),
            Self::Clause => matches!(mark, Mark::Stop | Mark::Semicolon | Mark::Comma),
            Self::Phrase => mark != Mark::Pause,
        }
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in bytes, without the sign that ends it.
    pub range: Range<usize>,
    /// What ends it; `None` at the end of the text.
    pub end: Option<Mark>,
}

/// The pieces of a text in order; no piece is left out, though it be empty, but an empty one at the end.
pub fn cut(text: &str, level: Level) -> impl Iterator<Item = Piece> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let found = text[start..].char_indices().find_map(|(at, c)| {
            let mark = mark(c).filter(|&mark| level.ends_at(mark))?;
            (!is_grouped(text, start + at, mark)).then_some((start + at, c.len_utf8(), mark))
        });
        let (end, length, mark) = found.map_or((text.len(), 0, None), |(at, length, mark)| (at, length, Some(mark)));
        let piece = Piece { range: start..end, end: mark };
        start = end + length;
        Some(piece)
    })
}

/// Where the piece that begins with the text ends: before its sign, or with the text.
#[must_use]
pub fn first(text: &str, level: Level) -> &str {
    cut(text, level).next().map_or("", |piece| &text[piece.range])
}

/// Whether a comma or colon stands between two figures, as in 1,234 and 10:25.
fn is_grouped(text: &str, at: usize, mark: Mark) -> bool {
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    matches!(mark, Mark::Comma | Mark::Colon)
        && is_figure(text[..at].chars().next_back())
        && is_figure(text[at..].chars().nth(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, level: Level) -> String {
        cut(text, level).map(|piece| text[piece.range].to_owned()).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn levels_cut_finer_and_finer() {
        let text = "收到申请9件，其中：当面5件、网络4件；办结9件。均按期答复！";
        for (level, expected) in [
            (Level::Sentence, "收到申请9件，其中：当面5件、网络4件；办结9件/均按期答复"),
            (Level::Statement, "收到申请9件，其中：当面5件、网络4件/办结9件/均按期答复"),
            (Level::Clause, "收到申请9件/其中：当面5件、网络4件/办结9件/均按期答复"),
            (Level::Phrase, "收到申请9件/其中/当面5件、网络4件/办结9件/均按期答复"),
        ] {
            assert_eq!(shown(text, level), expected);
        }
    }

    #[test]
    fn figures_are_not_torn_apart() {
        assert_eq!(shown("公开1,234条,于10:25发布", Level::Phrase), "公开1,234条/于10:25发布");
        assert_eq!(shown("2023年收到申请5,答复5", Level::Clause), "2023年收到申请5/答复5");
        assert_eq!(shown("规章|0\t无", Level::Phrase), "规章/0/无");
    }

    #[test]
    fn pieces_and_signs_make_up_the_text() {
        for text in ["", "。", "一。二", "，，", "收到3件，答复3件。", "甲;乙!丙?", "1,2,3"] {
            for level in [Level::Sentence, Level::Statement, Level::Clause, Level::Phrase] {
                let mut end = 0;
                for piece in cut(text, level) {
                    assert_eq!(piece.range.start, end, "{text}");
                    let sign = piece.end.map_or(0, |_| text[piece.range.end..].chars().next().unwrap().len_utf8());
                    end = piece.range.end + sign;
                }
                assert_eq!(end, text.len(), "{text}");
            }
        }
    }

    #[test]
    fn the_first_piece_is_found() {
        assert_eq!(first("办结9件，答复9件", Level::Clause), "办结9件");
        assert_eq!(first("办结9件", Level::Clause), "办结9件");
        assert_eq!(first("", Level::Clause), "");
    }
}
