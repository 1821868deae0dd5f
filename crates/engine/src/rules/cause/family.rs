//! Smallest sets that are one and the same but for a row or a column, drawn together: «办理总计, and one of 19 rows».

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{CellSet, NewValue, both};
use crate::rules::names;
use crate::rules::registry::Wording;
use crate::schema::CellId;
use crate::text::lang::Lang;

/// Sets of one shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Cells that all of its sets change, alike.
    pub fixed: Vec<NewValue>,
    /// The cells of which each set changes one choice besides; empty where the family is a single set.
    pub choices: Vec<Vec<NewValue>>,
    /// Its sets, as indices into those of the cause, the likeliest first.
    pub sets: Vec<usize>,
    words: Wording,
}

impl Family {
    /// What would change, in words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> &str {
        self.words.get(lang)
    }
}

/// How far a value would move: least and most.
type Moved = (Option<Decimal>, Option<Decimal>);
/// What sets of one shape share: the axis in which they differ, the cells that they change alike, and what they do to the
/// row or column that is theirs.
type Shape = (bool, Vec<(CellId, Moved)>, Vec<(u8, Moved)>);

fn moved(change: &NewValue) -> Moved {
    (change.least.map(|least| least - change.from), change.most.map(|most| most - change.from))
}

/// Draws sets together, each into the largest family that it is of.
pub(super) fn draw(sets: &[CellSet]) -> Vec<Family> {
    let mut shapes: BTreeMap<Shape, Vec<usize>> = BTreeMap::new();
    for (at, set) in sets.iter().enumerate() {
        for by_row in [true, false] {
            let place = |change: &NewValue| if by_row { change.cell.row } else { change.cell.column };
            let mut places: Vec<u8> = set.changes.iter().map(place).collect();
            places.sort_unstable();
            places.dedup();
            for own in places {
                let fixed = set.changes.iter().filter(|change| place(change) != own);
                let choice = set.changes.iter().filter(|change| place(change) == own);
                let across = |change: &NewValue| if by_row { change.cell.column } else { change.cell.row };
                let shape = (
                    by_row,
                    fixed.map(|change| (change.cell, moved(change))).collect(),
                    choice.map(|change| (across(change), moved(change))).collect(),
                );
                shapes.entry(shape).or_default().push(at);
            }
        }
    }
    let mut shapes: Vec<(Shape, Vec<usize>)> = shapes.into_iter().collect();
    shapes.sort_by_key(|(_, members)| (std::cmp::Reverse(members.len()), members[0]));
    let mut taken = vec![false; sets.len()];
    let mut families: Vec<Family> = Vec::new();
    for ((by_row, fixed, _), members) in shapes {
        let members: Vec<usize> = members.into_iter().filter(|&at| !taken[at]).collect();
        if members.is_empty() {
            continue;
        }
        members.iter().for_each(|&at| taken[at] = true);
        families.push(family(sets, by_row, &fixed, members));
    }
    families.sort_by_key(|family| family.sets[0]);
    families
}

fn family(sets: &[CellSet], by_row: bool, fixed: &[(CellId, Moved)], members: Vec<usize>) -> Family {
    let first = &sets[members[0]].changes;
    if let [_] = members[..] {
        return Family { fixed: first.clone(), choices: Vec::new(), sets: members, words: changes(first) };
    }
    let is_fixed = |change: &&NewValue| fixed.iter().any(|(cell, _)| *cell == change.cell);
    let fixed: Vec<NewValue> = first.iter().filter(is_fixed).copied().collect();
    let choice = |&at: &usize| sets[at].changes.iter().filter(|change| !is_fixed(change)).copied().collect();
    let choices: Vec<Vec<NewValue>> = members.iter().map(choice).collect();
    let words = in_words(by_row, &fixed, &choices);
    Family { fixed, choices, sets: members, words }
}

fn in_words(by_row: bool, fixed: &[NewValue], choices: &[Vec<NewValue>]) -> Wording {
    let cell = choices[0][0].cell;
    let table = cell.table();
    let mut own: Vec<u8> =
        choices.iter().map(|choice| if by_row { choice[0].cell.row } else { choice[0].cell.column }).collect();
    own.sort_unstable();
    let name = |index| if by_row { names::row(table, index) } else { names::column(table, index) };
    let range = names::ranges(&own, name);
    let (mut zh, mut en) = (Vec::new(), Vec::new());
    for change in &choices[0] {
        let across = if by_row { names::column(table, change.cell.column) } else { names::row(table, change.cell.row) };
        let how = grown(change);
        zh.push(format!("“{across}”{} {}", if by_row { "列" } else { "行" }, how.zh));
        en.push(format!("“{across}” {}", how.en));
    }
    let count = choices.len();
    let (axis_zh, axis_en) = if by_row { ("行", "rows") } else { ("列", "columns") };
    let short = names::table(table);
    let choice = both(
        format!("{count} {axis_zh}之一（{}）：{}", range.zh, zh.join("、")),
        format!("one of {count} {axis_en} ({}): {}", range.en, en.join(", ")),
    );
    if fixed.is_empty() {
        return both(format!("{} {}", short.zh, choice.zh), format!("{}, {}", short.en, choice.en));
    }
    let fixed = changes(fixed);
    both(format!("{}，并在 {}", fixed.zh, choice.zh), format!("{}, and {}", fixed.en, choice.en))
}

/// Cells with what they would become: «表三“办理总计”行“自然人”列 5→3、“总计”列 5→3».
pub(in crate::rules) fn changes(list: &[NewValue]) -> Wording {
    let (mut zh, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut last: Option<CellId> = None;
    for change in list {
        let cell = change.cell;
        let to = becomes(change);
        let place = names::place(cell);
        if last.is_some_and(|last| (last.table(), last.row) == (cell.table(), cell.row)) {
            let column = names::column(cell.table(), cell.column);
            zh.push(format!("“{column}”列 {}", to.zh));
            en.push(format!("“{column}” {}", to.en));
        } else if last.is_some_and(|last| last.table() == cell.table()) {
            let (row, column) = (names::row(cell.table(), cell.row), names::column(cell.table(), cell.column));
            zh.push(format!("“{row}”行“{column}”列 {}", to.zh));
            en.push(format!("row “{row}”, column “{column}” {}", to.en));
        } else {
            zh.push(format!("{} {}", place.zh, to.zh));
            en.push(format!("{} {}", place.en, to.en));
        }
        last = Some(cell);
    }
    both(zh.join("、"), en.join(", "))
}

/// What a cell would become: `5→3`, or the range that will do.
fn becomes(change: &NewValue) -> Wording {
    let from = change.from;
    match (change.least, change.most) {
        (Some(least), Some(most)) if least == most => both(format!("{from}→{least}"), format!("{from}→{least}")),
        (Some(least), Some(most)) => both(format!("{from}→{least} 至 {most}"), format!("{from}→{least} to {most}")),
        (Some(least), None) => both(format!("{from}→不小于 {least}"), format!("{from}→at least {least}")),
        (None, Some(most)) => both(format!("{from}→不大于 {most}"), format!("{from}→at most {most}")),
        (None, None) => both(format!("{from}→另一数"), format!("{from}→another number")),
    }
}

/// How a cell would move, whatever stands there: `+1`, or the range that will do.
fn grown(change: &NewValue) -> Wording {
    let signed = |by: Decimal| format!("{}{}", if by.is_sign_negative() { "−" } else { "+" }, by.abs());
    match moved(change) {
        (Some(least), Some(most)) if least == most => both(signed(least), signed(least)),
        (Some(least), Some(most)) => {
            both(format!("{} 至 {}", signed(least), signed(most)), format!("{} to {}", signed(least), signed(most)))
        }
        (Some(least), None) => both(format!("至少 {}", signed(least)), format!("at least {}", signed(least))),
        (None, Some(most)) => both(format!("至多 {}", signed(most)), format!("at most {}", signed(most))),
        (None, None) => both("另一数".to_owned(), "another number".to_owned()),
    }
}
