//! Values at the ends of lines, and the columns in which they stand below each other.

use super::atoms::Atom;
use super::tuning::Tuning;
use super::words;
use crate::text::fold::split_ordinal;

/// A left and a right edge.
pub type Edges = (f32, f32);

/// Most columns of a table.
const MOST: usize = 60;

/// What may stand behind a number in its cell.
const UNITS: [&str; 3] = ["万元", "元", "件"];

/// Whether a text is a value: a number, or a mark for none, perhaps broken over lines.
pub fn is_value(text: &str) -> bool {
    text.split('\n').all(is_whole)
}

fn is_whole(text: &str) -> bool {
    let bare = UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let is_figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let is_mark = |c: char| matches!(c, '/' | '-' | '—' | '－');
    let is_of_value = |c: char| is_figure(c) || is_mark(c) || matches!(c, '+' | '.' | ',');
    bare.chars().all(is_of_value) && bare.chars().any(|c| is_figure(c) || (is_mark(c) && bare.len() == text.len()))
}

/// The values that a line ends with.
pub fn of_line(line: &[Atom]) -> Vec<Edges> {
    let words = words::of(line);
    let mut values: Vec<Edges> = Vec::new();
    for word in words.iter().rev().take_while(|word| is_value(&word.text)) {
        if values.last().is_some_and(|next| next.0 - word.x1 < Tuning::get().value_gap * line[0].size) {
            return Vec::new();
        }
        values.push((word.x0, word.x1));
    }
    values.reverse();
    values
}

/// Whether two stretches share a place.
pub fn meet(one: Edges, other: Edges) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

/// Whether what stands on a line without values is the label of columns: it lies over the values that begin at an edge, and
/// does not run over from the labels of the rows as a line of text does.
pub fn is_head((x0, x1): Edges, edge: f32, size: f32) -> bool {
    (x0 + x1) / 2.0 > edge - Tuning::get().head_edge * size && x0 > edge - Tuning::get().head_reach * size
}

/// Whether a text that may stand over columns heads rows instead: groups of rows have ordinals, and may have a line of their own
/// in the middle of the table; labels of columns have none.
pub fn heads_rows(text: &str) -> bool {
    split_ordinal(text).is_some()
}

/// The number of the column in which a value stands; `None` where it stands in none or in several, or only reaches into one:
/// its middle lies in its column, or it is set to one of its edges.
pub fn under(columns: &[Edges], value: Edges) -> Option<usize> {
    let mut found = (0..columns.len()).filter(|&i| meet(columns[i], value));
    let at = found.next().filter(|_| found.next().is_none())?;
    let (left, right) = columns[at];
    let middle = (value.0 + value.1) / 2.0;
    let is_set = (value.0 - left).abs() <= Tuning::get().aligned || (value.1 - right).abs() <= Tuning::get().aligned;
    ((left..=right).contains(&middle) || is_set).then_some(at)
}

/// The columns in which the values of rows stand: those that share a place stand in one, no row has two in one, and of any
/// two columns beside each other some row has a value in each, so that they are not one set in two ways. Few values may be
/// odd: what reaches over two values of a row, or stands between two columns, as where a cell was merged with the blank one
/// beside it, makes none.
pub fn columns(rows: &[&[Edges]]) -> Option<Vec<Edges>> {
    let gaps = Gaps::new(rows);
    let kept: Vec<Vec<Edges>> =
        rows.iter().map(|row| row.iter().copied().filter(|value| !gaps.are_under(*value)).collect()).collect();
    let count = |rows: &mut dyn Iterator<Item = usize>| rows.sum::<usize>();
    let over = count(&mut rows.iter().map(|row| row.len())) - count(&mut kept.iter().map(Vec::len));
    if over * Tuning::get().odd > rows.len() {
        return None;
    }
    let kept = without_stray(kept)?;
    let mut columns = places(&kept)?;
    loop {
        let edges: Vec<Edges> = columns.iter().map(|(column, _)| *column).collect();
        let stand = |row: &Vec<Edges>| -> Vec<usize> {
            row.iter().filter_map(|value| edges.iter().position(|column| meet(*column, *value))).collect()
        };
        let rows: Vec<Vec<usize>> = kept.iter().map(stand).collect();
        if rows.iter().any(|row| row.windows(2).any(|pair| pair[0] == pair[1])) {
            return None;
        }
        let is_seen = |i: usize| rows.iter().any(|row| row.contains(&i) && row.contains(&(i + 1)));
        let Some(unseen) = (0..edges.len().saturating_sub(1)).find(|&i| !is_seen(i)) else { return Some(edges) };
        // The odd one of the two: its row, or the one before it, tells.
        let odd = if columns[unseen].1 < columns[unseen + 1].1 { unseen } else { unseen + 1 };
        let other = 2 * unseen + 1 - odd;
        if columns[odd].1 == columns[other].1
            || (columns[odd].1 > 1 && columns[odd].1 * Tuning::get().odd > columns[other].1)
        {
            return None;
        }
        columns.remove(odd);
    }
}

/// Rows without the values that reach into a column and are not set as the others in it: where nearly all values of one have
/// their left edges, their middles or their right edges below each other, what has neither only touches it.
fn without_stray(rows: Vec<Vec<Edges>>) -> Option<Vec<Vec<Edges>>> {
    let sides: [fn(&Edges) -> f32; 3] = [|value| value.0, |value| (value.0 + value.1) / 2.0, |value| value.1];
    let is_off = |value: &Edges, side: usize, middle: f32| (sides[side](value) - middle).abs() > Tuning::get().aligned;
    // Each place with the side at which its values are set, and where that lies.
    let mut set: Vec<(Edges, usize, f32)> = Vec::new();
    for (place, count) in places(&rows)? {
        let here: Vec<Edges> = rows.iter().flatten().copied().filter(|value| meet(place, *value)).collect();
        let found = (0..sides.len()).find_map(|side| {
            let mut order: Vec<f32> = here.iter().map(sides[side]).collect();
            order.sort_by(f32::total_cmp);
            let middle = order[order.len() / 2];
            let off = here.iter().filter(|value| is_off(value, side, middle)).count();
            (off * Tuning::get().odd <= count).then_some((place, side, middle))
        });
        set.extend(found);
    }
    let is_stray =
        |value: &Edges| set.iter().any(|&(place, side, middle)| meet(place, *value) && is_off(value, side, middle));
    Some(rows.into_iter().map(|row| row.into_iter().filter(|value| !is_stray(value)).collect()).collect())
}

/// What shares a place, with how many values that is; `None` where it is too much for a table.
fn places(rows: &[Vec<Edges>]) -> Option<Vec<(Edges, usize)>> {
    let mut values: Vec<Edges> = rows.iter().flatten().copied().collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut columns: Vec<(Edges, usize)> = Vec::new();
    for value in values {
        match columns.last_mut() {
            Some((column, count)) if value.0 <= column.1 => {
                column.1 = column.1.max(value.1);
                *count += 1;
            }
            _ => columns.push((value, 1)),
        }
    }
    (columns.len() <= MOST).then_some(columns)
}

/// Where the values of rows stand, though no row may have values at two places beside each other: what is over them has to
/// say whether these are columns. No row has two values at one place.
pub fn gathered(rows: &[&[Edges]]) -> Option<Vec<Edges>> {
    let rows: Vec<Vec<Edges>> = rows.iter().map(|row| row.to_vec()).collect();
    let found: Vec<Edges> = places(&rows)?.into_iter().map(|(place, _)| place).collect();
    let at = |value: &Edges| found.iter().position(|place| meet(*place, *value));
    let is_one_each = |row: &Vec<Edges>| row.windows(2).all(|pair| at(&pair[0]) != at(&pair[1]));
    rows.iter().all(is_one_each).then_some(found)
}

/// The gaps between the values of rows.
struct Gaps {
    /// Where each begins, from the right.
    begins: Vec<f32>,
    /// The least end of a gap and those right of it.
    ends: Vec<f32>,
}

impl Gaps {
    fn new(rows: &[&[Edges]]) -> Self {
        let mut gaps: Vec<Edges> =
            rows.iter().flat_map(|row| row.windows(2)).map(|pair| (pair[0].1, pair[1].0)).collect();
        gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
        let begins = gaps.iter().map(|gap| gap.0).collect();
        let least = |least: &mut f32, gap: &Edges| {
            *least = least.min(gap.1);
            Some(*least)
        };
        Self { begins, ends: gaps.iter().scan(f32::MAX, least).collect() }
    }

    /// Whether a value reaches from one side of a gap to the other, and so shares a place with two values of one row.
    fn are_under(&self, value: Edges) -> bool {
        let right = self.begins.partition_point(|begin| *begin >= value.0);
        right.checked_sub(1).is_some_and(|last| self.ends[last] <= value.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows drawn with a character a place: values are what is no blank.
    fn rows(drawing: &str) -> Vec<Vec<Edges>> {
        let of_row = |row: &str| {
            let mut values: Vec<Edges> = Vec::new();
            for (at, _) in row.char_indices().filter(|(_, c)| *c != ' ') {
                match values.last_mut() {
                    Some(last) if last.1 == at as f32 => last.1 += 1.0,
                    _ => values.push((at as f32, at as f32 + 1.0)),
                }
            }
            values
        };
        drawing.split('/').map(of_row).collect()
    }

    #[test]
    fn columns_are_what_rows_share() {
        for (name, drawing, expected) in [
            ("one below the other", "1    2    3/4    5    6", Some("0-1 5-6 10-11")),
            ("blank places", "1    2     /     5    6/4    5     ", Some("0-1 5-6 10-11")),
            ("no row is whole", "1    2     /     5    6", Some("0-1 5-6 10-11")),
            ("wide ones", "1    222   3/4444   5    6", Some("0-4 5-8 11-13")),
            (
                "one that stands between",
                "1    2    3    4/1    2    3    4/1      23      4",
                Some("0-1 5-6 10-11 15-16"),
            ),
            ("a value over two", "1      2      3/1      2      3/1          3   ", Some("0-1 7-8 14-15")),
            (
                "two that stand between, of many",
                "1    2    3/1    2    3/1    2    3/1    2    3/1    2    3/1    2    3/1    2    3/1    2    3/1      2   /1      2   ",
                Some("0-1 5-6 10-11"),
            ),
            (
                "a wide one over two of other rows",
                "1    2    3/1    2    3/1    2    3/1   22222222",
                Some("0-1 5-6 10-11"),
            ),
            (
                "one that touches the next",
                "1    2    3333/1    2    3333/1    2    3333/1    2    3333/1    2  333  /1    2    3333",
                Some("0-1 5-6 10-14"),
            ),
            ("set to the left or to the right", "1      2/1  2", None),
            ("two in one", "1    2222222/1    2    3", None),
        ] {
            let rows = rows(drawing);
            let rows: Vec<&[Edges]> = rows.iter().map(Vec::as_slice).collect();
            let found = columns(&rows)
                .map(|columns| columns.iter().map(|(from, to)| format!("{from}-{to}")).collect::<Vec<_>>().join(" "));
            assert_eq!(found.as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn a_value_stands_in_the_column_that_holds_its_middle() {
        let columns = [(0.0, 10.0), (30.0, 50.0)];
        for (name, value, expected) in [
            ("inside", (4.0, 6.0), Some(0)),
            ("wider than its column", (-6.0, 16.0), Some(0)),
            ("set to the right edge", (20.0, 49.5), Some(1)),
            ("between", (12.0, 20.0), None),
            ("reaching into the next", (15.0, 31.0), None),
            ("over two", (8.0, 32.0), None),
        ] {
            assert_eq!(under(&columns, value), expected, "{name}");
        }
    }

    #[test]
    fn a_value_is_a_number_or_a_mark_for_none() {
        for text in ["0", "12", "-4", "+3", "1,234", "3.5", "/", "—", "１２", "251000元", "11543.66万元"] {
            assert!(is_value(text), "{text}");
        }
        for text in ["", "规章", "1.甲", "-元", "约3", "2024年", "万元"] {
            assert!(!is_value(text), "{text}");
        }
    }
}
