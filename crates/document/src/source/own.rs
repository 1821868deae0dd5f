//! Names of files that the program itself writes into a batch, so that it never takes them for reports.
//!
//! `台账.gouji.csv` is an export, whatever stands before the dots. A name is enough: it outlives copying and renaming of
//! folders, and no file has to be opened to know it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What stands before the extension.
const MARK: &str = "gouji";

/// Whether a file's name says that the program wrote it.
#[must_use]
pub fn is_own(path: &Path) -> bool {
    let before = path.file_stem().map(Path::new);
    let mark = before.filter(|_| path.extension().is_some()).and_then(Path::extension);
    mark.is_some_and(|mark| mark.eq_ignore_ascii_case(MARK))
}

/// The same name as one that the program knows as its own: `台账.csv` becomes `台账.gouji.csv`.
#[must_use]
pub fn own_name(path: &Path) -> PathBuf {
    if is_own(path) {
        return path.to_owned();
    }
    let mut extension = OsString::from(MARK);
    if let Some(last) = path.extension() {
        extension.push(".");
        extension.push(last);
    }
    path.with_extension(extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_before_the_extension() {
        for (name, own, is_own_already) in [
            ("台账.csv", "台账.gouji.csv", false),
            ("a/2019.台账.md", "a/2019.台账.gouji.md", false),
            ("台账.gouji.csv", "台账.gouji.csv", true),
            ("台账.GOUJI.md", "台账.GOUJI.md", true),
            ("台账", "台账.gouji", false),
            ("gouji.md", "gouji.gouji.md", false),
        ] {
            let path = Path::new(name);
            assert_eq!((own_name(path), is_own(path)), (PathBuf::from(own), is_own_already), "{name}");
        }
    }
}
