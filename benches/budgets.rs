//! Measures what the design sets budgets for, on a tree of invented reports, and prints the figures beside the budgets.
//!
//! `cargo bench` takes 10,000 reports, `cargo bench -- --full` also 100,000; `GOUJI_BENCH_REPORTS` sets another number.
//! Nothing fails when a budget is missed: figures depend on the machine, and tests are the place for what must hold.

// The reports that the tests invent; the benchmark needs only some of them.
#[path = "../tests/common"]
#[allow(dead_code)]
mod common {
    pub mod figures;
    pub mod flatten;
    pub mod noise;
    pub mod sheet;
}
mod batch;
mod engine;
mod screen;
mod tree;

use std::path::Path;
use std::time::{Duration, Instant};

/// One measured figure.
pub struct Line {
    /// What was measured.
    what: String,
    /// The budget in words; empty where there is none.
    budget: String,
    /// The figure in words.
    measured: String,
    /// Whether it is within the budget; `None` where there is none to hold it against.
    within: Option<bool>,
}

impl Line {
    /// A figure without a budget.
    pub fn plain(what: impl Into<String>, measured: impl Into<String>) -> Self {
        Self { what: what.into(), budget: String::new(), measured: measured.into(), within: None }
    }

    /// A time with the longest that it may be.
    pub fn time(what: impl Into<String>, measured: Duration, budget: Duration) -> Self {
        Self {
            what: what.into(),
            budget: format!("≤ {}", words(budget)),
            measured: words(measured),
            within: Some(measured <= budget),
        }
    }

    /// An amount of memory with the most that it may be, in MiB.
    pub fn memory(what: impl Into<String>, measured: u64, budget: u64) -> Self {
        Self {
            what: what.into(),
            budget: format!("≤ {budget} MiB"),
            measured: format!("{measured} MiB"),
            within: Some(measured <= budget),
        }
    }

    fn print(&self) {
        let verdict = match self.within {
            Some(true) => "within",
            Some(false) => "NOT within",
            None => "",
        };
        println!("{:<66} {:>12} {:>14}  {verdict}", self.what, self.budget, self.measured);
    }
}

/// A time in the unit that suits it.
pub fn words(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        s if s < 1e-3 => format!("{:.1} µs", s * 1e6),
        s if s < 1.0 => format!("{:.2} ms", s * 1e3),
        s => format!("{s:.2} s"),
    }
}

/// The shortest of several runs: what else the machine did only ever adds.
pub fn shortest(runs: usize, mut work: impl FnMut()) -> Duration {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn sizes() -> Vec<usize> {
    if let Some(reports) = std::env::var("GOUJI_BENCH_REPORTS").ok().and_then(|text| text.parse().ok()) {
        return vec![reports];
    }
    if std::env::args().any(|word| word == "--full") { vec![10_000, 100_000] } else { vec![10_000] }
}

fn main() {
    println!("{:<66} {:>12} {:>14}", "what", "budget", "measured");
    engine::measure().iter().for_each(Line::print);
    for reports in sizes() {
        let folder = tempfile::tempdir().expect("a folder for the tree");
        tree::build(folder.path(), reports).expect("the tree can be written");
        measure_tree(folder.path(), reports);
    }
}

fn measure_tree(root: &Path, reports: usize) {
    println!("\n{reports} reports");
    batch::measure(root, reports).iter().for_each(Line::print);
    screen::measure(root).iter().for_each(Line::print);
}
