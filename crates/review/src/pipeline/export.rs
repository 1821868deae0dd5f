//! An export of a whole batch: every file analysed with the decisions in force, laid out as one document, put on disk.
//!
//! The command line and the screen both come here, so that they write the same bytes and refuse the same names. What a
//! document says and how is for `export::log`, how a file is put on disk for `export::save`.

use std::fs;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::export::log::{Content, FileLog, Format, History, ReviewLog, Style, Submission, is_log};
use crate::export::{SaveError, save};
use crate::review::{Journal, State};
use crate::rules::RuleBook;
use crate::rules::across::{self, Extract, Options};
use crate::source::{self, Batch};
use crate::text::lang::Lang;

use super::{Opened, open, ordered};

/// What is to be written, how, and where.
#[derive(Debug, Clone)]
pub struct ExportOrder {
    /// Which document.
    pub content: Content,
    /// In which format.
    pub format: Format,
    /// How it is worded.
    pub style: Style,
    /// The file to write.
    pub path: PathBuf,
    /// Whether a file of this name may be replaced.
    pub force: bool,
    /// The rules that the reports are judged by.
    pub book: &'static RuleBook,
    /// What the reports are compared with beside each other; which names are of one unit is told by the decisions.
    pub options: Options,
}

/// Why an export was not written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::default()))]
pub enum ExportError {
    /// The name is that of a submitted report.
    Submission(PathBuf),
    /// The name is that of a file which the program did not write: one that was submitted and left aside, or a journal.
    NotOwn(PathBuf),
    /// The file would lie in the batch under a name that the next run takes for a report.
    Inside(PathBuf),
    /// It could not be put on disk.
    Save(#[from] SaveError),
    /// It was given up before the end.
    Stopped,
}

impl ExportError {
    /// What happened, to which file, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Submission(path) => lang.pick(
                format!("“{}”是报送的报告，不会被改写；请换一个文件名。", path.display()),
                format!("{} is a submitted report and is never written to; choose another name.", path.display()),
            ),
            Self::NotOwn(path) => lang.pick(
                format!("“{}”不是 gouji 导出的文件，不会被改写；请换一个文件名。", path.display()),
                format!("{} was not exported by gouji and is never written to; choose another name.", path.display()),
            ),
            Self::Inside(path) => {
                let (path, other) = (path.display(), source::own_name(path));
                let other = other.display();
                lang.pick(
                    format!("“{path}”在批次目录之内，下次会被当作一份报告；请改名为“{other}”（这样的文件名会被略过），或写到批次目录之外。"),
                    format!("{path} lies inside the batch and would be taken for a report next time; name it {other}, which is left aside, or write it elsewhere."),
                )
            }
            Self::Save(error) => error.message(lang),
            Self::Stopped => {
                lang.pick("已停止导出，没有写入文件。", "The export was stopped; nothing was written.").to_owned()
            }
        }
    }
}

/// Writes an export. `progress` is told how many files of the batch are done.
///
/// # Errors
/// Where the name must not be taken, the file cannot be written, or `stop` was set; what was there is then as it was.
pub fn write_log(
    batch: &Batch,
    state: &State,
    order: &ExportOrder,
    progress: &dyn Fn(usize),
    stop: &AtomicBool,
) -> Result<(), ExportError> {
    // Asked before the work is done.
    refuse(batch, &order.path)?;
    let bytes = compose(batch, state, order, progress, stop).ok_or(ExportError::Stopped)?;
    Ok(save(&order.path, order.force, &bytes)?)
}

/// The bytes of an export, whatever its name; `None` where `stop` was set before the end.
#[must_use]
pub fn compose(
    batch: &Batch,
    state: &State,
    order: &ExportOrder,
    progress: &dyn Fn(usize),
    stop: &AtomicBool,
) -> Option<Vec<u8>> {
    let history = History::of(state);
    let mut files = Vec::with_capacity(batch.files.len());
    let mut extracts = Vec::with_capacity(batch.files.len());
    let work = |_: usize, opened: Opened| {
        let Opened { analysis, summary, .. } = &opened;
        (
            log(&opened, state, &history),
            Extract::of(&analysis.report, &analysis.verdict, &analysis.lines, &summary.name),
        )
    };
    let mut emit = |_: usize, (log, extract): (FileLog, Extract)| {
        files.push(log);
        extracts.push(extract);
        progress(files.len());
        ControlFlow::Continue(())
    };
    ordered(&batch.files, &|name| state.mappings(name), order.book, &work, &mut emit, stop);
    if files.len() < batch.files.len() || stop.load(Ordering::Relaxed) {
        return None;
    }
    let options = Options { identities: state.identities(), ..order.options.clone() };
    let found = across::check(&extracts, &options, order.book);
    let (of_files, of_batch): (Vec<_>, Vec<_>) = found.into_iter().partition(|found| found.subject.is_some());
    // A report of which others say something is laid out once more, with that.
    for same in of_files.chunk_by(|a, b| a.subject == b.subject) {
        let Some(row) = same[0].subject else { continue };
        let file = &batch.files[row];
        let mut opened = open(file, &state.mappings(&file.name), order.book);
        opened.analysis.verdict.compared(same.iter().map(|found| &found.finding));
        files[row] = log(&opened, state, &history);
    }
    let mut log = ReviewLog::new(&name(&batch.root), files, &batch.skipped, (state, &history), order.book);
    log.between = of_batch.into_iter().map(|found| found.finding).collect();
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = order.format.write(order.content, &log, &order.style, &mut bytes);
    Some(bytes)
}

fn log(opened: &Opened, state: &State, history: &History) -> FileLog {
    let submission = Submission {
        name: &opened.summary.name,
        digest: &opened.digest,
        report: &opened.analysis.report,
        verdict: &opened.analysis.verdict,
        unreadable: opened.analysis.unreadable.as_ref(),
    };
    FileLog::of(&submission, state, history)
}

/// Refuses names that an export must not have: submitted files are never written to, not even by force, and what the
/// program writes must not come back as a report.
fn refuse(batch: &Batch, output: &Path) -> Result<(), ExportError> {
    if is_submission(batch, output) {
        return Err(ExportError::Submission(output.to_owned()));
    }
    if is_journal(output) {
        return Err(ExportError::NotOwn(output.to_owned()));
    }
    if is_inside(&batch.root, output) && !source::is_left_aside(output) {
        return Err(ExportError::Inside(output.to_owned()));
    }
    // A file in the batch that was left aside was submitted all the same, whatever its name.
    if is_inside(&batch.root, output) && output.is_file() && !is_export(output) {
        return Err(ExportError::NotOwn(output.to_owned()));
    }
    Ok(())
}

/// Whether a file is a journal or belongs to one: by its name, and by its first bytes where it was given another.
fn is_journal(output: &Path) -> bool {
    let journal = Journal::file_in(Path::new(""));
    let is_named = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(&*journal.to_string_lossy());
    output.file_name().is_some_and(is_named) || head_of(output).starts_with(b"SQLite format 3\0")
}

/// Whether a file that is there is an export of the program, by how it begins.
fn is_export(output: &Path) -> bool {
    is_log(&head_of(output))
}

/// The first bytes of a regular file; none of anything else, which might never answer.
fn head_of(path: &Path) -> Vec<u8> {
    let mut head = Vec::new();
    if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
        && let Ok(file) = fs::File::open(path)
    {
        // What cannot be read has no beginning by which it could be known.
        let _ = file.take(HEAD).read_to_end(&mut head);
    }
    head
}

/// Bytes by which an export is known.
const HEAD: u64 = 4096;

fn is_submission(batch: &Batch, output: &Path) -> bool {
    let Ok(target) = fs::canonicalize(output) else { return false };
    let name = target.file_name();
    if is_same_file(batch, &target) {
        return true;
    }
    let mut namesakes = batch.files.iter().filter(|file| file.path.file_name() == name || file.path.is_symlink());
    namesakes.any(|file| fs::canonicalize(&file.path).is_ok_and(|path| path == target))
}

/// Whether a submitted file has another name that leads to the same bytes.
#[cfg(unix)]
fn is_same_file(batch: &Batch, target: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path: &Path| fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()));
    let is_linked = fs::metadata(target).is_ok_and(|metadata| metadata.nlink() > 1);
    is_linked && batch.files.iter().any(|file| id(&file.path) == id(target))
}

#[cfg(not(unix))]
fn is_same_file(_batch: &Batch, _target: &Path) -> bool {
    false
}

/// Whether a file, which need not be there yet, lies below the batch's directory.
fn is_inside(root: &Path, output: &Path) -> bool {
    let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(root), fs::canonicalize(folder)) {
        (Ok(root), Ok(folder)) => folder.starts_with(root),
        _ => false,
    }
}

/// The batch's name: that of its folder, also where it was given as `.`.
fn name(root: &Path) -> String {
    let whole = fs::canonicalize(root);
    let name = whole.as_deref().unwrap_or(root).file_name().or_else(|| root.file_name());
    name.map_or_else(|| root.to_string_lossy().into_owned(), |name| name.to_string_lossy().into_owned())
}
