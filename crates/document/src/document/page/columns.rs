//! Tables without ruling lines: rows of values that stand below each other. Where their columns are clear, a blank place
//! in a row is made visible; where they are not, the stretches of a line are handed over as they stand.

use std::ops::Range;

use super::lines::{Line, Stretch};
use super::tuning::Tuning;
use super::values::{self, Edges, is_value, meet, under};

/// The outermost edges of the values in each column.
pub type Columns = Vec<Edges>;

/// What is known of the tables before some lines: on the page before, or above.
#[derive(Debug, Clone, Default)]
pub struct Before {
    columns: Option<Columns>,
    /// The last lines without values: the head of rows that stand on the next page.
    tail: Vec<Line>,
}

impl Before {
    /// Something else stands between.
    pub fn ends(&mut self) {
        self.tail.clear();
    }
}

/// The texts of lines, cells separated by tabs. What is known of the last table goes from page to page.
pub fn texts(lines: Vec<Line>, before: &mut Before) -> Vec<(Line, String)> {
    let Some(first) = lines.first() else { return Vec::new() };
    let above = before.tail.len();
    let moved = before.tail.last().map_or(0.0, |last| first.base - last.base - Tuning::get().page_break * last.size);
    let mut all = std::mem::take(&mut before.tail);
    all.iter_mut().for_each(|line| line.base += moved);
    all.extend(lines);
    let mut written = with_blanks(&all, &mut before.columns);
    let lines = all.split_off(above);
    let is_bare = |line: &&Line| values(line).is_empty();
    before.tail = lines.iter().rev().take(Tuning::get().head_lines).take_while(is_bare).cloned().collect();
    before.tail.reverse();
    lines.into_iter().zip(written.split_off(above)).collect()
}

/// The texts of lines, blank places made visible.
fn with_blanks(lines: &[Line], known: &mut Option<Columns>) -> Vec<String> {
    let values: Vec<Vec<Edges>> = lines.iter().map(values).collect();
    let mut full: Vec<Option<Columns>> = vec![None; lines.len()];
    let blocks = blocks(lines, &values, known.as_ref());
    *known = blocks.last().map(|(_, columns)| columns.clone());
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
    line.stretches[from..].iter().map(edges).collect()
}

fn edges(stretch: &Stretch) -> Edges {
    (stretch.x0, stretch.x1)
}

/// Rows that stand together, with their columns: those that the head above them shows, or that whole rows do, or those of the
/// rows before them, on the page before or on this one, where no head stands between.
fn blocks(lines: &[Line], values: &[Vec<Edges>], known: Option<&Columns>) -> Vec<(Range<usize>, Columns)> {
    let mut blocks: Vec<(Range<usize>, Columns)> = Vec::new();
    let mut next = 0;
    let mut before = known.cloned().map(|known| (0, known));
    while let Some(start) = (next..values.len()).find(|&at| !values[at].is_empty()) {
        let (mut end, mut left) = (start, f32::MAX);
        while end < values.len()
            && !values[end..].iter().take(Tuning::get().lines_apart).all(Vec::is_empty)
            && !is_head(&lines[end], left)
        {
            left = values[end].first().map_or(left, |first| left.min(first.0));
            end += 1;
        }
        let rows: Vec<&[Edges]> = values[start..end].iter().map(Vec::as_slice).collect();
        let goes_on = |(from, known): &(usize, Columns)| {
            // One label alone over as many columns is that of a group of rows.
            let is_alone = |line: &Line| line.stretches.len() == 1 && known.len() >= Tuning::get().fewest_columns;
            let is_between = |line: &Line| is_head(line, known[0].0) && !is_alone(line);
            agree(&rows, known) && !lines[*from..start].iter().any(is_between)
        };
        let headed = || headed(lines, values, start..end).map(|columns| (start, columns));
        let carried = before.as_ref().filter(|before| goes_on(before)).map(|(_, known)| (start, known.clone()));
        let whole = || whole(&rows).map(|(first, columns)| (start + first, columns));
        // The rows before the first whole one are of the same table where that began before them.
        let is_same =
            |(_, whole): &(usize, Columns)| carried.as_ref().is_none_or(|(_, known)| known.len() != whole.len());
        let found = headed().or_else(|| whole().filter(is_same)).or(carried.clone());
        before = found.as_ref().map(|(_, columns)| (end, columns.clone())).or(before);
        blocks.extend(found.map(|(first, columns)| (first..end, columns)));
        next = end.max(start + 1);
    }
    blocks
}

/// Whether a line has no values and words over those that begin at an edge: the head of other rows.
pub fn is_head(line: &Line, edge: f32) -> bool {
    let is_over = |stretch: &Stretch| values::is_head(edges(stretch), edge, line.size);
    let is_of_rows = line.stretches.first().is_some_and(|first| values::heads_rows(&first.text));
    self::values(line).is_empty() && !is_of_rows && line.stretches.iter().any(is_over)
}

/// The columns that two rows or more have all of, with the number of the first of these: no row has more, and nearly every
/// other keeps to them.
fn whole(rows: &[&[Edges]]) -> Option<(usize, Columns)> {
    let count = rows.iter().map(|row| row.len()).max().filter(|count| *count >= Tuning::get().fewest_columns)?;
    let first = rows.iter().position(|row| row.len() == count)?;
    let full: Vec<&[Edges]> = rows.iter().copied().filter(|row| row.len() == count).collect();
    let columns = values::columns(&full).filter(|columns| full.len() > 1 && columns.len() == count)?;
    agree(&rows[first..], &columns).then_some((first, columns))
}

/// Whether nearly all rows have their values in columns, each in one. What does not keep to them is not read by them.
fn agree(rows: &[&[Edges]], columns: &Columns) -> bool {
    let keeps = |row: &&&[Edges]| row.iter().all(|value| under(columns, *value).is_some());
    let filled: Vec<&&[Edges]> = rows.iter().filter(|row| !row.is_empty()).collect();
    let odd = filled.iter().filter(|row| !keeps(row)).count();
    odd * Tuning::get().odd <= filled.len()
}

/// The columns that the head above rows shows: each value stands under one of its lowest labels, and no two columns of values
/// under the same. A label with no value below it is that of a column that was left blank.
fn headed(lines: &[Line], values: &[Vec<Edges>], rows: Range<usize>) -> Option<Columns> {
    let of_rows: Vec<&[Edges]> = values[rows.clone()].iter().map(Vec::as_slice).filter(|row| !row.is_empty()).collect();
    let columns = match of_rows[..] {
        [only] => only.to_vec(),
        _ => values::columns(&of_rows).or_else(|| values::gathered(&of_rows))?,
    };
    let is_bare = |leaf: &Edges| columns.iter().all(|column| !meet(*column, *leaf));
    let mut leaves: Columns = Vec::new();
    let mut below = &lines[rows.start];
    for line in lines[..rows.start].iter().rev().take(Tuning::get().head_lines) {
        let is_over = line.x1() > columns[0].0 && below.base - line.base <= Tuning::get().head_leading * line.size;
        if !is_over || !self::values(line).is_empty() {
            break;
        }
        // A label of a group may reach into the gap between two columns; that of a blank one stands beside those of others.
        let is_new = |new: &&Stretch| !leaves.iter().any(|leaf| meet(*leaf, edges(new)));
        let new: Vec<&Stretch> = line.stretches.iter().filter(is_new).collect();
        let is_row = new.iter().any(|stretch| !is_bare(&edges(stretch)));
        let is_label = |new: &&&Stretch| !is_bare(&edges(new)) || (is_row && new.text.chars().count() > 1);
        leaves.extend(new.iter().filter(is_label).map(|stretch| edges(stretch)).collect::<Vec<_>>());
        below = line;
    }
    leaves.sort_by(|a, b| a.0.total_cmp(&b.0));
    // What heads the labels of the rows heads no column; nor does the first of all, where nothing stands below it, unless
    // another heads the labels and it stands right of them all.
    let are_apart = rows.clone().all(|at| values[at].is_empty() || values[at].len() == lines[at].stretches.len());
    let has_others = rows.clone().any(|at| values[at].is_empty());
    // Below the last row may stand what heads the next table.
    let last = rows.clone().rev().find(|&at| !values[at].is_empty())?;
    let labels = (rows.start..=last)
        .flat_map(|at| lines[at].stretches.iter().take(lines[at].stretches.len() - values[at].len()));
    let labels: Vec<Edges> = labels.map(edges).collect();
    let count = leaves.len();
    leaves.retain(|leaf| !(is_bare(leaf) && labels.iter().any(|label| meet(*label, *leaf))));
    let has_corner = leaves.len() < count;
    let is_beside = |leaf: &Edges| is_bare(leaf) && !(has_corner && labels.iter().all(|label| label.1 < leaf.0));
    if !labels.is_empty() && leaves.first().is_some_and(is_beside) {
        leaves.remove(0);
    }
    // Where labels stand on lines of their own, the values of the first column may stand beside their own label.
    if are_apart && has_others && leaves.iter().any(is_bare) {
        return None;
    }
    let is_one = |column: &Edges| leaves.iter().filter(|leaf| meet(*column, **leaf)).count() == 1;
    if leaves.len() < 2 || !columns.iter().all(is_one) {
        return None;
    }
    for leaf in &mut leaves {
        let mut below = columns.iter().filter(|column| meet(**column, *leaf));
        if let Some(column) = below.next() {
            if below.next().is_some() {
                return None;
            }
            *leaf = (leaf.0.min(column.0), leaf.1.max(column.1));
        }
    }
    leaves.windows(2).all(|pair| pair[0].1 < pair[1].0).then_some(leaves)
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
        let column = under(columns, *value)?;
        if !cells[column].is_empty() {
            return None;
        }
        cells[column] = &stretch.text;
    }
    let labels = line.stretches[..labels].iter().map(|stretch| stretch.text.as_str());
    Some(labels.chain(cells).collect::<Vec<_>>().join("\t").replace('\n', " "))
}
