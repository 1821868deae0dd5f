//! The label columns at the left of a printed table: groups that span several rows, printed downwards, and each row's own
//! label. Values and headers are laid out beside it.

use crate::schema::Table;
use crate::text::width::Align;
use crate::wrap;

use super::{Piece, What};

/// Width of the stub's column for the outermost group, which is printed downwards two characters a line.
pub(super) const PART: u16 = 4;
/// Width of the stub's column for the inner group.
pub(super) const GROUP: u16 = 8;
/// The label columns of one row: its own label, and what falls on this line of the groups that span several rows.
pub(super) fn stub_of(table: &Table, index: usize, stub: u16, waits: bool) -> Vec<Piece> {
    let row = &table.rows[index];
    let starts = [0, PART + 1, PART + 1 + GROUP + 1];
    let mut pieces = Vec::new();
    for (depth, cells) in [(0, PART), (1, GROUP)] {
        let Some(&group) = row.group.get(depth) else { break };
        let first =
            (0..=index).rev().take_while(|&at| table.rows[at].group.get(depth) == Some(&group)).last().unwrap_or(index);
        let texts = downwards(group, usize::from(cells));
        if let Some(text) = texts.get(index - first) {
            pieces.push(Piece { x: starts[depth], cells, what: What::Label(text.clone(), Align::Left, false) });
        }
        pieces.push(Piece { x: starts[depth] + cells, cells: 1, what: What::Bar });
    }
    let x = starts[row.group.len().min(2)];
    let what = What::Label(row.label.to_owned(), Align::Left, waits);
    pieces.push(Piece { x, cells: stub.saturating_sub(x), what });
    pieces
}

/// A group's label printed downwards: its ordinal in brackets on a line of its own, then as much as fits on each line.
fn downwards(text: &str, cells: usize) -> Vec<String> {
    let (ordinal, rest) = match text.find('\u{FF09}') {
        Some(at) if cells > usize::from(PART) => text.split_at(at + '\u{FF09}'.len_utf8()),
        _ => ("", text),
    };
    let mut rows: Vec<String> = Vec::new();
    if !ordinal.is_empty() {
        rows.push(ordinal.to_owned());
    }
    let characters: Vec<char> = rest.chars().collect();
    rows.extend(
        wrap::line(rest, cells)
            .into_iter()
            .map(|range| characters[range.start as usize..range.end as usize].iter().collect::<String>()),
    );
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_printed_downwards() {
        assert_eq!(downwards("三、本年度办理结果", 4), ["三、", "本年", "度办", "理结", "果"]);
        assert_eq!(downwards("（三）不予公开", 8), ["（三）", "不予公开"]);
    }
}
