//! Files and their bytes: which files make up a batch, and what stands in one of them.

use std::path::{Path, PathBuf};

use crate::text::lang::Lang;

/// The files of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// The folder that holds them all.
    pub root: PathBuf,
    /// The submissions, in a stable order.
    pub files: Vec<SourceFile>,
    /// What was found and is no submission.
    pub skipped: Vec<Skipped>,
}

/// One file of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path relative to the batch, `/` between parts, bytes that are not UTF-8 as `\xNN`.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// A file that is no submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The path relative to the batch.
    pub name: String,
    /// Why, in Chinese.
    pub because_zh: String,
    /// Why, in English.
    pub because_en: String,
}

/// A file that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::default()))]
pub struct ReadError {
    path: PathBuf,
    source: std::io::Error,
}

impl ReadError {
    /// What happened, to which file, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (path, source) = (self.path.display(), &self.source);
        lang.pick(
            format!("无法读取“{path}”：{source}。请确认文件存在且有读取权限。"),
            format!("cannot read {path}: {source}; make sure that it exists and may be read"),
        )
    }
}

/// Reads a file's bytes.
///
/// # Errors
/// Where the file cannot be opened or read.
pub fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    std::fs::read(path).map_err(|source| ReadError { path: path.to_owned(), source })
}

/// The digest by which a file's content is known: `blake3:` and 64 hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    format!("blake3:{}", blake3::hash(bytes).to_hex())
}
