//! Plants one mishap after another in reports that balance, and counts how often the cells are found and named.
//!
//! The mishaps are those that offices tell of; what the engine supposes of their digits is not used to plant them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gouji::pipeline::analyse;
use gouji::report::Mappings;
use gouji::rules::{Cause, CellSet, RuleBook, Verdict};
use gouji::schema::{CellId, Schema, TableRef};
use gouji::source::Limits;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::common::figures::{Figures, Flavour, Random};
use crate::common::flatten::LAYOUTS;
use crate::common::sheet::Sheet;
use crate::documents;

/// A way in which figures go wrong: changes them and says which cells it changed.
struct Mishap {
    name: &'static str,
    plant: fn(&mut Page, &mut Random) -> Vec<CellId>,
}

const MISHAPS: [Mishap; 10] = [
    Mishap { name: "two digits of a figure swapped", plant: |page, random| page.digits(random, swap) },
    Mishap { name: "a digit of a figure dropped", plant: |page, random| page.digits(random, drop_one) },
    Mishap { name: "a digit of a figure doubled", plant: |page, random| page.digits(random, double) },
    Mishap { name: "a figure is another number", plant: |page, random| page.another(random, false) },
    Mishap { name: "a typed total is another number", plant: |page, random| page.another(random, true) },
    Mishap { name: "a figure is wrong and its row's total with it", plant: Page::carried },
    Mishap { name: "新收 counted into 办理总计", plant: Page::counted_in },
    Mishap { name: "a figure in the next column", plant: Page::moved },
    Mishap { name: "尚未审结 left out of the total", plant: Page::left_out },
    Mishap { name: "two figures are other numbers", plant: Page::two },
];

/// The figures of a report under planting.
struct Page {
    figures: Figures,
    requests: TableRef,
    remedies: TableRef,
}

fn swap(text: &str, random: &mut Random) -> Option<String> {
    let mut digits: Vec<char> = text.chars().collect();
    let at = random.below(digits.len().checked_sub(1).filter(|last| *last > 0)?);
    digits.swap(at, at + 1);
    Some(digits.into_iter().collect())
}

fn drop_one(text: &str, random: &mut Random) -> Option<String> {
    let mut digits: Vec<char> = text.chars().collect();
    let at = 1 + random.below(digits.len().checked_sub(1).filter(|rest| *rest > 0)?);
    digits.remove(at);
    Some(digits.into_iter().collect())
}

fn double(text: &str, random: &mut Random) -> Option<String> {
    let mut digits: Vec<char> = text.chars().collect();
    let at = random.below(digits.len());
    digits.insert(at, digits[at]);
    Some(digits.into_iter().collect())
}

impl Page {
    fn new(form: &'static str, flavour: Flavour, seed: u64) -> Self {
        let index = Schema::get().form(form).expect("a known form");
        let table =
            |id: &str| Schema::get().tables().find(|at| at.form == index && at.get().id == id).expect("a known table");
        Self { figures: Figures::new(form, flavour, seed), requests: table("requests"), remedies: table("remedies") }
    }

    fn number(&self, cell: CellId) -> i64 {
        self.figures.cells[&cell].parse().expect("a count")
    }

    fn set(&mut self, cell: CellId, number: i64) {
        self.figures.cells.insert(cell, number.to_string());
    }

    fn cell(&self, row: &str, column: usize) -> CellId {
        let table = self.requests.get();
        self.requests.cell(table.row(row).expect("a known row"), column as u8)
    }

    /// A cell of 表三 that is no total, with a number where that is wanted.
    fn leaf(&self, random: &mut Random, wants_number: bool) -> CellId {
        let all = self.requests.get().row("total_processed");
        loop {
            let row = random.below(self.requests.get().rows.len()) as u8;
            let cell = self.requests.cell(row, random.below(6) as u8);
            if Some(row) != all && (!wants_number || self.number(cell) > 0) {
                return cell;
            }
        }
    }

    fn digits(&mut self, random: &mut Random, slip: fn(&str, &mut Random) -> Option<String>) -> Vec<CellId> {
        for _ in 0..200 {
            let cell = self.leaf(random, true);
            let text = self.figures.cells[&cell].clone();
            if let Some(other) = slip(&text, random).filter(|other| *other != text && !other.starts_with('0')) {
                self.figures.cells.insert(cell, other);
                return vec![cell];
            }
        }
        Vec::new()
    }

    fn another(&mut self, random: &mut Random, total: bool) -> Vec<CellId> {
        let cell = match (total, random.below(2)) {
            (false, _) => self.leaf(random, false),
            (true, 0) => self.cell("total_processed", random.below(7)),
            (true, _) => self.requests.cell(random.below(self.requests.get().rows.len()) as u8, 6),
        };
        let by = 1 + random.below(9) as i64;
        let number = self.number(cell);
        self.set(cell, if number > by && random.below(2) == 0 { number - by } else { number + by });
        vec![cell]
    }

    fn carried(&mut self, random: &mut Random) -> Vec<CellId> {
        let cell = self.leaf(random, false);
        let by = 1 + random.below(9) as i64;
        let total = self.requests.cell(cell.row, 6);
        self.set(cell, self.number(cell) + by);
        self.set(total, self.number(total) + by);
        vec![cell, total]
    }

    fn counted_in(&mut self, random: &mut Random) -> Vec<CellId> {
        for _ in 0..50 {
            let column = random.below(6);
            let received = self.number(self.cell("new_received", column));
            if received == 0 {
                continue;
            }
            let cells = vec![self.cell("total_processed", column), self.cell("total_processed", 6)];
            for &cell in &cells {
                self.set(cell, self.number(cell) + received);
            }
            return cells;
        }
        Vec::new()
    }

    fn moved(&mut self, random: &mut Random) -> Vec<CellId> {
        for _ in 0..200 {
            let cell = self.leaf(random, true);
            let next = CellId { column: cell.column + 1, ..cell };
            if cell.column < 5 && self.number(next) == 0 {
                self.set(next, self.number(cell));
                self.set(cell, 0);
                return vec![cell, next];
            }
        }
        Vec::new()
    }

    fn left_out(&mut self, random: &mut Random) -> Vec<CellId> {
        let row = random.below(3) as u8;
        let (pending, total) = (self.remedies.cell(row, 3), self.remedies.cell(row, 4));
        if self.number(pending) == 0 {
            self.set(pending, 1 + random.below(4) as i64);
        } else {
            self.set(total, self.number(total) - self.number(pending));
        }
        vec![total]
    }

    fn two(&mut self, random: &mut Random) -> Vec<CellId> {
        let mut cells = self.another(random, false);
        let first = cells[0];
        while cells.len() < 2 {
            let other = self.another(random, false);
            if other[0] != first {
                cells.extend(other);
            }
        }
        cells
    }
}

/// What came of one kind of mishap.
#[derive(Default, Clone, Copy)]
struct Tally {
    reports: usize,
    broken: usize,
    among: usize,
    only: usize,
    named: usize,
    right: usize,
    ways: usize,
}

impl Tally {
    fn add(mut self, other: Self) -> Self {
        self.reports += other.reports;
        self.broken += other.broken;
        self.among += other.among;
        self.only += other.only;
        self.named += other.named;
        self.right += other.right;
        self.ways += other.ways;
        self
    }
}

fn try_one(mishap: &Mishap, flavour: Flavour, seed: u64) -> Tally {
    let mut random = Random::new(seed ^ 0xCAFE);
    let (form, year) = *random.pick(&[("2019", 2019), ("2021", 2023)]);
    let mut page = Page::new(form, flavour, seed);
    let before = page.figures.cells.clone();
    let mut cells = (mishap.plant)(&mut page, &mut random);
    cells.retain(|cell| before[cell] != page.figures.cells[cell] || mishap.name.starts_with("尚未审结"));
    if cells.is_empty() {
        return Tally::default();
    }
    cells.sort_unstable();
    let truth: BTreeMap<CellId, Decimal> = cells.iter().map(|&cell| (cell, wanted(&before, &page, cell))).collect();
    let sheet = Sheet::new(year, &page.figures);
    let bytes = documents::plain(&sheet, &LAYOUTS[0]);
    let verdict = analyse(&bytes, "a.txt", &Limits::default(), &Mappings::default(), RuleBook::standard()).verdict;
    judge(&verdict, &truth)
}

/// What a planted cell should have been: for a total that lacks a figure, its parts added up.
fn wanted(before: &BTreeMap<CellId, String>, page: &Page, cell: CellId) -> Decimal {
    if cell.table() == page.remedies {
        return (0..4).map(|column| page.number(CellId { column, ..cell })).sum::<i64>().into();
    }
    before[&cell].parse().expect("a count")
}

fn judge(verdict: &Verdict, truth: &BTreeMap<CellId, Decimal>) -> Tally {
    let mut tally = Tally { reports: 1, ..Tally::default() };
    if verdict.causes.is_empty() {
        return tally;
    }
    tally.broken = 1;
    // Each cause has its share of the planted cells.
    let is_share = |set: &&CellSet| set.changes.iter().all(|change| truth.contains_key(&change.cell));
    let shares: Vec<Option<usize>> = verdict
        .causes
        .iter()
        .map(|cause: &Cause| cause.sets.iter().find(is_share).map(|set| set.changes.len()))
        .collect();
    let is_among = shares.iter().map(|share| share.unwrap_or(0)).sum::<usize>() == truth.len()
        && shares.iter().all(Option::is_some);
    tally.among = usize::from(is_among);
    tally.only = usize::from(is_among && verdict.causes.iter().all(|cause| cause.count == 1));
    tally.ways = verdict.causes.iter().map(|cause| cause.count).max().unwrap_or(0);
    let firsts: Vec<_> = verdict.causes.iter().filter_map(|cause| cause.hypotheses.first()).collect();
    let mut named: Vec<(CellId, Decimal)> = firsts.iter().flat_map(|one| one.changes.iter().copied()).collect();
    named.sort_unstable();
    tally.named = usize::from(named.iter().map(|change| change.0).eq(truth.keys().copied()));
    tally.right = usize::from(named.iter().copied().eq(truth.iter().map(|(&cell, &value)| (cell, value))));
    tally
}

/// The figures as a table.
pub fn page(reports: u64, seed: u64) -> String {
    let mut page = format!(
        "\n### Likely causes\n\n{reports} reports for each mishap and kind of figures, seeds from {seed}.\n\n\
         | mishap | figures | told as broken | planted cells among the smallest corrections | as the only one | corrections, mean | \
         named by the first hypothesis | with the right values |\n|---|---|--:|--:|--:|--:|--:|--:|\n"
    );
    for mishap in &MISHAPS {
        for (name, flavour) in [("all different", Flavour::Distinct), ("sparse", Flavour::Sparse)] {
            let tally = (0..reports)
                .into_par_iter()
                .map(|at| try_one(mishap, flavour, seed + at))
                .reduce(Tally::default, Tally::add);
            let share = |part: usize| match tally.broken {
                0 => "–".to_owned(),
                all => format!("{:.1} %", 100.0 * part as f64 / all as f64),
            };
            let mean = tally.ways as f64 / tally.broken.max(1) as f64;
            let _ = writeln!(
                page,
                "| {} | {name} | {} of {} | {} | {} | {mean:.1} | {} | {} |",
                mishap.name,
                tally.broken,
                tally.reports,
                share(tally.among),
                share(tally.only),
                share(tally.named),
                share(tally.right),
            );
        }
    }
    page
}
