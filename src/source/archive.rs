//! Zip archives among the files: what they hold, under which names, and the bytes of one member.
//!
//! An archive is entered like a folder, and archives inside it too, as deep as the limits allow. A member that cannot be
//! read is named all the same: something was submitted, and reading it says what is the matter.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{Cursor, Read, Seek};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::aside::{evidently_no_submission, is_out_of_sight, may_be_zip};
use super::decode::plain_name;
use super::find::{Member, Skipped};
use super::kind::{Kind, by_members};
use super::limits::Limits;
use super::read::ReadFault;

/// What was found in an archive and in those inside it.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Members that may be reports.
    pub(super) files: Vec<Listed>,
    /// What was left out.
    pub(super) skipped: Vec<Skipped>,
    /// Names given so far.
    names: HashSet<String>,
}

/// A member that may be a report.
#[derive(Debug)]
pub(super) struct Listed {
    /// Its path from the archive's own folder: `附件.zip/报告.docx`.
    pub(super) name: String,
    /// Bytes that it says to unpack to.
    pub(super) bytes: u64,
    /// The way to it.
    pub(super) within: Vec<Member>,
}

/// What may still be looked at of one archive and those inside it.
struct Budget {
    members: u32,
    bytes: u64,
    limits: Limits,
}

/// The members of an archive with a name of its own. `None` where it is no archive to enter: damaged, without any file, or
/// a document that is zipped; the file itself then says why.
pub(super) fn list(reader: impl Read + Seek, name: &str, limits: &Limits) -> Option<Listing> {
    let mut budget = Budget { members: limits.members, bytes: limits.unpacked_bytes, limits: *limits };
    let mut listing = Listing::default();
    walk(reader, name, &[], &mut budget, &mut listing).filter(|found| *found > 0)?;
    Some(listing)
}

/// Lists an archive; how many of its members may be reports, `None` where it is not entered.
fn walk(
    reader: impl Read + Seek,
    prefix: &str,
    within: &[Member],
    budget: &mut Budget,
    listing: &mut Listing,
) -> Option<usize> {
    let mut archive = ZipArchive::new(reader).ok()?;
    if by_members(archive.file_names_raw()) != Kind::Zip {
        return None;
    }
    let before = listing.files.len();
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_raw(index) else { continue };
        let written = plain_name(entry.name_raw());
        let (is_folder, is_link, bytes) = (entry.is_dir(), entry.is_symlink(), entry.size());
        drop(entry);
        let parts = parts(&written);
        if is_folder || parts.is_empty() || parts.iter().any(|part| is_out_of_sight(OsStr::new(part))) {
            continue;
        }
        if budget.members == 0 {
            let most = budget.limits.members;
            let zh = format!("压缩包中的文件超过 {most} 个，其余未读取；可在设置中调高 limits.members");
            let en = format!("the archive holds more than {most} files, and the rest was left out; raise limits.members in the settings");
            listing.skip(prefix.to_owned(), zh, en);
            break;
        }
        budget.members -= 1;
        let name = listing.distinct(format!("{prefix}/{}", parts.join("/")));
        if is_link {
            listing.skip(name, "压缩包中的链接，未读取".to_owned(), "a link in an archive, not followed".to_owned());
            continue;
        }
        if let Some(extension) = evidently_no_submission(Path::new(&name)) {
            let zh = format!(".{extension} 文件不是年度报告");
            listing.skip(name, zh, format!("a .{extension} file is no annual report"));
            continue;
        }
        let member = Member { index: index as u32, name: written };
        let way = [within, std::slice::from_ref(&member)].concat();
        if way.len() < budget.limits.nesting as usize
            && let Some(inner) = inner_archive(&mut archive, &member, budget)
            && walk(Cursor::new(inner), &name, &way, budget, listing).is_some_and(|found| found > 0)
        {
            continue;
        }
        listing.files.push(Listed { name, bytes, within: way });
    }
    Some(listing.files.len() - before)
}

/// The bytes of a member that is an archive itself.
fn inner_archive<R: Read + Seek>(archive: &mut ZipArchive<R>, member: &Member, budget: &mut Budget) -> Option<Vec<u8>> {
    let (may_be, is_named_so) = may_be_zip(Path::new(&member.name));
    if !may_be {
        return None;
    }
    if !is_named_so {
        let mut head = [0; 4];
        archive.by_index(member.index as usize).ok()?.read_exact(&mut head).ok()?;
        if head != *b"PK\x03\x04" {
            return None;
        }
    }
    let limits = Limits { unpacked_bytes: budget.bytes, ..budget.limits };
    let bytes = unpack(archive, member, &limits).ok()?;
    budget.bytes -= bytes.len() as u64;
    Some(bytes)
}

impl Listing {
    fn skip(&mut self, name: String, because_zh: String, because_en: String) {
        self.skipped.push(Skipped { name, because_zh, because_en });
    }

    /// The name, with a number before its extension where another has it already.
    fn distinct(&mut self, name: String) -> String {
        let folder = name.rfind('/').map_or(0, |at| at + 1);
        let dot = name[folder..].rfind('.').filter(|at| *at > 0).map_or(name.len(), |at| folder + at);
        let numbered = (2..).map(|number| format!("{} ({number}){}", &name[..dot], &name[dot..]));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.names.contains(name));
        let free = free.unwrap_or(name.clone());
        self.names.insert(free.clone());
        free
    }
}

/// The parts of a member's path, whatever it tries: no way out of the archive, no drive, no control character.
fn parts(written: &str) -> Vec<String> {
    let is_shown = |c: char| !c.is_control() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let part = |part: &str| part.chars().map(|c| if is_shown(c) { c } else { '_' }).collect::<String>();
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    written
        .split(['/', '\\'])
        .map(str::trim)
        .filter(|part| !matches!(*part, "" | "." | "..") && !is_drive(part))
        .map(part)
        .collect()
}

/// The bytes of a member, which must still be the one that was found.
pub(super) fn member(reader: impl Read + Seek, member: &Member, limits: &Limits) -> Result<Vec<u8>, ReadFault> {
    let mut archive = ZipArchive::new(reader).map_err(fault)?;
    unpack(&mut archive, member, limits)
}

fn unpack<R: Read + Seek>(archive: &mut ZipArchive<R>, member: &Member, limits: &Limits) -> Result<Vec<u8>, ReadFault> {
    let index = member.index as usize;
    let entry = archive.by_index_raw(index).map_err(|_| ReadFault::Changed)?;
    if plain_name(entry.name_raw()) != member.name {
        return Err(ReadFault::Changed);
    }
    if entry.encrypted() {
        return Err(ReadFault::Locked);
    }
    let (packed, declared) = (entry.compressed_size(), entry.size());
    let most = limits.most_unpacked(packed);
    drop(entry);
    let too_large = |size: u64| {
        if size > limits.unpacked_bytes {
            ReadFault::TooLarge { setting: "limits.unpacked_mib", limit: limits.unpacked_bytes >> 20 }
        } else {
            ReadFault::TooLarge { setting: "limits.ratio", limit: limits.ratio }
        }
    };
    if declared > most {
        return Err(too_large(declared));
    }
    // What a member declares of its size may be wrong.
    let mut bytes = Vec::new();
    let entry = archive.by_index(index).map_err(fault)?;
    entry.take(most + 1).read_to_end(&mut bytes).map_err(|_| ReadFault::Damaged)?;
    let size = bytes.len() as u64;
    if size > most { Err(too_large(size)) } else { Ok(bytes) }
}

fn fault(error: ZipError) -> ReadFault {
    match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => ReadFault::System(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => ReadFault::Locked,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => ReadFault::Method,
        _ => ReadFault::Damaged,
    }
}

/// Why a zip archive stands among the files by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unentered {
    /// Its directory is missing or damaged.
    Damaged,
    /// It holds no file that may be a report.
    Empty,
    /// It lies too deep in other archives, or is named as if it were something else.
    Deep,
}

/// Why an archive was not entered.
#[must_use]
pub fn unentered(bytes: &[u8], limits: &Limits) -> Unentered {
    match ZipArchive::new(Cursor::new(bytes)) {
        Err(_) => Unentered::Damaged,
        Ok(_) if list(Cursor::new(bytes), "", limits).is_none() => Unentered::Empty,
        Ok(_) => Unentered::Deep,
    }
}

/// Lists an archive and reads each of its members: what a batch does with it, on bytes alone. Answers how many were read.
#[must_use]
pub fn read_all(bytes: &[u8], limits: &Limits) -> usize {
    let listing = list(Cursor::new(bytes), "archive.zip", limits).unwrap_or_default();
    let read = |listed: &&Listed| {
        let (first, others) = listed.within.split_first()?;
        let start = member(Cursor::new(bytes), first, limits).ok()?;
        others.iter().try_fold(start, |bytes, next| member(Cursor::new(bytes), next, limits).ok())
    };
    listing.files.iter().filter(|listed| read(listed).is_some()).count()
}
