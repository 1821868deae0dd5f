//! Characters that nobody sees: of no width, for the direction of writing, and of private use, which every font shows as it
//! likes.

/// What kind of character it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnseenKind {
    /// Of no width: zero-width blanks and joiners, soft hyphens, marks of byte order inside a text.
    ZeroWidth,
    /// Turns the direction of writing, so that what is seen may be in another order than what is stored.
    Direction,
    /// Of private use: it means nothing without the font that it was typed in.
    PrivateUse,
}

/// Whether a text may hold such a character: by the first bytes of their encodings, which a search finds at once.
#[must_use]
pub fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    let follows = |lead: u8, is_rest: &dyn Fn(u8, u8) -> bool| {
        let rest = |at: usize| (bytes.get(at + 1).copied().unwrap_or(0), bytes.get(at + 2).copied().unwrap_or(0));
        memchr::memchr_iter(lead, bytes).map(rest).any(|(second, third)| is_rest(second, third))
    };
    // Quotation marks and dashes begin with E2 80 as well, and marks of full width with EF BC.
    let is_general = |second, third| match second {
        0x80 => matches!(third, 0x8B..=0x8F | 0xAA..=0xAE),
        0x81 => third >= 0xA0,
        _ => false,
    };
    follows(0xE2, &is_general)
        || follows(0xEF, &|second, _| matches!(second, 0x80..=0xA3 | 0xBB))
        || memchr::memchr3(0xEE, 0xF3, 0xF4, bytes).is_some()
        || follows(0xC2, &|second, _| second == 0xAD)
        || follows(0xD8, &|second, _| second == 0x9C)
        || follows(0xE1, &|second, third| second == 0xA0 && third == 0x8E)
}

/// The kind of a character, where it is one that nobody sees.
#[must_use]
pub fn kind(c: char) -> Option<UnseenKind> {
    match c as u32 {
        0x00AD | 0x180E | 0x200B..=0x200D | 0x2060..=0x2064 | 0xFEFF => Some(UnseenKind::ZeroWidth),
        0x061C | 0x200E..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => Some(UnseenKind::Direction),
        // From F020 on lie the signs of symbol fonts, which word processors use for the dots of lists.
        0xE000..=0xF01F | 0xF100..=0xF8FF | 0xF_0000..=0x10_FFFD => Some(UnseenKind::PrivateUse),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_known() {
        for (c, expected) in [
            ('\u{200b}', Some(UnseenKind::ZeroWidth)),
            ('\u{ad}', Some(UnseenKind::ZeroWidth)),
            ('\u{feff}', Some(UnseenKind::ZeroWidth)),
            ('\u{202e}', Some(UnseenKind::Direction)),
            ('\u{e5e5}', Some(UnseenKind::PrivateUse)),
            ('\u{f0b7}', None),
            ('\u{a0}', None),
            ('\u{3000}', None),
            ('“', None),
            ('—', None),
            ('，', None),
            ('年', None),
        ] {
            assert_eq!(kind(c), expected, "{c:?}");
            assert!(expected.is_none() || may_hold(&format!("年{c}报")), "{c:?}");
        }
        assert!(!may_hold("2019年，“政府信息公开”——年度报告（试行）…"));
    }
}
