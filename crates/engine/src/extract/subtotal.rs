//! A subtotal column that the form does not have: told by the arithmetic of the rows, where labels alone do not settle it.
//!
//! Units print 小计 behind the applicants that are 法人或其他组织. Its header is a word that the form uses for its own total,
//! and damage hides what is which; but a column that is the sum of its group in row after row is nothing else.

use rust_decimal::Decimal;

use crate::matching::Method;
use crate::schema::{Axis, Field, Table};

use super::block::Block;
use super::columns::{Columns, Counts, Leaf};
use super::node::Node;
use super::rows::Row;
use super::token::Token;

/// Fewest rows with figures that show a subtotal.
const FEWEST: usize = 2;

/// The columns of a table with one column more than the form has, where the rows show it to be the subtotal of a group and
/// no label speaks against the form's own order; `None` where they do not. `figures` are the values of the rows that have
/// that many, in printed order; `header` the nodes of the header, in printed order.
pub fn with_subtotal(
    columns: &[Field],
    total: u8,
    figures: &[&[Option<Decimal>]],
    nodes: &[Node],
    header: &[usize],
) -> Option<Vec<Leaf>> {
    let is_inner = |column: usize| !columns[column].group.is_empty();
    let first = (0..columns.len()).find(|&column| is_inner(column))?;
    let last = (0..columns.len()).rfind(|&column| is_inner(column))?;
    let of_columns: Vec<usize> = header.iter().copied().filter(|&i| nodes[i].target.axis == Axis::Column).collect();
    let index = |i: usize| usize::from(nodes[i].target.index);
    let inner: Vec<usize> = of_columns.iter().copied().filter(|&i| is_inner(index(i))).collect();
    if !inner.is_sorted_by_key(|&i| index(i)) {
        return None;
    }
    let (own, other) = totals(nodes, &of_columns, total, &inner);
    // Before the group or behind it; where so few figures differ that it could be both, its label tells.
    let is_behind = || other.zip(inner.first()).map(|(other, &i)| nodes[other].start > nodes[i].start);
    let place = match [first, last + 1].map(|place| is_sum_of_group(figures, place, first, last, total)) {
        [true, false] => first,
        [false, true] => last + 1,
        [true, true] if is_behind()? => last + 1,
        [true, true] => first,
        [false, false] => return None,
    };
    let leaf = |column: usize| {
        let node = if column == usize::from(total) {
            own
        } else {
            let named = of_columns.iter().copied().filter(|&i| index(i) == column);
            named.max_by(|&a, &b| nodes[a].gain.total_cmp(&nodes[b].gain))
        };
        Leaf { row: None, column: Some(column as u8), node, stray: None }
    };
    let mut leaves: Vec<Leaf> = (0..columns.len()).map(leaf).collect();
    leaves.insert(place, Leaf { row: None, column: None, node: other, stray: None });
    Some(leaves)
}

/// Whether the value at a place is the sum of the group's, and the last column that of them and the others, in nearly all
/// rows that have figures in the group. Totals may be the unit's mistakes and count by the majority.
fn is_sum_of_group(figures: &[&[Option<Decimal>]], place: usize, first: usize, last: usize, total: u8) -> bool {
    let at = |column: usize| if column < place { column } else { column + 1 };
    let group: Vec<usize> = (first..=last).collect();
    let others: Vec<usize> = (0..figures.first().map_or(0, |row| row.len()).saturating_sub(1))
        .filter(|&c| c != usize::from(total))
        .collect();
    let (mut rows, mut within, mut whole) = (0, 0, 0);
    for row in figures {
        let value = |at: usize| row.get(at).copied().flatten();
        let sum = |columns: &[usize]| {
            columns.iter().try_fold(Decimal::ZERO, |sum, &column| sum.checked_add(value(at(column))?))
        };
        let Some(subtotal) = sum(&group).filter(|sum| !sum.is_zero()) else { continue };
        rows += 1;
        within += usize::from(value(place) == Some(subtotal));
        let all = sum(&others);
        whole += usize::from(all.is_some() && value(at(usize::from(total))) == all);
    }
    rows >= FEWEST && within * 10 >= rows * 9 && whole * 2 > rows
}

/// Which node names the form's total and which the subtotal. Both may be taken for the total; the subtotal stands behind
/// the labels of its group, and before the total where one line holds them all.
fn totals(nodes: &[Node], of_columns: &[usize], total: u8, inner: &[usize]) -> (Option<usize>, Option<usize>) {
    let mut named: Vec<usize> = of_columns.iter().copied().filter(|&i| nodes[i].target.index == total).collect();
    let behind = inner.last().map_or(0, |&i| nodes[i].start);
    match named.as_slice() {
        [] => (None, None),
        // 小计 is a variant of the total's label, and where it stands alone it is what it says.
        &[only] if nodes[only].method == Method::Alias => (None, Some(only)),
        &[only] => (Some(only), None),
        _ => {
            let at = named.iter().position(|&i| nodes[i].start > behind).unwrap_or(0);
            let other = named.remove(at);
            (named.first().copied(), Some(other))
        }
    }
}

/// The figures of rows that have one under each of so many columns, and not only zeros.
fn telling(counts: &[Counts], width: usize) -> Vec<&[Option<Decimal>]> {
    let is_telling = |figures: &&[Option<Decimal>]| {
        figures.len() == width
            && figures.iter().all(Option::is_some)
            && figures.iter().flatten().any(|figure| !figure.is_zero())
    };
    counts.iter().map(|count| count.figures.as_slice()).filter(is_telling).collect()
}

/// In how many rows the figure at a place is the sum of all others.
fn held_at(rows: &[&[Option<Decimal>]], place: usize) -> usize {
    let holds = |row: &&&[Option<Decimal>]| {
        let mut others = row.iter().enumerate().filter(|&(k, _)| k != place);
        let sum = others.try_fold(Decimal::ZERO, |sum, (_, figure)| sum.checked_add((*figure)?));
        sum.is_some() && row[place] == sum
    };
    rows.iter().filter(holds).count()
}

/// Whether columns in this order add up in each of the rows that tell: two at least, so that it is no chance.
pub fn adds_up(table: &Table, leaves: &[Leaf], counts: &[Counts]) -> bool {
    let total = table.column("total").and_then(|total| leaves.iter().position(|leaf| leaf.column == Some(total)));
    let rows = telling(counts, leaves.len());
    total.is_some_and(|total| rows.len() >= FEWEST && held_at(&rows, total) == rows.len())
}

/// Whether the form's order breaks every row that tells, and with another column as the total every one adds up.
pub fn order_is_refuted(table: &Table, counts: &[Counts]) -> bool {
    let Some(total) = table.column("total").map(usize::from) else { return false };
    let rows = telling(counts, table.columns.len());
    let is_total = |place: usize| held_at(&rows, place) == rows.len();
    rows.len() >= FEWEST && held_at(&rows, total) == 0 && (0..total).any(is_total)
}

/// Whether columns in an unusual order or number are refuted by the totals of their rows: most rows that have figures do
/// not add up, or a column that the form does not have would be the better total. A subtotal that adds up over its group
/// says which column it is, and so that the total beside it is the unit's own, right or wrong.
pub fn arithmetic_contradicts(block: &Block, columns: &Columns, rows: &[Row], tokens: &[Token]) -> bool {
    let leaves = &columns.leaves;
    let usual = leaves.iter().enumerate().all(|(k, leaf)| columns.is_flat || leaf.column == Some(k as u8));
    let table = block.table.get();
    let Some(total) = table.column("total").filter(|_| !usual) else { return false };
    let is_addend = |k: usize| leaves[k].column.is_some_and(|column| column != total);
    let is_inner =
        |k: usize| leaves[k].column.is_some_and(|column| !table.columns[usize::from(column)].group.is_empty());
    let candidates: Vec<usize> =
        (0..leaves.len()).filter(|&k| leaves[k].column.is_none_or(|column| column == total)).collect();
    let (mut held, mut held_within) = (vec![0; candidates.len()], vec![0; candidates.len()]);
    let (mut tried, mut tried_within) = (0, 0);
    for row in rows {
        let value = |k: usize| -> Option<Decimal> {
            let piece = row.cells.get(k).copied().flatten()?;
            tokens[piece].reading.as_ref()?.value
        };
        let sum = |counts: &dyn Fn(usize) -> bool| {
            let addends = (0..leaves.len()).filter(|&k| counts(k)).map(|k| value(k).unwrap_or_default());
            addends.fold(Decimal::ZERO, |sum, value| sum.checked_add(value).unwrap_or(Decimal::MAX))
        };
        let stated: Vec<Option<Decimal>> = candidates.iter().map(|&k| value(k)).collect();
        // Where all figures are 0 every column adds up.
        let is_zero = stated.iter().flatten().all(Decimal::is_zero);
        let count = |sum: Decimal, held: &mut [usize], tried: &mut usize| {
            if !sum.is_zero() || !is_zero {
                *tried += 1;
                for (held, stated) in held.iter_mut().zip(&stated) {
                    *held += usize::from(*stated == Some(sum));
                }
            }
        };
        count(sum(&is_addend), &mut held, &mut tried);
        count(sum(&is_inner), &mut held_within, &mut tried_within);
    }
    let is_subtotal = |at: usize| leaves[candidates[at]].column.is_none() && 4 * held_within[at] > 3 * tried_within;
    if tried_within >= 3 && columns.is_certain && (0..candidates.len()).any(is_subtotal) {
        return false;
    }
    let of_total = candidates.iter().position(|&k| leaves[k].column == Some(total)).map_or(0, |at| held[at]);
    tried > 0 && (2 * of_total < tried || held.iter().any(|&other| other > of_total))
}
