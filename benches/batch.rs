//! `gouji check` on a whole tree with a warm page cache: time, memory, and ripgrep on the same files beside it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{Line, shortest};

const RUNS: usize = 3;

/// How much longer than ripgrep a check may take.
const RIPGREP: u32 = 10;

/// The longest that 100,000 reports may take where ripgrep is not there to compare with.
const HUNDRED_THOUSAND: Duration = Duration::from_millis(3_500);

/// The most memory that 100,000 reports may take, in MiB.
pub const MEMORY: u64 = 400;

/// Measures the batch.
pub fn measure(root: &Path, reports: usize) -> Vec<Line> {
    // The first run also brings the files into the page cache.
    let mut peak = 0;
    let mut times = Vec::new();
    for _ in 0..=RUNS {
        let start = Instant::now();
        let child = check(root, "table").spawn().expect("the program starts");
        peak = peak.max(wait(child));
        times.push(start.elapsed());
    }
    let time = times.into_iter().skip(1).min().unwrap_or_default();
    let ripgrep = ripgrep(root);
    let budget = ripgrep.map_or(HUNDRED_THOUSAND * reports as u32 / 100_000, |ripgrep| ripgrep * RIPGREP);
    let mut lines = vec![Line::time("gouji check", time, budget)];
    match ripgrep {
        Some(ripgrep) => lines.push(Line::plain("ripgrep counting a word in the same tree", super::words(ripgrep))),
        None => lines.push(Line::plain("ripgrep counting a word in the same tree", "not installed")),
    }
    let json = shortest(1, || {
        wait(check(root, "ndjson").spawn().expect("the program starts"));
    });
    lines.push(Line::plain("gouji check --format ndjson", super::words(json)));
    if peak > 0 {
        lines.push(Line::memory("most memory of gouji check", peak, MEMORY));
    }
    lines
}

fn check(root: &Path, format: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(["check", "--format", format]).arg(root).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn ripgrep(root: &Path) -> Option<Duration> {
    let search =
        || Command::new("rg").args(["--count", "公开"]).arg(root).stdout(Stdio::null()).stderr(Stdio::null()).status();
    search().ok()?;
    Some(shortest(RUNS, || {
        let _ = search();
    }))
}

/// Waits for the child and tells the most memory that it was seen to use, in MiB; 0 where the system does not say.
fn wait(mut child: Child) -> u64 {
    let mut peak = 0;
    loop {
        peak = peak.max(memory(child.id()));
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(2)),
            _ => return peak,
        }
    }
}

/// The most memory that a process has used so far, in MiB.
#[cfg(target_os = "linux")]
pub fn memory(process: u32) -> u64 {
    let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) else { return 0 };
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

/// Other systems do not tell it without further libraries.
#[cfg(not(target_os = "linux"))]
pub fn memory(_process: u32) -> u64 {
    0
}
