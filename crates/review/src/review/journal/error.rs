//! What can go wrong with a journal, as one sentence that says what to do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::text::lang::Lang;

/// <https://www.sqlite.org/rescode.html#readonly_dbmoved>
const SQLITE_READONLY_DBMOVED: i32 = 1032;

/// What went wrong with a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JournalErrorKind {
    /// The file is not what was written, or an event is missing from it.
    Damaged,
    /// Another process holds it for longer than one should wait.
    Locked,
    /// There is no room left.
    DiskFull,
    /// A newer version of the program wrote it.
    Newer,
    /// The file or its directory may not be written.
    NotWritable,
    /// The file belongs to another program.
    NotAJournal,
    /// There is no journal, or it was taken away or replaced while it was open.
    Missing,
    /// The system refused for another reason.
    Failed,
}

impl JournalErrorKind {
    /// Whether the same journal may take the next decision: the disk may be emptied, another program may let go. After
    /// anything else the journal has to be opened again, and the session can only read.
    #[must_use]
    pub fn may_pass(self) -> bool {
        match self {
            Self::Locked | Self::DiskFull | Self::Failed => true,
            Self::Damaged | Self::Newer | Self::NotWritable | Self::NotAJournal | Self::Missing => false,
        }
    }
}

/// A journal that could not be opened, read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::default()))]
pub struct JournalError {
    /// What went wrong.
    pub kind: JournalErrorKind,
    /// The journal's file.
    pub path: PathBuf,
    /// The system's own words; may be empty.
    pub detail: String,
}

impl JournalError {
    pub(super) fn new(kind: JournalErrorKind, path: &Path, detail: &str) -> Self {
        Self { kind, path: path.to_owned(), detail: detail.to_owned() }
    }

    pub(super) fn from_io(path: &Path, error: &io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => JournalErrorKind::DiskFull,
            io::ErrorKind::PermissionDenied
            | io::ErrorKind::ReadOnlyFilesystem
            | io::ErrorKind::AlreadyExists
            | io::ErrorKind::NotADirectory => JournalErrorKind::NotWritable,
            _ => JournalErrorKind::Failed,
        };
        Self::new(kind, path, &error.to_string())
    }

    pub(super) fn from_sql(path: &Path, error: &rusqlite::Error) -> Self {
        let extended = error.sqlite_error().map(|error| error.extended_code);
        let kind = match error.sqlite_error_code() {
            // SQLite itself noticed that the file is no longer where it was opened.
            _ if extended == Some(SQLITE_READONLY_DBMOVED) => JournalErrorKind::Missing,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => JournalErrorKind::Damaged,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
                JournalErrorKind::Locked
            }
            Some(ErrorCode::DiskFull) => JournalErrorKind::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                JournalErrorKind::NotWritable
            }
            _ => JournalErrorKind::Failed,
        };
        Self::new(kind, path, &error.to_string())
    }

    /// What happened, to which file, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let path = self.path.display();
        let detail = match (self.detail.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("（{}）", self.detail),
            (false, Lang::En) => format!(" ({})", self.detail),
        };
        match self.kind {
            JournalErrorKind::Damaged => lang.pick(
                format!("审阅日志“{path}”已损坏{detail}；原文件未改动，请先复制保存，再用备份替换它，或将它移走后重新审阅。"),
                format!("the review journal {path} is damaged{detail}; it was left as it is: keep a copy, then put a backup in its place, or move it away and review anew"),
            ),
            JournalErrorKind::Locked => lang.pick(
                format!("另一个程序正占用审阅日志“{path}”，本次决定没有保存；请关闭其他打开本批次的窗口后重试。"),
                format!("another program holds the review journal {path}, so nothing was saved; close other windows on this batch and try again"),
            ),
            JournalErrorKind::DiskFull => lang.pick(
                format!("磁盘已满，无法写入审阅日志“{path}”，本次决定没有保存；请腾出空间后重试。"),
                format!("the disk is full and the review journal {path} could not be written, so nothing was saved; free some space and try again"),
            ),
            JournalErrorKind::Newer => lang.pick(
                format!("审阅日志“{path}”由更新版本的 gouji 写成{detail}；请用新版本打开，本版本不会改动它。"),
                format!("the review journal {path} was written by a newer gouji{detail}; open it with that version, this one leaves it untouched"),
            ),
            JournalErrorKind::NotWritable => lang.pick(
                format!("无法写入审阅日志“{path}”{detail}；请检查该文件夹的写权限，或将本批次复制到可写的位置，或用 --data-dir 另行指定数据目录。"),
                format!("the review journal {path} cannot be written{detail}; check the folder's permissions, copy the batch to a place that can be written, or name another data directory with --data-dir"),
            ),
            JournalErrorKind::NotAJournal => lang.pick(
                format!("“{path}”不是 gouji 的审阅日志，未作改动；请将它移到别处后重试。"),
                format!("{path} is no review journal of gouji and was left as it is; move it elsewhere and try again"),
            ),
            JournalErrorKind::Missing => lang.pick(
                format!("找不到审阅日志“{path}”，或它已被另一文件替换；若刚被移走、删除或替换，请放回原处后重新打开本批次。"),
                format!("there is no review journal at {path}, or another file took its place; if it was moved, deleted or replaced just now, put it back and open the batch again"),
            ),
            JournalErrorKind::Failed => lang.pick(
                format!("读写审阅日志“{path}”失败{detail}；本次决定没有保存，请检查磁盘后重试。"),
                format!("the review journal {path} could not be read or written{detail}, so nothing was saved; check the disk and try again"),
            ),
        }
    }
}
