//! What a file is, told by its first bytes and never by its name, and what to say of one that is not plain text.

use std::fmt;

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
    /// Slides.
    Slides,
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
    pub const ALL: [Self; 21] = [
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
            "txt" | "md" | "csv" | "text" => &[Self::Text, Self::NoText, Self::Empty],
            "htm" | "html" | "shtml" | "xhtml" => &[Self::Html],
            "mht" | "mhtml" => &[Self::Mht, Self::Html],
            "doc" | "wps" => &[Self::Doc],
            "docx" => &[Self::Docx],
            "xls" | "et" => &[Self::Xls],
            "xlsx" | "xlsm" => &[Self::Xlsx],
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
            Kind::Pdf => lang.pick(
                "这是 PDF 文件，本版本只读纯文本，请另存为 .txt 后再检查。",
                "This is a PDF; this version reads plain text only. Save it as .txt and check again.",
            ),
            Kind::Docx | Kind::Doc => lang.pick(
                "这是 Word 或 WPS 文字文件，本版本只读纯文本，请另存为 .txt 后再检查。",
                "This is a Word or WPS document; this version reads plain text only. Save it as .txt and check again.",
            ),
            Kind::Xlsx | Kind::Xls => lang.pick(
                "这是电子表格文件，本版本只读纯文本，请另存为 .csv 或 .txt 后再检查。",
                "This is a spreadsheet; this version reads plain text only. Save it as .csv or .txt and check again.",
            ),
            Kind::Slides => lang.pick(
                "这是演示文稿，不是年度报告，请核对报送的文件。",
                "These are slides and no annual report; see whether the right file was sent.",
            ),
            Kind::Ofd => lang.pick(
                "这是 OFD 版式文件，本版本只读纯文本，请另存为 .txt 后再检查。",
                "This is an OFD document; this version reads plain text only. Save it as .txt and check again.",
            ),
            Kind::Odt | Kind::Ods => lang.pick(
                "这是 OpenDocument 文件，本版本只读纯文本，请另存为 .txt 后再检查。",
                "This is an OpenDocument file; this version reads plain text only. Save it as .txt and check again.",
            ),
            Kind::RichText => lang.pick(
                "这是 RTF 文件，本版本只读纯文本，请另存为 .txt 后再检查。",
                "This is rich text; this version reads plain text only. Save it as .txt and check again.",
            ),
            Kind::Html | Kind::Mht => lang.pick(
                "这是网页文件，本版本只读纯文本，请复制网页全文另存为 .txt 后再检查。",
                "This is a web page; this version reads plain text only. Save the page's text as .txt and check again.",
            ),
            Kind::Xml => lang.pick(
                "这是 XML 文件，本版本只读纯文本，请另存为 .txt 后再检查。",
                "This is an XML file; this version reads plain text only. Save it as .txt and check again.",
            ),
            Kind::Image => lang.pick(
                "这是图片，无法读取其中的文字和表格，请向报送单位索取文字版。",
                "This is a picture; its text and tables cannot be read. Ask the unit for a version in text.",
            ),
            Kind::Zip | Kind::Archive => lang.pick(
                "这是压缩包，请解压后再检查其中的文件。",
                "This is an archive; unpack it and check the files inside.",
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
    (b"II*\0", Kind::Image),
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

/// Names inside a zip archive that tell what the archive is, as they stand in its directory.
const ZIP_MEMBERS: &[(&[u8], Kind)] = &[
    (b"word/", Kind::Docx),
    (b"xl/", Kind::Xlsx),
    (b"ppt/", Kind::Slides),
    (b"OFD.xml", Kind::Ofd),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", Kind::Ods),
    (b"mimetypeapplication/vnd.oasis.opendocument", Kind::Odt),
];

/// Names of streams in the older Office container, of which one tells what it is.
const OLE_STREAMS: &[(&str, Kind)] =
    &[("WordDocument", Kind::Doc), ("Workbook", Kind::Xls), ("Book", Kind::Xls), ("PowerPoint Document", Kind::Slides)];

/// How far into a container its members' names are looked for. Members of an Office file stand at its beginning or, in the
/// directory, at its end.
const CONTAINER_BYTES: usize = 64 << 10;

/// What the bytes are by their beginning, where that is certain and is no plain text.
pub(super) fn by_magic(bytes: &[u8]) -> Option<Kind> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(*kind);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(
            in_container(bytes, ZIP_MEMBERS.iter().map(|(name, kind)| (name.to_vec(), *kind))).unwrap_or(Kind::Zip),
        );
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        let streams = OLE_STREAMS.iter().map(|(name, kind)| (name.bytes().flat_map(|byte| [byte, 0]).collect(), *kind));
        return Some(in_container(bytes, streams).unwrap_or(Kind::Binary));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(Kind::Image);
    }
    // Text may begin with these two letters; a header has zeros soon after.
    let has_zeros = || bytes.iter().take(32).filter(|byte| **byte == 0).count() >= 4;
    if bytes.starts_with(b"BM") && has_zeros() {
        return Some(Kind::Image);
    }
    (bytes.starts_with(b"MZ") && has_zeros()).then_some(Kind::Binary)
}

fn in_container(bytes: &[u8], names: impl Iterator<Item = (Vec<u8>, Kind)>) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(CONTAINER_BYTES)];
    let tail = &bytes[bytes.len().saturating_sub(CONTAINER_BYTES)..];
    let holds = |part: &[u8], name: &[u8]| part.windows(name.len()).any(|window| window == name);
    names.into_iter().find(|(name, _)| holds(head, name) || holds(tail, name)).map(|(_, kind)| kind)
}

/// What decoded text is by its beginning: a web page or XML, which are text but not plain.
pub(super) fn by_markup(text: &str) -> Option<Kind> {
    let text = text.trim_start();
    let begins = |word: &str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    if begins("<!doctype html")
        || begins("<html")
        || begins("<head")
        || begins("<body")
        || begins("<table")
        || begins("<div")
    {
        return Some(Kind::Html);
    }
    if begins("<?xml") {
        return Some(if text.get(..text.len().min(2048)).is_some_and(|head| head.contains("<html")) {
            Kind::Html
        } else {
            Kind::Xml
        });
    }
    (begins("MIME-Version:") && text.contains("text/html")).then_some(Kind::Mht)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (b"PK\x03\x04........[Content_Types].xml....word/document.xml".to_vec(), Some(Kind::Docx)),
            (b"PK\x03\x04........xl/workbook.xml".to_vec(), Some(Kind::Xlsx)),
            (b"PK\x03\x04....a.txt".to_vec(), Some(Kind::Zip)),
            (ole("WordDocument"), Some(Kind::Doc)),
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
            ("<通知>要求", None),
            ("规章 | 0 |", None),
        ] {
            assert_eq!(by_markup(text), expected, "{text}");
        }
    }
}
