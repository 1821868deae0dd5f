//! Heads of tables without ruling lines. A head of several rows is printed line by line, as its cells lie in their
//! heights, and so says little of which column comes first; but each of its words stands over its column. Where that is
//! clear for every word, the head is put in order row by row; where it is not, it stays as it is printed.

use super::atoms::Atom;
use super::lines::{Line, Stretch};
use crate::document::line::is_page_number;
use crate::text::fold::split_ordinal;

/// Most lines of a head.
const LINES: usize = 14;
/// Fewest columns of a table whose head is put in order.
const COLUMNS: usize = 5;
/// Most columns that may have lost their labels.
const LOST: usize = 2;
/// How many rows of values are asked where their columns stand.
const ROWS: usize = 12;

/// A word of a head: what stands together on a line.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    x0: f32,
    x1: f32,
    base: f32,
}

impl Word {
    fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }
}

/// A cell of a head: its text, and the columns it goes over.
#[derive(Debug, Clone)]
struct Cell {
    text: String,
    first: usize,
    last: usize,
    /// Rows of the head above it.
    row: usize,
}

/// Puts the heads among lines in order, each line given by its atoms; the lines that were put in order come back with the
/// number of the first and of the line behind the last that they stand for.
pub fn settle(lines: &[Vec<Atom>]) -> Vec<(usize, usize, Vec<Line>)> {
    let values: Vec<Vec<(f32, f32)>> = lines.iter().map(|line| values(line)).collect();
    let mut found: Vec<(usize, usize, Vec<Line>)> = Vec::new();
    let mut end = 0;
    for at in 0..lines.len() {
        let is_first = values[at.saturating_sub(3)..at].iter().all(Vec::is_empty);
        if values[at].len() >= COLUMNS
            && is_first
            && let Some(columns) = columns(&values[at..])
            && let Some((start, head)) = head(&lines[end..at], lines[at][0].base, &columns)
        {
            found.push((end + start, at, head));
            end = at;
        }
    }
    found
}

/// Left and right edge of the values that a line ends with.
fn values(line: &[Atom]) -> Vec<(f32, f32)> {
    let is_value = |atom: &&Atom| atom.text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let mut values: Vec<(f32, f32)> = line.iter().rev().take_while(is_value).map(|atom| (atom.x0, atom.x1)).collect();
    values.reverse();
    values
}

/// Where the columns of a table stand whose first row of values this is: rows of as many values agree on them, and rows of
/// more there are not.
fn columns(values: &[Vec<(f32, f32)>]) -> Option<Vec<(f32, f32)>> {
    let mut columns = values[0].clone();
    let (mut missed, mut full) = (0, 1);
    let mut short: Vec<&Vec<(f32, f32)>> = Vec::new();
    for row in values.iter().take(3 * ROWS).skip(1) {
        // Behind some lines without values another table may begin.
        if missed > 5 || (missed > 2 && row.len() > columns.len()) {
            break;
        }
        missed = if row.is_empty() { missed + 1 } else { 0 };
        if row.len() > columns.len() {
            return None;
        }
        if row.len() < columns.len() {
            short.extend((!row.is_empty()).then_some(row));
        } else {
            full += 1;
            for (column, value) in columns.iter_mut().zip(row) {
                if value.0 > column.1 || value.1 < column.0 {
                    return None;
                }
                *column = (column.0.min(value.0), column.1.max(value.1));
            }
        }
    }
    let under = |value: &(f32, f32)| columns.iter().filter(|c| c.0 <= value.1 && value.0 <= c.1).count();
    // Where it is not clear which values a row lacks, the order of the columns must stay in doubt.
    let is_sure = (full > 1 || short.is_empty()) && short.iter().copied().flatten().all(|value| under(value) == 1);
    (is_sure && columns.windows(2).all(|pair| pair[0].1 < pair[1].0)).then_some(columns)
}

/// The head that ends with the last of these lines, in order, and the number of its first line.
fn head(lines: &[Vec<Atom>], below: f32, columns: &[(f32, f32)]) -> Option<(usize, Vec<Line>)> {
    let middles: Vec<f32> = columns.iter().map(|column| (column.0 + column.1) / 2.0).collect();
    let pitch = middles.windows(2).map(|pair| pair[1] - pair[0]).fold(f32::MAX, f32::min);
    let left = middles[0] - 0.5 * pitch.max(columns[0].1 - columns[0].0);
    let size = lines.last()?.first()?.size;
    let (mut start, mut before) = (lines.len(), below);
    let (mut words, mut corner): (Vec<Word>, Vec<Word>) = (Vec::new(), Vec::new());
    let mut numbers: Vec<Line> = Vec::new();
    while start > 0 && lines.len() - start < LINES {
        let line = &lines[start - 1];
        let text: String = line.iter().map(|atom| atom.text.as_str()).collect();
        if is_page_number(&text) {
            let stretch = Stretch { text, x0: line[0].x0, x1: line[line.len() - 1].x1, base: line[0].base };
            numbers.push(Line { stretches: vec![stretch], base: line[0].base, size });
            before = line[0].base;
            start -= 1;
            continue;
        }
        let found = self::words(line);
        let is_heading = split_ordinal(&found[0].text).is_some() && found.len() == 1;
        let is_near = before - line[0].base <= 3.0 * size;
        let is_alike = line.iter().all(|atom| (atom.size - size).abs() < 0.1 * size);
        let (over, beside): (Vec<Word>, Vec<Word>) = found.into_iter().partition(|word| word.x1 > left);
        // A line with nothing over the columns is the end of what stands before the head, or of the corner's text.
        if is_heading || !is_near || !is_alike || (over.is_empty() && corner.is_empty()) {
            break;
        }
        words.extend(over);
        corner.extend(beside);
        before = line[0].base;
        start -= 1;
    }
    // What runs over from the labels into the columns is a line of text.
    if words.iter().any(|word| word.x0 < left - 0.5 * pitch || word.text.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    words.reverse();
    let cells = ["middle", "top", "bottom"].iter().find_map(|side| cells(&words, &middles, pitch, size, side))?;
    let rows = cells.iter().map(|cell| cell.row).max()? + 1;
    let top = lines[start][0].base;
    let base = |row: usize| top + (below - top) * (row + 1) as f32 / (rows + 2) as f32;
    let mut head: Vec<Line> = numbers;
    if !corner.is_empty() {
        corner.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
        let text = corner.iter().map(|word| word.text.as_str()).collect();
        let x1 = corner.iter().map(|word| word.x1).fold(0.0, f32::max);
        head.push(Line { stretches: vec![Stretch { text, x0: corner[0].x0, x1, base: top }], base: top, size });
    }
    for row in 0..rows {
        let mut of_row: Vec<&Cell> = cells.iter().filter(|cell| cell.row == row).collect();
        of_row.sort_by_key(|cell| cell.first);
        let stretch = |cell: &&Cell| Stretch {
            text: cell.text.clone(),
            x0: columns[cell.first].0,
            x1: columns[cell.last].1,
            base: base(row),
        };
        head.push(Line { stretches: of_row.iter().map(stretch).collect(), base: base(row), size });
    }
    Some((start, head))
}

/// The words of a line: between two cells of a head there is a gap, however small.
fn words(line: &[Atom]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for atom in line {
        match words.last_mut() {
            Some(word) if atom.x0 - word.x1 < 0.25 * atom.size && !atom.spaced => {
                word.text.push_str(&atom.text);
                word.x1 = word.x1.max(atom.x1);
            }
            _ => words.push(Word { text: atom.text.clone(), x0: atom.x0, x1: atom.x1, base: atom.base }),
        }
    }
    words
}

/// The column over whose middle a word stands. A single character may be one of a label that is set wide.
fn column(word: &Word, middles: &[f32], pitch: f32) -> Option<usize> {
    let reach = if word.text.chars().count() == 1 { 0.45 } else { 0.36 };
    (0..middles.len()).find(|&column| (middles[column] - word.middle()).abs() <= reach * pitch)
}

/// Words of which those on one line over one column are joined: a label that is set wide.
fn joined(words: &[Word], middles: &[f32], pitch: f32) -> Vec<Word> {
    let mut sorted: Vec<&Word> = words.iter().collect();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
    let mut joined: Vec<Word> = Vec::new();
    for word in sorted {
        let over = column(word, middles, pitch);
        match joined.last_mut() {
            Some(last) if last.base == word.base && over.is_some() && column(last, middles, pitch) == over => {
                last.text.push_str(&word.text);
                last.x1 = word.x1;
            }
            _ => joined.push(word.clone()),
        }
    }
    joined
}

/// The cells that words make, those of a row being set at the same height: their middles, their first or their last lines.
fn cells(words: &[Word], middles: &[f32], pitch: f32, size: f32, side: &str) -> Option<Vec<Cell>> {
    let count = middles.len();
    let words = &joined(words, middles, pitch)[..];
    // The words over each column, from below; those that stand between two columns go over several.
    let mut stacks: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|&a, &b| words[b].base.total_cmp(&words[a].base));
    for &at in &order {
        column(&words[at], middles, pitch).into_iter().for_each(|column| stacks[column].push(at));
    }
    let height = |column: usize, lines: usize| {
        let (low, high) = (words[stacks[column][0]].base, words[stacks[column][lines - 1]].base);
        match side {
            "top" => high,
            "bottom" => low,
            _ => (low + high) / 2.0,
        }
    };
    // How many lines, from below, the label of a column may have: they follow each other closely.
    let most = |column: usize| {
        let stack = &stacks[column];
        1 + stack.windows(2).take_while(|pair| words[pair[0]].base - words[pair[1]].base <= 1.7 * size).count()
    };
    // A column may have lost its label; where many have, these are not the columns.
    let lost = stacks.iter().filter(|stack| stack.is_empty()).count();
    if lost > LOST.min(count - COLUMNS + 1) {
        return None;
    }
    let mut label: Vec<Option<usize>> = stacks.iter().map(|stack| stack.is_empty().then_some(0)).collect();
    let mut lowest: Vec<usize> = Vec::new();
    while let Some(open) = label.iter().position(Option::is_none) {
        let fits = |y: f32| -> Vec<(usize, usize)> {
            let lines = |column: usize| (1..=most(column)).find(|&k| (height(column, k) - y).abs() <= 0.2 * size);
            (open..count).filter(|&c| label[c].is_none()).filter_map(|c| Some((c, lines(c)?))).collect()
        };
        let heights = (open..count).filter(|&c| label[c].is_none()).flat_map(|c| (1..=most(c)).map(move |k| (c, k)));
        let best = heights.map(|(c, k)| fits(height(c, k))).max_by_key(Vec::len)?;
        if lowest.is_empty() {
            lowest = best.iter().map(|(column, _)| *column).collect();
        }
        best.iter().for_each(|(column, lines)| label[*column] = Some(*lines));
    }
    // One row of labels needs no order, and one word alone over columns is no row.
    let is_torn = |pair: &[usize]| (pair[0] + 1..pair[1]).any(|between| !stacks[between].is_empty());
    if lowest.len() < 3 || lowest.windows(2).any(is_torn) {
        return None;
    }
    let taken: Vec<usize> = (0..count).flat_map(|c| stacks[c][..label[c].unwrap_or(0)].to_vec()).collect();
    let rest: Vec<usize> = order.iter().copied().filter(|at| !taken.contains(at)).collect();
    let mut groups: Vec<Cell> = Vec::new();
    let lines: Vec<&[usize]> = rest.chunk_by(|&a, &b| words[a].base - words[b].base <= 0.45 * size).collect();
    // The lower row, with the columns beside it that have lost their labels or without them.
    let (first, last) = (lowest[0], lowest[lowest.len() - 1]);
    let before = (0..first).rev().take_while(|&c| stacks[c].is_empty()).last().unwrap_or(first);
    let behind = (last + 1..count).take_while(|&c| stacks[c].is_empty()).last().unwrap_or(last);
    let inner = vec![(first, last), (before, last), (first, behind)];
    for (number, line) in lines.iter().enumerate() {
        let mut line = line.to_vec();
        line.sort_by(|&a, &b| words[a].x0.total_cmp(&words[b].x0));
        let texts = unspaced(line.iter().map(|&at| &words[at]), size);
        let mut ranges = inner.clone();
        ranges.insert(if number == 0 { ranges.len() } else { 0 }, (0, count - 1));
        let spans = ranges.iter().find_map(|range| shared(&texts, middles, pitch, *range))?;
        groups.extend(texts.iter().zip(spans).map(|(word, (first, last))| Cell {
            text: word.text.clone(),
            first,
            last,
            row: lines.len() - 1 - number,
        }));
    }
    let rows_above = |first: usize, last: usize, row: usize| {
        groups.iter().filter(|group| group.row < row && group.first <= first && last <= group.last).count()
    };
    let mut cells: Vec<Cell> = groups
        .iter()
        .map(|group| Cell { row: rows_above(group.first, group.last, group.row), ..group.clone() })
        .collect();
    for (column, stack) in stacks.iter().enumerate() {
        let text = stack[..label[column]?].iter().rev().map(|&at| words[at].text.as_str()).collect();
        cells.push(Cell { text, first: column, last: column, row: rows_above(column, column, usize::MAX) });
    }
    Some(cells)
}

/// The words of a line over groups of columns, from the left; characters set wide are one word, since groups lie far apart.
fn unspaced<'a>(line: impl Iterator<Item = &'a Word>, size: f32) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for word in line {
        match words.last_mut() {
            Some(last) if word.x0 - last.x1 <= 1.3 * size => {
                last.text.push_str(&word.text);
                last.x1 = word.x1;
            }
            _ => words.push(word.clone()),
        }
    }
    words
}

/// How words that stand over columns share them: each in the middle of those it goes over, and none left between.
fn shared(words: &[Word], middles: &[f32], pitch: f32, range: (usize, usize)) -> Option<Vec<(usize, usize)>> {
    let mut spans = Vec::new();
    let mut first = range.0;
    for word in words {
        let is_amid = |last: &usize| ((middles[first] + middles[*last]) / 2.0 - word.middle()).abs() <= 0.24 * pitch;
        let last = (first + 1..=range.1).find(is_amid)?;
        spans.push((first, last));
        first = last + 1;
    }
    (first == range.1 + 1).then_some(spans)
}
