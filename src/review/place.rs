//! Where a batch's journal is kept: in `.gouji` inside the batch, or in the user's data directory where that cannot be written.
//!
//! A batch has one journal and never two: one that exists is always used, beside the batch first, so that decisions are not
//! lost from sight when a folder becomes writable or read-only.

use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::source;

use super::journal::FILE_NAME;

/// Name of the folder inside a batch.
const BESIDE: &str = ".gouji";

/// The directory for a batch's journal: the one that holds it already, else `.gouji` in the batch, created here, else a
/// directory of the user's data directory keyed by the batch's path. Without `data_dir` the platform's own is meant.
#[must_use]
pub fn journal_dir(batch_root: &Path, data_dir: Option<&Path>) -> PathBuf {
    if let Some(dir) = existing_journal_dir(batch_root, data_dir) {
        return dir;
    }
    let beside = folder(batch_root).join(BESIDE);
    if is_usable(&beside) {
        return beside;
    }
    in_data_dir(batch_root, data_dir).unwrap_or(beside)
}

/// The directory that [`journal_dir`] would answer with. Creates nothing that stays.
#[must_use]
pub fn planned_journal_dir(batch_root: &Path, data_dir: Option<&Path>) -> PathBuf {
    if let Some(dir) = existing_journal_dir(batch_root, data_dir) {
        return dir;
    }
    let beside = folder(batch_root).join(BESIDE);
    let probed = if beside.is_dir() { beside.clone() } else { folder(batch_root) };
    let writable = tempfile::Builder::new().prefix(".probe").tempfile_in(probed).is_ok();
    let elsewhere = if writable { None } else { in_data_dir(batch_root, data_dir) };
    elsewhere.unwrap_or(beside)
}

/// The directory that holds a batch's journal, if there is one. Creates nothing.
#[must_use]
pub fn existing_journal_dir(batch_root: &Path, data_dir: Option<&Path>) -> Option<PathBuf> {
    let places = [Some(folder(batch_root).join(BESIDE)), in_data_dir(batch_root, data_dir)];
    places.into_iter().flatten().find(|dir| dir.join(FILE_NAME).is_file())
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

/// Whether the directory is there, or can be made, and takes a file. The answer is had by trying: permissions, read-only
/// media and network shares answer no other question reliably.
fn is_usable(dir: &Path) -> bool {
    fs::create_dir_all(dir).is_ok() && tempfile::Builder::new().prefix(".probe").tempfile_in(dir).is_ok()
}

fn in_data_dir(batch_root: &Path, data_dir: Option<&Path>) -> Option<PathBuf> {
    let data_dir = match data_dir {
        Some(dir) => dir.to_owned(),
        None => etcetera::choose_base_strategy().ok()?.data_dir().join("gouji"),
    };
    Some(data_dir.join("journals").join(key(&folder(batch_root))))
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
