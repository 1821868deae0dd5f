//! Names that are left aside in a batch: what is out of sight, and what is evidently no submission.

use std::ffi::OsStr;
use std::path::Path;

use super::own::is_own;

/// Extensions of files that are evidently no submission, whatever is in them.
const NO_SUBMISSION: &[&str] = &[
    "bak", "bat", "bin", "cfg", "cmd", "com", "conf", "css", "dat", "db", "dll", "dmg", "exe", "ini", "iso", "jar",
    "js", "json", "jsonl", "lnk", "lock", "log", "msi", "ndjson", "part", "ps1", "py", "rs", "sarif", "sh", "so",
    "sqlite", "sqlite3", "sys", "tmp", "toml", "ttf", "url", "vbs", "yaml", "yml", // programs, settings and data
    "aac", "avi", "flac", "flv", "m4a", "mkv", "mov", "mp3", "mp4", "ogg", "wav", "wma", "wmv", // sound and film
];

/// Files that an operating system leaves behind.
const LITTER: &[&str] = &["thumbs.db", "desktop.ini", "__macosx"];

/// Hidden files and directories (gouji's own `.gouji` among them), gouji's exports, lock files of Office and litter of
/// operating systems, by their names.
pub(super) fn is_out_of_sight(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(b".")
        || bytes.starts_with(b"~$")
        || is_own(Path::new(name))
        || LITTER.iter().any(|litter| bytes.eq_ignore_ascii_case(litter.as_bytes()))
}

/// Whether a file of this name, met in a batch, is not taken for a report.
#[must_use]
pub fn is_left_aside(path: &Path) -> bool {
    is_own(path) || evidently_no_submission(path).is_some()
}

/// The extension by which a file is evidently no submission.
pub(super) fn evidently_no_submission(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?.as_encoded_bytes();
    NO_SUBMISSION.iter().find(|known| extension.eq_ignore_ascii_case(known.as_bytes())).copied()
}

/// Extensions of files that are no archives to enter, so that they need not be looked into.
const NO_ARCHIVE: &[&str] = &[
    "txt", "md", "text", "csv", "tsv", "htm", "html", "shtml", "xhtml", "mht", "mhtml", "xml", "doc", "wps", "docx",
    "docm", "rtf", "xls", "et", "xlsx", "xlsm", "xlsb", "ods", "odt", "ppt", "pptx", "dps", "pdf", "ofd", "png", "jpg",
    "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "svg", "rar", "7z", "gz", "tgz", "tar", "bz2", "xz",
];

/// Whether a file may be a zip archive by its name, and whether its name says so.
pub(super) fn may_be_zip(path: &Path) -> (bool, bool) {
    let extension = path.extension().map(OsStr::as_encoded_bytes).unwrap_or_default();
    let is_zip = extension.eq_ignore_ascii_case(b"zip");
    (is_zip || !NO_ARCHIVE.iter().any(|known| extension.eq_ignore_ascii_case(known.as_bytes())), is_zip)
}
