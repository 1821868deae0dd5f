//! A file's bytes and their fingerprint.

use std::io::{self, BufReader, Cursor, Read};
use std::path::PathBuf;

use thiserror::Error;

use super::archive;
use super::find::{Member, SourceFile};
use super::nested;
use super::regular::open_regular;
use crate::text::lang::Lang;

/// Why a file's bytes could not be had.
#[derive(Debug, Error)]
#[error("{}", self.message(Lang::Zh))]
pub struct ReadError {
    /// The file; an archive, where it is one of its members.
    pub path: PathBuf,
    /// The way to the member.
    pub within: Vec<Member>,
    /// What is the matter.
    pub fault: ReadFault,
}

/// What is the matter with a file, or with a member of an archive.
#[derive(Debug)]
pub enum ReadFault {
    /// What the operating system said.
    System(io::Error),
    /// It is larger than a limit allows.
    TooLarge {
        /// The setting's name in the settings file.
        setting: &'static str,
        /// The limit, in the setting's unit.
        limit: u64,
    },
    /// It is a pipe or a device.
    NotRegular,
    /// It was longer or shorter when it had been read than when it was opened: somebody is writing it.
    Growing,
    /// The archive does not hold the member any more.
    Changed,
    /// The member is locked with a password.
    Locked,
    /// The member, or the archive, is damaged.
    Damaged,
    /// The member is packed in a way that is not known here.
    Method,
}

impl ReadError {
    /// What happened to which file and what to do, as a sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let archive = self.path.display();
        let inner: Vec<&str> = self.within.iter().map(|member| member.name.as_str()).collect();
        let (zh, en) = if inner.is_empty() {
            (format!("文件“{archive}”"), archive.to_string())
        } else {
            let inner = inner.join("/");
            (format!("压缩包“{archive}”中的“{inner}”"), format!("{inner} in the archive {archive}"))
        };
        match &self.fault {
            ReadFault::TooLarge { setting, limit } => lang.pick(
                format!("{zh}超过读取上限（{setting} = {limit}），不像是年度报告；如确需读取，请在设置文件中调高该项。"),
                format!(
                    "{en} goes beyond a limit of reading ({setting} = {limit}) and is hardly a report; raise it in the settings file if it must be read."
                ),
            ),
            ReadFault::NotRegular => lang.pick(
                format!("{zh}是管道或设备，不是普通文件，未读取；请将它移出本目录。"),
                format!("{en} is a pipe or a device and no regular file, and was not read; move it out of the directory."),
            ),
            ReadFault::Growing => lang.pick(
                format!("{zh}正在被其他程序写入，未读取；请等它写完后重新载入目录。"),
                format!("{en} is being written by another program and was not read; load the directory again when it is done."),
            ),
            ReadFault::Changed => lang.pick(
                format!("{zh}已不在原处，压缩包在载入后有变动，请重新载入目录。"),
                format!("{en} is no longer there: the archive was changed since; load the directory again."),
            ),
            ReadFault::Locked => lang.pick(
                format!("{zh}设有密码，无法读取，请向报送单位索取未加密的文件。"),
                format!("{en} is locked with a password; ask the unit for one without."),
            ),
            ReadFault::Damaged => lang.pick(
                format!("{zh}已损坏，无法解压，请向报送单位索取完好的文件。"),
                format!("{en} is damaged and cannot be unpacked; ask the unit for a sound one."),
            ),
            ReadFault::Method => lang.pick(
                format!("{zh}的压缩方式无法识别，请解压后再检查，或重新打包为普通 zip。"),
                format!("{en} is packed in a way that is not known; unpack it and check again, or pack it as an ordinary zip."),
            ),
            ReadFault::System(error) => match error.kind() {
                io::ErrorKind::NotFound => lang.pick(
                    format!("{zh}不存在或已被移走，请重新载入目录。"),
                    format!("{en} does not exist or was moved away; load the directory again."),
                ),
                io::ErrorKind::PermissionDenied => lang.pick(
                    format!("没有权限读取{zh}，请检查文件权限，或关闭正在使用它的程序。"),
                    format!("No permission to read {en}; see its permissions, or close the program that holds it."),
                ),
                _ => lang.pick(
                    format!("读取{zh}时出错（{error}），请检查磁盘或网络位置后重试。"),
                    format!("Reading {en} failed ({error}); see to the disk or network place and try again."),
                ),
            },
        }
    }
}

/// All bytes of a file, or of the member of an archive that it is.
///
/// # Errors
/// Where the file cannot be opened, unpacked or read, or is larger than its limit.
pub fn read(file: &SourceFile) -> Result<Vec<u8>, ReadError> {
    let read = match file.within.split_first() {
        None => whole(file),
        Some((first, [])) => open_regular(&file.path)
            .map_err(refused)
            .and_then(|opened| archive::member(BufReader::new(opened), first, &file.limits)),
        Some((_, [.., last])) => {
            nested::holder(file).and_then(|holder| archive::member(Cursor::new(holder.as_slice()), last, &file.limits))
        }
    };
    read.map_err(|fault| ReadError { path: file.path.clone(), within: file.within.clone(), fault })
}

fn whole(file: &SourceFile) -> Result<Vec<u8>, ReadFault> {
    let most = file.limits.file_bytes;
    let too_large = || ReadFault::TooLarge { setting: "limits.file_mib", limit: most >> 20 };
    let opened = open_regular(&file.path).map_err(refused)?;
    let expected = opened.metadata().map_err(ReadFault::System)?.len();
    if expected > most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(expected as usize + 1);
    opened.take(expected + 1).read_to_end(&mut bytes).map_err(ReadFault::System)?;
    if bytes.len() as u64 == expected { Ok(bytes) } else { Err(ReadFault::Growing) }
}

/// What an error of opening says.
pub(super) fn refused(error: io::Error) -> ReadFault {
    if error.kind() == io::ErrorKind::InvalidInput { ReadFault::NotRegular } else { ReadFault::System(error) }
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
