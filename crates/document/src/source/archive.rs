//! Zip archives among the files: what they hold, under which names, and the bytes of one member.
//!
//! An archive is entered like a folder, and archives inside it too, as deep as the limits allow. A member that cannot be
//! read is named all the same: something was submitted, and reading it says what is the matter.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use super::aside::{evidently_no_submission, is_out_of_sight, may_be_zip};
use super::directory::{Entry, entries};
use super::find::{Member, Skipped};
use super::kind::Kind;
use super::limits::Limits;
use super::magic::by_members;
use super::names::{decoded, legacy_of};
use super::read::ReadFault;

/// What was found in an archive and in those inside it.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Members that may be reports.
    pub(super) files: Vec<Listed>,
    /// What was left out.
    pub(super) skipped: Vec<Skipped>,
    /// Names given so far, with the last number that was tried behind each.
    names: HashMap<String, u32>,
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

/// What may still be looked at of one archive and those inside it: one purse for all, so that neither members that lie over
/// each other nor archives in archives make more of a file than it is.
struct Purse {
    members: u32,
    bytes: u64,
    most: u64,
    limits: Limits,
}

/// Bytes that any archive may unpack to, however small it is, and those for each byte of its own, with all that is in it.
const SMALL: u64 = 8 << 20;
const PER_BYTE: u64 = 32;

/// Where the members of one archive lie that were listed so far: from their headers to their ends.
#[derive(Default)]
struct Taken(BTreeMap<u64, u64>);

impl Taken {
    /// Whether a stretch lies over none of the others; it is then taken.
    fn take(&mut self, (start, end): (u64, u64)) -> bool {
        let before = self.0.range(..end).next_back();
        let is_free = before.is_none_or(|(_, taken)| *taken <= start);
        if is_free {
            self.0.insert(start, end);
        }
        is_free
    }
}

/// The members of an archive with a name of its own. `None` where it is no archive to enter: damaged, without any file, or
/// a document that is zipped; the file itself then says why.
pub(super) fn list(reader: impl Read + Seek, name: &str, limits: &Limits) -> Option<Listing> {
    let mut reader = reader;
    let size = reader.seek(SeekFrom::End(0)).ok()?;
    let most = limits.unpacked_bytes.min(SMALL.saturating_add(size.saturating_mul(PER_BYTE)));
    let mut purse = Purse { members: limits.members, bytes: most, most, limits: *limits };
    let mut listing = Listing::default();
    walk(reader, name, &[], &mut purse, &mut listing).filter(|found| *found > 0)?;
    Some(listing)
}

/// Lists an archive; how many of its members may be reports, `None` where it is not entered.
fn walk(
    reader: impl Read + Seek,
    prefix: &str,
    within: &[Member],
    purse: &mut Purse,
    listing: &mut Listing,
) -> Option<usize> {
    let mut reader = reader;
    let archive = ZipArchive::new(&mut reader).ok()?;
    if by_members(archive.file_names_raw()) != Kind::Zip {
        return None;
    }
    let (start, offset) = (archive.central_directory_start(), archive.offset());
    drop(archive);
    let before = listing.files.len();
    let entries = entries(&mut reader, start, offset);
    let legacy = legacy_of(entries.iter().map(|entry| entry.name.as_slice()));
    let mut taken = Taken::default();
    for Entry { name, is_link, place } in entries {
        let written = decoded(&name, legacy);
        let is_folder = written.ends_with(['/', '\\']);
        let parts = parts(&written);
        if is_folder || parts.is_empty() || parts.iter().any(|part| is_out_of_sight(OsStr::new(part))) {
            continue;
        }
        if purse.members == 0 {
            let most = purse.limits.members;
            let zh = format!("压缩包中的文件超过 {most} 个，其余未读取；可在设置中调高 limits.members");
            let en = format!(
                "the archive holds more than {most} files, and the rest was left out; raise limits.members in the settings"
            );
            listing.skip(prefix.to_owned(), zh, en);
            break;
        }
        purse.members -= 1;
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
        if !taken.take(place.stretch()) {
            let (zh, en) = (
                "与其他文件重叠，压缩包不正常，未读取",
                "lies over another file in the archive, which is not sound, and was not read",
            );
            listing.skip(name, zh.to_owned(), en.to_owned());
            continue;
        }
        let member = Member { name: written, place };
        let way = [within, std::slice::from_ref(&member)].concat();
        if way.len() < purse.limits.nesting as usize
            && let Some(inner) = inner_archive(&mut reader, &member, purse)
            && walk(Cursor::new(inner), &name, &way, purse, listing).is_some_and(|found| found > 0)
        {
            continue;
        }
        // One that is a bomb by itself is a row of its own, which says so when it is read and costs nothing.
        let cost = if place.size <= purse.limits.most_unpacked(place.packed()) { place.size } else { 0 };
        let Some(rest) = purse.bytes.checked_sub(cost) else {
            let most = purse.most >> 20;
            let zh = format!("压缩包中的文件解开后合计超过 {most} MiB，与压缩包大小不相称，此文件未读取");
            let en = format!(
                "the archive's files unpack to more than {most} MiB together, far too much for its size; this one was not read"
            );
            listing.skip(name, zh, en);
            continue;
        };
        purse.bytes = rest;
        listing.files.push(Listed { name, bytes: place.size, within: way });
    }
    Some(listing.files.len() - before)
}

/// The bytes of a member that is an archive itself.
fn inner_archive(reader: &mut (impl Read + Seek), member: &Member, purse: &mut Purse) -> Option<Vec<u8>> {
    let (may_be, is_named_so) = may_be_zip(Path::new(&member.name));
    if !may_be || (!is_named_so && member.place.head(reader, 4)? != *b"PK\x03\x04") {
        return None;
    }
    let limits = Limits { unpacked_bytes: purse.bytes, ..purse.limits };
    let bytes = member.place.unpack(reader, &limits).ok()?;
    purse.bytes -= bytes.len() as u64;
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
        let mut free = name.clone();
        while self.names.contains_key(&free) {
            let number = self.names.get_mut(&name).map_or(2, |number| {
                *number += 1;
                *number
            });
            free = format!("{} ({number}){}", &name[..dot], &name[dot..]);
        }
        self.names.insert(free.clone(), 1);
        free
    }
}

/// The parts of a member's path, whatever it tries: no way out of the archive, no drive, no control character.
fn parts(written: &str) -> Vec<String> {
    let is_shown = |c: char| {
        !c.is_control() && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
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
pub(super) fn member(mut reader: impl Read + Seek, member: &Member, limits: &Limits) -> Result<Vec<u8>, ReadFault> {
    let read = member.place.unpack(&mut reader, limits);
    if matches!(read, Err(ReadFault::Damaged)) && !is_there(reader, member) { Err(ReadFault::Changed) } else { read }
}

/// Whether an archive's directory still says of a member what it said when it was listed, or cannot be read any more.
fn is_there(mut reader: impl Read + Seek, member: &Member) -> bool {
    let Ok(archive) = ZipArchive::new(&mut reader) else { return true };
    let (start, offset) = (archive.central_directory_start(), archive.offset());
    drop(archive);
    entries(&mut reader, start, offset).iter().any(|entry| entry.place == member.place)
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
        // Archives in it are files here: to enter them again from each that lies too deep would never end.
        Ok(_) if list(Cursor::new(bytes), "", &Limits { nesting: 1, ..*limits }).is_none() => Unentered::Empty,
        Ok(_) => Unentered::Deep,
    }
}

/// Lists an archive and reads each of its members: what a batch does with it, on bytes alone. Answers how many were read.
#[must_use]
pub fn read_all(bytes: &[u8], limits: &Limits) -> usize {
    let listing = list(Cursor::new(bytes), "archive.zip", limits).unwrap_or_default();
    // The archive inside that was read from last, with the way to it.
    let mut held: (Vec<Member>, Vec<u8>) = Default::default();
    let mut read = |listed: &Listed| {
        let (last, way) = listed.within.split_last()?;
        let Some((first, others)) = way.split_first() else { return member(Cursor::new(bytes), last, limits).ok() };
        if held.0 != way {
            let start = member(Cursor::new(bytes), first, limits).ok()?;
            let inner = others.iter().try_fold(start, |bytes, next| member(Cursor::new(bytes), next, limits).ok())?;
            held = (way.to_vec(), inner);
        }
        member(Cursor::new(held.1.as_slice()), last, limits).ok()
    };
    listing.files.iter().filter(|listed| read(listed).is_some()).count()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use encoding_rs::GB18030;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive of members with names in any bytes, put in after the archive was written.
    fn zipped(members: &[(&[u8], &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let place = |at: usize, name: &[u8]| format!("{at:@>width$}", width = name.len());
        for (at, (name, bytes)) in members.iter().enumerate() {
            writer.start_file(place(at, name), SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let mut archive = writer.finish().unwrap().into_inner();
        for (at, (name, _)) in members.iter().enumerate() {
            let place = place(at, name);
            while let Some(found) = memchr::memmem::find(&archive, place.as_bytes()) {
                archive[found..found + name.len()].copy_from_slice(name);
            }
        }
        archive
    }

    fn names(bytes: &[u8], limits: &Limits) -> Vec<String> {
        let listing = list(Cursor::new(bytes), "附件.zip", limits).unwrap_or_default();
        listing.files.into_iter().map(|listed| listed.name).collect()
    }

    fn read(bytes: &[u8], at: usize) -> Result<Vec<u8>, ReadFault> {
        let listing = list(Cursor::new(bytes), "a.zip", &Limits::default()).unwrap();
        let (first, others) = listing.files[at].within.split_first().unwrap();
        let start = member(Cursor::new(bytes), first, &Limits::default())?;
        others.iter().try_fold(start, |bytes, next| member(Cursor::new(bytes), next, &Limits::default()))
    }

    #[test]
    fn names_are_decoded_and_lead_nowhere() {
        let gbk = GB18030.encode("年报/通知（联通）.txt").0.into_owned();
        let archive = zipped(&[
            (&gbk, b"1"),
            ("乡镇/白沙镇.docx".as_bytes(), b"2"),
            (b"../../etc/report.txt", b"3"),
            (b"C:\\batch\\report.txt", b"4"),
            (b"/etc/report.txt", b"5"),
            (b"a\x07b.pdf", b"6"),
            (b"__MACOSX/._a.pdf", b"7"),
            (b"deep/~$lock.docx", b"8"),
            (b"notes.json", b"9"),
            (b"folder/", b""),
        ]);
        let expected = [
            "附件.zip/年报/通知（联通）.txt",
            "附件.zip/乡镇/白沙镇.docx",
            "附件.zip/etc/report.txt",
            "附件.zip/batch/report.txt",
            "附件.zip/etc/report (2).txt",
            "附件.zip/a_b.pdf",
        ];
        assert_eq!(names(&archive, &Limits::default()), expected);
        assert_eq!(list(Cursor::new(&archive), "", &Limits::default()).unwrap().skipped[0].name, "/notes.json");
        let contents: Vec<_> = (0..expected.len()).map(|at| read(&archive, at).unwrap()).collect();
        assert_eq!(contents, [b"1", b"2", b"3", b"4", b"5", b"6"].map(|bytes| bytes.to_vec()));
    }

    #[test]
    fn members_of_the_same_name_are_all_read() {
        let archive = zipped(&[(b"r.txt", b"first"), (b"r.txt", b"second"), (b"r.txt", b"third")]);
        let expected = ["附件.zip/r.txt", "附件.zip/r (2).txt", "附件.zip/r (3).txt"];
        assert_eq!(names(&archive, &Limits::default()), expected);
        let contents: Vec<_> = (0..3).map(|at| read(&archive, at).unwrap()).collect();
        assert_eq!(contents, [&b"first"[..], b"second", b"third"]);
    }

    #[test]
    fn archives_in_archives_are_entered_as_deep_as_allowed() {
        let innermost = zipped(&[(b"r.txt", b"deep")]);
        let inner = zipped(&[(b"c.zip", &innermost), (b"x", b"PK\x03\x04 no archive")]);
        let archive = zipped(&[(b"b.zip", &inner)]);
        assert_eq!(names(&archive, &Limits::default()), ["附件.zip/b.zip/c.zip/r.txt", "附件.zip/b.zip/x"]);
        assert_eq!(read(&archive, 0).unwrap(), b"deep");
        for (nesting, expected) in [(1, "附件.zip/b.zip"), (2, "附件.zip/b.zip/c.zip")] {
            assert_eq!(names(&archive, &Limits { nesting, ..Limits::default() })[0], expected);
        }
    }

    #[test]
    fn limits_hold_whatever_a_member_declares() {
        let mut bomb = zipped(&[(b"zeros.txt", &vec![0; 48 << 20]), (b"a.txt", b"a"), (b"b.txt", b"b")]);
        assert!(matches!(read(&bomb, 0), Err(ReadFault::TooLarge { setting: "limits.ratio", limit: 200 })));
        // The sizes in the directory and in the member's own header say 16 bytes.
        for (mark, size) in [(&b"PK\x03\x04"[..], 22), (b"PK\x01\x02", 24)] {
            let header = memchr::memmem::find(&bomb, mark).unwrap();
            bomb[header + size..header + size + 4].copy_from_slice(&16_u32.to_le_bytes());
        }
        assert!(read(&bomb, 0).is_err());
        assert_eq!(read(&bomb, 1).unwrap(), b"a");
        let few = Limits { members: 2, ..Limits::default() };
        let listing = list(Cursor::new(&bomb), "a.zip", &few).unwrap();
        assert_eq!((listing.files.len(), listing.skipped.len()), (2, 1));
        assert!(listing.skipped[0].because_zh.contains("limits.members"));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let mut locked = zipped(&[(b"a.txt", b"secret")]);
        for (mark, flags) in [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)] {
            let header = memchr::memmem::find(&locked, mark).unwrap();
            locked[header + flags] |= 1;
        }
        assert_eq!(names(&locked, &Limits::default()), ["附件.zip/a.txt"]);
        assert!(matches!(read(&locked, 0), Err(ReadFault::Locked)));
        let sound = zipped(&[(b"a.txt", b"a")]);
        let found = &list(Cursor::new(&sound), "", &Limits::default()).unwrap().files[0].within[0];
        for changed in [zipped(&[(b"b.txt", b"a")]), zipped(&[(b"a.txt", b"b")])] {
            assert!(matches!(member(Cursor::new(&changed), found, &Limits::default()), Err(ReadFault::Changed)));
        }
        for (bytes, expected) in [
            (&sound[..sound.len() - 30], Unentered::Damaged),
            (&zipped(&[(b"a.exe", b"")]), Unentered::Empty),
            (&zipped(&[]), Unentered::Empty),
            (&sound, Unentered::Deep),
        ] {
            assert_eq!(unentered(bytes, &Limits::default()), expected);
        }
        let office = zipped(&[(b"[Content_Types].xml", b""), (b"word/document.xml", b"")]);
        assert!(list(Cursor::new(&office), "a.zip", &Limits::default()).is_none());
    }
}
