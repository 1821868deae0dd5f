//! Tables without ruling lines: rows of values that stand below each other. Where their columns are clear, a blank place
//! in a row is made visible; where they are not, the stretches of a line are handed over as they stand.

use std::ops::Range;

use super::lines::Line;

/// How many lines without values part one table from another.
const APART: usize = 4;
/// Fewest columns of which a value may be missing anywhere.
const FEWEST: usize = 5;

/// A value's left and right edge.
type Edges = (f32, f32);

/// The outermost edges of the values in each column.
pub type Columns = Vec<Edges>;

/// The texts of lines, cells separated by tabs. What is known of the columns of the last table goes from page to page.
pub fn texts(lines: &[Line], known: &mut Option<Columns>) -> Vec<String> {
    let values: Vec<Vec<Edges>> = lines.iter().map(values).collect();
    let mut full: Vec<Option<Vec<Edges>>> = vec![None; lines.len()];
    let blocks = blocks(&values, known.as_ref());
    if !lines.is_empty() {
        *known = blocks.last().map(|(_, columns)| columns.clone());
    }
    for (rows, columns) in blocks {
        rows.filter(|at| (1..columns.len()).contains(&values[*at].len()))
            .for_each(|at| full[at] = Some(columns.clone()));
    }
    for (at, full) in full.iter_mut().enumerate() {
        *full = full.take().or_else(|| columns_around(&values, at));
    }
    let rows = lines.iter().zip(&values).zip(full);
    rows.map(|((line, values), columns)| {
        columns.and_then(|columns| spread(line, values, &columns)).unwrap_or_else(|| line.text())
    })
    .collect()
}

/// The places of a line's values: of its last stretches, so many as are values.
pub fn values(line: &Line) -> Vec<Edges> {
    if line.stretches.len() < 2 {
        return Vec::new();
    }
    let from = line.stretches.iter().rposition(|stretch| !is_value(&stretch.text)).map_or(0, |last| last + 1);
    line.stretches[from..].iter().map(|stretch| (stretch.x0, stretch.x1)).collect()
}

fn is_value(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '—' | '－' | '０'..='９'))
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '—' | '－' | '+' | '.' | ',' | '０'..='９'))
}

/// Rows that stand together, from the first that has a value in each column, with the columns: two rows or more have all
/// of them, those that do agree where they stand, and every value of the others stands in just one. The first rows may go
/// on with the columns that are known from the page before.
fn blocks(values: &[Vec<Edges>], known: Option<&Columns>) -> Vec<(Range<usize>, Columns)> {
    let mut blocks = Vec::new();
    let mut known = known;
    let mut start = 0;
    while start < values.len() {
        let is_end = |at: &usize| values[*at..].iter().take(APART).all(Vec::is_empty);
        let end = (start..values.len()).find(is_end).unwrap_or(values.len());
        if end > start {
            let count = values[start..end].iter().map(Vec::len).max().unwrap_or(0);
            let first = (start..end).find(|at| values[*at].len() == count).unwrap_or(start);
            let own = columns_of(&values[first..end], count).filter(|_| count >= FEWEST).map(|own| (first, own));
            let carried =
                || known.filter(|known| agree(&values[start..end], known)).map(|known| (start, known.clone()));
            blocks.extend(own.or_else(carried).map(|(first, columns)| (first..end, columns)));
            known = None;
        }
        start = end.max(start + 1);
    }
    blocks
}

/// The columns that rows of so many values have, and those of fewer keep to.
fn columns_of(rows: &[Vec<Edges>], count: usize) -> Option<Columns> {
    let full = || rows.iter().filter(|row| row.len() == count);
    let mut columns = rows[0].clone();
    for row in full() {
        for (column, value) in columns.iter_mut().zip(row) {
            if value.0 > column.1 || column.0 > value.1 {
                return None;
            }
            *column = (column.0.min(value.0), column.1.max(value.1));
        }
    }
    let is_clear = columns.windows(2).all(|pair| pair[0].1 < pair[1].0);
    (full().count() > 1 && is_clear && agree(rows, &columns)).then_some(columns)
}

/// Whether every value of rows stands in one column and no more.
fn agree(rows: &[Vec<Edges>], columns: &Columns) -> bool {
    let under = |value: &Edges| columns.iter().filter(|c| c.0 <= value.1 && value.0 <= c.1).count();
    rows.iter().flatten().all(|value| under(value) == 1)
}

/// The columns of the rows around a row that has fewer values than they: the next row before it and behind it that have
/// more must have the same number of values, each below the other and clear of its neighbours.
fn columns_around(values: &[Vec<Edges>], at: usize) -> Option<Vec<Edges>> {
    let count = values[at].len();
    if count == 0 {
        return None;
    }
    let is_longer = |row: &&Vec<Edges>| row.len() > count;
    // Rows whose labels take several lines lie some lines apart, those of another table farther.
    let before = values[..at].iter().rev().take(12).find(is_longer)?;
    let after = values[at + 1..].iter().take(12).find(is_longer)?;
    if before.len() != after.len() || before.len() < 3 {
        return None;
    }
    let joined: Vec<Edges> = before.iter().zip(after).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1))).collect();
    let shares = before.iter().zip(after).all(|(a, b)| a.0 <= b.1 && b.0 <= a.1);
    let is_clear = joined.windows(2).all(|pair| pair[0].1 < pair[1].0);
    (shares && is_clear).then_some(joined)
}

/// A row with its values under the columns they stand in; `None` where one stands in none or two stand in one.
fn spread(line: &Line, values: &[Edges], columns: &[Edges]) -> Option<String> {
    let labels = line.stretches.len() - values.len();
    // What stands in the columns and is no value makes the row unsure.
    if labels > 0 && line.stretches[labels - 1].x1 >= columns[0].0 {
        return None;
    }
    let mut cells: Vec<&str> = vec![""; columns.len()];
    for (stretch, value) in line.stretches[labels..].iter().zip(values) {
        let mut under = (0..columns.len()).filter(|&i| columns[i].0 <= value.1 && value.0 <= columns[i].1);
        let column = under.next()?;
        if under.next().is_some() || !cells[column].is_empty() {
            return None;
        }
        cells[column] = &stretch.text;
    }
    let labels = line.stretches[..labels].iter().map(|stretch| stretch.text.as_str());
    Some(labels.chain(cells).collect::<Vec<_>>().join("\t"))
}
