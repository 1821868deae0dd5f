//! The repository's own source as text, for the tests that hold rules of the house.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of Rust in the repository.
pub struct Source {
    /// Path from the top of the repository, with `/` between parts.
    pub path: String,
    /// The floor's module and the path inside it: `text/fold.rs`, `rules/across.rs`, `cli/check.rs`.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// The crates whose root is a floor itself; in the others every module of the root is one.
pub const WHOLE: [&str; 2] = ["text", "tui"];

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_under(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The files under a folder of the repository.
pub fn read(folder: &str) -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    if top.join(folder).is_dir() {
        files_under(&top.join(folder), &mut paths);
    }
    let slashed = |path: &Path| {
        path.components().map(|part| part.as_os_str().to_str().unwrap().to_owned()).collect::<Vec<_>>().join("/")
    };
    paths
        .into_iter()
        .map(|path| {
            let from_top = path.strip_prefix(top).unwrap();
            let name = path.strip_prefix(top.join(folder)).unwrap();
            Source { path: slashed(from_top), name: slashed(name), text: fs::read_to_string(&path).unwrap() }
        })
        .collect()
}

/// The program's own source: what people run in `src`, and the floors below it in `crates`.
pub fn sources() -> Vec<Source> {
    let mut found = read("src");
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates");
    let mut names: Vec<String> =
        fs::read_dir(crates).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for krate in names {
        for mut source in read(&format!("crates/{krate}/src")) {
            if WHOLE.contains(&krate.as_str()) {
                source.name = format!("{krate}/{}", source.name);
            }
            found.push(source);
        }
    }
    found
}
