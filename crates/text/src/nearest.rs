//! The name that was probably meant by a misspelt one, among names that are known.
//!
//! For ids and words of a command or a settings file, a dozen letters long; labels of the form are weighed in `matching`.

/// The known name nearest to a word, where one is near enough to be worth asking about: at most a third of the longer one
/// has to be changed. Capital and small letters, `-` and `_` count as the same.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = plain(word);
    let weighed = known.into_iter().map(|name| {
        let letters = plain(name);
        (changes(&word, &letters), word.len().max(letters.len()), name)
    });
    weighed.filter(|(changes, longer, _)| changes * 3 <= *longer).min_by_key(|near| near.0).map(|near| near.2)
}

fn plain(word: &str) -> Vec<char> {
    word.chars().map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect()
}

/// How many letters must be changed, added, left out or exchanged with their neighbour to make one word of the other.
fn changes(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let changed = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_answered_with_the_one_that_was_meant() {
        let known = ["lang", "theme", "reviewer", "data_dir", "mouse", "ambiguous_width", "sort", "keys"];
        for (word, meant) in [
            ("langauge", None),
            ("lagn", Some("lang")),
            ("Theme", Some("theme")),
            ("data-dir", Some("data_dir")),
            ("ambigous_width", Some("ambiguous_width")),
            ("reviwer", Some("reviewer")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }
}
