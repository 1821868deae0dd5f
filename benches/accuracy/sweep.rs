//! Moves the tuned numbers of aligner, matcher and page, one at a time by a fifth down and up, and tells what that does.
//!
//! A number is moved for a process, so each move is one: this program anew, with what was asked of it and `--moved`. The numbers
//! can be moved in builds with the feature `sweep` alone; from any other one, cargo is asked to make and run that.

use std::process::{Command, ExitCode};

use gouji::document::page::Tuning;
use gouji::extract::Costs;
use gouji::matching::Weights;
use gouji::text::tuning::set_moved;

use crate::score::{Count, Score};

/// How far a number is moved, down and up.
const FACTORS: [f64; 2] = [0.8, 1.2];

/// What is told of each move, in the order of the table's columns.
const TOLD: [(&str, Count); 7] = [
    ("cells right", Count::Right),
    ("silently wrong", Count::Wrong),
    ("doubtful", Count::Doubtful),
    ("missed, untold", Count::Untold),
    ("labels right", Count::First),
    ("accepted wrongly", Count::AcceptedWrong),
    ("reports whole", Count::Whole),
];

/// What a line of counts for the sweep begins with.
const MARK: &str = "counts:";

/// Moves the number that this process was started with, if any: `--moved NAME FACTOR`. Tells whether it was.
pub fn obey(args: &[String]) -> bool {
    let Some(at) = args.iter().position(|arg| arg == "--moved") else { return false };
    if let (Some(name), Some(Ok(factor))) = (args.get(at + 1), args.get(at + 2).map(|factor| factor.parse())) {
        set_moved(name, factor);
    }
    true
}

/// The counts of a process that moved a number, for the one that started it.
pub fn print_counts(score: &Score) {
    let counts: Vec<String> = TOLD.iter().map(|(_, count)| score[*count].to_string()).collect();
    println!("{MARK} {}", counts.join(" "));
}

/// Every number that can be moved, with its standing value.
fn numbers() -> impl Iterator<Item = (&'static str, f64)> {
    [Weights::NUMBERS, Costs::NUMBERS, Tuning::NUMBERS].into_iter().flatten().copied()
}

/// Moves the number of that name, all of a group (`matching`, `aligner`, `page`), or `all`, and prints what changes.
pub fn run(name: &str, args: &[String]) -> ExitCode {
    let is_meant = |number: &str| {
        name == "all" || number == name || number.split_once('.').is_some_and(|(group, _)| group == name)
    };
    let meant: Vec<_> = numbers().filter(|(number, _)| is_meant(number)).collect();
    if meant.is_empty() {
        eprintln!("no number is called {name}; there are, beside all, matching, aligner and page:");
        numbers().for_each(|(number, value)| eprintln!("  {number} = {value}"));
        return ExitCode::FAILURE;
    }
    if !cfg!(feature = "sweep") {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let bench = ["bench", "--quiet", "--bench", "accuracy", "--features", "sweep", "--"];
        let status = Command::new(cargo).args(bench).args(&args[1..]).status();
        return if status.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let Some(standing) = counts(args, "nothing", 1.0) else { return ExitCode::FAILURE };
    let heads: Vec<String> = TOLD.iter().zip(&standing).map(|((head, _), count)| format!("{head} ({count})")).collect();
    println!("| number | moved | {} |\n|---|---|{}", heads.join(" | "), "--:|".repeat(TOLD.len()));
    for (number, value) in meant {
        for factor in FACTORS {
            let Some(moved) = counts(args, number, factor) else { return ExitCode::FAILURE };
            let changes = moved.iter().zip(&standing).map(|(moved, standing)| change(*moved, *standing));
            println!("| {number} = {value} | × {factor} | {} |", changes.collect::<Vec<_>>().join(" | "));
        }
    }
    ExitCode::SUCCESS
}

/// What this program counts with a number moved; `None`, with its complaint on the screen, where it fails.
fn counts(args: &[String], number: &str, factor: f64) -> Option<Vec<i64>> {
    let this = std::env::current_exe().ok()?;
    let moved = ["--moved".to_owned(), number.to_owned(), factor.to_string()];
    let output = Command::new(this).args(&args[1..]).args(moved).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let counts: Option<Vec<i64>> = text
        .lines()
        .find_map(|line| line.strip_prefix(MARK))
        .and_then(|counts| counts.split_whitespace().map(|count| count.parse().ok()).collect());
    if counts.is_none() {
        eprintln!("{number} × {factor} failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    counts
}

/// A change of a count: nothing where there is none.
fn change(moved: i64, standing: i64) -> String {
    match moved - standing {
        0 => String::new(),
        by => format!("{by:+}"),
    }
}
