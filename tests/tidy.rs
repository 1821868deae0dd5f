//! Holds the layout of the source to its rules: floors, home floors of third-party crates, opening words, length, leftovers.
//!
//! Every complaint names the file and the line and says why the rule is there. `ARCHITECTURE.md` tells the floors in words.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[path = "common/house.rs"]
mod house;
#[path = "tidy/names.rs"]
mod names;
#[path = "tidy/shape.rs"]
mod shape;

use house::{Source, WHOLE, read, sources};

/// Modules by floor. An import goes from a higher floor to a lower one, never sideways and never up: so each floor can be
/// read, tested and changed knowing only what lies below it.
const FLOORS: [&[&str]; 11] = [
    &["text"],
    &["source", "schema"],
    &["document", "matching"],
    &["extract"],
    &["report"],
    &["rules"],
    &["review"],
    &["export"],
    &["pipeline", "settings"],
    &["error"],
    &["cli", "tui"],
];

/// Third-party crates with a home: no file outside these paths may name them, so that what they do can be replaced in one
/// place. Crates that are not listed may be used anywhere.
const HOMES: [(&str, &[&str], &str); 23] = [
    ("ratatui", &["tui"], "only the screen draws"),
    ("crossterm", &["tui"], "only the screen speaks to the terminal"),
    ("tui_input", &["tui"], "only the screen has input lines"),
    ("signal_hook", &["tui"], "only the screen must be put away when the program is told to end"),
    ("rusqlite", &["review/journal"], "the journal is the only place with SQL"),
    ("walkdir", &["source"], "only source looks for files"),
    ("encoding_rs", &["source"], "above source, text is text"),
    ("chardetng", &["source"], "above source, text is text"),
    ("blake3", &["source"], "a digest is made in one way"),
    ("html5ever", &["document/html"], "a kind of file is known to its reader alone"),
    ("quick_xml", &["document/word", "document/sheet"], "a kind of file is known to its reader alone"),
    ("hayro_font", &["document/pdf"], "a kind of file is known to its reader alone"),
    ("hayro_cmap", &["document/pdf"], "a kind of file is known to its reader alone"),
    ("hayro_syntax", &["document/pdf"], "a kind of file is known to its reader alone"),
    ("kurbo", &["document/pdf"], "a kind of file is known to its reader alone"),
    (
        "zip",
        &["source", "document/word", "document/sheet"],
        "archives are opened where files are found, and inside the readers of Office files",
    ),
    ("ib_matcher", &["text"], "pinyin is a matter of text"),
    (
        "strsim",
        &["matching", "cli"],
        "likeness of labels is weighed in one place; the command line uses it to guess at a word",
    ),
    ("clap", &["cli"], "only the command line is typed"),
    ("clap_complete", &["cli"], "completions are of the command line"),
    ("clap_mangen", &["cli"], "the manual is of the command line"),
    ("indicatif", &["cli"], "progress bars belong to the command line"),
    ("color_eyre", &["main.rs"], "a floor has its own typed error; reports of panics are set up at the top"),
];

/// Lines that a file may have without its tests; beyond that a second reason to open it has usually appeared.
const LIMIT: usize = 400;

/// Files that may be longer, each with the reason.
const LONGER: [(&str, usize, &str); 1] = [("tui/keymap/table.rs", 680, "one table, read as a whole")];

/// Words that must not be left behind, and why.
const LEFTOVERS: [(&str, &str); 4] = [
    ("todo!", "what is not done is not there"),
    ("unimplemented!", "what is not done is not there"),
    ("dbg!", "it writes into the screen"),
    (concat!("/ho", "me/"), "no path of one machine belongs into the source"),
];

impl Source {
    /// The top module that the file belongs to: `text` for `text/fold.rs`, `settings` for `settings.rs`.
    fn module(&self) -> &str {
        self.name.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The text with comments and the contents of strings blanked out, line for line, so that only code is searched.
    fn code(&self) -> String {
        strip(&self.text)
    }

    /// Number of lines before the file's tests.
    fn length(&self) -> usize {
        self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count()
    }
}

/// Blanks comments, strings and character literals, keeping every line break.
fn strip(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    let keep = |c: char| if c == '\n' { '\n' } else { ' ' };
    while i < chars.len() {
        let rest = &chars[i..];
        let raw = raw_string(rest, i.checked_sub(1).map(|before| chars[before]));
        let length = if rest.starts_with(&['/', '/']) {
            rest.iter().position(|&c| c == '\n').unwrap_or(rest.len())
        } else if rest.starts_with(&['/', '*']) {
            block_comment(rest)
        } else if let Some(length) = raw {
            length
        } else if rest[0] == '"' {
            quoted(rest)
        } else if rest[0] == '\'' && (rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'')) {
            1 + rest[1..]
                .iter()
                .enumerate()
                .position(|(k, &c)| c == '\'' && (k > 0 && (rest[k] != '\\' || rest[k - 1] == '\\')))
                .unwrap_or(0)
                + 1
        } else {
            out.push(rest[0]);
            i += 1;
            continue;
        };
        out.extend(rest[..length].iter().map(|&c| keep(c)));
        i += length;
    }
    out
}

fn block_comment(rest: &[char]) -> usize {
    let mut depth = 0;
    let mut i = 0;
    while i < rest.len() {
        if rest[i..].starts_with(&['/', '*']) {
            depth += 1;
            i += 2;
        } else if rest[i..].starts_with(&['*', '/']) {
            depth -= 1;
            i += 2;
            if depth == 0 {
                return i;
            }
        } else {
            i += 1;
        }
    }
    rest.len()
}

fn raw_string(rest: &[char], before: Option<char>) -> Option<usize> {
    if rest[0] != 'r' || before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let hashes = rest[1..].iter().take_while(|&&c| c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let mut end = vec!['"'];
    end.extend(std::iter::repeat_n('#', hashes));
    let body = &rest[hashes + 2..];
    let length = body.windows(end.len()).position(|window| window == end).unwrap_or(body.len());
    Some((hashes + 2 + length + end.len()).min(rest.len()))
}

fn quoted(rest: &[char]) -> usize {
    let mut i = 1;
    while i < rest.len() {
        match rest[i] {
            '\\' => i += 2,
            '"' => return i + 1,
            _ => i += 1,
        }
    }
    rest.len()
}

/// The modules named after `crate::` in code, with the number of the line, also inside `use crate::{a, b::c}`.
fn crate_paths(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = code[at + "crate::".len()..].trim_start();
        let names = match rest.strip_prefix('{') {
            Some(group) => first_names(group),
            None => vec![name(rest)],
        };
        found.extend(names.into_iter().filter(|name| !name.is_empty()).map(|name| (line, name)));
    }
    found
}

fn name(text: &str) -> String {
    text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first name of each item in a braced import, to its closing brace.
fn first_names(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut names = vec![name(group)];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    names
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|modules| modules.contains(&module))
}

fn complain(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn imports_point_down() {
    let mut complaints = Vec::new();
    for source in sources() {
        let module = source.module();
        if module == "main" || source.name == "lib.rs" {
            continue;
        }
        let Some(from) = floor(module) else {
            complaints
                .push(format!("{}: the module {module} stands on no floor; give it one in tests/tidy.rs", source.name));
            continue;
        };
        for (line, target) in crate_paths(&source.code()) {
            let Some(to) = floor(&target) else {
                // A module of its own, in a crate that is a floor as a whole.
                if WHOLE.contains(&module) {
                    continue;
                }
                // An item of the crate's root; there is none but modules.
                complaints.push(format!("{}:{line}: crate::{target} is on no floor", source.path));
                continue;
            };
            if target != module && to >= from {
                let way = if to == from { "sideways" } else { "up" };
                complaints.push(format!(
                    "{}:{line}: {module} (floor {from}) imports {target} (floor {to}), which goes {way}; imports point to a lower floor only, so that each floor can be read knowing only those below it",
                    source.name
                ));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn third_party_crates_stay_at_home() {
    let mut complaints = Vec::new();
    for source in sources() {
        let code = source.code();
        for (krate, homes, why) in HOMES {
            if homes.iter().any(|home| source.name.starts_with(home)) {
                continue;
            }
            for (at, _) in code.match_indices(krate) {
                let alone = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                if alone && code[at + krate.len()..].starts_with("::") {
                    let line = code[..at].matches('\n').count() + 1;
                    complaints.push(format!(
                        "{}:{line}: {krate} is at home in {}: {why}",
                        source.path,
                        homes.join(", ")
                    ));
                }
            }
        }
    }
    complain(&complaints);
}

/// The program's source, its tests and its benches.
fn everything() -> Vec<Source> {
    sources().into_iter().chain(read("tests")).chain(read("benches")).collect()
}

#[test]
fn every_file_opens_with_what_it_is_for() {
    let mut complaints = Vec::new();
    for source in everything() {
        let first = source.text.lines().next().unwrap_or("");
        let words = first.strip_prefix("//! ").unwrap_or("");
        if words.chars().count() < 10 {
            complaints.push(format!("{}:1: a file opens with `//!` and what it is responsible for", source.path));
        }
    }
    complain(&complaints);
}

#[test]
fn files_stay_short() {
    let longer: BTreeMap<_, _> = LONGER.iter().map(|&(name, limit, _)| (name, limit)).collect();
    let sources = sources();
    let mut complaints = Vec::new();
    for source in &sources {
        let limit = longer.get(source.name.as_str()).copied().unwrap_or(LIMIT);
        let length = source.length();
        if length > limit {
            complaints.push(format!(
                "{}: {length} lines without tests, {limit} are allowed; split it where a second reason to open it appears",
                source.name
            ));
        }
    }
    for (name, limit, _) in LONGER {
        let needed =
            sources.iter().any(|source| source.name == name && source.length() > LIMIT && source.length() <= limit);
        if !needed {
            complaints.push(format!("{name}: needs no allowance (any more); take it out of tests/tidy.rs"));
        }
    }
    complain(&complaints);
}

/// What keys do and what is drawn know nothing of each other: what both need stands in a file that both import, so that a
/// screen can be drawn without being able to change anything, and keys need no picture.
#[test]
fn keys_and_pictures_do_not_import_each_other() {
    let mut complaints = Vec::new();
    for source in sources() {
        let Some(name) = source.name.strip_prefix("tui/").map(|name| name.trim_end_matches(".rs")) else { continue };
        let is_of = |layer: &str| name.split('/').any(|part| part == layer);
        let other = match (is_of("update"), is_of("view")) {
            (true, _) => "view",
            (_, true) => "update",
            _ => continue,
        };
        for (number, line) in source.code().lines().enumerate() {
            let named = line.match_indices(other).any(|(at, _)| {
                let (before, after) = (&line[..at], &line[at + other.len()..]);
                before.ends_with("::") && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            });
            if named {
                complaints.push(format!("{}:{}: what {name} does needs no {other}", source.path, number + 1));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn nothing_is_left_behind() {
    let mut complaints = Vec::new();
    for source in everything().into_iter().filter(|source| source.path != "tests/tidy.rs") {
        for (number, line) in source.text.lines().enumerate() {
            for (word, why) in LEFTOVERS {
                if line.contains(word) {
                    complaints.push(format!("{}:{}: {word}: {why}", source.path, number + 1));
                }
            }
        }
    }
    complain(&complaints);
}

#[test]
fn modules_have_one_style() {
    let complaints: Vec<_> = everything()
        .into_iter()
        .filter(|source| source.path.ends_with("/mod.rs"))
        .map(|source| format!("{}: a module with a folder is `name.rs` beside `name/`, as all others are", source.path))
        .collect();
    complain(&complaints);
}

#[test]
fn no_test_file_is_forgotten() {
    let mut complaints = Vec::new();
    for suite in ["suite", "terminal"] {
        let files = read(&format!("tests/{suite}"));
        let code: String = files.iter().map(Source::code).collect();
        for file in files.iter().filter(|file| file.name != "main.rs") {
            let stem = file.name.rsplit('/').next().unwrap().trim_end_matches(".rs");
            if !code.contains(&format!("mod {stem};")) {
                complaints.push(format!("{}: no `mod {stem};` takes it in, so it is never run", file.path));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn the_changelog_has_a_place_for_what_comes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("CHANGELOG.md");
    let text = fs::read_to_string(path).expect("CHANGELOG.md is there");
    let (_, unreleased) = text.split_once("\n## [Unreleased]").expect("CHANGELOG.md has a section [Unreleased]");
    let section = unreleased.split("\n## ").next().unwrap();
    assert!(section.contains("\n- "), "the section [Unreleased] of CHANGELOG.md says nothing to users");
}
