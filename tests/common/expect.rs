//! Files of expectation: what a test made is held against a file, `UPDATE_EXPECT=1` writes the file anew, and a failure
//! shows the lines that differ.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Equal lines that are shown around a difference.
const AROUND: usize = 2;

/// Differing lines that are compared one by one; where there are more, they are shown as one block.
const COMPARED: usize = 400;

/// A path in the repository.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Holds a text against the file of that name in the repository.
#[track_caller]
pub fn expect(name: &str, actual: &str) {
    if let Some(complaint) = complaint(name, actual) {
        panic!("{complaint}");
    }
}

/// What is to be said where a text is not what the file has; for tests that go on to the next file.
pub fn complaint(name: &str, actual: &str) -> Option<String> {
    let path = path(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        fs::write(&path, actual).expect("the file can be written");
    }
    let mut kept = fs::read_to_string(&path).unwrap_or_default();
    // A checkout on Windows may end lines otherwise than the text does.
    if !actual.contains('\r') {
        kept = kept.replace("\r\n", "\n");
    }
    (kept != actual).then(|| {
        format!(
            "{name} is not what came out (- expected, + came out); UPDATE_EXPECT=1 writes it anew:\n{}",
            difference(&kept, actual)
        )
    })
}

/// The lines in which two texts differ, with a few equal ones around them.
pub fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same_start;
    let same_end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let mut lines: Vec<(char, &str)> = old[..same_start].iter().map(|line| (' ', *line)).collect();
    lines.extend(changes(&old[same_start..old.len() - same_end], &new[same_start..new.len() - same_end]));
    lines.extend(old[old.len() - same_end..].iter().map(|line| (' ', *line)));
    let is_near = |at: usize| {
        let near = at.saturating_sub(AROUND)..(at + AROUND + 1).min(lines.len());
        lines[near].iter().any(|(sign, _)| *sign != ' ')
    };
    let mut told = String::new();
    let mut before = None;
    for (at, (sign, line)) in lines.iter().enumerate().filter(|(at, _)| is_near(*at)) {
        if before != at.checked_sub(1) {
            let _ = writeln!(told, "@@ line {}", at + 1);
        }
        before = Some(at);
        let _ = writeln!(told, "{sign}{line}");
    }
    if told.is_empty() { "only the line at the end differs\n".to_owned() } else { told }
}

/// What was taken away and what was put in its place, by the longest common sequence of lines.
fn changes<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(char, &'a str)> {
    let taken = |lines: &[&'a str]| lines.iter().map(|line| ('-', *line)).collect::<Vec<_>>();
    let put = |lines: &[&'a str]| lines.iter().map(|line| ('+', *line)).collect::<Vec<_>>();
    if old.len() > COMPARED || new.len() > COMPARED {
        return [taken(old), put(new)].concat();
    }
    // common[i][j]: how many lines old[i..] and new[j..] have in common.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] =
                if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { common[i + 1][j].max(common[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if common[i + 1][j] >= common[i][j + 1] {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    lines.extend(taken(&old[i..]));
    lines.extend(put(&new[j..]));
    lines
}

#[test]
fn only_what_differs_is_shown() {
    let before = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
    let after = "a\nb\nc\nd\nE\nf\ng\nh\ni\n";
    assert_eq!(difference(before, after), "@@ line 3\n c\n d\n-e\n+E\n f\n g\n");
    assert_eq!(difference("a\nb\n", "b\nc\n"), "-a\n b\n+c\n");
    assert_eq!(difference("a", "a\n"), "only the line at the end differs\n");
}
