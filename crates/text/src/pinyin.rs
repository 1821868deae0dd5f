//! Type-to-find for Chinese names: by characters, by pinyin in full, by initials, by a mixture, and by Latin words.
//!
//! Characters with several readings are found under each (cqs and zqs both find 重庆市). Which of many names to show first
//! is left to the list that shows them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::{PinyinData, PinyinNotation};

use super::fold::fold_char;
use super::traditional::simplify;

const NOTATIONS: PinyinNotation = PinyinNotation::Ascii.union(PinyinNotation::AsciiFirstLetter);

/// A pattern that a person typed, ready to be tried on many names.
///
/// Words divided by blanks must all be found, in any order. Letter case, full-width letters and traditional characters
/// make no difference. The empty pattern is found everywhere.
#[derive(Debug)]
pub struct Finder {
    words: Vec<IbMatcher<'static>>,
}

impl Finder {
    /// Prepares a pattern.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        let folded: String = pattern.chars().map(fold).collect();
        Self { words: folded.split_whitespace().map(|word| matcher(word, true)).collect() }
    }

    /// Prepares a stretch of running text, in which blanks are characters like others. A single letter stands for itself
    /// there, not for every character whose reading begins with it.
    #[must_use]
    pub fn phrase(pattern: &str) -> Self {
        let folded: String = pattern.trim().chars().map(fold).collect();
        let is_long = folded.chars().nth(1).is_some();
        Self { words: if folded.is_empty() { Vec::new() } else { vec![matcher(&folded, is_long)] } }
    }

    /// Every place in a text where a word of the pattern stands, in characters, in order and without overlap.
    #[must_use]
    pub fn every_place(&self, text: &str) -> Vec<Range<u32>> {
        let folded = folded(text);
        let mut found = Vec::new();
        for word in &self.words {
            let (mut at, mut characters) = (0, 0);
            while let Some(hit) = word.find(&folded[at..]).filter(|hit| !hit.range().is_empty()) {
                let range = hit.range();
                let start = characters + folded[at..at + range.start].chars().count();
                characters = start + folded[at + range.start..at + range.end].chars().count();
                at += range.end;
                found.push(start..characters);
            }
        }
        joined(found).into_iter().map(|range| range.start as u32..range.end as u32).collect()
    }

    /// The places to highlight, in bytes of the name, in order and without overlap; `None` where the name does not match.
    #[must_use]
    pub fn matches(&self, name: &str) -> Option<Vec<Range<usize>>> {
        if self.words.is_empty() {
            return Some(Vec::new());
        }
        let folded = folded(name);
        let mut ranges = Vec::with_capacity(self.words.len());
        for word in &self.words {
            let found = word.find(&*folded)?;
            ranges.push(in_original(name, &folded, found.range()));
        }
        Some(joined(ranges))
    }

    /// The places to highlight of those words that stand in the name, for a pattern whose words may stand in several names.
    #[must_use]
    pub fn places(&self, name: &str) -> Vec<Range<usize>> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let folded = folded(name);
        let found = self.words.iter().filter_map(|word| word.find(&*folded));
        joined(found.map(|found| in_original(name, &folded, found.range())).collect())
    }

    /// Whether every word of the pattern stands in at least one of the names.
    #[must_use]
    pub fn matches_among(&self, names: &[&str]) -> bool {
        let folded: Vec<_> = names.iter().map(|name| folded(name)).collect();
        self.words.iter().all(|word| folded.iter().any(|name| word.find(&**name).is_some()))
    }

    /// Whether the pattern says the whole name and not a part of it.
    #[must_use]
    pub fn is_whole(&self, name: &str) -> bool {
        self.matches(name).is_some_and(|ranges| ranges.len() == 1 && ranges[0] == (0..name.len()))
    }

    /// Whether every name matches because nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// A key by which names stand in the order of their pinyin, as in a dictionary; a character of several readings stands by
/// its first.
#[must_use]
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 2);
    for c in name.chars() {
        let reading = data().get_pinyins(simplify(c)).next().and_then(|pinyin| pinyin.notation(PinyinNotation::Ascii));
        match reading {
            Some(reading) => key.push_str(reading),
            None => key.push(fold(c)),
        }
        // Shorter syllables stand first, and equal ones by their characters.
        key.push(' ');
    }
    key.push_str(name);
    key
}

/// A word that is ready to be tried, by its characters alone or by their readings as well.
fn matcher(word: &str, by_pinyin: bool) -> IbMatcher<'static> {
    if !by_pinyin {
        return IbMatcher::builder(word).build();
    }
    let pinyin = PinyinMatchConfig::builder(NOTATIONS).data(data()).build();
    IbMatcher::builder(word).is_pattern_partial(true).pinyin(pinyin).build()
}

fn data() -> &'static PinyinData {
    static DATA: OnceLock<PinyinData> = OnceLock::new();
    DATA.get_or_init(|| PinyinData::new(NOTATIONS))
}

/// The ranges in order, those that overlap made one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|later, earlier| {
        let overlap = later.start < earlier.end;
        if overlap {
            earlier.end = earlier.end.max(later.end);
        }
        overlap
    });
    ranges
}

/// A character as names and patterns are compared: as labels are, and without regard to case.
fn fold(c: char) -> char {
    fold_char(c).to_ascii_lowercase()
}

/// The name folded like a pattern; most names are folded already and are not copied.
fn folded(name: &str) -> Cow<'_, str> {
    if name.chars().all(|c| fold(c) == c) { Cow::Borrowed(name) } else { Cow::Owned(name.chars().map(fold).collect()) }
}

/// A range of the folded name as a range of the name itself: characters correspond one to one, their bytes do not.
fn in_original(name: &str, folded: &str, range: Range<usize>) -> Range<usize> {
    let byte = |at: usize| {
        let characters = folded[..at].chars().count();
        name.char_indices().nth(characters).map_or(name.len(), |(byte, _)| byte)
    };
    byte(range.start)..byte(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_every_kind_of_typing() {
        for (pattern, name, highlighted) in [
            ("鄂城", "鄂城区人民政府", Some("鄂城")),
            ("ecq", "鄂城区人民政府", Some("鄂城区")),
            ("echeng", "鄂城区人民政府", Some("鄂城")),
            ("ECQ", "鄂城区人民政府", Some("鄂城区")),
            ("鄂c区", "鄂城区人民政府", Some("鄂城区")),
            ("cqs", "重庆市渝中区", Some("重庆市")),
            ("zqs", "重庆市渝中区", Some("重庆市")),
            ("myx", "米易縣人民政府", Some("米易縣")),
            ("米易县", "米易縣人民政府", Some("米易縣")),
            ("szfgs", "szfgs2024.txt", Some("szfgs")),
            ("ecq", "szfgs2024.txt", None),
            ("思茅", "szfgs", None),
            ("xyz", "鄂城区人民政府", None),
        ] {
            let found = Finder::new(pattern).matches(name);
            let shown = found.map(|ranges| ranges.into_iter().map(|range| &name[range]).collect::<String>());
            assert_eq!(shown.as_deref(), highlighted, "{pattern} in {name}");
        }
    }

    #[test]
    fn a_character_is_found_under_every_reading() {
        for (name, patterns) in [
            ("重庆", &["chongqing", "zhongqing", "cq", "zq", "chongq", "cqing", "重q"][..]),
            ("银行", &["yinhang", "yinxing", "yh", "yx", "yinh", "yxing"]),
            ("行政许可", &["xingzhengxuke", "hangzhengxuke", "xzxk", "hzxk", "xzxuke", "行政xk"]),
            ("长春", &["changchun", "zhangchun", "cc", "zc", "changc", "zchun"]),
            ("年度", &["niandu", "nianduo", "nd", "niand"]),
            ("参加", &["canjia", "cenjia", "shenjia", "cj", "sj"]),
            ("會計", &["kuaiji", "huiji", "kj", "hj", "会计", "會计"]),
        ] {
            for pattern in patterns {
                assert!(Finder::new(pattern).is_whole(name), "{pattern} in {name}");
            }
        }
        for (name, pattern) in [("重庆", "dongqing"), ("银行", "yinhong"), ("长春", "changcu"), ("年度", "nt")]
        {
            assert_eq!(Finder::new(pattern).matches(name), None, "{pattern} in {name}");
        }
    }

    #[test]
    fn a_phrase_is_found_wherever_it_stands() {
        for (pattern, text, expected) in [
            ("政府", "政府信息，本級政府", vec![(0, 2), (7, 9)]),
            ("zhengfu", "政府信息，本級政府", vec![(0, 2), (7, 9)]),
            ("zf", "政府信息，本級政府", vec![(0, 2), (7, 9)]),
            ("xzxk 0", "行政许可 0", vec![(0, 6)]),
            ("hzxk", "（一）行政許可", vec![(3, 7)]),
            ("z", "政府 Z", vec![(3, 4)]),
            ("(一)", "（一）〔一〕", vec![(0, 3), (3, 6)]),
            ("00", "0000 0", vec![(0, 2), (2, 4)]),
            ("  ", "政 府", vec![]),
        ] {
            let found = Finder::phrase(pattern).every_place(text).into_iter().map(|range| (range.start, range.end));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{pattern} in {text}");
        }
    }

    #[test]
    fn words_stand_in_any_order() {
        let name = "昭通市政务服务管理局 2018";
        assert_eq!(Finder::new("2018 zts").matches(name), Some(vec![0..9, 31..35]));
        assert_eq!(Finder::new("zts 2019").matches(name), None);
        assert_eq!(Finder::new("  ").matches(name), Some(vec![]));
    }

    #[test]
    fn words_may_stand_in_several_names() {
        let finder = Finder::new("zts 2018");
        let (unit, year) = ("昭通市政务服务管理局", "2018");
        assert!(finder.matches(unit).is_none() && finder.matches_among(&[unit, year]));
        assert!(!finder.matches_among(&[unit, "2019"]));
        let shown =
            |name: &str| finder.places(name).into_iter().map(|range| name[range].to_owned()).collect::<String>();
        assert_eq!((shown(unit).as_str(), shown(year).as_str()), ("昭通市", "2018"));
        assert!(finder.places("思茅区").is_empty());
    }

    #[test]
    fn a_whole_name_is_told_from_a_part() {
        for (pattern, name, whole) in [
            ("通过", "通过", true),
            ("tg", "通过", true),
            ("tongguo", "通过", true),
            ("通", "通过", false),
            ("", "通过", false),
        ] {
            assert_eq!(Finder::new(pattern).is_whole(name), whole, "{pattern}");
        }
    }

    #[test]
    fn names_stand_in_the_order_of_a_dictionary() {
        let mut names = ["思茅区", "鸠江区", "河口县", "米易县", "鄂城区", "河间市", "01/a.txt", "鄂州市"];
        names.sort_by_cached_key(|name| sort_key(name));
        assert_eq!(names, ["01/a.txt", "鄂城区", "鄂州市", "河间市", "河口县", "鸠江区", "米易县", "思茅区"]);
    }

    #[test]
    fn a_finder_may_be_used_from_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Finder>();
    }
}
