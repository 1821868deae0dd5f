//! Where the cells of a table stand: columns and rows are counted as the standard's table model has it, and columns in which
//! nothing begins are taken out.

/// Columns up to which a cell may cover others; beyond, each is one column wide and one row high.
const WIDEST: u32 = 1000;

/// How many columns and rows a cell asks for; rows 0: to the end of its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Columns, at least 1.
    pub columns: u32,
    /// Rows.
    pub rows: u32,
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its first column, from 0.
    pub column: u32,
    /// How many columns it covers, at least 1.
    pub columns: u32,
    /// How many rows it covers, at least 1.
    pub rows: u32,
}

/// A colspan or rowspan as written.
pub fn span(written: &str, most: u32) -> Option<u32> {
    let digits = written.trim_start().trim_start_matches('+');
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    (end > 0).then(|| digits[..end].parse().unwrap_or(most).min(most))
}

/// Places cells. Sections hold rows, rows hold what their cells ask for; the places come in the same order, row by row
/// through all sections.
pub fn place(sections: &[Vec<Vec<Asked>>]) -> Vec<Vec<Place>> {
    let mut placed: Vec<Vec<Place>> = Vec::new();
    for rows in sections {
        let first = placed.len() as u32;
        let end = first + rows.len() as u32;
        // The row from which a column is free again.
        let mut free_from: Vec<u32> = Vec::new();
        for (row, cells) in (first..).zip(rows) {
            let mut cursor = 0;
            let mut places = Vec::with_capacity(cells.len());
            for asked in cells {
                let is_free = |column: usize, taken: &[u32]| taken.get(column).is_none_or(|from| *from <= row);
                while !is_free(cursor, &free_from) {
                    cursor += 1;
                }
                let is_far = cursor as u32 >= WIDEST;
                let wanted = if is_far { 1 } else { asked.columns.clamp(1, WIDEST - cursor as u32) } as usize;
                let below = end - row;
                let rows = match asked.rows {
                    _ if is_far => 1,
                    0 => below,
                    rows => rows.min(below),
                };
                // Where a cell from above is in the way, the cell ends there; the next one begins behind all of it.
                let columns = (0..wanted).take_while(|i| is_free(cursor + i, &free_from)).count();
                if rows > 1 {
                    let needed = free_from.len().max(cursor + columns);
                    free_from.resize(needed, 0);
                    free_from[cursor..cursor + columns].fill(row + rows);
                }
                places.push(Place { column: cursor as u32, columns: columns as u32, rows });
                cursor += wanted;
            }
            placed.push(places);
        }
    }
    narrow(&mut placed);
    placed
}

/// Takes out columns in which no cell begins, and counts rows without those in which none does; such rows stay in the list,
/// empty.
fn narrow(placed: &mut [Vec<Place>]) {
    let width = placed.iter().flatten().map(|place| place.column + 1).max().unwrap_or(0) as usize;
    let mut begins = vec![0_u32; width + 1];
    placed.iter().flatten().for_each(|place| begins[place.column as usize + 1] = 1);
    let rows: Vec<u32> = std::iter::once(0).chain(placed.iter().map(|row| u32::from(!row.is_empty()))).collect();
    let sums = |counts: Vec<u32>| -> Vec<u32> {
        counts
            .iter()
            .scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            })
            .collect()
    };
    // How many columns begin before each, and how many rows have cells above each.
    let (columns, rows) = (sums(begins), sums(rows));
    let before = |sums: &[u32], at: usize| sums[at.min(sums.len() - 1)];
    for (row, places) in placed.iter_mut().enumerate() {
        for place in places {
            let end = (place.column + place.columns) as usize;
            let column = before(&columns, place.column as usize);
            place.columns = (before(&columns, end) - column).max(1);
            place.rows = (before(&rows, row + place.rows as usize) - before(&rows, row)).max(1);
            place.column = column;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads sections separated by `=`, rows by `/`, cells by blanks, each `columns` or `columns*rows`, and draws the grid:
    /// each place by the letter of its cell, `.` where none is.
    fn picture(table: &str) -> String {
        let asked = |cell: &str| {
            let (columns, rows) = cell.split_once('*').unwrap_or((cell, "1"));
            Asked { columns: columns.parse().unwrap(), rows: rows.parse().unwrap() }
        };
        let sections: Vec<Vec<Vec<Asked>>> = table
            .split('=')
            .map(|rows| rows.split('/').map(|row| row.split_whitespace().map(asked).collect()).collect())
            .collect();
        let placed = place(&sections);
        let width = placed.iter().flatten().map(|place| place.column + place.columns).max().unwrap_or(0) as usize;
        let mut drawn = vec![vec!['.'; width]; placed.len() + 8];
        let letters = ('a'..='z').cycle();
        let kept: Vec<&Vec<Place>> = placed.iter().filter(|row| !row.is_empty()).collect();
        let cells = kept.iter().enumerate().flat_map(|(row, places)| places.iter().map(move |place| (row, place)));
        for ((row, place), letter) in cells.zip(letters) {
            for line in &mut drawn[row..row + place.rows as usize] {
                line[place.column as usize..(place.column + place.columns) as usize].fill(letter);
            }
        }
        drawn.truncate(kept.len());
        drawn.into_iter().map(|line| line.into_iter().collect::<String>()).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn cells_are_placed_as_browsers_place_them() {
        for (what, table, expected) in [
            ("plain", "1 1/1 1", "ab/cd"),
            ("rowspan", "1*2 1/1", "ab/ac"),
            ("colspan", "2 1/1 1 1", "aab/cde"),
            ("header and data rows of other widths", "3 3/2 2 2", "aabb/cdde"),
            ("the same width in all rows", "2 2/2 2", "ab/cd"),
            ("rows below a group", "1*3 1 1/1 1/1 1", "abc/ade/afg"),
            ("rowspan 0 to the end of the section", "1*0 1/1/1 = 1 1", "ab/ac/ad/ef"),
            ("rowspan beyond the section", "1*9 1/1 = 1 1", "ab/ac/de"),
            ("absurd colspan", "1000 1/1 1", "aab/cd."),
            ("a cell from above in the way", "1 1*2/2 1", "ab./cbd"),
            ("two rowspans", "1*2 1*3 1/1/1 1", "abc/abd/ebf"),
            ("an empty row", "1*2 1//1 1", "ab/cd"),
            ("a row that is covered wholly", "1*2 1*2//1 1", "ab/cd"),
        ] {
            assert_eq!(picture(table), expected, "{what}");
        }
    }

    #[test]
    fn spans_are_read_as_browsers_read_them() {
        for (written, expected) in [
            ("3", Some(3)),
            (" 2px", Some(2)),
            ("0", Some(0)),
            ("", None),
            ("-1", None),
            ("a", None),
            ("99999999999999", Some(1000)),
            ("１", None),
        ] {
            assert_eq!(span(written, 1000), expected, "{written:?}");
        }
    }

    #[test]
    fn absurd_tables_take_no_time() {
        let wide = Asked { columns: 1000, rows: 65_534 };
        let section = vec![vec![wide; 40_000], vec![Asked { columns: 1, rows: 1 }; 40_000]];
        assert_eq!(place(&[section]).iter().flatten().count(), 80_000);
    }
}
