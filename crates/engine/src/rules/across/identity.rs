//! Which reports are of the same unit: by the unit's name as it folds, by the roster's other names, and by what a reviewer
//! confirmed. What only looks alike is a proposal (`propose`) and used by no rule.

use std::collections::{BTreeMap, BTreeSet};

use super::Extract;
use crate::report::{Roster, UnitKind};
use crate::text::fold::fold_char;

/// What reviewers said of names: which are one unit, and which are not although they look alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identities {
    /// From a name to one that stands for the same unit and is nearer to the one that stands for all.
    same: BTreeMap<String, String>,
    apart: BTreeSet<(String, String)>,
}

impl Identities {
    /// Says that two names are of one unit.
    pub fn join(&mut self, a: &str, b: &str) {
        let (a, b) = (self.root(&key(a)), self.root(&key(b)));
        // The smaller name stands for both, so that the order of telling does not matter.
        if a < b {
            self.same.insert(b, a);
        } else if b < a {
            self.same.insert(a, b);
        }
    }

    /// Says that two names are of two units, so that it is not proposed again that they are one.
    pub fn part(&mut self, a: &str, b: &str) {
        let (a, b) = (key(a), key(b));
        self.apart.insert(if a < b { (a, b) } else { (b, a) });
    }

    /// Whether it was said that two names are of two units.
    #[must_use]
    pub fn are_apart(&self, a: &str, b: &str) -> bool {
        let (a, b) = (key(a), key(b));
        self.apart.contains(&if a < b { (a, b) } else { (b, a) })
    }

    /// The key that stands for all names of a unit.
    pub(super) fn root(&self, key: &str) -> String {
        let mut at = key;
        while let Some(next) = self.same.get(at) {
            at = next;
        }
        at.to_owned()
    }
}

/// The name under which a unit is known: blanks dropped, characters folded, and the endings that mean the same brought to one,
/// so that 甲县 and 甲县政府 are 甲县人民政府, and 乙街道 is 乙街道办事处. A government and its office stay apart.
#[must_use]
pub fn key(name: &str) -> String {
    let mut key: String = name.chars().filter(|c| !c.is_whitespace()).map(fold_char).collect();
    let swap = |key: &mut String, end: &str, by: &str| {
        let is_so = key.ends_with(end);
        if is_so {
            key.truncate(key.len() - end.len());
            key.push_str(by);
        }
        is_so
    };
    for (end, by) in [
        ("人民政府办公室", "政府办公室"),
        ("政府办", "政府办公室"),
        ("人民政府办公厅", "政府办公厅"),
        ("街道办事处", "街道"),
        ("街道办", "街道"),
        ("管理委员会", "管委会"),
    ] {
        if swap(&mut key, end, by) {
            return key;
        }
    }
    if key.ends_with("政府") {
        if !swap(&mut key, "人民政府", "") {
            swap(&mut key, "政府", "");
        }
        key.push_str("人民政府");
    } else if UnitKind::of(&key).is_some_and(|kind| kind.body == crate::report::Body::Government) {
        key.push_str("人民政府");
    }
    key
}

/// One unit and its reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// The key that stands for its names.
    pub key: String,
    /// Its reports by year; more than one for a year where it was handed in twice.
    pub years: BTreeMap<i32, Vec<usize>>,
}

impl Unit {
    /// The only report of a year; `None` where there is none, or more than one.
    pub fn only(&self, year: i32) -> Option<usize> {
        match self.years.get(&year).map(Vec::as_slice) {
            Some(&[only]) => Some(only),
            _ => None,
        }
    }

    /// Reports of neighbouring years, the earlier first.
    pub fn neighbours(&self) -> impl Iterator<Item = (usize, usize)> {
        self.years.keys().filter_map(|&year| Some((self.only(year - 1)?, self.only(year)?)))
    }
}

/// The units of a batch, in the order of their first report, and what is not told apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Units {
    /// Units whose name and year are known. A name that several folders use for the same year is a unit for each folder.
    pub list: Vec<Unit>,
    /// Reports that share unit and year, and whether all of them lie in one folder.
    pub doubles: Vec<(Vec<usize>, bool)>,
    /// The key of each report's unit.
    pub keys: Vec<Option<String>>,
    identities: Identities,
}

impl Units {
    pub fn of(extracts: &[Extract], roster: Option<&Roster>, identities: &Identities) -> Self {
        let mut identities = identities.clone();
        for entry in roster.iter().flat_map(|roster| &roster.entries) {
            for alias in &entry.aliases {
                identities.join(&entry.name, alias);
            }
        }
        let keys: Vec<Option<String>> =
            extracts.iter().map(|extract| extract.unit.as_deref().map(|unit| identities.root(&key(unit)))).collect();
        let mut units = Self::default();
        let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, key) in keys.iter().enumerate() {
            if let (Some(key), Some(_)) = (key, extracts[index].year) {
                by_key.entry(key).or_default().push(index);
            }
        }
        for (key, reports) in by_key {
            units.add(key, &reports, extracts);
        }
        units.list.sort_by_key(|unit| unit.years.values().flatten().min().copied());
        units.doubles.sort();
        units.keys = keys;
        units.identities = identities;
        units
    }

    /// The key of the unit of a name.
    pub fn root(&self, name: &str) -> String {
        self.identities.root(&key(name))
    }

    fn add(&mut self, key: &str, reports: &[usize], extracts: &[Extract]) {
        let unit = |reports: &[usize]| {
            let mut years: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
            for &index in reports {
                years.entry(extracts[index].year.unwrap_or_default()).or_default().push(index);
            }
            Unit { key: key.to_owned(), years }
        };
        let whole = unit(reports);
        let mut is_double = false;
        for same in whole.years.values().filter(|same| same.len() > 1) {
            is_double = true;
            let mut folders: Vec<String> = same.iter().map(|&index| folder(&extracts[index].name)).collect();
            folders.sort();
            folders.dedup();
            self.doubles.push((same.clone(), folders.len() == 1));
        }
        if !is_double {
            self.list.push(whole);
            return;
        }
        let mut by_folder: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &index in reports {
            by_folder.entry(folder(&extracts[index].name)).or_default().push(index);
        }
        self.list.extend(by_folder.values().map(|reports| unit(reports)));
    }
}

/// The folder of a file without the years in its name, so that 甲县/2022 and 甲县/2023 are one.
fn folder(name: &str) -> String {
    name.rsplit_once('/').map_or("", |(folder, _)| folder).chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_that_mean_the_same_are_one() {
        for (a, b, same) in [
            ("甲县", "甲县人民政府", true),
            ("甲县政府", "甲縣人民政府", true),
            ("乙街道", "乙街道办事处", true),
            ("乙镇", "乙镇人民政府", true),
            ("甲县人民政府办公室", "甲县政府办", true),
            ("甲县人民政府办公室", "甲县人民政府", false),
            ("乙镇人民政府", "乙街道办事处", false),
            ("甲县教育局", "甲县 教育局", true),
            ("甲县教育局", "教育局", false),
        ] {
            assert_eq!(key(a) == key(b), same, "{a} {b}");
        }
    }

    fn extract(name: &str, unit: &str, year: i32) -> Extract {
        Extract { name: name.into(), unit: Some(unit.into()), year: Some(year), ..Extract::default() }
    }

    #[test]
    fn what_is_confirmed_is_joined_in_any_order() {
        let mut identities = Identities::default();
        identities.join("丙局", "乙局");
        identities.join("丁局", "丙局");
        identities.part("甲局", "丁局");
        assert_eq!(identities.root("丁局"), identities.root("乙局"));
        assert!(identities.are_apart("丁局", "甲局") && !identities.are_apart("丁局", "乙局"));
    }

    #[test]
    fn folders_tell_units_of_one_name_apart() {
        let batch = [
            extract("甲县/2022/城关镇.txt", "城关镇", 2022),
            extract("甲县/2023/城关镇.txt", "城关镇人民政府", 2023),
            extract("乙县/2023/城关镇.txt", "城关镇", 2023),
            extract("乙县/2023/教育局.txt", "教育局", 2023),
            extract("乙县/2023/教育局 (1).txt", "教育局", 2023),
        ];
        let units = Units::of(&batch, None, &Identities::default());
        assert_eq!(units.doubles, [(vec![1, 2], false), (vec![3, 4], true)]);
        let pairs: Vec<_> = units.list.iter().flat_map(Unit::neighbours).collect();
        assert_eq!(pairs, [(0, 1)]);
    }
}
