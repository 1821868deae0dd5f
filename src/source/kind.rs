//! What a file is, told by its first bytes and never by its name, and what to say of one that is not plain text.

use std::fmt;
use std::io::Cursor;

use zip::ZipArchive;

use super::ole::{SIGNATURE, ole_names};
use crate::text::lang::Lang;

/// What a file holds, by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// Plain text, Markdown or CSV.
    #[default]
    Text,
    /// No byte at all.
    Empty,
    /// Blanks and line ends only.
    NoText,
    /// A PDF document.
    Pdf,
    /// A Word document in Office Open XML, by Word or WPS.
    Docx,
    /// A text document of an older kind: doc, or wps.
    Doc,
    /// A spreadsheet in Office Open XML.
    Xlsx,
    /// A spreadsheet of an older kind: xls, or et.
    Xls,
    /// A spreadsheet in OpenDocument.
    Ods,
    /// A text document in OpenDocument.
    Odt,
    /// A spreadsheet in the binary form of later Excel.
    Xlsb,
    /// Slides.
    Slides,
    /// An Office file that a password locks, whatever is in it.
    Locked,
    /// An OFD document.
    Ofd,
    /// Rich text.
    RichText,
    /// A web page.
    Html,
    /// A web page saved with its parts in one file.
    Mht,
    /// An XML document.
    Xml,
    /// A picture.
    Image,
    /// A zip archive of files.
    Zip,
    /// An archive of another kind.
    Archive,
    /// Text in UTF-32.
    Utf32,
    /// Bytes that are no text and of no kind that is known here.
    Binary,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 23] = [
        Self::Text,
        Self::Empty,
        Self::NoText,
        Self::Pdf,
        Self::Docx,
        Self::Doc,
        Self::Xlsx,
        Self::Xls,
        Self::Ods,
        Self::Odt,
        Self::Xlsb,
        Self::Locked,
        Self::Slides,
        Self::Ofd,
        Self::RichText,
        Self::Html,
        Self::Mht,
        Self::Xml,
        Self::Image,
        Self::Zip,
        Self::Archive,
        Self::Utf32,
        Self::Binary,
    ];

    /// Whether a file's extension says that it is of another kind than this. An extension that is not known says nothing.
    #[must_use]
    pub fn contradicts(self, extension: &str) -> bool {
        let extension = extension.to_ascii_lowercase();
        let kinds: &[Kind] = match extension.as_str() {
            "txt" | "md" | "csv" | "tsv" | "text" => &[Self::Text, Self::NoText, Self::Empty],
            "htm" | "html" | "shtml" | "xhtml" => &[Self::Html],
            "mht" | "mhtml" => &[Self::Mht, Self::Html],
            "doc" => &[Self::Doc, Self::Locked],
            "wps" => &[Self::Doc, Self::Docx, Self::Locked],
            "docx" | "docm" => &[Self::Docx, Self::Locked],
            "xls" => &[Self::Xls, Self::Locked],
            "et" => &[Self::Xls, Self::Xlsx, Self::Locked],
            "xlsx" | "xlsm" => &[Self::Xlsx, Self::Locked],
            "xlsb" => &[Self::Xlsb, Self::Locked],
            "ppt" | "pptx" | "dps" => &[Self::Slides, Self::Locked],
            "ofd" => &[Self::Ofd],
            "png" | "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" | "webp" | "heic" | "svg" => &[Self::Image],
            "rar" | "7z" | "gz" | "tgz" | "tar" | "bz2" | "xz" => &[Self::Archive],
            "ods" => &[Self::Ods],
            "odt" => &[Self::Odt],
            "pdf" => &[Self::Pdf],
            "rtf" => &[Self::RichText],
            "zip" => &[Self::Zip],
            _ => return false,
        };
        !kinds.contains(&self)
    }

    /// The kind by the word that stands for it in exports and filters: its usual extension where it has one. Stable.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Empty => "empty",
            Self::NoText => "blank",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Odt => "odt",
            Self::Xlsb => "xlsb",
            Self::Locked => "locked",
            Self::Slides => "slides",
            Self::Ofd => "ofd",
            Self::RichText => "rtf",
            Self::Html => "html",
            Self::Mht => "mht",
            Self::Xml => "xml",
            Self::Image => "image",
            Self::Zip => "zip",
            Self::Archive => "archive",
            Self::Utf32 => "utf32",
            Self::Binary => "binary",
        }
    }

    /// The kind by its name, to be shown to a person.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Text => lang.pick("纯文本", "plain text"),
            Self::Empty | Self::NoText => lang.pick("空文件", "empty file"),
            Self::Pdf => lang.pick("PDF 文件", "PDF"),
            Self::Docx => lang.pick("Word 文档（docx）", "Word document (docx)"),
            Self::Doc => lang.pick("旧版 Word 或 WPS 文档（doc、wps）", "older Word or WPS document (doc, wps)"),
            Self::Xlsx => lang.pick("Excel 表格（xlsx）", "Excel workbook (xlsx)"),
            Self::Xls => lang.pick("旧版 Excel 表格（xls、et）", "older Excel workbook (xls, et)"),
            Self::Ods => lang.pick("ODS 表格", "OpenDocument spreadsheet (ods)"),
            Self::Odt => lang.pick("ODT 文档", "OpenDocument text (odt)"),
            Self::Xlsb => lang.pick("二进制 Excel 表格（xlsb）", "binary Excel workbook (xlsb)"),
            Self::Locked => lang.pick("加密的 Office 文件", "locked Office file"),
            Self::Slides => lang.pick("演示文稿", "slides"),
            Self::Ofd => lang.pick("OFD 版式文件", "OFD document"),
            Self::RichText => lang.pick("RTF 文档", "rich text (rtf)"),
            Self::Html => lang.pick("网页（html）", "web page (html)"),
            Self::Mht => lang.pick("网页存档（mht）", "web archive (mht)"),
            Self::Xml => lang.pick("XML 文件", "XML file"),
            Self::Image => lang.pick("图片", "picture"),
            Self::Zip => lang.pick("zip 压缩包", "zip archive"),
            Self::Archive => lang.pick("压缩包", "archive"),
            Self::Utf32 => lang.pick("UTF-32 文本", "UTF-32 text"),
            Self::Binary => lang.pick("二进制文件", "binary file"),
        }
    }
}

/// Why bytes are not taken as text. Displays as the sentence in Chinese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undecodable {
    /// What the file holds.
    pub kind: Kind,
}

impl Undecodable {
    /// What is the matter and what to do, as a sentence.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        match self.kind {
            Kind::Empty => {
                lang.pick("文件为空，请向报送单位索取原文件。", "The file is empty; ask the unit for the original.")
            }
            Kind::NoText => lang.pick(
                "文件中只有空白，没有文字，请向报送单位索取原文件。",
                "The file holds only blanks; ask the unit for the original.",
            ),
            Kind::Text => lang.pick("无法读取其中的文字。", "Its text cannot be read."),
            Kind::Pdf | Kind::Docx | Kind::Xlsx | Kind::Xls | Kind::Ods | Kind::Html | Kind::Mht => lang.pick(
                "其中的内容无法读取，请另存为 .txt 后再检查，或向报送单位索取完好的文件。",
                "What is in it cannot be read; save it as .txt and check again, or ask the unit for a sound one.",
            ),
            Kind::Doc => lang.pick(
                "这是旧版 Word 或 WPS 文档，请安装 LibreOffice 后再检查，或另存为 .docx。",
                "This is a document of older Word or WPS; install LibreOffice and check again, or save it as .docx.",
            ),
            Kind::Xlsb => lang.pick(
                "这是二进制格式的 Excel 表格（xlsb），请另存为 .xlsx 后再检查。",
                "This is a binary Excel workbook (xlsb); save it as .xlsx and check again.",
            ),
            Kind::Locked => lang.pick(
                "这是设有密码的 Office 文件，无法读取，请向报送单位索取未加密的文件。",
                "This Office file is locked with a password; ask the unit for one without.",
            ),
            Kind::Slides => lang.pick(
                "这是演示文稿，不是年度报告，请核对报送的文件。",
                "These are slides and no annual report; see whether the right file was sent.",
            ),
            Kind::Ofd => lang.pick(
                "这是 OFD 版式文件，其中的文字无法读取，请向报送单位索取 Word 或 PDF 版。",
                "This is an OFD document, which cannot be read; ask the unit for a version in Word or PDF.",
            ),
            Kind::Odt => lang.pick(
                "这是 ODT 文档，请另存为 .docx 后再检查。",
                "This is an OpenDocument text; save it as .docx and check again.",
            ),
            Kind::RichText => lang.pick(
                "这是 RTF 文档，请另存为 .docx 后再检查。",
                "This is rich text; save it as .docx and check again.",
            ),
            Kind::Xml => lang.pick(
                "这是 XML 文件，不是可以直接阅读的报告，请向报送单位索取 Word 或 PDF 版。",
                "This is an XML file and no report to be read; ask the unit for a version in Word or PDF.",
            ),
            Kind::Image => lang.pick(
                "报送的是图片，不是文字，其中的文字和表格无法读取，请向报送单位索取文字版。",
                "A picture was submitted instead of text; its text and tables cannot be read. Ask the unit for a version in text.",
            ),
            Kind::Zip => lang.pick(
                "这是 zip 压缩包，请解压后再检查其中的文件。",
                "This is a zip archive; unpack it and check the files inside.",
            ),
            Kind::Archive => lang.pick(
                "这是压缩包，但不是 zip，请解压后再检查其中的文件，或重新打包为 zip。",
                "This is an archive but no zip; unpack it and check the files inside, or pack them as a zip.",
            ),
            Kind::Utf32 => lang.pick(
                "文字采用 UTF-32 编码，本版本不支持，请另存为 UTF-8 后再检查。",
                "The text is in UTF-32, which is not supported; save it as UTF-8 and check again.",
            ),
            Kind::Binary => lang.pick(
                "不是文本文件，无法识别内容，请向报送单位索取文字版。",
                "This is no text and of no known kind. Ask the unit for a version in text.",
            ),
        }
    }
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Lang::Zh))
    }
}

impl std::error::Error for Undecodable {}

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
        is_office |= matches!(name, b"[Content_Types].xml" | b"OFD.xml");
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

/// Tags with which a web page, or a part of one, begins; a word that stands in brackets in a text is none of them.
const OPENING_TAGS: [&str; 22] = [
    "html", "head", "body", "table", "thead", "tbody", "tr", "td", "div", "meta", "title", "style", "script", "link",
    "base", "section", "article", "form", "center", "frameset", "main", "header",
];

/// Tags that are also written into plain text now and then: more of them must follow.
const INNER_TAGS: [&str; 20] = [
    "p", "span", "br", "font", "b", "strong", "h1", "h2", "h3", "h4", "ul", "ol", "li", "a", "img", "u", "i", "em",
    "pre", "o:p",
];

/// How far into a text tags are looked for.
const MARKUP_BYTES: usize = 16 << 10;

/// What decoded text is by its beginning: a web page, one with its parts in one file, or XML, which are text but not plain.
pub(super) fn by_markup(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head = &text[..text.floor_char_boundary(MARKUP_BYTES)];
    if begins(head, "<?xml") {
        return Some(if has(head, "<html") { Kind::Html } else { Kind::Xml });
    }
    if is_archive(head) {
        return Some(Kind::Mht);
    }
    let mut rest = head;
    // Comments may stand before the first tag; one that does not end here is a page's, too.
    while begins(rest, "<!--") || begins(rest, "<![") {
        let end = rest
            .find('>')
            .map(|end| if begins(rest, "<!--") { rest.find("-->").map_or(0, |end| end + 3) } else { end + 1 });
        match end.filter(|end| *end > 0) {
            Some(end) => rest = rest[end..].trim_start(),
            None => return Some(Kind::Html),
        }
    }
    let is_page = begins(rest, "<!doctype html")
        || tag(rest).is_some_and(|tag| {
            let is_among = |names: &[&str]| names.iter().any(|name| tag.eq_ignore_ascii_case(name));
            is_among(&OPENING_TAGS) || (is_among(&INNER_TAGS) && tags(&rest[1..]) >= 2)
        });
    (is_page || is_table(head)).then_some(Kind::Html)
}

fn begins(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

/// Whether a tag's beginning stands in a text, in small letters or capitals.
fn has(text: &str, tag: &str) -> bool {
    text.contains(tag) || text.contains(&tag.to_ascii_uppercase())
}

/// The name of the tag with which a text begins.
fn tag(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != ':')?;
    let is_whole = rest[end..].starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/');
    (is_whole && end > 0).then(|| &rest[..end])
}

/// How many tags of web pages a text holds.
fn tags(text: &str) -> usize {
    let is_known = |name: &str| OPENING_TAGS.iter().chain(&INNER_TAGS).any(|known| name.eq_ignore_ascii_case(known));
    text.match_indices('<').filter(|(at, _)| tag(&text[*at..]).is_some_and(is_known)).count()
}

/// Whether a table is written into the text: text around it does not make it plain.
fn is_table(text: &str) -> bool {
    let count = |tag: &str| text.matches(tag).count() + text.matches(&tag.to_ascii_uppercase()).count();
    has(text, "<table") && count("<tr") >= 2 && count("<td") >= 3 && has(text, "</t")
}

/// Whether a text begins with the headers of a web archive.
fn is_archive(text: &str) -> bool {
    let headers = text.lines().take_while(|line| !line.trim().is_empty()).take(64);
    let is_header = |line: &str| {
        line.starts_with([' ', '\t'])
            || line.split_once(':').is_some_and(|(name, _)| {
                !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            })
    };
    let mut is_mime = false;
    for line in headers {
        if !is_header(line) {
            return false;
        }
        is_mime |= begins(line, "MIME-Version:") || begins(line, "Content-Type: multipart/");
    }
    is_mime && (has(text, "text/html") || has(text, "<html"))
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
    fn a_name_contradicts_its_content_or_not() {
        for (extension, kind, expected) in [
            ("xls", Kind::Html, true),
            ("XLS", Kind::Xls, false),
            ("wps", Kind::Docx, false),
            ("docx", Kind::Locked, false),
            ("txt", Kind::Pdf, true),
            ("jpg", Kind::Pdf, true),
            ("2019", Kind::Pdf, false),
        ] {
            assert_eq!(kind.contradicts(extension), expected, "{extension} {kind:?}");
        }
    }

    #[test]
    fn every_kind_has_an_id_of_its_own() {
        let ids: std::collections::HashSet<&str> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        assert_eq!(ids.len(), Kind::ALL.len());
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

    #[test]
    fn web_pages_are_told_from_text_with_angle_brackets() {
        for (text, expected) in [
            ("\n <!DOCTYPE HTML><p>", Some(Kind::Html)),
            ("<?xml version='1.0'?><w:document/>", Some(Kind::Xml)),
            ("<?xml version='1.0'?><html xmlns=''>", Some(Kind::Html)),
            (
                "\u{FEFF}<!-- a > b --> <!--[if gte mso 9]><xml></xml><![endif]--><META charset=gb2312>",
                Some(Kind::Html),
            ),
            ("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">", Some(Kind::Html)),
            ("<!-- a comment that does not end", Some(Kind::Html)),
            ("<tr><td>规章</td></tr>", Some(Kind::Html)),
            ("<p class=MsoNormal><span lang=EN-US>1</span></p>", Some(Kind::Html)),
            ("<p>要求：本段", None),
            ("<b>注意</b>：本段是纯文本", None),
            ("<table.txt>见附件", None),
            ("某县年度报告\n<table><tr><td>规章</td><td>0</td></tr><tr><td>1</td></tr></table>", Some(Kind::Html)),
            ("a < b，<table 一词", None),
            (
                "From: <由 Microsoft Internet Explorer 5 保存>\r\nSubject: =?gb2312?B?xOq?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n",
                Some(Kind::Mht),
            ),
            ("发布：本年\r\nMIME-Version: 1.0 text/html", None),
            ("<通知>要求", None),
            ("规章 | 0 |", None),
        ] {
            assert_eq!(by_markup(text), expected, "{text}");
        }
    }
}
