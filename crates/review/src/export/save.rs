//! Puts an export on disk: whole or not at all, and never over a file that the user did not offer.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::text::lang::Lang;

/// An export that could not be put on disk.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::default()))]
pub struct SaveError {
    /// The file that was to be written.
    pub path: PathBuf,
    /// What the system said; [`io::ErrorKind::AlreadyExists`] where the file is there and was not to be replaced.
    pub source: io::Error,
}

impl SaveError {
    /// What happened, to which file, and what to do.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (path, error) = (self.path.display(), &self.source);
        match error.kind() {
            io::ErrorKind::AlreadyExists => lang.pick(
                format!("“{path}”已存在，未作改动；请换一个文件名，或加 --force 覆盖它。"),
                format!("{path} exists and was left as it is; choose another name, or replace it with --force."),
            ),
            io::ErrorKind::IsADirectory => lang.pick(
                format!("“{path}”是文件夹，无法作为导出文件；请在其后写上文件名。"),
                format!("{path} is a folder and cannot take an export; add a file name."),
            ),
            io::ErrorKind::NotFound => lang.pick(
                format!("“{path}”所在的文件夹不存在；请先建立文件夹，或换一个位置。"),
                format!("The folder of {path} does not exist; make it first, or choose another place."),
            ),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => lang.pick(
                format!("没有权限写入“{path}”；若该文件正在 WPS 或 Excel 中打开，请先关闭，或换一个位置。"),
                format!("No permission to write {path}; close it where it is open in a spreadsheet, or choose another place."),
            ),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => lang.pick(
                format!("磁盘已满，未能写入“{path}”；请腾出空间后重试。"),
                format!("The disk is full and {path} was not written; free some space and try again."),
            ),
            _ => lang.pick(
                format!("写入“{path}”失败（{error}）；请检查磁盘或网络位置后重试。"),
                format!("Writing {path} failed ({error}); see to the disk or network place and try again."),
            ),
        }
    }
}

/// Writes a file by way of a temporary one beside it, so that a reader, a crash or a full disk never leaves half of it. A
/// file that exists is replaced only with `force`.
///
/// # Errors
/// Where the file exists and `force` is not set, or it cannot be written; what was there is then as it was.
pub fn save(path: &Path, force: bool, bytes: &[u8]) -> Result<(), SaveError> {
    let failed = |source: io::Error| SaveError { path: path.to_owned(), source };
    if path.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    // Asked before anything is written, for the sake of a quick answer; asked again when the name is taken.
    if !force && fs::symlink_metadata(path).is_ok() {
        return Err(failed(io::ErrorKind::AlreadyExists.into()));
    }
    // Through a link, the file that it points to is replaced and not the link.
    let target = if force { fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() };
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = temporary(parent).map_err(failed)?;
    temporary.write_all(bytes).and_then(|()| temporary.as_file().sync_all()).map_err(failed)?;
    let kept = if force { temporary.persist(&target) } else { temporary.persist_noclobber(&target) };
    kept.map(drop).map_err(|error| failed(error.error))
}

fn temporary(parent: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gouji-").suffix(".tmp");
    // Temporary files are for their owner alone; an export is a file like any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(parent)
}
