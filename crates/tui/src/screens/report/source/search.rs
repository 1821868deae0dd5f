//! A search of the source text: what is looked for, and every place where it stands.

use tui_input::Input;

use crate::model::Place;
use crate::text::pinyin::Finder;

/// What is searched for, and where it was found.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// What was typed.
    pub input: Input,
    /// Every place where it stands, in order.
    pub matches: Vec<Place>,
    /// How many characters each of them has: pinyin is longer than what it finds.
    lengths: Vec<u32>,
    /// Where the cursor was when the search began, to go back to when it is dropped.
    pub from: Option<Place>,
}

impl Search {
    /// Whether anything is searched for.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.input.value().trim().is_empty()
    }

    /// The matches on a line with how many characters each has.
    pub fn on_line(&self, line: u32) -> impl Iterator<Item = (Place, u32)> {
        let from = self.matches.partition_point(|place| place.line < line);
        let all = self.matches.iter().copied().zip(self.lengths.iter().copied());
        all.skip(from).take_while(move |(place, _)| place.line == line)
    }

    /// Looks for what was typed, by characters or by pinyin. Case, width, and traditional or simplified characters make no
    /// difference.
    pub fn look(&mut self, lines: &[String]) {
        self.matches.clear();
        self.lengths.clear();
        let finder = Finder::phrase(self.input.value());
        if finder.is_empty() {
            return;
        }
        for (line, text) in lines.iter().enumerate() {
            for range in finder.every_place(text) {
                self.matches.push(Place { line: line as u32 + 1, column: range.start + 1 });
                self.lengths.push(range.end - range.start);
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
            ("gongkai", vec![(1, 5)]),
            ("zfx", vec![(1, 1)]),
            ("政fu", vec![(1, 1), (3, 6)]),
            ("", vec![]),
            ("规章", vec![]),
        ] {
            assert_eq!(places(&search(typed, &lines)), expected, "{typed}");
        }
        assert_eq!(places(&search("00", &["0000 0"])), [(1, 1), (1, 3)]);
    }

    #[test]
    fn what_is_found_has_its_own_length() {
        let search = search("gongkai", &["公开和公開", "公"]);
        assert_eq!(search.on_line(1).map(|(place, chars)| (place.column, chars)).collect::<Vec<_>>(), [(1, 2), (4, 2)]);
        assert_eq!(search.on_line(2).count(), 0);
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
