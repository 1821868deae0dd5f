//! Which file a path led to when the journal was opened, so that one that was taken away or replaced is noticed.
//!
//! A system that lets go of an open file lets a program write into nothing; where a system does not, being there is enough.

use std::path::Path;

/// What distinguishes a file from another one of the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity(Option<(u64, u64)>);

impl Identity {
    /// The identity of the file at a path.
    pub fn of(path: &Path) -> Self {
        Self(numbers(path))
    }

    /// Whether the file is still the one at the path.
    pub fn is_at(self, path: &Path) -> bool {
        path.is_file() && Self::of(path) == self
    }
}

/// The device and the file's number on it.
#[cfg(unix)]
fn numbers(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = path.metadata().ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn numbers(_path: &Path) -> Option<(u64, u64)> {
    None
}
