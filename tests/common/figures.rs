//! Invented figures for a form: balanced or not, zeros, blanks, signs, decimals and units, from a seed.

use std::collections::BTreeMap;

use gouji::schema::{CellId, Schema, TableRef};

/// What the figures are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Every figure 0.
    Zeros,
    /// Every addend different from every other; all relations hold.
    Distinct,
    /// A small unit: a few small numbers among zeros; all relations hold.
    Sparse,
    /// Distinct, but several totals are wrong.
    Unbalanced,
    /// Sparse, and some of the zeros were left blank.
    Blanks,
    /// Sparse, and some of the zeros are printed as a mark.
    Dashes,
    /// Sparse, with negative changes, decimals and units inside the cells.
    Amounts,
}

impl Flavour {
    /// Every flavour.
    pub const ALL: [Self; 7] =
        [Self::Zeros, Self::Distinct, Self::Sparse, Self::Unbalanced, Self::Blanks, Self::Dashes, Self::Amounts];
}

/// The printed text of every cell of a form.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Id of the form.
    pub form: &'static str,
    /// The text of each cell.
    pub cells: BTreeMap<CellId, String>,
}

/// A small generator of repeatable numbers (SplitMix64).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A generator from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Draws addends of a flavour.
struct Draw {
    random: Random,
    flavour: Flavour,
    used: Vec<i64>,
}

impl Draw {
    fn addend(&mut self) -> i64 {
        match self.flavour {
            Flavour::Zeros => 0,
            Flavour::Distinct | Flavour::Unbalanced => loop {
                let number = 1 + self.random.below(2400) as i64;
                if !self.used.contains(&number) {
                    self.used.push(number);
                    return number;
                }
            },
            _ if self.random.below(6) == 0 => 1 + self.random.below(12) as i64,
            _ => 0,
        }
    }
}

impl Figures {
    /// Figures of a flavour for a form.
    pub fn new(form: &'static str, flavour: Flavour, seed: u64) -> Self {
        let schema = Schema::get();
        let index = schema.form(form).expect("a known form");
        let mut draw = Draw { random: Random::new(seed), flavour, used: Vec::new() };
        let mut numbers = BTreeMap::new();
        for at in schema.tables().filter(|at| at.form == index) {
            match at.get().id {
                "requests" => requests(at, &mut draw, &mut numbers),
                "remedies" => remedies(at, &mut draw, &mut numbers),
                _ => disclosure(at, &mut draw, &mut numbers),
            }
        }
        let cells = numbers.into_iter().map(|(cell, number)| (cell, print(cell, number, &mut draw))).collect();
        Self { form, cells }
    }
}

fn print(cell: CellId, number: i64, draw: &mut Draw) -> String {
    let column = cell.column_field().id;
    let amount = matches!(column, "fee_amount" | "procurement_amount");
    match draw.flavour {
        Flavour::Blanks if number == 0 && draw.random.below(4) == 0 => String::new(),
        Flavour::Dashes if number == 0 && draw.random.below(3) == 0 => (*draw.random.pick(&["-", "/"])).to_owned(),
        Flavour::Amounts if amount => {
            (*draw.random.pick(&["11543.66万元", "251000元", "0.092", "3415.891"])).to_owned()
        }
        Flavour::Amounts if column == "net_change" && number > 0 => format!("+{number}"),
        Flavour::Unbalanced if column == "total" && draw.random.below(4) == 0 => (number + 7).to_string(),
        Flavour::Unbalanced if cell.row_field().id == "total_processed" && draw.random.below(2) == 0 => {
            (number + 3).to_string()
        }
        _ => number.to_string(),
    }
}

fn disclosure(at: TableRef, draw: &mut Draw, numbers: &mut BTreeMap<CellId, i64>) {
    for row in 0..at.get().rows.len() as u8 {
        let mut before = 0;
        for (column, field) in at.get().columns.iter().enumerate() {
            let mut number = draw.addend();
            match field.id {
                // A stock never falls below 0, nor below what came to it this year.
                "net_change" if draw.random.below(2) == 0 => number = -number.min(before),
                "total_public" | "in_force" => number += before,
                _ => {}
            }
            before = before.max(number);
            numbers.insert(at.cell(row, column as u8), number);
        }
    }
}

fn requests(at: TableRef, draw: &mut Draw, numbers: &mut BTreeMap<CellId, i64>) {
    let table = at.get();
    let row = |id: &str| table.row(id).expect("a known row");
    let (new, over) = (row("new_received"), row("carried_over"));
    let (all, forward) = (row("total_processed"), row("carried_forward"));
    let results: Vec<u8> = (0..table.rows.len() as u8).filter(|r| ![new, over, all, forward].contains(r)).collect();
    for column in 0..6 {
        let mut sum = 0;
        for &result in &results {
            let number = draw.addend();
            sum += number;
            numbers.insert(at.cell(result, column), number);
        }
        let left = draw.addend();
        let brought = draw.addend().min(sum + left);
        numbers.insert(at.cell(all, column), sum);
        numbers.insert(at.cell(forward, column), left);
        numbers.insert(at.cell(over, column), brought);
        numbers.insert(at.cell(new, column), sum + left - brought);
    }
    for row in 0..table.rows.len() as u8 {
        let sum = (0..6).map(|column| numbers[&at.cell(row, column)]).sum();
        numbers.insert(at.cell(row, 6), sum);
    }
}

fn remedies(at: TableRef, draw: &mut Draw, numbers: &mut BTreeMap<CellId, i64>) {
    for row in 0..3 {
        let mut sum = 0;
        for column in 0..4 {
            let number = draw.addend();
            sum += number;
            numbers.insert(at.cell(row, column), number);
        }
        numbers.insert(at.cell(row, 4), sum);
    }
}
