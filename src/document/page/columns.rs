//! Tables without ruling lines: rows of values that stand below each other. Where their columns are clear, a blank place
//! in a row is made visible; where they are not, the stretches of a line are handed over as they stand.

use super::lines::Line;

/// A value's left and right edge.
type Edges = (f32, f32);

/// The texts of lines, cells separated by tabs.
pub fn texts(lines: &[Line]) -> Vec<String> {
    let values: Vec<Vec<Edges>> = lines.iter().map(values).collect();
    let full: Vec<Option<Vec<Edges>>> = (0..lines.len()).map(|at| columns_around(&values, at)).collect();
    let rows = lines.iter().zip(&values).zip(full);
    rows.map(|((line, values), columns)| {
        columns.and_then(|columns| spread(line, values, &columns)).unwrap_or_else(|| line.text())
    })
    .collect()
}

/// The places of a line's values: of its last stretches, so many as are values.
fn values(line: &Line) -> Vec<Edges> {
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
