//! Names that look as if they were of one unit: a prefix left out, an abbreviation, a department renamed.
//!
//! A proposal needs more than likeness: units that both reported for the same year are two units, and so are two that the
//! roster lists. Governments are proposed only where one name lacks the place above; their names are too much alike for more.

use std::collections::{BTreeMap, BTreeSet};

use super::identity::Units;
use super::{Extract, Options, Proposal};
use crate::matching::likeness;
use crate::report::{Body, UnitKind};
use crate::text::numeral::ORDINALS;

/// Least likeness of two names of departments.
const ALIKE: f32 = 0.72;
/// In a place with more departments than this, names are not compared: it is no place, but names without one.
const CROWD: usize = 300;
/// A name that fits more names than this fits none.
const SEVERAL: usize = 2;

/// One name of the batch or the roster.
struct Name {
    /// Its key.
    chars: Vec<char>,
    /// As it is written where it was met first.
    shown: String,
    body: Option<Body>,
    /// Years for which it has reports.
    years: BTreeSet<i32>,
    is_listed: bool,
}

impl Name {
    /// How long the part is that names a place, in characters.
    fn place(&self) -> usize {
        let is_place = |at: &usize| *at > 0 && "省市州盟县旗区镇乡".contains(self.chars[*at]);
        (0..self.chars.len().saturating_sub(2)).rev().find(is_place).map_or(0, |at| at + 1)
    }

    /// Whether two names may be of one unit for all that is known beside the names.
    fn may_be(&self, other: &Self) -> bool {
        let both_listed = self.is_listed && other.is_listed;
        let is_there = !(self.years.is_empty() && other.years.is_empty());
        self.body == other.body && !both_listed && is_there && self.years.is_disjoint(&other.years)
    }
}

/// The names of the batch and the roster that a reviewer should look at, in order.
pub(super) fn proposals(extracts: &[Extract], options: &Options, units: &Units) -> Vec<Proposal> {
    let names = names(extracts, options, units);
    let mut found: BTreeMap<(usize, usize), (&str, &str)> = BTreeMap::new();
    prefixes(&names, &mut found);
    departments(&names, &mut found);
    let proposals = found.into_iter().map(|((a, b), (zh, en))| Proposal {
        a: names[a].shown.clone(),
        b: names[b].shown.clone(),
        why_zh: zh.to_owned(),
        why_en: en.to_owned(),
    });
    proposals.filter(|proposal| !options.identities.are_apart(&proposal.a, &proposal.b)).collect()
}

fn names(extracts: &[Extract], options: &Options, units: &Units) -> Vec<Name> {
    let mut names: BTreeMap<String, Name> = BTreeMap::new();
    let add = |names: &mut BTreeMap<String, Name>, key: String, shown: &str, year: Option<i32>, is_listed: bool| {
        let name = names.entry(key).or_insert_with_key(|key| Name {
            chars: key.chars().collect(),
            shown: shown.to_owned(),
            body: UnitKind::of(key).map(|kind| kind.body),
            years: BTreeSet::new(),
            is_listed: false,
        });
        name.years.extend(year);
        name.is_listed |= is_listed;
    };
    for (extract, key) in extracts.iter().zip(&units.keys) {
        if let (Some(unit), Some(key)) = (&extract.unit, key) {
            add(&mut names, key.clone(), unit, extract.year, false);
        }
    }
    for entry in options.roster.iter().flat_map(|roster| &roster.entries) {
        add(&mut names, units.root(&entry.name), &entry.name, None, true);
    }
    names.into_values().collect()
}

/// 甲市乙区教育局 and 乙区教育局: one name is the end of the other, behind the name of a place.
fn prefixes(names: &[Name], found: &mut BTreeMap<(usize, usize), (&'static str, &'static str)>) {
    let mut order: Vec<(Vec<char>, usize)> =
        names.iter().enumerate().map(|(at, name)| (name.chars.iter().rev().copied().collect(), at)).collect();
    order.sort();
    for (place, (short, at)) in order.iter().enumerate() {
        let longer = order[place + 1..].iter().take_while(|(long, _)| long.starts_with(short));
        let longer: Vec<usize> = longer
            .filter(|(long, other)| {
                "省市州盟县旗区镇乡".contains(long[short.len()]) && names[*at].may_be(&names[*other])
            })
            .map(|(_, other)| *other)
            .collect();
        if longer.len() <= SEVERAL && short.len() >= 3 {
            for other in longer {
                let why = ("一个名称比另一个只多了上级地名", "one name is the other with the place above before it");
                found.insert((*at.min(&other), *at.max(&other)), why);
            }
        }
    }
}

/// Departments of one place: 甲县发改委 and 甲县发展和改革委员会, 甲县文化体育局 and 甲县文化和旅游局.
fn departments(names: &[Name], found: &mut BTreeMap<(usize, usize), (&'static str, &'static str)>) {
    let mut places: BTreeMap<&[char], Vec<usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        if matches!(name.body, Some(Body::Department | Body::Committee)) {
            places.entry(&name.chars[..name.place()]).or_default().push(at);
        }
    }
    for (place, members) in places.iter().filter(|(_, members)| members.len() <= CROWD) {
        for (index, &a) in members.iter().enumerate() {
            for &b in members[index + 1..].iter().filter(|&&b| names[a].may_be(&names[b])) {
                let [x, y] = [a, b].map(|at| &names[at].chars[place.len()..]);
                if is_short_for(x, y) || is_short_for(y, x) {
                    let why = ("一个名称像是另一个的简称", "one name looks like a short form of the other");
                    found.entry((a, b)).or_insert(why);
                } else if likeness(x, y).score >= ALIKE && !is_numbered(x, y) {
                    let why = (
                        "名称相近，且没有同一年度的报告，可能是更名",
                        "the names are alike and share no year: the unit may have been renamed",
                    );
                    found.entry((a, b)).or_insert(why);
                }
            }
        }
    }
}

/// Whether a name leaves out characters of another one and keeps its first and its kind: 发改委, 发展和改革委员会.
fn is_short_for(short: &[char], long: &[char]) -> bool {
    if short.len() < 3 || short.len() >= long.len() || short[0] != long[0] {
        return false;
    }
    let mut rest = long.iter();
    let is_inside = short.iter().all(|c| rest.by_ref().any(|other| other == c));
    let kind = |name: &[char]| name.iter().rev().find(|c| "局委办厅院馆站所队社会".contains(**c)).copied();
    is_inside && (short.last() == long.last() || kind(&long[..long.len() - 1]) == short.last().copied())
}

/// Whether two names differ in nothing but a number or a direction, as 第一小学 and 第二小学 do.
fn is_numbered(a: &[char], b: &[char]) -> bool {
    let differ: Vec<_> = a.iter().zip(b).filter(|(x, y)| x != y).collect();
    let telling = |c: &char| ORDINALS.contains(*c) || "东西南北中上下新老".contains(*c) || c.is_ascii_digit();
    a.len() == b.len() && differ.len() == 1 && differ.iter().all(|(x, y)| telling(x) && telling(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(units: &[(&str, i32)]) -> Vec<(String, String)> {
        let extract =
            |&(unit, year): &(&str, i32)| Extract { unit: Some(unit.into()), year: Some(year), ..Extract::default() };
        let extracts: Vec<Extract> = units.iter().map(extract).collect();
        let options = Options::default();
        let units = Units::of(&extracts, None, &options.identities);
        proposals(&extracts, &options, &units).into_iter().map(|proposal| (proposal.a, proposal.b)).collect()
    }

    #[test]
    fn names_that_may_be_one_unit_are_proposed() {
        for (a, b) in [
            ("甲市乙区人民政府", "乙区人民政府"),
            ("甲县教育局", "丙市甲县教育局"),
            ("甲县发改委", "甲县发展和改革委员会"),
            ("甲县文化体育和旅游局", "甲县文化和旅游局"),
            ("甲县人力资源和社会保障局", "甲县人社局"),
        ] {
            assert_eq!(proposed(&[(a, 2022), (b, 2023)]).len(), 1, "{a} {b}");
            assert!(proposed(&[(a, 2023), (b, 2023)]).is_empty(), "{a} {b} in one year");
        }
    }

    #[test]
    fn names_of_two_units_are_not() {
        for (a, b) in [
            ("甲县人民政府", "甲县人民政府办公室"),
            ("丁镇人民政府", "丁街道办事处"),
            ("白沙镇人民政府", "白马镇人民政府"),
            ("甲县教育局", "乙县教育局"),
            ("甲县第一中学学校", "甲县第二中学学校"),
            ("甲县水利局", "甲县统计局"),
        ] {
            assert!(proposed(&[(a, 2022), (b, 2023)]).is_empty(), "{a} {b}");
        }
    }
}
