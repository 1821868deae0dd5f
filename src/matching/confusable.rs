//! Pairs of characters that are easily taken for each other: by shape (`shapes.txt`) or by sound (`sounds.txt`).

use std::collections::HashMap;
use std::sync::OnceLock;

/// What replacing one character by a look-alike or sound-alike costs, where any other replacement costs 1.
pub const CONFUSABLE_COST: f32 = 0.4;

struct Table {
    /// Group numbers by character: a character stands in up to a handful of groups.
    groups: HashMap<char, Vec<u16>>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut groups: HashMap<char, Vec<u16>> = HashMap::new();
        let shapes = include_str!("shapes.txt").lines();
        let sounds = include_str!("sounds.txt").lines();
        let lines = shapes.chain(sounds).filter(|line| !line.starts_with('#'));
        for (number, line) in lines.enumerate() {
            let characters = line.rsplit(' ').next().unwrap_or_default();
            for c in characters.chars() {
                groups.entry(c).or_default().push(number as u16);
            }
        }
        Table { groups }
    })
}

/// Whether two different characters look or sound alike.
#[must_use]
pub fn are_confusable(a: char, b: char) -> bool {
    let groups = &table().groups;
    match (groups.get(&a), groups.get(&b)) {
        (Some(of_a), Some(of_b)) => of_a.iter().any(|group| of_b.contains(group)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_sounds_are_known() {
        for (a, b) in [('不', '部'), ('以', '已'), ('己', '已'), ('其', '期'), ('制', '治'), ('复', '覆')] {
            assert!(are_confusable(a, b), "{a}{b}");
        }
        for (a, b) in [('企', '科'), ('商', '研'), ('总', '其')] {
            assert!(!are_confusable(a, b), "{a}{b}");
        }
    }
}
