//! How the values of a row lie among its empty cells: a property of the layout, tried on all rows of a block at once.

use crate::document::Document;

use super::token::{Class, Token};

/// How a row's values lie among its empty cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Empty cells mean nothing: every value is printed.
    Dense,
    /// The values begin behind the label; what lies beyond the last column is filler.
    AfterLabel,
    /// The values end the row; what lies between them and the label is filler.
    AtEnd,
    /// The values begin at a cell of the line that is the same for all rows.
    AtCell(u16),
}

/// The layouts that explain the most rows; several where they do equally well.
#[must_use]
pub fn best_layouts(document: &Document, tokens: &[Token], runs: &[Vec<usize>], width: usize) -> Vec<Layout> {
    let mut candidates = vec![Layout::AfterLabel, Layout::AtEnd, Layout::Dense];
    for run in runs {
        let is_full = run.iter().filter(|&&i| tokens[i].class == Class::Value).count() == width;
        if let (true, Some(&first)) = (is_full, run.iter().find(|&&i| tokens[i].class == Class::Value)) {
            let layout = Layout::AtCell(document.pieces[first].cell);
            if !candidates.contains(&layout) && candidates.len() < 8 {
                candidates.push(layout);
            }
        }
    }
    let explained: Vec<usize> = candidates
        .iter()
        .map(|&layout| runs.iter().filter(|run| fit(document, tokens, run, width, layout).is_some()).count())
        .collect();
    let most = explained.iter().copied().max().unwrap_or(0);
    candidates.into_iter().zip(explained).filter(|&(_, count)| count == most).map(|(layout, _)| layout).collect()
}

/// Whether values stand on the line of their label and on later ones, with blank cells among them: the later ones are of rows
/// whose labels are lost.
fn is_broken(document: &Document, tokens: &[Token], run: &[usize]) -> bool {
    let line = |i: usize| document.pieces[i].span.line;
    let is_value = |i: &&usize| tokens[**i].class != Class::Empty;
    let Some(label) = run[0].checked_sub(1).map(line) else { return false };
    let mut values = run.iter().filter(is_value).map(|&i| line(i));
    values.next() == Some(label) && values.any(|other| other != label) && run.iter().any(|i| !is_value(&i))
}

/// A row's cells under a layout; `None` where the layout does not explain the row.
#[must_use]
pub fn fit(
    document: &Document,
    tokens: &[Token],
    run: &[usize],
    width: usize,
    layout: Layout,
) -> Option<Vec<Option<usize>>> {
    let is_value = |i: &usize| tokens[*i].class != Class::Empty;
    if run.is_empty() {
        return None;
    }
    let cells: Vec<Option<usize>> = match layout {
        Layout::Dense => {
            let values: Vec<_> = run.iter().copied().filter(is_value).map(Some).collect();
            return (values.len() == width && !is_broken(document, tokens, run)).then_some(values);
        }
        Layout::AfterLabel => {
            let filler = run.get(width..)?;
            if filler.iter().any(is_value) {
                return None;
            }
            run[..width].iter().copied().map(Some).collect()
        }
        Layout::AtEnd => {
            let start = run.len().checked_sub(width)?;
            if run[..start].iter().any(is_value) {
                return None;
            }
            run[start..].iter().copied().map(Some).collect()
        }
        Layout::AtCell(first) => {
            let line = document.pieces[run[0]].span.line;
            let last = first.saturating_add(width as u16);
            let mut cells = vec![None; width];
            for &i in run {
                let piece = &document.pieces[i];
                let inside = (first..last).contains(&piece.cell) && piece.span.line == line;
                if inside {
                    cells[usize::from(piece.cell - first)] = Some(i);
                } else if is_value(&i) {
                    return None;
                }
            }
            cells.iter().all(Option::is_some).then_some(cells)?
        }
    };
    Some(cells)
}
