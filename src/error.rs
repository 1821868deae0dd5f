//! The program's error: every floor's own error under one roof, a sentence for the person, and the exit status.
//!
//! This module knows every floor below it and none of them knows it.

use std::fmt;
use std::io;

use crate::export::SaveError;
use crate::review::JournalError;
use crate::settings::SettingsError;
use crate::source::{FindError, ReadError};
use crate::text::lang::Lang;

/// What came of a run that could be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// Findings at or above the asked-for severity.
    Findings,
}

/// Why a run could not be carried out.
#[derive(Debug)]
pub enum Error {
    /// The command line or an argument's value is wrong: Chinese, then English.
    Usage(String, String),
    /// A setting cannot be used.
    Settings(SettingsError),
    /// The batch could not be listed.
    Find(FindError),
    /// A file could not be read.
    Read(ReadError),
    /// The journal of decisions could not be read or written.
    Journal(JournalError),
    /// An export could not be put on disk.
    Save(SaveError),
    /// The screen could not be opened or failed: Chinese, then English.
    Screen(String, String),
    /// A signal ended the session: Chinese, then English, and the exit status by which shells know it.
    Signal(String, String, u8),
    /// Standard output could not be written.
    Output(io::Error),
}

impl Error {
    /// What happened, to what, and what to do, in a sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Usage(zh, en) | Self::Screen(zh, en) | Self::Signal(zh, en, _) => lang.pick(zh, en).clone(),
            Self::Settings(error) => error.message(lang),
            Self::Find(error) => error.message(lang),
            Self::Read(error) => error.message(lang),
            Self::Journal(error) => error.message(lang),
            Self::Save(error) => error.message(lang),
            Self::Output(error) => lang.pick(
                format!("无法写到标准输出：{error}。请检查磁盘空间，或改写到别处。"),
                format!("cannot write to standard output: {error}; check the disk's space or write elsewhere"),
            ),
        }
    }

    /// Whether whoever read the output has gone away, which is their right and no failure to speak of.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::default()))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Usage(..) | Self::Screen(..) | Self::Signal(..) => None,
            Self::Settings(error) => Some(error),
            Self::Find(error) => Some(error),
            Self::Read(error) => Some(error),
            Self::Journal(error) => Some(error),
            Self::Save(error) => Some(error),
            Self::Output(error) => Some(error),
        }
    }
}

impl From<SettingsError> for Error {
    fn from(error: SettingsError) -> Self {
        Self::Settings(error)
    }
}

impl From<FindError> for Error {
    fn from(error: FindError) -> Self {
        Self::Find(error)
    }
}

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl From<SaveError> for Error {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

/// The exit status: 0 clean, 1 findings, 2 could not run. A reader of the output that went away leaves it at 0; a signal is
/// told as shells tell it.
#[must_use]
pub fn exit_status(result: &Result<Outcome, Error>) -> u8 {
    match result {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Findings) => 1,
        Err(error) if error.is_quiet() => 0,
        Err(Error::Signal(.., status)) => *status,
        Err(_) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_statuses() {
        let broken = io::Error::from(io::ErrorKind::BrokenPipe);
        let full = io::Error::from(io::ErrorKind::StorageFull);
        for (result, status) in [
            (Ok(Outcome::Clean), 0),
            (Ok(Outcome::Findings), 1),
            (Err(Error::Output(broken)), 0),
            (Err(Error::Output(full)), 2),
            (Err(Error::Signal("收到信号 15".to_owned(), "signal 15".to_owned(), 143)), 143),
            (Err(Error::Usage("错".to_owned(), "wrong".to_owned())), 2),
        ] {
            assert_eq!(exit_status(&result), status, "{result:?}");
        }
    }
}
