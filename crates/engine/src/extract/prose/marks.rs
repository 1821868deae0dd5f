//! The words that tell what a number counts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Words that tell what a number counts, as bits, so that a clause is gone through once and then only asked.
pub(super) mod mark {
    macro_rules! marks {
        ($($name:ident),* $(,)?) => {
            marks!(@ 0u32; $($name),*);

            /// The mark whose list in the file has that name.
            pub fn named(name: &str) -> Option<u64> {
                [$((stringify!($name), $name)),*]
                    .into_iter()
                    .find_map(|(known, mark)| known.eq_ignore_ascii_case(name).then_some(mark))
            }
        };
        (@ $bit:expr; $name:ident $(, $rest:ident)*) => { pub const $name: u64 = 1 << ($bit); marks!(@ $bit + 1; $($rest),*); };
        (@ $bit:expr;) => {};
    }
    marks!(
        FOREIGN,
        FILED,
        REVIEW,
        SUIT,
        COMPLAINT,
        APPLICATION,
        DISCLOSURE,
        INFORMATION,
        RECEIVED,
        ONLINE,
        MAIL,
        ELECTRONIC,
        FAX,
        IN_PERSON,
        PUBLISHED,
        SETTLED,
        IN_TIME,
        LATE,
        ANSWERED,
        WITHIN,
        NOT_WITHIN,
        ACTIVELY,
        ALREADY,
        PARTLY,
        AGREED,
        REFUSED,
        NOT_MINE,
        NOT_THERE,
        AMENDED,
        OTHER_WAY,
        UNAVAILABLE,
        NOT_HELD,
        NOT_READY,
        UNCLEAR,
        UNPROCESSED,
        PETITION,
        REPEATED,
        OTHERWISE,
        NEW,
        HANDLED,
        NATURAL,
        LEGAL,
    );
}

/// The words of [`mark`] in the file, each with all its marks.
static WORDS: LazyLock<Vec<Vec<(String, u64)>>> = LazyLock::new(|| {
    let lists: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("marks.toml")).expect("the embedded words parse");
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for (name, list) in lists {
        let bit = mark::named(&name).expect("every list has the name of a mark");
        for word in list {
            *words.entry(word).or_default() |= bit;
        }
    }
    let mut table = vec![Vec::new(); BUCKETS];
    for (word, marks) in words {
        let first = word.chars().next().unwrap_or(' ');
        table[first as usize % BUCKETS].push((word, marks));
    }
    table
});

/// In how many lists the words stand, by their first character.
const BUCKETS: usize = 256;

/// The marks of a clause. Where several words begin alike the longest counts, and nothing inside it (不同意公开 has no 同意公开).
pub(super) fn marks(words: &str) -> u64 {
    let mut marks = 0;
    let mut skip_until = 0;
    for (at, c) in words.char_indices() {
        if at < skip_until {
            continue;
        }
        let alike = WORDS[c as usize % BUCKETS].iter().filter(|(word, _)| words[at..].starts_with(word.as_str()));
        let longest = alike.max_by_key(|(word, _)| word.len());
        if let Some((word, mark)) = longest {
            marks |= mark;
            skip_until = at + word.len();
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts_and_nothing_inside_it() {
        use mark::*;
        for (words, expected) in [
            ("不同意公开", REFUSED | DISCLOSURE),
            ("同意公开", AGREED | DISCLOSURE),
            ("新收申请", RECEIVED | NEW | APPLICATION),
            ("不公开类答复", REFUSED | DISCLOSURE | ANSWERED),
            ("某县", 0),
        ] {
            assert_eq!(marks(words), expected, "{words}");
        }
    }

    #[test]
    fn every_list_is_of_a_mark_that_is_known() {
        assert!(WORDS.iter().flatten().count() > 100);
        assert_eq!((mark::named("foreign"), mark::named("unheard_of")), (Some(mark::FOREIGN), None));
    }
}
