//! A search of the source text: what is looked for, and every place where it stands.

use tui_input::Input;

use crate::text::fold::fold_char;
use crate::tui::model::Place;

/// What is searched for, and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What was typed.
    pub input: Input,
    /// Every place where it stands, in order.
    pub matches: Vec<Place>,
    /// Where the cursor was when the search began, to go back to when it is dropped.
    pub from: Option<Place>,
}

impl Search {
    /// Whether anything is searched for.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.input.value().trim().is_empty()
    }

    /// How many characters each match has.
    #[must_use]
    pub fn chars(&self) -> u32 {
        self.input.value().trim().chars().count() as u32
    }

    /// Looks for what was typed. Case, width, and traditional or simplified characters make no difference.
    pub fn look(&mut self, lines: &[String]) {
        self.matches.clear();
        let wanted: Vec<char> = self.input.value().trim().chars().map(folded).collect();
        if wanted.is_empty() {
            return;
        }
        for (line, text) in lines.iter().enumerate() {
            let characters: Vec<char> = text.chars().map(folded).collect();
            let mut at = 0;
            while at + wanted.len() <= characters.len() {
                if characters[at..at + wanted.len()] == wanted[..] {
                    self.matches.push(Place { line: line as u32 + 1, column: at as u32 + 1 });
                    at += wanted.len();
                } else {
                    at += 1;
                }
            }
        }
    }

    /// Position of the match at a place, or of the last one before it.
    #[must_use]
    pub fn position(&self, place: Place) -> Option<usize> {
        self.matches.partition_point(|found| *found <= place).checked_sub(1)
    }

    /// The match after a place, or before it, and whether the search went round the end to find it.
    #[must_use]
    pub fn next(&self, place: Place, forward: bool) -> Option<(Place, bool)> {
        if forward {
            let after = self.matches.iter().find(|found| **found > place);
            after.map(|found| (*found, false)).or_else(|| self.matches.first().map(|found| (*found, true)))
        } else {
            let before = self.matches.iter().rev().find(|found| **found < place);
            before.map(|found| (*found, false)).or_else(|| self.matches.last().map(|found| (*found, true)))
        }
    }
}

fn folded(c: char) -> char {
    fold_char(c).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(typed: &str, lines: &[&str]) -> Search {
        let mut search = Search { input: Input::from(typed), ..Search::default() };
        search.look(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        search
    }

    fn places(search: &Search) -> Vec<(u32, u32)> {
        search.matches.iter().map(|place| (place.line, place.column)).collect()
    }

    #[test]
    fn text_is_found_whatever_its_width_case_and_characters() {
        let lines = ["政府信息公开", "", "HTTP 政府資訊 http", "２０１９年2019年"];
        for (typed, expected) in [
            ("政府", vec![(1, 1), (3, 6)]),
            ("http", vec![(3, 1), (3, 11)]),
            ("2019", vec![(4, 1), (4, 6)]),
            ("资", vec![(3, 8)]),
            (" 公开 ", vec![(1, 5)]),
            ("", vec![]),
            ("规章", vec![]),
        ] {
            assert_eq!(places(&search(typed, &lines)), expected, "{typed}");
        }
        assert_eq!(places(&search("00", &["0000 0"])), [(1, 1), (1, 3)]);
    }

    #[test]
    fn the_search_goes_round() {
        let search = search("年", &["年年", "年"]);
        let place = |line, column| Place { line, column };
        assert_eq!(search.next(place(1, 1), true), Some((place(1, 2), false)));
        assert_eq!(search.next(place(2, 1), true), Some((place(1, 1), true)));
        assert_eq!(search.next(place(1, 1), false), Some((place(2, 1), true)));
        assert_eq!((search.position(place(1, 1)), search.position(place(2, 9))), (Some(0), Some(2)));
        assert_eq!(Search::default().next(place(1, 1), true), None);
    }
}
