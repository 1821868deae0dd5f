//! The kinds of files, and what to say of a file of a kind that is not read. How a kind is told is for `magic` and `markup`.

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
