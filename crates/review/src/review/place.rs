//! Where a batch's journal is kept: in the directory that the reviewer named, else in `.gouji` inside the batch, else, where
//! that cannot be written, in the user's data directory.
//!
//! A batch has one journal and never two: one that exists is always used, the one beside the batch first, so that decisions
//! are not lost from sight when a folder becomes writable or read-only, or when a directory is named later. A journal in a
//! named directory is found again only where that directory is named again.

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::source;

use super::journal::FILE_NAME;

/// Name of the folder inside a batch.
const BESIDE: &str = ".gouji";

/// The directory for a batch's journal: the one that holds it already, else `data_dir` where one was named, else `.gouji` in
/// the batch, created here, else a directory of the platform's data directory; both data directories are keyed by the
/// batch's path.
#[must_use]
pub fn journal_dir(batch_root: &Path, data_dir: Option<&Path>) -> PathBuf {
    choose(batch_root, data_dir, is_usable)
}

/// The directory that [`journal_dir`] would answer with. Creates nothing that stays.
#[must_use]
pub fn planned_journal_dir(batch_root: &Path, data_dir: Option<&Path>) -> PathBuf {
    let would_be_usable = |beside: &Path| takes_a_file(if beside.is_dir() { beside } else { folder_of(beside) });
    choose(batch_root, data_dir, would_be_usable)
}

fn choose(batch_root: &Path, data_dir: Option<&Path>, is_usable: impl Fn(&Path) -> bool) -> PathBuf {
    if let Some(dir) = existing_journal_dir(batch_root, data_dir) {
        return dir;
    }
    if let Some(named) = data_dir {
        return in_data_dir(batch_root, named);
    }
    let beside = folder(batch_root).join(BESIDE);
    if is_usable(&beside) {
        return beside;
    }
    platform_data_dir().map_or(beside, |dir| in_data_dir(batch_root, &dir))
}

/// The directory that holds a batch's journal, if there is one. Creates nothing.
#[must_use]
pub fn existing_journal_dir(batch_root: &Path, data_dir: Option<&Path>) -> Option<PathBuf> {
    let beside = folder(batch_root).join(BESIDE);
    let data_dirs = [data_dir.map(Path::to_owned), platform_data_dir()].into_iter().flatten();
    let places = std::iter::once(beside).chain(data_dirs.map(|dir| in_data_dir(batch_root, &dir)));
    places.into_iter().find(|dir| dir.join(FILE_NAME).exists())
}

/// The folder of a batch: a single file is reviewed in the folder that holds it.
fn folder(batch_root: &Path) -> PathBuf {
    if batch_root.is_file()
        && let Some(parent) = batch_root.parent()
    {
        return if parent.as_os_str().is_empty() { PathBuf::from(".") } else { parent.to_owned() };
    }
    batch_root.to_owned()
}

/// Whether the directory is there, or can be made, and takes a file.
fn is_usable(dir: &Path) -> bool {
    fs::create_dir_all(dir).is_ok() && takes_a_file(dir)
}

/// The answer is had by trying: permissions, read-only media and network shares answer no other question reliably.
fn takes_a_file(dir: &Path) -> bool {
    tempfile::Builder::new().prefix(".probe").tempfile_in(dir).is_ok()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn platform_data_dir() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("gouji"))
}

fn in_data_dir(batch_root: &Path, data_dir: &Path) -> PathBuf {
    data_dir.join("journals").join(key(&folder(batch_root)))
}

/// A directory name for a batch's path: the first 128 bits of the digest of its canonical form.
fn key(folder: &Path) -> String {
    let canonical = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let digest = source::digest(&path_bytes(&canonical));
    let hex = digest.rsplit(':').next().unwrap_or_default();
    hex.chars().take(32).collect()
}

#[cfg(unix)]
fn path_bytes(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(windows)]
fn path_bytes(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt;
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

#[cfg(not(any(unix, windows)))]
fn path_bytes(path: &Path) -> Vec<u8> {
    path.to_string_lossy().into_owned().into_bytes()
}
