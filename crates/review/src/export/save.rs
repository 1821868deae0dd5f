//! Puts an export on disk: whole or not at all, and never over a file that the user did not offer.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::leftover;
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
            io::ErrorKind::InvalidInput => lang.pick(
                format!("“{path}”是链接、管道或设备，不是普通文件，不会写入；请换一个文件名。"),
                format!("{path} is a link, a pipe or a device and no regular file, and is never written to; choose another name."),
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
/// file that exists is replaced only with `force`, and keeps its permissions; a link, a pipe or a device never is. Temporary
/// files that a killed run left in the folder are taken away.
///
/// # Errors
/// Where the file exists and `force` is not set, or it cannot be written; what was there is then as it was.
pub fn save(path: &Path, force: bool, bytes: &[u8]) -> Result<(), SaveError> {
    let failed = |source: io::Error| SaveError { path: path.to_owned(), source };
    let there = fs::symlink_metadata(path).ok();
    if there.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return Err(failed(io::ErrorKind::InvalidInput.into()));
    }
    // Asked before anything is written, for the sake of a quick answer; asked again when the name is taken.
    if !force && there.is_some() {
        return Err(failed(io::ErrorKind::AlreadyExists.into()));
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    leftover::sweep(parent);
    let mut temporary = temporary(parent).map_err(failed)?;
    temporary.write_all(bytes).map_err(failed)?;
    if let Some(there) = there {
        temporary.as_file().set_permissions(there.permissions()).map_err(failed)?;
    }
    temporary.as_file().sync_all().map_err(failed)?;
    let kept = if force { temporary.persist(path) } else { temporary.persist_noclobber(path) };
    kept.map(drop).map_err(|error| failed(error.error))
}

fn temporary(parent: &Path) -> io::Result<tempfile::NamedTempFile> {
    let prefix = leftover::prefix();
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(leftover::SUFFIX);
    // Temporary files are for their owner alone; an export is a file like any other.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(parent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_regular_files_are_replaced_and_they_keep_their_permissions() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old.md");
        fs::write(&old, "old").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o600)).unwrap();
        save(&old, true, b"new").unwrap();
        assert_eq!(fs::metadata(&old).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read(&old).unwrap(), b"new");
        for (name, target) in [("link.md", old.clone()), ("dangling.md", folder.path().join("nowhere"))] {
            let link = folder.path().join(name);
            symlink(&target, &link).unwrap();
            for force in [false, true] {
                let error = save(&link, force, b"x").unwrap_err();
                assert!(error.message(Lang::Zh).contains("链接"), "{error}");
            }
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
        assert_eq!(fs::read(&old).unwrap(), b"new");
        assert!(!folder.path().join("nowhere").exists());
        assert_eq!(save(Path::new("/dev/null"), true, b"x").unwrap_err().source.kind(), io::ErrorKind::InvalidInput);
    }
}
