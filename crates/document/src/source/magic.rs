//! What a file is by its first bytes, and by the names of what is in it where it is a container.

use std::io::Cursor;

use zip::ZipArchive;

use super::kind::Kind;
use super::ole::{SIGNATURE, ole_names};

/// First bytes that tell a kind for certain.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"%PDF-", Kind::Pdf),
    (b"{\\rtf", Kind::RichText),
    (b"\x89PNG\r\n\x1A\n", Kind::Image),
    (b"\xFF\xD8\xFF", Kind::Image),
    (b"GIF87a", Kind::Image),
    (b"GIF89a", Kind::Image),
    (b"\xD7\xCD\xC6\x9A", Kind::Image),
    (b"\0\0\0\x0CjP  ", Kind::Image),
    (b"\xFF\x4F\xFF\x51", Kind::Image),
    (b"8BPS", Kind::Image),
    (b"II*\0", Kind::Image),
    (b"II+\0", Kind::Image),
    (b"MM\0+", Kind::Image),
    (b"MM\0*", Kind::Image),
    (b"Rar!\x1A\x07", Kind::Archive),
    (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
    (b"\x1F\x8B\x08", Kind::Archive),
    (b"BZh91AY&SY", Kind::Archive),
    (b"\xFD7zXZ\0", Kind::Archive),
    (b"\x28\xB5\x2F\xFD", Kind::Archive),
    (b"MSCF\0\0\0\0", Kind::Archive),
    (b"\xFF\xFE\0\0", Kind::Utf32),
    (b"\0\0\xFE\xFF", Kind::Utf32),
    (b"SQLite format 3\0", Kind::Binary),
    (b"\x7FELF", Kind::Binary),
];

/// Folders and members of a zip archive that tell what it is: an Office file or OFD, and no archive of files.
const ZIP_MEMBERS: &[(&str, Kind)] = &[
    ("xl/workbook.bin", Kind::Xlsb),
    ("word/", Kind::Docx),
    ("xl/", Kind::Xlsx),
    ("ppt/", Kind::Slides),
    ("OFD.xml", Kind::Ofd),
];

/// Members of which one shows that an archive is an Office file or OFD: where a name is damaged, another tells.
const PACKAGE_MEMBERS: [&[u8]; 6] = [
    b"[Content_Types].xml",
    b"OFD.xml",
    b"_rels/.rels",
    b"word/document.xml",
    b"xl/workbook.xml",
    b"ppt/presentation.xml",
];

/// What the first member of an OpenDocument file says: its name, and what is in it.
const OPEN_DOCUMENTS: &[(&[u8], Kind)] = &[
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Kind::Ods),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", Kind::Slides),
    (b"mimetypeapplication/vnd.oasis.opendocument", Kind::Odt),
];

/// Names of streams in the older Office container, of which one tells what it is.
const OLE_STREAMS: &[(&str, Kind)] = &[
    ("EncryptedPackage", Kind::Locked),
    ("WordDocument", Kind::Doc),
    ("Workbook", Kind::Xls),
    ("Book", Kind::Xls),
    ("PowerPoint Document", Kind::Slides),
];

/// How far into a damaged container the names of its members are looked for, from both of its ends.
const CONTAINER_BYTES: usize = 64 << 10;

/// What the bytes are by their beginning, where that is certain and is no plain text.
pub(super) fn by_magic(bytes: &[u8]) -> Option<Kind> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*kind);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(of_zip(bytes));
    }
    if bytes.starts_with(SIGNATURE) {
        let kind = of_container(bytes);
        return Some(if kind == Kind::Doc && is_locked_doc(bytes) { Kind::Locked } else { kind });
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Image);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        let is_picture = matches!(bytes.get(8..11), Some(b"hei" | b"hev" | b"mif" | b"avi" | b"msf"));
        return Some(if is_picture { Kind::Image } else { Kind::Binary });
    }
    if bytes.get(40..44) == Some(b" EMF") || is_svg(bytes) {
        return Some(Kind::Image);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(Kind::Archive);
    }
    // Text may begin with these two letters; a header has zeros soon after.
    let has_zeros = || bytes.iter().take(32).filter(|byte| **byte == 0).count() >= 4;
    if bytes.starts_with(b"BM") && has_zeros() {
        return Some(Kind::Image);
    }
    (bytes.starts_with(b"MZ") && has_zeros()).then_some(Kind::Binary)
}

/// Whether an older Word document says that it is encrypted. Its main stream nearly always comes first and begins with what
/// says so (MS-DOC, 2.5.2).
fn is_locked_doc(bytes: &[u8]) -> bool {
    const FIRST_SECTOR: usize = 512;
    const FLAGS: usize = FIRST_SECTOR + 11;
    const ENCRYPTED: u8 = 1;
    bytes.get(FIRST_SECTOR..FIRST_SECTOR + 2) == Some(&[0xEC, 0xA5])
        && bytes.get(FLAGS).is_some_and(|b| b & ENCRYPTED != 0)
}

/// Whether markup is a picture.
fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(2048)];
    let head = head.trim_ascii_start();
    head.starts_with(b"<svg")
        || (head.starts_with(b"<?xml") && holds(head, b"<svg") && !holds(head, b"<html") && !holds(head, b"<body"))
}

/// What a zip archive is by the names of its members: [`Kind::Zip`] where it is an archive of files.
pub(super) fn by_members<'a>(names: impl Iterator<Item = &'a [u8]>) -> Kind {
    let (mut is_office, mut found) = (false, None);
    for name in names {
        is_office |= PACKAGE_MEMBERS.contains(&name);
        if name == b"mimetype" {
            return Kind::Odt;
        }
        let told = ZIP_MEMBERS.iter().position(|(member, _)| name.starts_with(member.as_bytes()));
        found = [found, told].into_iter().flatten().min();
    }
    found.filter(|_| is_office).map_or(Kind::Zip, |at| ZIP_MEMBERS[at].1)
}

fn of_zip(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(256)];
    if let Some((_, kind)) = OPEN_DOCUMENTS.iter().find(|(mark, _)| holds(head, mark)) {
        return *kind;
    }
    if let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) {
        return by_members(archive.file_names_raw());
    }
    // Its directory is lost: what stands first tells an Office file from an archive of files, which may hold such files.
    let first = bytes.get(30..).unwrap_or_default();
    let is_office = [&b"[Content_Types].xml"[..], b"_rels/", b"docProps/", b"word/", b"xl/", b"ppt/", b"OFD.xml"]
        .iter()
        .any(|name| first.starts_with(name));
    let names = ZIP_MEMBERS.iter().map(|(name, kind)| (name.as_bytes().to_vec(), *kind));
    is_office.then(|| in_container(bytes, names)).flatten().unwrap_or(Kind::Zip)
}

fn of_container(bytes: &[u8]) -> Kind {
    let names = ole_names(bytes);
    let told =
        |(stream, kind): &(&str, Kind)| names.iter().any(|name| name.eq_ignore_ascii_case(stream)).then_some(*kind);
    if let Some(kind) = OLE_STREAMS.iter().find_map(told) {
        return kind;
    }
    let streams = OLE_STREAMS.iter().map(|(name, kind)| (name.bytes().flat_map(|byte| [byte, 0]).collect(), *kind));
    in_container(bytes, streams).unwrap_or(Kind::Binary)
}

fn holds(part: &[u8], name: &[u8]) -> bool {
    memchr::memmem::find(part, name).is_some()
}

fn in_container(bytes: &[u8], mut names: impl Iterator<Item = (Vec<u8>, Kind)>) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(CONTAINER_BYTES)];
    let tail = &bytes[bytes.len().saturating_sub(CONTAINER_BYTES)..];
    names.find(|(name, _)| holds(head, name) || holds(tail, name)).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A zip archive of which only the beginning is there.
    fn cut_off(names: &[u8]) -> Vec<u8> {
        [b"PK\x03\x04", &[0; 26][..], names].concat()
    }

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn kinds_are_told_by_their_bytes() {
        let ole = |stream: &str| {
            let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
            bytes.resize(512, 0);
            bytes.extend(stream.bytes().flat_map(|byte| [byte, 0]));
            bytes
        };
        for (bytes, expected) in [
            (b"%PDF-1.7\n".to_vec(), Some(Kind::Pdf)),
            (cut_off(b"[Content_Types].xml....word/document.xml"), Some(Kind::Docx)),
            (cut_off(b"_rels/.rels....xl/workbook.xml"), Some(Kind::Xlsx)),
            (cut_off(b"1.docx....[Content_Types].xml....word/document.xml"), Some(Kind::Zip)),
            (zip(&["[Content_Types].xml", "word/document.xml"]), Some(Kind::Docx)),
            (zip(&["[Content_Types].xml", "xl/workbook.xml", "xl/embeddings/a.docx"]), Some(Kind::Xlsx)),
            (zip(&["[Content_Types].xml", "xl/workbook.bin"]), Some(Kind::Xlsb)),
            (zip(&["OFD.xml", "Doc_0/Document.xml"]), Some(Kind::Ofd)),
            (zip(&["word/1.txt", "xl/2.txt"]), Some(Kind::Zip)),
            (zip(&["[Content\u{e}Types].xml", "w\u{f0}rd/styles.xml", "word/document.xml"]), Some(Kind::Docx)),
            (b"\0\0\0\x18ftypheic".to_vec(), Some(Kind::Image)),
            (b"<?xml version='1.0'?>\n<svg xmlns=''>".to_vec(), Some(Kind::Image)),
            (b"PK\x03\x04....a.txt".to_vec(), Some(Kind::Zip)),
            (ole("WordDocument"), Some(Kind::Doc)),
            (ole("EncryptedPackage"), Some(Kind::Locked)),
            (
                [ole("WordDocument")[..512].to_vec(), b"\xEC\xA5345678901\x13".to_vec(), ole("WordDocument")].concat(),
                Some(Kind::Locked),
            ),
            (
                [ole("WordDocument")[..512].to_vec(), b"\xEC\xA5345678901\x12".to_vec(), ole("WordDocument")].concat(),
                Some(Kind::Doc),
            ),
            (ole("Workbook"), Some(Kind::Xls)),
            (ole("Other"), Some(Kind::Binary)),
            (b"\xFF\xD8\xFF\xE0..JFIF".to_vec(), Some(Kind::Image)),
            (b"BM tells of a bitmap, this is a sentence that begins so".to_vec(), None),
            (b"MZ\x90\0\x03\0\0\0\x04\0\0\0".to_vec(), Some(Kind::Binary)),
            ("年度报告".as_bytes().to_vec(), None),
            (Vec::new(), None),
        ] {
            assert_eq!(by_magic(&bytes), expected, "{:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
