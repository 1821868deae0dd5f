//! Reads and analyses one file of a batch. Whatever happens, the file stays a row with a reason.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

use crate::report::Mappings;
use crate::rules::{RuleBook, Status};
use crate::source::{self, SourceFile};
use crate::text::lang::Lang;

use super::{Analysis, Summary, analyse};

/// One file as it is open: its content's digest, all that is known of it, and what a batch keeps.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// `blake3:…` of the bytes that were analysed; empty where the file could not be read at all.
    pub digest: String,
    /// All that is known of the file.
    pub analysis: Analysis,
    /// What a batch keeps of it.
    pub summary: Summary,
    /// Its path inside the archive that it lies in.
    pub member: Option<String>,
}

/// Reads a file and analyses it by a book of rules. A file that cannot be read, and one on which the program itself fails,
/// is unreadable with the reason; what a panic prints is left to the hook that the program has set.
#[must_use]
pub fn open(file: &SourceFile, mappings: &Mappings, book: &RuleBook) -> Opened {
    open_with(file, mappings, |bytes, mappings| analyse(bytes, &file.name, &file.limits, mappings, book))
}

/// [`open`] with the analysis passed in.
pub(super) fn open_with(
    file: &SourceFile,
    mappings: &Mappings,
    analyse: impl Fn(&[u8], &Mappings) -> Analysis,
) -> Opened {
    let (digest, bytes, analysis) = match source::read(file) {
        Ok(bytes) => {
            let attempt = panic::catch_unwind(AssertUnwindSafe(|| analyse(&bytes, mappings)));
            let analysis = attempt.unwrap_or_else(|payload| unreadable(failure(&*payload)));
            (source::digest(&bytes), bytes.len() as u64, analysis)
        }
        Err(error) => {
            let because = (error.message(Lang::Zh), error.message(Lang::En));
            (String::new(), file.bytes, unreadable(because))
        }
    };
    let summary = Summary::of(&file.name, &file.path, &digest, bytes, &analysis, mappings);
    Opened { digest, analysis, summary, member: file.member() }
}

/// The analysis of a file of which nothing is known but why.
fn unreadable(because: (String, String)) -> Analysis {
    let mut analysis = Analysis { unreadable: Some(because), ..Analysis::default() };
    analysis.verdict.status = Status::Unreadable;
    analysis
}

/// The sentences for a fault of the program itself.
fn failure(payload: &(dyn Any + Send)) -> (String, String) {
    let words =
        payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    let words = words.unwrap_or("?");
    (
        format!(
            "程序处理本文件时发生内部错误（{words}），其他文件不受影响；请人工审阅本文件，并将它连同本句话反馈给软件维护者。"
        ),
        format!(
            "the program itself failed on this file ({words}), other files are not touched by it; review this file by hand and report it with this sentence"
        ),
    )
}

#[cfg(test)]
mod tests {
    use std::panic;

    use super::*;

    fn file(folder: &tempfile::TempDir, name: &str) -> SourceFile {
        SourceFile::new(folder.path().join(name), name.to_owned(), 3)
    }

    #[test]
    fn a_panic_becomes_an_unreadable_row_with_its_words() {
        let folder = tempfile::tempdir().unwrap();
        let file = file(&folder, "年报.txt");
        std::fs::write(&file.path, "年报").unwrap();
        let failing = [
            (open_with(&file, &Mappings::default(), |_, _| panic!("index out of bounds")), "index out of bounds"),
            (open_with(&file, &Mappings::default(), |bytes, _| panic!("{} bytes", bytes.len())), "6 bytes"),
            (open_with(&file, &Mappings::default(), |_, _| panic::panic_any(7)), "?"),
        ];
        for (opened, words) in failing {
            let (zh, en) = opened.summary.because.clone().unwrap();
            assert!(zh.contains(words) && en.contains(words), "{zh} {en}");
            assert_eq!(opened.summary.status, Status::Unreadable);
            assert_eq!(opened.analysis.unreadable, opened.summary.because);
            assert_eq!(opened.digest, source::digest("年报".as_bytes()));
            assert_eq!((opened.summary.name.as_str(), opened.summary.bytes), ("年报.txt", 6));
        }
    }

    #[test]
    fn a_file_that_is_gone_is_a_row_with_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let opened = open(&file(&folder, "没有.txt"), &Mappings::default(), RuleBook::standard());
        assert_eq!((opened.digest.as_str(), opened.summary.bytes), ("", 3));
        assert_eq!(opened.summary.status, Status::Unreadable);
        assert!(opened.summary.because.unwrap().0.contains("没有.txt"));
    }
}
