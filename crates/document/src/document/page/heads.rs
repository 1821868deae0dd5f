//! Heads of tables without ruling lines. A head of several rows is printed line by line, as its cells lie in their
//! heights, and so says little of which column comes first; but each of its labels stands over its columns. The labels with
//! none below them name the columns, whatever stands above them; where each of these stands over columns of its own, the head
//! is put in order row by row, and where not, it stays as it is printed.

use super::atoms::Atom;
use super::lines::{Line, Stretch};
use super::places::Columns;
use super::rows::{ROWS, below_head, columns, is_alone, text};
use super::tuning::Tuning;
use super::values::{self, Edges};
use super::words::{self, Label, Word, labels, unspaced};
use crate::document::line::is_page_number;
use crate::text::fold::split_ordinal;

/// A cell of a head: its text, where it stands, and the rows of the head above it.
#[derive(Debug, Clone)]
struct Cell {
    text: String,
    edges: Edges,
    top: f32,
    bottom: f32,
    row: usize,
    /// Whether none stands below it.
    is_lowest: bool,
}

/// A label that names columns, the first and the last of them.
#[derive(Debug, Clone)]
struct Leaf {
    label: Label,
    first: usize,
    last: usize,
}

/// Lines of a head in order, with the number of the first and of the line behind the last that they stand for.
pub type Settled = (usize, usize, Vec<Line>);

/// Puts the heads among lines from one of them on in order, each line given by its atoms.
pub fn settle(lines: &[Vec<Atom>], from: usize) -> Vec<Settled> {
    let values: Vec<Vec<Edges>> = lines.iter().map(|line| values::of_line(line)).collect();
    let mut found: Vec<Settled> = Vec::new();
    let mut end = from;
    for at in end.max(1)..lines.len() {
        if !values[at].is_empty()
            && values[at - 1].is_empty()
            && let Some(columns) = columns(lines, &values, at)
            && let first = below_head(lines, at, &columns)
            && let Some((start, head)) = head(lines.get(end..first).unwrap_or_default(), lines[first][0].base, &columns)
        {
            found.push((end + start, first, head));
            end = first;
        }
    }
    found
}

/// Puts a head in order that a page break parts from its rows, or tears: what stands for the last lines of the page above, and
/// for the first of the page below.
pub fn settle_across(upper: &[Vec<Atom>], lower: &[Vec<Atom>]) -> Option<(Settled, Settled)> {
    let values: Vec<Vec<Edges>> =
        lower.iter().take(Tuning::get().head_lines + ROWS).map(|line| values::of_line(line)).collect();
    let row = values.iter().take(Tuning::get().head_lines).position(|values| !values.is_empty())?;
    let columns = columns(&lower[..values.len()], &values, row)?;
    let first = below_head(lower, row, &columns);
    // The page's number stands below it all.
    let end = upper.iter().rposition(|line| !is_page_number(&text(line)))? + 1;
    let tail = (0..end)
        .rev()
        .take(Tuning::get().head_lines)
        .take_while(|&at| values::of_line(&upper[at]).is_empty())
        .last()?;
    let last = &upper[end - 1][0];
    // As if the page went on.
    let moved = last.base + Tuning::get().page_break * last.size - lower[0][0].base;
    let mut lines = upper[tail..end].to_vec();
    let above = lines.len();
    lines.extend(lower[..first].iter().cloned());
    lines[above..].iter_mut().flatten().for_each(|atom| atom.base += moved);
    let (start, head) = head(&lines, lower[first][0].base + moved, &columns)?;
    let (over, mut below): (Vec<Line>, Vec<Line>) =
        head.into_iter().partition(|line| line.base < lower[0][0].base + moved - Tuning::get().same_line * line.size);
    for line in &mut below {
        line.base -= moved;
        line.stretches.iter_mut().for_each(|stretch| stretch.base -= moved);
    }
    (start < above).then_some(((tail + start, end, over), (0, first, below)))
}

/// The head that ends with the last of these lines, in order, and the number of its first line.
fn head(lines: &[Vec<Atom>], below: f32, columns: &Columns) -> Option<(usize, Vec<Line>)> {
    let left = columns.left;
    let size = lines.last()?.first()?.size;
    let (mut start, mut top, mut before) = (lines.len(), lines.len(), below);
    let (mut words, mut corner, mut aside): (Vec<Word>, Vec<Word>, Vec<Word>) = (Vec::new(), Vec::new(), Vec::new());
    // Page numbers and the like, which stay lines of their own.
    let (mut others, mut passed): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    while start > 0 && lines.len() - start < Tuning::get().head_lines {
        let line = &lines[start - 1];
        let found = words::of(line);
        let base = line[0].base;
        let is_heading = split_ordinal(&found[0].text).is_some() && found.len() == 1;
        let is_near = before - base <= Tuning::get().head_leading * size;
        let is_alike = line.iter().all(|atom| (atom.size - size).abs() < Tuning::get().same_size * size);
        let is_over = |word: &Word| word.middle() > left || word.x1 > columns.middles[0];
        // Right of all labels of rows, a word beside those over columns may head one that was left blank.
        let is_row = found.iter().any(is_over);
        let is_right = |word: &Word| is_row && word.x0 > columns.labels;
        let is_over = |word: &Word| is_over(word) || is_right(word);
        let (over, beside): (Vec<Word>, Vec<Word>) = found.into_iter().partition(is_over);
        let text = text(line);
        let has_figure = text.contains(|c: char| c.is_ascii_digit());
        let is_other = is_page_number(&text) || (over.is_empty() && has_figure);
        // The corner has one text; what stands farther off beside the head is the label of a row without values.
        let is_apart = beside.iter().any(|word| {
            aside.last().or(corner.last()).is_some_and(|below| below.base - word.base > Tuning::get().leading * size)
        });
        // What runs over from the labels into the columns is a line of text, and one with a figure may be a row.
        let runs_over = |word: &Word| {
            (word.x0 < left - Tuning::get().half_pitch * columns.pitch && !is_right(word))
                || word.x1 - word.x0 > Tuning::get().widest_label * size
        };
        if !is_other && (is_heading || is_apart || !is_near || !is_alike || has_figure || over.iter().any(runs_over)) {
            break;
        }
        before = base;
        start -= 1;
        if is_other {
            let stretch = Stretch { text, x0: line[0].x0, x1: line[line.len() - 1].x1, base };
            passed.push(Line { stretches: vec![stretch], base, size });
            continue;
        }
        // Lines with nothing over the columns are the corner's where they stand beside the head, and above it other text.
        let is_beside = lines.get(top).is_some_and(|below| below[0].base - base < Tuning::get().close * size);
        aside.extend(beside);
        if !over.is_empty() || is_beside {
            words.extend(over);
            corner.append(&mut aside);
            others.append(&mut passed);
            top = start;
        }
    }
    let mut start = top;
    corner.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
    let is_torn = corner.first().zip(corner.last()).is_some_and(|(first, last)| first.base < last.base);
    let (mut cells, mut is_nested) = cells(&words, columns, size, is_torn)?;
    // Above a head may stand a line of text as close as its own lines; without that each label then stands over its columns.
    let mut at = start;
    while !is_nested && at + 1 < lines.len() && is_alone(&lines[at]) {
        let base = lines[at].iter().map(|atom| atom.base).fold(f32::MIN, f32::max);
        at += 1;
        words.retain(|word| word.base > base);
        let rest = self::cells(&words, columns, size, is_torn).filter(|rest| rest.1);
        if let Some(rest) = rest {
            (cells, is_nested) = rest;
            start = at;
            corner.retain(|word| word.base > base);
            others.retain(|line| line.base > base);
        }
    }
    let rows = cells.iter().map(|cell| cell.row).max()? + 1;
    // The corner and the labels of columns all reach down to the rows, so those at one height begin in one row.
    let middle = corner.first().zip(corner.last()).map(|(first, last)| (first.base + last.base) / 2.0);
    let is_at = |cell: &&Cell| {
        middle.is_some_and(|it| ((cell.top + cell.bottom) / 2.0 - it).abs() <= Tuning::get().same_height * size)
    };
    let beside = cells.iter().filter(|cell| cell.is_lowest).filter(is_at).map(|cell| cell.row).min();
    let mut head: Vec<Line> = others;
    for row in 0..rows {
        let mut of_row: Vec<&Cell> = cells.iter().filter(|cell| cell.row == row).collect();
        of_row.sort_by(|a, b| a.edges.0.total_cmp(&b.edges.0));
        let top = of_row.iter().map(|cell| cell.top).fold(f32::MAX, f32::min);
        let above = head.last().map_or(0.0, |above| above.base);
        let base = of_row.iter().map(|cell| cell.bottom).fold(above, f32::max);
        let stretch = |cell: &&Cell| Stretch { text: cell.text.clone(), x0: cell.edges.0, x1: cell.edges.1, base };
        let mut stretches: Vec<Stretch> = of_row.iter().map(stretch).collect();
        // The text of the corner begins beside one of the rows.
        let begins = corner.first().is_some_and(|word| word.base - top <= size);
        if beside.map_or(begins || row + 1 == rows, |beside| beside == row) {
            stretches.splice(0..0, corner_text(std::mem::take(&mut corner)));
        }
        head.push(Line { stretches, base, size });
    }
    head.retain(|line| !line.stretches.is_empty());
    head.sort_by(|a, b| a.base.total_cmp(&b.base));
    Some((start, head))
}

/// The text of the corner over the labels of the rows.
fn corner_text(words: Vec<Word>) -> Option<Stretch> {
    let first = words.first()?;
    let text = words.iter().map(|word| word.text.as_str()).collect();
    let x0 = words.iter().map(|word| word.x0).fold(f32::MAX, f32::min);
    let x1 = words.iter().map(|word| word.x1).fold(0.0, f32::max);
    Some(Stretch { text, x0, x1, base: first.base })
}

/// Words of which those on one line in one column are joined, and characters that are set wide.
fn joined(words: &[Word], columns: &Columns, size: f32) -> Vec<Word> {
    let mut sorted: Vec<&Word> = words.iter().collect();
    sorted.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
    let mut joined: Vec<Word> = Vec::new();
    for word in sorted {
        let is_single = word.text.chars().count() == 1;
        let goes_on = |last: &Word| {
            let gap = (word.x0 - last.x1) / size;
            match (columns.around(last), columns.around(word)) {
                (Some(one), Some(other)) => {
                    one == other
                        && gap <= if is_single { Tuning::get().joined_character } else { Tuning::get().joined_word }
                }
                _ => gap <= Tuning::get().joined_word && is_single && last.text.chars().count() <= 4,
            }
        };
        match joined.last_mut() {
            Some(last) if last.base == word.base && goes_on(last) => last.join(word),
            _ => joined.push(word.clone()),
        }
    }
    joined
}

/// The cells that words make, with whether each stands over its columns; `is_torn` says that the corner beside them has several lines.
fn cells(words: &[Word], columns: &Columns, size: f32, is_torn: bool) -> Option<(Vec<Cell>, bool)> {
    // The lines of a label stand in one column, where one may begin or end behind the other: it was set wide before it was broken.
    let is_within = |one: &Word, other: &Word| one.x0 <= other.x0 && other.x1 <= one.x1;
    let same = |one: &Word, other: &Word| {
        let is_in_one = columns.around(one).is_some_and(|at| columns.around(other) == Some(at));
        is_in_one && (is_within(one, other) || is_within(other, one))
    };
    let labels = labels(&joined(words, columns, size), size, Tuning::get().leading * size, columns.pitch, same);
    let labels = apart(labels, size);
    let (groups, mut lowest): (Vec<&Label>, Vec<&Label>) =
        labels.iter().partition(|label| labels.iter().any(|other| label.is_over(other)));
    let height = Label::height;
    // What stands beside the label of a group at its height is one, though nothing is left below it.
    let is_beside = |label: &&Label| {
        groups.iter().any(|group| (height(group) - height(label)).abs() <= Tuning::get().same_height * size)
    };
    let is_word = |label: &&Label| label.words.len() > 1 || label.text().chars().count() > 1;
    let beside: Vec<Label> = lowest.iter().copied().filter(is_beside).filter(is_word).cloned().collect();
    lowest.retain(|label| !is_beside(label));
    lowest.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let columns = &columns.with_blank(&lowest);
    let mut leaves: Vec<Leaf> = Vec::new();
    for label in lowest {
        let (first, last) = columns.over(label)?;
        if leaves.last().is_some_and(|before| before.last >= first) {
            return None;
        }
        leaves.push(Leaf { label: label.clone(), first, last });
    }
    // Where few columns have a label, these are not the columns; one label on one line has no order.
    let is_plain = leaves.len() == 1 && !is_torn && leaves[0].label.words.len() == 1;
    if leaves.is_empty() || is_plain || leaves.len() * 2 < columns.middles.len() {
        return None;
    }
    let whole: Vec<&Label> = leaves.iter().map(|leaf| &leaf.label).chain(&beside).collect();
    let is_whole = |word: &&Word| whole.iter().any(|label| label.has(word));
    let mut rest: Vec<&Word> = words.iter().filter(|word| !is_whole(word)).collect();
    rest.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0.total_cmp(&b.x0)));
    let joined = |line: &[&Word]| {
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        unspaced(line.into_iter(), size)
    };
    let words: Vec<Word> =
        rest.chunk_by(|a, b| b.base - a.base <= Tuning::get().same_line * size).flat_map(joined).collect();
    // The labels of groups, those at one height from the left. Where rows stand no farther apart than lines, each line is one.
    let mut groups = self::labels(&words, size, columns.near(size), f32::MAX, |_, _| false);
    groups.extend(beside);
    groups.sort_by(|a, b| height(a).total_cmp(&height(b)));
    let mut lines: Vec<Vec<Label>> = groups
        .chunk_by(|a, b| height(b) - height(a) <= Tuning::get().same_height * size)
        .map(<[Label]>::to_vec)
        .collect();
    lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.x0.total_cmp(&b.x0)));
    let nested = nested(&lines, &leaves, columns, size);
    let is_nested = nested.is_some();
    Some((nested.unwrap_or_else(|| level(&lines, &leaves)), is_nested))
}

/// Labels of which the first line is taken off where it is that of a group, close above: without it the others stand at the
/// height of labels beside them, and with it at none.
fn apart(labels: Vec<Label>, size: f32) -> Vec<Label> {
    let beside = |height: f32| {
        labels.iter().filter(|other| (other.height() - height).abs() <= Tuning::get().same_height * size).count()
    };
    let split = |label: &Label| -> Vec<Label> {
        match label.without_first() {
            Some((first, rest)) if beside(label.height()) == 1 && beside(rest.height()) >= 2 => vec![first, rest],
            _ => vec![label.clone()],
        }
    };
    labels.iter().flat_map(split).collect()
}

fn cell(label: &Label, row: usize, is_lowest: bool) -> Cell {
    let edges = (label.x0, label.x1);
    Cell { text: label.text(), edges, top: label.top(), bottom: label.bottom(), row, is_lowest }
}

/// The lines of a head as they stand, and below them all labels of columns in one row.
fn level(lines: &[Vec<Label>], leaves: &[Leaf]) -> Vec<Cell> {
    let of_line =
        |(row, line): (usize, &Vec<Label>)| line.iter().map(|label| cell(label, row, false)).collect::<Vec<_>>();
    let mut cells: Vec<Cell> = lines.iter().enumerate().flat_map(of_line).collect();
    cells.extend(leaves.iter().map(|leaf| cell(&leaf.label, lines.len(), true)));
    cells
}

/// The cells of a head in which each label above those of columns stands over the middle of some of them, and the labels of
/// a line share out all columns, or those whose labels are set lowest.
fn nested(lines: &[Vec<Label>], leaves: &[Leaf], columns: &Columns, size: f32) -> Option<Vec<Cell>> {
    let count = columns.middles.len();
    let (first, last) = lowest(leaves, size);
    let is_free = |column: &usize| leaves.iter().all(|leaf| *column < leaf.first || leaf.last < *column);
    // The lower row, with the columns beside it that have lost their labels or without them.
    let before = (0..first).rev().take_while(is_free).last().unwrap_or(first);
    let behind = (last + 1..count).take_while(is_free).last().unwrap_or(last);
    let inner = [(first, last), (before, last), (first, behind)];
    let mut groups: Vec<(&Label, usize, usize, usize)> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let mut ranges = inner.to_vec();
        ranges.insert(if row + 1 == lines.len() { ranges.len() } else { 0 }, (0, count - 1));
        let spans = ranges.iter().find_map(|range| shared(line, columns, *range))?;
        groups.extend(line.iter().zip(spans).map(|(label, (first, last))| (label, first, last, row)));
    }
    let rows_above = |first: usize, last: usize, row: usize| {
        groups.iter().filter(|group| group.3 < row && group.1 <= first && last <= group.2).count()
    };
    let mut cells: Vec<Cell> =
        groups.iter().map(|&(label, first, last, row)| cell(label, rows_above(first, last, row), false)).collect();
    cells.extend(leaves.iter().map(|leaf| cell(&leaf.label, rows_above(leaf.first, leaf.last, usize::MAX), true)));
    Some(cells)
}

/// The first and the last column of those whose labels are set lowest. Labels of a row are set at one height: their middles,
/// their first or their last lines.
fn lowest(leaves: &[Leaf], size: f32) -> (usize, usize) {
    let sides: [&dyn Fn(&Label) -> f32; 3] = [&Label::height, &Label::top, &Label::bottom];
    let rows = |side: &&dyn Fn(&Label) -> f32| -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..leaves.len()).collect();
        order.sort_by(|&a, &b| side(&leaves[a].label).total_cmp(&side(&leaves[b].label)));
        let is_near = |a: &usize, b: &usize| {
            side(&leaves[*b].label) - side(&leaves[*a].label) <= Tuning::get().same_height * size
        };
        order.chunk_by(is_near).map(<[usize]>::to_vec).collect()
    };
    let best = sides.iter().map(rows).min_by_key(Vec::len).unwrap_or_default();
    let last = best.last().map_or(&[][..], Vec::as_slice);
    let first = last.iter().map(|&i| leaves[i].first).min().unwrap_or(0);
    (first, last.iter().map(|&i| leaves[i].last).max().unwrap_or(0))
}

/// How labels that stand over columns share them: each in the middle of those it goes over, and none left between.
fn shared(labels: &[Label], columns: &Columns, range: (usize, usize)) -> Option<Vec<(usize, usize)>> {
    let middles = &columns.middles;
    let mut spans = Vec::new();
    let mut first = range.0;
    for label in labels {
        let is_amid = |last: &usize| {
            ((middles[first] + middles[*last]) / 2.0 - label.middle()).abs() <= Tuning::get().over_group * columns.pitch
        };
        let last = (first + 1..=range.1).find(is_amid)?;
        spans.push((first, last));
        first = last + 1;
    }
    (first == range.1 + 1).then_some(spans)
}
