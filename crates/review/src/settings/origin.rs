//! Where a value comes from, and complaints that name the place.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::text::lang::Lang;
use crate::text::width::sanitize;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An option of the command line.
    Flag(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A place in the settings file, or in another file of the user's; line and column count from 1, columns in characters.
    File {
        /// The file.
        path: PathBuf,
        /// The line; 0 for the file as a whole.
        line: usize,
        /// The column.
        column: usize,
    },
    /// Nowhere: it is what holds where nothing was said.
    Default,
}

impl Origin {
    /// A file as a whole.
    #[must_use]
    pub fn whole(path: &Path) -> Self {
        Self::File { path: path.to_owned(), line: 0, column: 0 }
    }

    /// The place in a file's text that so many bytes stand before.
    #[must_use]
    pub fn at(path: &Path, text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or("");
        Self::File { path: path.to_owned(), line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }

    /// The place in words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Flag(name) => (*name).to_owned(),
            Self::Variable(name) => lang.pick(format!("环境变量 {name}"), format!("environment variable {name}")),
            Self::File { path, line: 0, .. } => {
                let path = shown(path);
                lang.pick(format!("文件“{path}”"), format!("file {path}"))
            }
            Self::File { path, line, column } => {
                let path = shown(path);
                lang.pick(
                    format!("文件“{path}”第 {line} 行第 {column} 列"),
                    format!("file {path}, line {line}, column {column}"),
                )
            }
            Self::Default => lang.pick("默认", "default").to_owned(),
        }
    }
}

/// A path fit to be printed.
fn shown(path: &Path) -> String {
    sanitize(&path.to_string_lossy()).into_owned()
}

/// What is wrong with a value, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub origin: Origin,
    /// What and what to do, in Chinese.
    pub zh: String,
    /// What and what to do, in English.
    pub en: String,
}

impl Problem {
    /// A problem at a place.
    #[must_use]
    pub fn new(origin: Origin, zh: String, en: String) -> Self {
        Self { origin, zh, en }
    }

    /// The place and the sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let place = self.origin.words(lang);
        lang.pick(format!("{place}：{}", self.zh), format!("{place}: {}", self.en))
    }
}

/// Settings that cannot be used.
#[derive(Debug)]
pub struct SettingsError(pub Vec<Problem>);

impl SettingsError {
    /// Every problem, one a line.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.0.iter().map(|problem| problem.message(lang)).collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::default()))
    }
}

impl std::error::Error for SettingsError {}
