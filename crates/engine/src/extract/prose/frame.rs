//! Whom and which year a sentence speaks of, up to a place in it.

use std::sync::OnceLock;

use super::super::facts::{Scope, Year};
use crate::extract::words::{WordList, word_lists};

word_lists!(
    "frame.toml": area, own, part, other, all_ways, before, this, shorter, until, stated, named_after, compared, carried
);

/// What a word of a sentence says of whom or when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A whole area or system.
    Area,
    /// A government apart from the units below it.
    Own,
    /// Some of the units of an area.
    Part,
    /// A population that only looks alike; it counts in the clause of the number alone.
    Other,
    /// Behind a list of channels: all channels there are.
    AllWays,
    /// The year before.
    Before,
    /// The report's own year.
    This,
    /// A time shorter than the year, or a plan.
    Shorter,
    /// Up to when, or from when to when.
    Until,
    /// A year in figures may stand before it.
    Stated,
}

/// A sentence is gone through once: the words are looked up by their first character.
fn signs(text: &str, mut see: impl FnMut(usize, &'static str, Sign)) {
    static TABLE: OnceLock<Vec<Vec<(&'static str, Sign)>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![Vec::new(); BUCKETS];
        let lists = [
            (Sign::Area, &WORDS.area),
            (Sign::Own, &WORDS.own),
            (Sign::Part, &WORDS.part),
            (Sign::Other, &WORDS.other),
            (Sign::AllWays, &WORDS.all_ways),
            (Sign::Before, &WORDS.before),
            (Sign::This, &WORDS.this),
            (Sign::Shorter, &WORDS.shorter),
            (Sign::Until, &WORDS.until),
            (Sign::Stated, &WORDS.stated),
        ];
        for (sign, words) in lists {
            for word in words {
                let first = word.chars().next().unwrap_or(' ');
                table[first as usize % BUCKETS].push((word.as_str(), sign));
            }
        }
        table
    });
    for (at, c) in text.char_indices() {
        for &(word, sign) in &table[c as usize % BUCKETS] {
            if text[at..].starts_with(word) {
                see(at, word, sign);
            }
        }
    }
}

const BUCKETS: usize = 256;

/// Whom a number speaks of: the clause that it stands in, and the sentence up to it, both made plain.
pub(super) fn scope(clause: &str, sentence: &str) -> Scope {
    let (mut other, mut all_ways) = (false, false);
    signs(clause, |_, _, sign| {
        other |= sign == Sign::Other;
        all_ways |= sign == Sign::AllWays;
    });
    if other && !all_ways {
        return Scope::Other;
    }
    let mut last = (0, Scope::Unsaid);
    signs(sentence, |at, word, sign| {
        let end = at + word.len();
        let scope = match sign {
            Sign::Area => Scope::Area,
            Sign::Own if !WORDS.named_after.starts(&sentence[end..]) => Scope::Own,
            Sign::Part => Scope::Part,
            _ => return,
        };
        if end >= last.0 {
            last = (end, scope);
        }
    });
    last.1
}

/// The year that a number speaks of: the sentence up to it, made plain; the year that the line spoke of before; the year of
/// the report.
pub(super) fn year(sentence: &str, before: Option<i32>, report: Option<i32>) -> Year {
    let is_compared = |at: usize| WORDS.compared.ends(&sentence[..at]);
    let is_carried = |behind: &str| WORDS.carried.starts(behind);
    let mut found: Option<Year> = None;
    let mut shorter = false;
    signs(sentence, |at, word, sign| {
        let behind = &sentence[at + word.len()..];
        match sign {
            Sign::Shorter => shorter = true,
            Sign::Until => shorter |= is_early(behind),
            Sign::Before if !is_compared(at) && !is_carried(behind) && !behind.starts_with("同期") => {
                found = Some(Year::Another);
            }
            Sign::This => found = Some(Year::Report),
            Sign::Stated => {
                let digits = sentence[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
                let start = at - digits;
                let stated = sentence[start..at].parse::<i32>().ok().filter(|year| (1990..2100).contains(year));
                if let Some(stated) = stated
                    && digits == 4
                    && !is_compared(start)
                    && !is_carried(behind)
                {
                    found = Some(of(stated, report));
                }
            }
            _ => {}
        }
    });
    if shorter {
        return Year::Another;
    }
    found.unwrap_or_else(|| before.map_or(Year::Report, |stated| of(stated, report)))
}

/// Whether words go on up to a month before the last: 截至6月底, 1至11月.
fn is_early(words: &str) -> bool {
    let end = words.char_indices().nth(10).map_or(words.len(), |(at, _)| at);
    words[..end].find('月').is_some_and(|at| {
        let month = words[..at].rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        !month.is_empty() && month != "12"
    })
}

fn of(stated: i32, report: Option<i32>) -> Year {
    if report.is_none_or(|year| year == stated) { Year::Report } else { Year::Stated(stated) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_tell_whom_they_speak_of() {
        for (sentence, expected) in [
            ("2024年共收到申请", Scope::Unsaid),
            ("全市共收到申请", Scope::Area),
            ("全市收到申请100件,其中市政府收到", Scope::Own),
            ("全县共收到申请9件,其中各部门", Scope::Part),
            ("通过省级平台收到申请", Scope::Other),
            ("按照市政府要求,收到申请", Scope::Unsaid),
            ("通过县政府信息公开网站公布指南,收到申请", Scope::Unsaid),
            ("通过平台、信函等渠道收到申请", Scope::Unsaid),
        ] {
            let clause = sentence.rsplit(',').next().unwrap_or(sentence);
            assert_eq!(scope(clause, sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn sentences_tell_which_year_they_speak_of() {
        for (sentence, before, expected) in [
            ("2024年收到申请", None, Year::Report),
            ("2023年收到申请", None, Year::Stated(2023)),
            ("收到申请", Some(2023), Year::Stated(2023)),
            ("去年收到申请", None, Year::Another),
            ("上年结转", None, Year::Report),
            ("2023年结转", None, Year::Report),
            ("比2023年增加3件,答复", None, Year::Report),
            ("2023年收到3件,今年收到", None, Year::Report),
            ("上半年收到", None, Year::Another),
            ("截至2024年12月31日收到", None, Year::Report),
            ("截至2024年6月底收到", None, Year::Another),
            ("1至11月收到", None, Year::Another),
        ] {
            assert_eq!(year(sentence, before, Some(2024)), expected, "{sentence}");
        }
    }
}
