//! The structure finder on drawn pages.

use proptest::prelude::*;

use super::drawn::{found, page, told};
use super::*;

#[test]
fn what_is_drawn_is_found() {
    for (name, drawing, expected) in [
        (
            "merged cells, blank cells, a label in two lines",
            "\
+--------+-----+
|一、本年| 12  |
|新收    |     |
+----+---+--+--+
|甲  |乙 |3 |  |
|    +---+--+--+
|    |   |  |4 |
+----+---+--+--+",
            "0:一、本年/新收>|2:12>\n0:甲v|1:乙|2:3|3:\n1:|2:|3:4",
        ),
        (
            "open sides",
            "\
-----+-----
甲乙 | 12
-----+-----
丙丁 |
-----+-----",
            "0:甲乙|1:12\n0:丙丁|1:",
        ),
        (
            "two tables and text between them",
            "\
+--+--+
|甲|1 |
+--+--+

二、主动公开

+--+--+
|乙|2 |
+--+--+",
            "0:甲|1:1\n二、主动公开\n0:乙|1:2",
        ),
        ("letters set wide", "+-----------+--+\n|结 果  维持|0 |\n+-----------+--+", "0:结果维持|1:0"),
        ("two numbers in a cell stay two", "+-------+--+\n|1   2  |0 |\n+-------+--+", "0:1\t 2|1:0"),
        ("an underlined word is no table", "甲乙丙\n------", "甲乙丙"),
    ] {
        assert_eq!(found(&[drawing]), format!("page 1\n{expected}"), "{name}");
    }
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
        assert_eq!(told(&arrange(vec![page], 100).0), format!("page 1\n{expected}"), "{moved}");
    }
}

#[test]
fn what_a_page_break_tears_is_joined_where_it_began() {
    for (name, upper, lower, expected) in [
        (
            "a label with all lines drawn",
            "\
+--+--------+--+--+
|甲|1.申请人|0 |3 |
+--+--------+--+--+",
            "\
+--+--------+--+--+
|  |逾期    |  |  |
|  +--------+--+--+
|  |2.其他  |0 |4 |
+--+--------+--+--+",
            "0:甲|1:1.申请人/逾期|2:0|3:3\npage 2\n1:2.其他|2:0|3:4",
        ),
        (
            "a group, and a row that is whole",
            "\
+------+------+--+
|（四）|1.甲  |0 |
|无    +------+--+
|      |2.乙  |0 |
+------+------+--+",
            "\
+------+------+--+
|法提供|3.丙  |1 |
+------+------+--+",
            "0:（四）/无/法提供v|1:1.甲|2:0\n1:2.乙|2:0\npage 2\n1:3.丙|2:1",
        ),
        (
            "two blank rows are two",
            "+----+--+\n|甲乙|  |\n+----+--+",
            "+----+--+\n|丙丁|5 |\n+----+--+",
            "0:甲乙|1:\npage 2\n0:丙丁|1:5",
        ),
        (
            "no line at the break",
            "+----+--+\n|甲  |0 |\n+----+--+\n|行政|7 |\n|许  |  |",
            "|可  |  |\n+----+--+\n|处罚|5 |\n+----+--+",
            "0:甲|1:0\n0:行政/许/可|1:7\npage 2\n0:处罚|1:5",
        ),
    ] {
        assert_eq!(found(&[upper, lower]), format!("page 1\n{expected}"), "{name}");
    }
}

#[test]
fn the_order_of_drawing_says_nothing() {
    let drawing = "+--------+-----+\n|一、本年| 12  |\n|新收    |     |\n+----+---+--+--+\n|甲  |乙 |3 |  |\n|    +---+--+--+\n|    |   |  |4 |\n+----+---+--+--+\n正文在此";
    let straight = page(1, drawing);
    let expected = told(&arrange(vec![straight.clone()], 100).0);
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
        prop_assert_eq!(told(&arrange(vec![shuffled], 100).0), expected.clone());
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
