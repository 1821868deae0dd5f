//! The shape of the source: what may not import what inside a floor, no state that is filled at run time, bans with reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::complain;
use crate::house::{Source, sources};

#[test]
fn nothing_below_the_screen_is_filled_at_run_time() {
    let mut complaints = Vec::new();
    let is_held = |source: &&Source| {
        !source.path.starts_with("crates/tui/") && GLOBALS.iter().all(|(name, _)| source.name != *name)
    };
    for source in sources().iter().filter(is_held) {
        for (number, line) in source.code().lines().enumerate() {
            let is_state =
                ["Mutex<", "RwLock<", "AtomicUsize", "AtomicBool", "RefCell<"].iter().any(|cell| line.contains(cell));
            if line.trim_start().trim_start_matches("pub ").starts_with("static ") && is_state {
                complaints.push(format!(
                    "{}:{}: a global that is filled at run time makes two runs in one process see each other; hand it on as a value",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn json_leaves_in_one_place() {
    const HOMES: [&str; 2] = ["export/json.rs", "review/journal/wire.rs"];
    let mut complaints = Vec::new();
    for source in sources().iter().filter(|source| !HOMES.contains(&source.name.as_str())) {
        for (number, line) in source.code().lines().enumerate().take(source.length()) {
            if line.contains("serde_json::to_") {
                complaints.push(format!(
                    "{}:{}: JSON is written by `export::json`, which escapes what steers a terminal or is not seen",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    complain(&complaints);
}

#[test]
fn every_ban_has_its_reason() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("clippy.toml");
    let bans: toml::Table = std::fs::read_to_string(path).expect("clippy.toml is there").parse().expect("it is TOML");
    let methods = bans["disallowed-methods"].as_array().expect("a list of methods");
    assert!(!methods.is_empty());
    for ban in methods {
        assert!(ban.get("reason").and_then(toml::Value::as_str).is_some_and(|reason| reason.len() > 10), "{ban}");
    }
}

/// The modules of one folder that a file names by `super::x` or by their full path.
fn siblings_named(source: &Source, folder: &str, siblings: &BTreeSet<String>) -> BTreeSet<String> {
    let code = source.code();
    let own = Path::new(&source.name).strip_prefix(folder).expect("it lies in the folder");
    let depth = own.components().count() - 1;
    let above = format!("{}super::", "super::".repeat(depth));
    let full = format!("crate::{}::", folder.trim_start_matches("tui/").replace('/', "::"));
    let mut found = BTreeSet::new();
    for start in [above, full] {
        for (at, _) in code.match_indices(&start) {
            if code[..at].ends_with("super::") || code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &code[at + start.len()..];
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.insert(name);
        }
    }
    found.intersection(siblings).cloned().collect()
}

/// Folders with modules that import each other in a circle, which is none of parent and child. May only shrink.
const CIRCLES: [&str; 9] = [
    "document/page",
    "extract",
    "extract/front",
    "report",
    "review/journal",
    "source",
    "tui/screens",
    "tui/screens/report",
    "tui/update",
];

/// Globals that are of the process itself, each with the reason.
const GLOBALS: [(&str, &str); 3] = [
    ("source/office.rs", "child processes are of the whole process, and all of them must end with it"),
    (
        "source/nested.rs",
        "a bounded memory of unpacked archives, by content; it changes how long a read takes and nothing else",
    ),
    (
        "rules/registry.rs",
        "an office's rules are described to the whole process; they are to travel with their rule book",
    ),
];

#[test]
fn siblings_import_in_one_direction() {
    let sources = sources();
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in &sources {
        if let Some((folder, file)) = source.name.rsplit_once('/') {
            folders.entry(folder.to_owned()).or_default().insert(file.trim_end_matches(".rs").to_owned());
        }
    }
    let mut circles = Vec::new();
    for (folder, siblings) in &folders {
        let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for source in sources.iter().filter(|source| source.name.starts_with(&format!("{folder}/"))) {
            let inside = &source.name[folder.len() + 1..];
            let from = inside.split('/').next().expect("a name").trim_end_matches(".rs").to_owned();
            let mut to = siblings_named(source, folder, siblings);
            to.remove(&from);
            edges.entry(from).or_default().extend(to);
        }
        let members: Vec<_> = siblings.iter().filter(|one| reaches(&edges, one)).cloned().collect();
        if members.is_empty() && CIRCLES.contains(&folder.as_str()) {
            circles.push(format!("{folder} has no circle any more; take it out of the list"));
        } else if !members.is_empty() && !CIRCLES.contains(&folder.as_str()) {
            circles.push(format!(
                "{folder}: {} import each other in a circle; move what they share into a leaf",
                members.join(", ")
            ));
        }
    }
    complain(&circles);
}

/// Whether imports lead from a module back to itself.
fn reaches(edges: &BTreeMap<String, BTreeSet<String>>, start: &String) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&String> = edges.get(start).into_iter().flatten().collect();
    while let Some(next) = open.pop() {
        if next == start {
            return true;
        }
        if seen.insert(next) {
            open.extend(edges.get(next).into_iter().flatten());
        }
    }
    false
}
