//! How long it takes, and how much memory, to compare a great many reports with one another: `cargo bench --bench across -- 100000`.
//!
//! Reports of made-up units over three years, each with two hundred numbers and about two thousand characters of prose, a third of
//! it taken from sentences that many units use. One unit in a hundred copies another one's text, one in a hundred its own of last
//! year; the run ends with an error where one of them is not found, or anything else is said to be a copy.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use gouji::pipeline;
use gouji::report::{Mappings, Quoted, Report};
use gouji::rules::RuleBook;
use gouji::rules::across::{self, Extract, Options};
use gouji::source::Limits;
use rust_decimal::Decimal;

/// A report whose tables all the others are made from.
const MODEL: &str = include_str!("../fixtures/years/2023/河湾县水利局.txt");
/// Years that every unit reports for.
const YEARS: usize = 3;
/// Sentences that many units use.
const COMMON: u64 = 3_000;
/// One unit in so many copies.
const COPIES: usize = 100;

/// Numbers that look random and are the same in every run (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ value >> 31
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

/// A sentence of two clauses that no other seed gives.
fn sentence(seed: u64) -> String {
    let mut random = Random(seed);
    let mut text = String::new();
    for mark in ['，', '。'] {
        for _ in 0..12 + random.below(10) {
            // Common characters, none of which folds into another one or calls the unit by a name.
            text.push(char::from_u32(0x4E00 + random.below(2_000) as u32).unwrap_or('一'));
        }
        text.push(mark);
    }
    text
}

/// The prose of a unit in a year: 45 sentences, a third of them common ones.
fn prose(unit: u64, year: u64) -> Vec<String> {
    let mut random = Random(unit * 31 + year);
    let paragraph = |random: &mut Random| {
        (0..9)
            .map(|at| if at % 3 == 0 { sentence(random.below(COMMON)) } else { sentence(random.next() | 1 << 40) })
            .collect()
    };
    (0..5).map(|_| paragraph(&mut random)).collect()
}

fn unit_name(unit: usize) -> String {
    let digits = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"];
    let name: String = format!("{unit:06}").chars().map(|c| digits[c as usize - '0' as usize]).collect();
    format!("{name}县水利局")
}

fn fill(report: &mut Report, random: &mut Random) {
    for cell in report.tables.iter_mut().flat_map(|table| &mut table.cells).flatten() {
        // Most cells of real reports are zero.
        let value = if random.below(8) == 0 { random.below(500) } else { 0 };
        cell.value = Some(Decimal::from(value));
    }
}

fn main() -> ExitCode {
    let count = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(10_000usize);
    let model = pipeline::analyse(
        MODEL.as_bytes(),
        "model.txt",
        &Limits::default(),
        &Mappings::default(),
        RuleBook::standard(),
    )
    .report;
    let mut extracts = Vec::with_capacity(count);
    let (mut taken, mut planted) = (Duration::ZERO, BTreeSet::new());
    for index in 0..count {
        let (unit, year) = (index / YEARS, index % YEARS);
        let mut report = model.clone();
        fill(&mut report, &mut Random(index as u64 * 7));
        report.unit = Some(Quoted { text: unit_name(unit), source: Vec::new() });
        report.year = Some(2021 + year as i32);
        report.dates.clear();
        let of = match (unit % COPIES, year) {
            (1, 2) => (unit - 1, 2),
            (3, 2) => (unit, 1),
            _ => (unit, year),
        };
        if of != (unit, year) {
            planted.insert(index);
            if of.0 != unit {
                planted.insert(index - YEARS);
            }
        }
        let mut lines = vec!["一、总体情况".to_owned()];
        lines.extend(prose(of.0 as u64, of.1 as u64));
        let start = Instant::now();
        extracts.push(Extract::of(
            &report,
            &gouji::rules::Verdict::default(),
            &lines,
            &format!("{}/县直部门/{}.txt", 2021 + year, unit_name(unit)),
        ));
        taken += start.elapsed();
    }
    let bytes: usize = extracts.iter().map(Extract::size).sum();
    let before = resident();
    let start = Instant::now();
    let findings = across::check(&extracts, &Options::default(), RuleBook::standard());
    let compared = start.elapsed();
    let told = findings.iter().filter(|found| ["units.alike", "years.repeated_text"].contains(&found.finding.rule));
    let told: BTreeSet<usize> = told.filter_map(|found| found.subject).collect();
    println!("reports                 {count}");
    println!("to extract one          {:.1} µs", taken.as_secs_f64() * 1e6 / count.max(1) as f64);
    println!("an extract              {} bytes, {} MiB in all", bytes / count.max(1), bytes >> 20);
    println!("to compare all          {:.2} s, findings {}", compared.as_secs_f64(), findings.len());
    println!("copies planted          {}, found {}", planted.len(), planted.intersection(&told).count());
    println!("told of anything else   {}", told.difference(&planted).count());
    if let (Some(before), Some((_, peak))) = (before, resident()) {
        println!("memory                  {} MiB before, {} MiB at the most", before.0 >> 10, peak >> 10);
    }
    if told == planted { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Resident memory now and at the most, in KiB, where the system tells it.
fn resident() -> Option<(u64, u64)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_start_matches(':').trim().trim_end_matches("kB").trim().parse().ok()
    };
    Some((field("VmRSS")?, field("VmHWM")?))
}
