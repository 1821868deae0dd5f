//! From a file's bytes to a document, whatever kind of file they are: told by the bytes, never by the name.

use crate::source::{self, Budget, Decoded, Kind, Limits, NotConverted, Undecodable};

use super::{Document, Private, Remark, Unreadable, compose, html, pdf, private, read_text, sheet, word};

/// A document and how it was had.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What the file says.
    pub document: Document,
    /// What kind of file it is.
    pub kind: Kind,
    /// Name of the encoding of its text, such as `UTF-8`; empty for a kind of file whose encoding is always the same.
    pub encoding: &'static str,
    /// Where characters could not be decoded: line and column of the text, from 1.
    pub invalid: Vec<(u32, u32)>,
    /// How many NUL characters were left out.
    pub nul_bytes: usize,
    /// Numbers of persons, which are masked in the document.
    pub private: Vec<Private>,
}

/// Reads a file's bytes. The name is looked at only to say that its extension belongs to another kind.
///
/// # Errors
/// Where nothing of a report can be had from the bytes, with the reason.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Reading, Unreadable> {
    let kind = source::kind(bytes);
    let mut reading = read_as(bytes, kind, limits)?;
    tell_extension(&mut reading.document, name, kind);
    Ok(reading)
}

/// Reads bytes as a file of a given kind, whatever they look like. Numbers of persons are masked in what is handed on.
///
/// # Errors
/// As [`read`].
pub fn read_as(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Reading, Unreadable> {
    let mut reading = read_whole(bytes, kind, limits)?;
    reading.private = private::mask(&mut reading.document);
    Ok(reading)
}

/// Reads bytes with all that stands in them. What goes beyond the file's budget makes it unreadable as a whole: of a file that
/// is made to be more than it seems, nothing is vouched for.
fn read_whole(bytes: &[u8], kind: Kind, limits: &Limits) -> Result<Reading, Unreadable> {
    let budget = Budget::new(bytes.len() as u64, limits);
    let reading = read_within(bytes, kind, &budget);
    budget.excess().map_or(reading, |excess| Err(excess.into()))
}

fn read_within(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Reading, Unreadable> {
    let reader = match kind {
        Kind::Html | Kind::Mht => return markup(bytes, kind, budget),
        Kind::Docx => word::read,
        Kind::Xlsx | Kind::Xls | Kind::Ods => sheet::read,
        Kind::Pdf => pdf::read,
        Kind::Text => return text(bytes),
        Kind::Zip => return Err(Unreadable::Archive(source::unentered(bytes, &budget.limits))),
        Kind::Doc => return converted(bytes, kind, "doc", budget),
        Kind::Odt => return converted(bytes, kind, "odt", budget),
        Kind::RichText => return converted(bytes, kind, "rtf", budget),
        Kind::Xml if is_word_xml(bytes) => return converted(bytes, kind, "xml", budget),
        Kind::Locked => return Err(Unreadable::Locked(kind)),
        kind => return Err(Undecodable { kind }.into()),
    };
    let content = reader(bytes, kind, budget)?;
    if let Some(excess) = budget.excess() {
        return Err(excess.into());
    }
    Ok(Reading { document: compose(content), kind, ..Reading::default() })
}

/// Reads a file of an older kind: LibreOffice makes a newer one of it.
fn converted(bytes: &[u8], kind: Kind, extension: &str, budget: &Budget) -> Result<Reading, Unreadable> {
    let made = source::convert(bytes, extension, &budget.limits).map_err(|because| match because {
        NotConverted::NoOffice => Unreadable::NoOffice(kind),
        NotConverted::Failed => Unreadable::NotConverted(kind),
        NotConverted::TooLong(seconds) => Unreadable::ConversionTooLong { kind, seconds },
    })?;
    // What the other program made is a file of its own.
    let made_budget = Budget::new(made.len() as u64, &budget.limits);
    let content = word::read(&made, Kind::Docx, &made_budget);
    let content = made_budget.excess().map_or(content, |excess| Err(excess.into()));
    let mut content = content.map_err(|unreadable| match unreadable {
        Unreadable::Damaged(_) => Unreadable::NotConverted(kind),
        Unreadable::Locked(_) => Unreadable::Locked(kind),
        Unreadable::Scanned(_) => Unreadable::Scanned(kind),
        other => other,
    })?;
    content.remarks.push(Remark::Converted);
    Ok(Reading { document: compose(content), kind, ..Reading::default() })
}

/// Whether an XML file says near its beginning that it is a document of Word.
fn is_word_xml(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    memchr::memmem::find(head, b"progid=\"Word.Document\"").is_some()
        || memchr::memmem::find(head, b"http://schemas.microsoft.com/office/word/2003/wordml").is_some()
}

/// Reads plain text, which needs no way back: it is the file itself.
fn text(bytes: &[u8]) -> Result<Reading, Unreadable> {
    let Decoded { text, encoding, invalid, nul_bytes } = source::decode(bytes)?;
    Ok(Reading { document: read_text(text), kind: Kind::Text, encoding, invalid, nul_bytes, ..Reading::default() })
}

/// Reads a web page. What could not be decoded of it is found where it stands in what is seen.
fn markup(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Reading, Unreadable> {
    let html::Page { content, encoding, nul_bytes } = html::read(bytes, kind, budget)?;
    let document = compose(content);
    let places = |(number, line): (u32, &str)| {
        let columns = (1..).zip(line.chars()).filter(|(_, c)| *c == char::REPLACEMENT_CHARACTER);
        columns.map(|(column, _)| (number, column)).collect::<Vec<(u32, u32)>>()
    };
    let invalid = (1..).zip(document.line_texts()).flat_map(places).collect();
    Ok(Reading { document, kind, encoding, invalid, nul_bytes, ..Reading::default() })
}

/// Remarks that a file's extension belongs to another kind of file.
fn tell_extension(document: &mut Document, name: &str, kind: Kind) {
    let Some((_, extension)) = name.rsplit('/').next().and_then(|name| name.rsplit_once('.')) else { return };
    if kind.contradicts(extension) {
        document.remarks.push(Remark::Extension { extension: extension.to_owned(), kind });
    }
}
