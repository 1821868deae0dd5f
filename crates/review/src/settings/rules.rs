//! The rules of a run as the settings want them: files of an office's own, and what is said of single rules. What is wrong in
//! them is told with file and line, and then nothing of them holds.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::origin::{Origin, Problem, SettingsError};
use super::{Settings, place};
use crate::rules::RuleBook;
use crate::rules::book::{BookProblem, Place, RuleSource};

/// A file of rules that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesFile {
    /// The file.
    pub path: PathBuf,
    /// Where it was named.
    pub origin: Origin,
}

/// What the table `[severity]` says of a rule, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRuling {
    /// Id of the rule.
    pub rule: String,
    /// The word.
    pub level: String,
    /// Where that stands.
    pub origin: Origin,
}

/// The files that the command line and the settings file name, those of the settings file first.
pub(super) fn files(flags: &[PathBuf], named: &[(String, Origin)]) -> Vec<RulesFile> {
    let written = named.iter().map(|(text, origin)| RulesFile {
        path: match origin {
            Origin::File { path, .. } => place::written_path(text, path),
            _ => PathBuf::from(text),
        },
        origin: origin.clone(),
    });
    let flagged = flags.iter().map(|path| RulesFile { path: path.clone(), origin: Origin::Flag("--rules") });
    written.chain(flagged).collect()
}

impl Settings {
    /// The book of rules that reports are to be judged by.
    ///
    /// # Errors
    /// With everything that is wrong in files of rules and in `[severity]`.
    pub fn book(&self) -> Result<&'static RuleBook, SettingsError> {
        if self.rules.is_empty() && self.severities.is_empty() {
            return Ok(RuleBook::standard());
        }
        let (mut sources, mut problems) = (Vec::new(), Vec::new());
        let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        for (index, file) in self.rules.iter().enumerate() {
            // A file that was named twice, on the command line and in the settings say, is read once.
            if self.rules[..index].iter().any(|other| whole(&other.path) == whole(&file.path)) {
                continue;
            }
            match read(&file.path) {
                Ok(source) => sources.push(source),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(SettingsError(problems));
        }
        let rulings: Vec<(String, String)> =
            self.severities.iter().map(|raw| (raw.rule.clone(), raw.level.clone())).collect();
        match RuleBook::load(&sources, &rulings) {
            Ok(book) => Ok(Box::leak(Box::new(book))),
            Err(wrong) => {
                let problem = |wrong| problem(wrong, &sources, |index| self.severities[index].origin.clone());
                Err(SettingsError(wrong.into_iter().map(problem).collect()))
            }
        }
    }
}

/// The book of one file alone, whatever else the settings say, or everything that is wrong in it.
///
/// # Errors
/// Where the file cannot be read.
pub fn book_of(path: &Path) -> Result<Result<RuleBook, Vec<Problem>>, SettingsError> {
    let sources = [read(path).map_err(|problem| SettingsError(vec![problem]))?];
    let problem = |wrong| problem(wrong, &sources, |_| Origin::whole(path));
    Ok(RuleBook::load(&sources, &[]).map_err(|wrong| wrong.into_iter().map(problem).collect()))
}

fn problem(wrong: BookProblem, sources: &[RuleSource], ruling: impl Fn(usize) -> Origin) -> Problem {
    let origin = match wrong.place {
        Place::File { file, at } => Origin::at(&sources[file].path, &sources[file].text, at),
        Place::Ruling(index) => ruling(index),
    };
    Problem::new(origin, wrong.zh, wrong.en)
}

fn read(path: &Path) -> Result<RuleSource, Problem> {
    let (zh, en) = match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => return Ok(RuleSource { path: path.to_owned(), text }),
            Err(_) => {
                ("规则文件不是 UTF-8 编码，请另存为 UTF-8。".to_owned(), "it is not UTF-8; save it as UTF-8".to_owned())
            }
        },
        Err(error) if error.kind() == ErrorKind::NotFound => (
            "没有这个规则文件，请核对路径；要新建，可先运行 gouji rules --example > 该文件。".to_owned(),
            "there is no such file of rules; check the path, or make it with gouji rules --example > FILE".to_owned(),
        ),
        Err(error) => (
            format!("规则文件无法读取（{error}），请检查权限。"),
            format!("it cannot be read ({error}); check its permissions"),
        ),
    };
    Err(Problem::new(Origin::whole(path), zh, en))
}
