//! A file's bytes and their fingerprint.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use thiserror::Error;

use super::SourceFile;
use crate::text::lang::Lang;

/// Why a file's bytes could not be had.
#[derive(Debug, Error)]
#[error("{}", self.message(Lang::Zh))]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// What the operating system said; `None` where the file is larger than the limit.
    pub source: Option<io::Error>,
    /// The limit of its size, in bytes.
    pub limit: u64,
}

impl ReadError {
    /// What happened to which file and what to do, as a sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let path = self.path.display();
        let Some(error) = &self.source else {
            let limit = self.limit >> 20;
            return lang.pick(
                format!("文件“{path}”超过 {limit} MiB，不像是年度报告，请核对报送的文件。"),
                format!("{path} is larger than {limit} MiB and hardly an annual report; see whether the right file was sent."),
            );
        };
        match error.kind() {
            io::ErrorKind::NotFound => lang.pick(
                format!("文件“{path}”不存在或已被移走，请重新载入目录。"),
                format!("{path} does not exist or was moved away; load the directory again."),
            ),
            io::ErrorKind::PermissionDenied => lang.pick(
                format!("没有权限读取文件“{path}”，请检查文件权限，或关闭正在使用它的程序。"),
                format!("No permission to read {path}; see its permissions, or close the program that holds it."),
            ),
            _ => lang.pick(
                format!("读取文件“{path}”时出错（{error}），请检查磁盘或网络位置后重试。"),
                format!("Reading {path} failed ({error}); see to the disk or network place and try again."),
            ),
        }
    }
}

/// All bytes of a file.
///
/// # Errors
/// Where the file cannot be opened or read, or is larger than its limit.
pub fn read(file: &SourceFile) -> Result<Vec<u8>, ReadError> {
    let (path, most) = (&file.path, file.limits.file_bytes);
    let failed = |error| ReadError { path: path.clone(), source: error, limit: most };
    let opened = File::open(path).map_err(|error| failed(Some(error)))?;
    let expected = opened.metadata().map_err(|error| failed(Some(error)))?.len();
    if expected > most {
        return Err(failed(None));
    }
    // The file may grow while it is read; the limit holds all the same.
    let mut bytes = Vec::with_capacity(expected as usize + 1);
    opened.take(most + 1).read_to_end(&mut bytes).map_err(|error| failed(Some(error)))?;
    if bytes.len() as u64 > most { Err(failed(None)) } else { Ok(bytes) }
}

/// The fingerprint of a file's bytes, `blake3:` and 64 hexadecimal digits, by which decisions know what they were made on.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    let mut digest = String::with_capacity(7 + 64);
    digest.push_str("blake3:");
    digest.push_str(&blake3::hash(bytes).to_hex());
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: PathBuf) -> SourceFile {
        SourceFile::new(path, String::new(), 0)
    }

    #[test]
    fn bytes_come_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.txt");
        std::fs::write(&path, b"a\r\nb\0\xFF").unwrap();
        assert_eq!(read(&at(path)).unwrap(), b"a\r\nb\0\xFF");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = read(&at(folder.path().join("没有.txt"))).unwrap_err();
        assert!(error.to_string().contains("没有.txt"), "{error}");
        assert!(error.message(Lang::En).contains("does not exist"), "{error}");
        assert!(read(&at(folder.path().to_owned())).is_err());
    }

    #[test]
    fn fingerprints_follow_the_bytes() {
        assert_eq!(digest(b""), "blake3:af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
        assert_ne!(digest(b"a"), digest(b"b"));
    }
}
