//! Files with bytes changed, doubled, lost or cut off, made from every fixture by a seed: none may end the program, and none may
//! take longer than its size allows. A few are tried each time, two thousand by
//! `cargo test --release --test suite mutations -- --ignored`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gouji::pipeline::analyse;
use gouji::report::Mappings;
use gouji::rules::RuleBook;
use gouji::source::{self, Kind, Limits};

/// A row of numbers that is the same for the same seed (Steele, Lea and Flood, SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % most.max(1) as u64) as usize
    }
}

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders = vec![root.join("batch"), root.join("formats")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    // Files of older kinds are another program's to read.
    let is_read_here = |path: &PathBuf| {
        let kind = source::kind(&fs::read(path).unwrap_or_default());
        !matches!(kind, Kind::Doc | Kind::Odt | Kind::RichText | Kind::Xml)
    };
    files.retain(is_read_here);
    files.sort();
    files
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len());
        let length = dice.below(64).min(bytes.len() - at);
        match dice.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.below(256) as u8,
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let copy = bytes[at..at + length].to_vec();
                bytes.splice(at..at, copy);
            }
            // What a file declares of itself is mostly digits.
            4 => bytes[at..].iter_mut().filter(|byte| byte.is_ascii_digit()).take(3).for_each(|byte| *byte = b'9'),
            _ if dice.below(8) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
}

fn survives(count: usize, seed: u64) {
    let files = fixtures();
    let mut dice = Dice(seed);
    let (start, mut slowest) = (Instant::now(), (Duration::ZERO, String::new()));
    for number in 0..count {
        let path = &files[dice.below(files.len())];
        let mut bytes = fs::read(path).unwrap();
        mutate(&mut bytes, &mut dice);
        let begun = Instant::now();
        if source::kind(&bytes) == Kind::Zip {
            let _ = source::read_all(&bytes, &Limits::default());
        } else {
            let name = path.to_string_lossy();
            let _ = analyse(&bytes, &name, &Limits::default(), &Mappings::default(), RuleBook::standard());
        }
        slowest = slowest.max((begun.elapsed(), format!("number {number} of seed {seed}, {}", path.display())));
    }
    println!("{count} files in {:?}, the slowest {:?} ({})", start.elapsed(), slowest.0, slowest.1);
    assert!(slowest.0 < Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 }), "{slowest:?}");
}

#[test]
fn changed_files_are_an_answer() {
    survives(60, 7);
}

#[test]
#[ignore = "two thousand files; figures for docs/reliability.md"]
fn two_thousand_changed_files_are_an_answer() {
    survives(2000, 1);
}
