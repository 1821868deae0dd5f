//! Pairs of characters that are easily taken for each other: by shape (`shapes.txt`) or by sound (`sounds.txt`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// First and last character that a group holds: the block of common Chinese characters.
const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

/// Groups by character, in one list: every character of an edit distance is looked up here.
pub struct Table {
    /// Where the groups of a character begin in `groups`; those of the next character end them.
    starts: Vec<u32>,
    groups: Vec<u16>,
    /// The first group by sound; those before it are by shape.
    first_sound: u16,
}

/// In what two characters are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resemblance {
    /// They look alike.
    Shape,
    /// They sound alike.
    Sound,
}

/// In what two different characters are easily taken for each other, if in anything.
#[must_use]
pub fn resemblance(a: char, b: char) -> Option<Resemblance> {
    let table = Table::get();
    let of_b = table.groups(b);
    let shared = table.groups(a).iter().find(|group| of_b.contains(group))?;
    Some(if *shared < table.first_sound { Resemblance::Shape } else { Resemblance::Sound })
}

impl Table {
    fn load() -> Self {
        let mut by_character: BTreeMap<char, Vec<u16>> = BTreeMap::new();
        let is_group = |line: &&str| !line.starts_with('#');
        let shapes = include_str!("shapes.txt").lines().filter(is_group);
        let sounds = include_str!("sounds.txt").lines().filter(is_group);
        let first_sound = shapes.clone().count() as u16;
        for (number, line) in shapes.chain(sounds).enumerate() {
            let characters = line.rsplit(' ').next().unwrap_or_default();
            for c in characters.chars() {
                by_character.entry(c).or_default().push(number as u16);
            }
        }
        let mut table = Self { starts: Vec::new(), groups: Vec::new(), first_sound };
        for c in FIRST..=LAST {
            table.starts.push(table.groups.len() as u32);
            table.groups.extend(by_character.get(&c).into_iter().flatten());
        }
        table.starts.push(table.groups.len() as u32);
        table
    }

    /// The table, loaded at the first call.
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(Self::load)
    }

    /// Whether two different characters look or sound alike.
    pub fn are_confusable(&self, a: char, b: char) -> bool {
        let of_b = self.groups(b);
        !of_b.is_empty() && self.groups(a).iter().any(|group| of_b.contains(group))
    }

    fn groups(&self, c: char) -> &[u16] {
        if !(FIRST..=LAST).contains(&c) {
            return &[];
        }
        let at = c as usize - FIRST as usize;
        &self.groups[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_sounds_are_known() {
        for (a, b) in [('不', '部'), ('以', '已'), ('己', '已'), ('其', '期'), ('制', '治'), ('复', '覆')] {
            assert!(Table::get().are_confusable(a, b), "{a}{b}");
        }
        for (a, b) in [('企', '科'), ('商', '研'), ('总', '其')] {
            assert!(!Table::get().are_confusable(a, b), "{a}{b}");
        }
    }
}
