//! The structure finder on drawn pages.

mod drawing;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use drawing::{TOP, page, picture};

/// A page fixture: what it shows, and its pages as they are drawn.
///
/// The first line says what it shows. `@ lines 0.5` sets lines half as far apart, `@ top 30` begins the drawing 30 points from
/// the upper edge; each page stands behind `=== page`.
fn read_fixture(text: &str) -> Vec<Page> {
    let (head, drawings) = text.split_once("=== page\n").expect("a page");
    let option = |name: &str| {
        let line = head.lines().find_map(|line| line.strip_prefix("@ ")?.strip_prefix(name));
        line.map(|value| value.trim().parse::<f32>().expect("a number"))
    };
    let (lines, top) = (option("lines").unwrap_or(1.0), option("top").unwrap_or(TOP));
    let pages = (1..).zip(drawings.split("=== page\n")).map(|(number, drawing)| {
        let mut page = page(number, drawing);
        let moved = |y: f32| top + (y - TOP) * lines;
        page.glyphs.iter_mut().for_each(|glyph| glyph.base = moved(glyph.base));
        page.rules.iter_mut().for_each(|rule| (rule.y0, rule.y1) = (moved(rule.y0), moved(rule.y1)));
        page
    });
    pages.collect()
}

/// Holds what is found on every page of `tests/pages` against the picture beside it; `UPDATE_EXPECT=1` writes the pictures anew.
#[test]
fn drawn_pages_are_found_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/document/page/tests/pages");
    let mut fixtures: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    fixtures.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    fixtures.sort();
    assert!(fixtures.len() >= 50, "there are {} pages", fixtures.len());
    let mut complaints = Vec::new();
    for path in fixtures {
        let found = picture(&arrange(read_fixture(&fs::read_to_string(&path).unwrap()), 10_000).0) + "\n";
        let beside = path.with_extension("found");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(beside, found).unwrap();
        } else {
            let expected = fs::read_to_string(beside).unwrap_or_default();
            if found != expected {
                complaints.push(format!("{}\nexpected\n{expected}found\n{found}", path.display()));
            }
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn a_number_with_a_line_through_it_shows_where_the_line_runs() {
    for (moved, expected) in [
        (0.0, "0:甲乙|1:123"),
        (-3.0, "0:甲乙|1:123"),
        (-9.0, "0:甲乙|1:1¦23"),
        (-15.0, "0:甲乙12¦3|1:"),
        (15.0, "0:甲乙|1:12¦3"),
        (24.0, "0:甲乙|1:1¦23"),
        (40.0, "0:甲乙|1:\n123"),
    ] {
        let mut page = page(1, "+------+----+\n|甲乙  |123 |\n+------+----+");
        page.glyphs.iter_mut().filter(|glyph| glyph.c.is_ascii_digit()).for_each(|glyph| {
            glyph.x0 += moved;
            glyph.x1 += moved;
        });
        assert_eq!(picture(&arrange(vec![page], 100).0), format!("page 1\n{expected}"), "{moved}");
    }
}

#[test]
fn the_order_of_drawing_says_nothing() {
    let drawing = "+--------+-----+\n|一、本年| 12  |\n|新收    |     |\n+----+---+--+--+\n|甲  |乙 |3 |  |\n|    +---+--+--+\n|    |   |  |4 |\n+----+---+--+--+\n正文在此";
    let straight = page(1, drawing);
    let expected = picture(&arrange(vec![straight.clone()], 100).0);
    proptest!(|(seed in any::<u64>())| {
        let mut shuffled = straight.clone();
        // A sort by scrambled numbers is a shuffle.
        let mix = |i: usize| (i as u64 + 1).wrapping_mul(seed | 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        let mut glyphs: Vec<_> = shuffled.glyphs.drain(..).enumerate().collect();
        glyphs.sort_by_key(|(i, _)| mix(*i));
        shuffled.glyphs = glyphs.into_iter().map(|(_, glyph)| glyph).collect();
        let mut rules: Vec<_> = shuffled.rules.drain(..).enumerate().collect();
        rules.sort_by_key(|(i, _)| mix(*i));
        shuffled.rules = rules.into_iter().map(|(_, rule)| rule).collect();
        prop_assert_eq!(picture(&arrange(vec![shuffled], 100).0), expected.clone());
    });
}

/// A grid with merged cells: each place takes as many places to its right and below as are free and asked for.
fn merged(columns: usize, rows: usize, wishes: &[(usize, usize)]) -> Vec<(usize, usize, usize, usize)> {
    let mut taken = vec![vec![false; columns]; rows];
    let mut cells = Vec::new();
    for (number, (row, column)) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).enumerate() {
        if taken[row][column] {
            continue;
        }
        let (wide, high) = wishes[number % wishes.len()];
        let wide = (column..columns.min(column + wide)).take_while(|&x| !taken[row][x]).count();
        let high = high.min(rows - row);
        for line in taken.iter_mut().skip(row).take(high) {
            line[column..column + wide].fill(true);
        }
        cells.push((row, column, high, wide));
    }
    cells
}

proptest! {
    #[test]
    fn a_grid_with_merged_cells_is_found_again(
        columns in 2_usize..7, rows in 2_usize..7, wishes in prop::collection::vec((1_usize..4, 1_usize..4), 1..40),
        jitter in prop::collection::vec(-0.9_f32..0.9, 1..30),
    ) {
        let cells = merged(columns, rows, &wishes);
        let (wide, high) = (40.0, 20.0);
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        let mut moves = jitter.iter().cycle();
        let mut off = || *moves.next().unwrap_or(&0.0);
        for (number, &(row, column, down, across)) in cells.iter().enumerate() {
            let (x0, y0) = (50.0 + column as f32 * wide, 200.0 + row as f32 * high);
            let (x1, y1) = (x0 + across as f32 * wide, y0 + down as f32 * high);
            for (x0, y0, x1, y1) in [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)] {
                let (dx, dy) = (off(), off());
                page.rules.push(Rule { x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy });
            }
            let c = char::from_u32('一' as u32 + number as u32).unwrap();
            page.glyphs.push(Glyph { c, x0: x0 + 10.0, x1: x0 + 20.0, base: y0 + 14.0, size: 10.0 });
        }
        // Lines at which no cell begins are none of the grid's.
        let number = |of: fn(&(usize, usize, usize, usize)) -> usize, line: usize| {
            let mut lines: Vec<usize> = cells.iter().map(of).filter(|other| *other < line).collect();
            lines.sort_unstable();
            lines.dedup();
            lines.len()
        };
        let expected: Vec<(usize, usize, usize, usize)> = cells
            .iter()
            .map(|&(row, column, down, across)| {
                let (y, x) = (number(|cell| cell.0, row), number(|cell| cell.1, column));
                (y, x, number(|cell| cell.0, row + down) - y, number(|cell| cell.1, column + across) - x)
            })
            .collect();
        let blocks = arrange(vec![page], 10_000).0;
        let table = blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table.clone()),
            _ => None,
        });
        if cells.len() >= 2 {
            let table = table.expect("a table");
            let found: Vec<_> = table.rows.iter().enumerate().flat_map(|(y, row)| {
                row.iter().map(move |cell| (y, cell.column as usize, cell.rows as usize, cell.columns as usize))
            }).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
