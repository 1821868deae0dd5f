//! Labels of several lines in tables without ruling lines. The lines of a label stand closer together than rows do, below
//! each other; such a label is joined, and put on the line of its row's values, beside whose middle it stands. Where rows
//! stand no farther apart than lines, nothing tells a label's second line from the next row, and all stays as it is.

use super::columns::{is_head, values};
use super::lines::{Line, Stretch};
use super::tuning::Tuning;
use super::values::is_value;

/// Left edge of a stretch whose text was taken elsewhere.
const TAKEN: f32 = f32::MAX;

/// A part of a label: a stretch left of a table's values.
#[derive(Debug, Clone, Copy)]
struct Piece {
    line: usize,
    stretch: usize,
}

/// Joins the labels of a page's lines, which stand from above.
pub fn join(lines: &mut Vec<Line>) {
    let rows: Vec<Option<f32>> = (0..lines.len()).map(|at| row_edge(lines, at)).collect();
    let mut start = 0;
    while let Some(first) = (start..lines.len()).find(|&at| rows[at].is_some()) {
        let mut last = first;
        while let Some(next) =
            (last + 1..lines.len().min(last + Tuning::get().rows_apart + 2)).find(|&at| rows[at].is_some())
            && !(last + 1..next).any(|at| rows[last].is_some_and(|edge| is_head(&lines[at], edge)))
        {
            last = next;
        }
        join_table(lines, &rows, first, last);
        start = last + 1;
    }
    for line in lines.iter_mut() {
        line.stretches.retain(|stretch| stretch.x0 < TAKEN);
    }
    lines.retain(|line| !line.stretches.is_empty());
}

/// Where the values of a line begin, if it is a row of a table. One value alone on its line is a row where the line of a
/// label stands so close that both have room only beside each other.
fn row_edge(lines: &[Line], at: usize) -> Option<f32> {
    let line = &lines[at];
    let is_beside =
        |other: &Line| (other.base - line.base).abs() < Tuning::get().close * line.size && other.x1() < line.x0();
    let is_labelled = || {
        let around = [at.checked_sub(1), Some(at + 1)];
        around.into_iter().flatten().filter_map(|near| lines.get(near)).any(is_beside)
    };
    let alone = || (line.stretches.len() == 1 && is_value(&line.stretches[0].text) && is_labelled()).then(|| line.x0());
    values(line).first().map(|first| first.0).or_else(alone)
}

fn join_table(lines: &mut [Line], rows: &[Option<f32>], first: usize, last: usize) {
    let of_rows: Vec<usize> = (first..=last).filter(|&at| rows[at].is_some()).collect();
    // The rows with the most values tell where the labels of a table end, and those with many how far apart rows stand: few
    // values on a line may be what a narrow column broke.
    let most = of_rows.iter().map(|&at| values(&lines[at]).len()).max().unwrap_or(0);
    let has_many: Vec<usize> =
        of_rows.iter().copied().filter(|&at| most == 0 || 2 * values(&lines[at]).len() > most).collect();
    let pitch = has_many.windows(2).map(|pair| lines[pair[1]].base - lines[pair[0]].base).fold(f32::MAX, f32::min);
    let is_full = |at: &&usize| values(&lines[**at]).len() == most;
    let Some(edge) = of_rows.iter().filter(is_full).filter_map(|&at| rows[at]).min_by(f32::total_cmp) else { return };
    let reach = Tuning::get().leading * lines[first].size;
    let near = reach.min(Tuning::get().row_pitch * pitch);
    // A label may begin above the first row's values and end below the last's; a head is none.
    let is_part = |at: &usize| !is_head(&lines[*at], edge);
    let from = (0..first).rev().take_while(|&at| is_above(lines, at, near)).take_while(is_part).last().unwrap_or(first);
    let below = (last + 1..lines.len()).take_while(|&at| is_above(lines, at - 1, near));
    let to = below.take_while(is_part).last().unwrap_or(last);
    let is_label = |piece: &Piece| lines[piece.line].stretches[piece.stretch].x1 < edge;
    let pieces: Vec<Piece> = (from..=to)
        .flat_map(|line| (0..lines[line].stretches.len()).map(move |stretch| Piece { line, stretch }))
        .filter(is_label)
        .collect();
    let mut whole: Vec<(usize, Stretch)> = Vec::new();
    for label in labels(lines, &pieces, near).into_iter().filter(|label| label.len() > 1) {
        let base = |piece: &Piece| lines[piece.line].stretches[piece.stretch].base;
        // The label of a group may lie between two rows, and a line of it nearly beside one.
        let is_beside = |piece: &&Piece| {
            let line = &lines[piece.line];
            rows[piece.line].is_some() && (base(piece) - line.base).abs() <= Tuning::get().beside_row * line.size
        };
        let of_values: Vec<usize> = label.iter().filter(is_beside).map(|piece| piece.line).collect();
        let middle = (base(&label[0]) + base(&label[label.len() - 1])) / 2.0;
        let size = lines[label[0].line].size;
        let amid = (from..=to)
            .find(|&at| rows[at].is_some() && (lines[at].base - middle).abs() <= Tuning::get().amid_row * size);
        // Two rows have two labels.
        let home = match (&of_values[..], amid) {
            ([], Some(row)) => row,
            ([], None) => label[0].line,
            ([row], None) => *row,
            ([row], Some(amid)) if *row == amid => *row,
            _ => continue,
        };
        whole.push((home, take(lines, &label)));
    }
    for (home, label) in whole {
        let line = &mut lines[home];
        let at = line.stretches.iter().position(|other| other.x0 > label.x0).unwrap_or(line.stretches.len());
        line.stretches.insert(at, label);
    }
}

/// Whether the next line stands right below a line.
fn is_above(lines: &[Line], at: usize, near: f32) -> bool {
    lines.get(at + 1).is_some_and(|next| next.base - lines[at].base <= near)
}

/// The pieces of each label, from above: each stands right below the one before it, with its middle or its left edge under
/// that one's.
fn labels(lines: &[Line], pieces: &[Piece], near: f32) -> Vec<Vec<Piece>> {
    let mut labels: Vec<Vec<Piece>> = Vec::new();
    for &piece in pieces {
        let (line, stretch) = (&lines[piece.line], &lines[piece.line].stretches[piece.stretch]);
        let is_under = |label: &&mut Vec<Piece>| {
            let over = label[label.len() - 1];
            let (upper, above) = (&lines[over.line], &lines[over.line].stretches[over.stretch]);
            let down = stretch.base - above.base;
            let aside = (above.x0 + above.x1 - stretch.x0 - stretch.x1).abs() / 2.0;
            let is_below = aside <= Tuning::get().under_middle * line.size
                || (above.x0 - stretch.x0).abs() <= Tuning::get().under_left * line.size;
            over.line != piece.line
                && down <= near
                && is_below
                && (upper.size - line.size).abs() < Tuning::get().same_size * line.size
        };
        match labels.iter_mut().find(is_under) {
            Some(label) => label.push(piece),
            None => labels.push(vec![piece]),
        }
    }
    labels
}

/// Takes the pieces of a label out of their lines and joins them.
fn take(lines: &mut [Line], label: &[Piece]) -> Stretch {
    let mut whole = Stretch { text: String::new(), x0: TAKEN, x1: 0.0, base: lines[label[0].line].base };
    for piece in label {
        let stretch = &mut lines[piece.line].stretches[piece.stretch];
        whole.text.push_str(&stretch.text);
        (whole.x0, whole.x1) = (whole.x0.min(stretch.x0), whole.x1.max(stretch.x1));
        stretch.x0 = TAKEN;
    }
    whole
}
