//! Damage and noise that real submissions bring, applied to a report's grids before they are printed, one function a noise.
//!
//! What is damaged leaves the truth with it: a row taken out takes its expected cells along.

mod cells;
mod lines;
mod rows;
mod words;

use super::figures::Random;
use super::sheet::{Expect, Grid, Print, Role, Sheet};

/// How much a noise takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Harm {
    /// Everything can still be known: every cell must be right and vouched for.
    None,
    /// Something is lost: nothing may be silently wrong.
    Some,
}

/// A kind of damage.
#[derive(Clone, Copy)]
pub struct Noise {
    /// Its short name.
    pub name: &'static str,
    /// Damages the report.
    pub apply: fn(&mut Sheet, &mut Random),
    /// How much it takes away.
    pub harm: Harm,
}

/// Every noise.
pub const NOISES: &[Noise] = &[
    Noise { name: "none", apply: |_, _| (), harm: Harm::None },
    Noise { name: "torn labels", apply: words::torn_labels, harm: Harm::None },
    Noise { name: "group on its own line", apply: rows::group_on_own_line, harm: Harm::None },
    Noise { name: "headers cut", apply: words::headers_cut, harm: Harm::None },
    Noise { name: "traditional", apply: words::traditional, harm: Harm::None },
    Noise { name: "pinyin notes", apply: words::pinyin_notes, harm: Harm::None },
    Noise { name: "full-width digits", apply: words::full_width_digits, harm: Harm::None },
    Noise { name: "half-width marks", apply: words::half_width_marks, harm: Harm::None },
    Noise { name: "typos of the trade", apply: words::typos, harm: Harm::None },
    Noise { name: "furniture between blocks", apply: lines::furniture, harm: Harm::None },
    Noise { name: "thousands separators", apply: words::thousands, harm: Harm::None },
    Noise { name: "units behind numbers", apply: words::units, harm: Harm::None },
    Noise { name: "blanks around numbers", apply: words::padding, harm: Harm::None },
    Noise { name: "a note inside the table", apply: lines::note_inside, harm: Harm::None },
    Noise { name: "letter-spaced headers", apply: words::letter_spaced, harm: Harm::Some },
    Noise { name: "section headings missing", apply: |sheet, _| sheet.headings = false, harm: Harm::Some },
    Noise { name: "page numbers", apply: lines::page_numbers, harm: Harm::Some },
    Noise { name: "header row missing", apply: rows::header_row_missing, harm: Harm::Some },
    Noise { name: "one header missing", apply: rows::one_header_missing, harm: Harm::Some },
    Noise { name: "row missing", apply: rows::row_missing, harm: Harm::Some },
    Noise { name: "rows missing", apply: rows::rows_missing, harm: Harm::Some },
    Noise { name: "block missing", apply: rows::block_missing, harm: Harm::Some },
    Noise { name: "block moved", apply: rows::block_moved, harm: Harm::Some },
    Noise { name: "block headings missing", apply: rows::headings_missing, harm: Harm::Some },
    Noise { name: "rows moved", apply: rows::rows_moved, harm: Harm::Some },
    Noise { name: "row doubled", apply: rows::row_doubled, harm: Harm::Some },
    Noise { name: "table doubled", apply: rows::table_doubled, harm: Harm::Some },
    Noise { name: "table doubled, differing", apply: rows::table_doubled_differing, harm: Harm::Some },
    Noise { name: "label lost", apply: cells::label_lost, harm: Harm::Some },
    Noise { name: "value lost", apply: cells::value_lost, harm: Harm::Some },
    Noise { name: "value added", apply: cells::value_added, harm: Harm::Some },
    Noise { name: "extra row", apply: cells::extra_row, harm: Harm::Some },
    Noise { name: "subtotal column", apply: cells::subtotal_column, harm: Harm::Some },
    Noise { name: "cut off", apply: cells::cut_off, harm: Harm::Some },
];

fn data_rows(grid: &Grid) -> Vec<usize> {
    (0..grid.rows.len()).filter(|&i| grid.rows[i].role == Role::Data).collect()
}

/// A data row of section 二 or 三 (section 四 has only one).
fn any_row(sheet: &Sheet, random: &mut Random) -> (usize, usize) {
    let at = random.below(2);
    (at, *random.pick(&data_rows(&sheet.grids[at])))
}

fn set(print: &mut Print, text: &str) {
    text.clone_into(&mut print.text);
    if let Some((_, expect)) = &mut print.value {
        *expect = Expect::of(text);
    }
}
