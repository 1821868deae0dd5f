//! The text that bytes hold, whatever their encoding: told by the bytes themselves, never by a declaration or a name.
//!
//! Text in Chinese offices is UTF-8, GB18030 with its older forms GBK and GB2312, Big5 or UTF-16, with or without a mark at
//! the beginning. Decoding never stops at a bad byte: it becomes U+FFFD, and its place is kept.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

use super::kind::{Kind, Undecodable};
use super::magic::by_magic;
use super::markup::by_markup;

/// How much of a file decides on its encoding, counted from the first byte that is not ASCII.
const SAMPLE_BYTES: usize = 32 << 10;

/// How many bytes beyond ASCII tell Big5 from GB18030 better than a declaration of Big5 does.
const SURE_BYTES: usize = 40;

/// Text and how it was had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark and NUL characters. Line ends are what they were.
    pub text: String,
    /// Name of the encoding: `UTF-8`, `GB18030`, `Big5`, `UTF-16LE`, `UTF-16BE`, or two of them where lines differ.
    pub encoding: &'static str,
    /// Where characters could not be decoded and U+FFFD stands: line and column, both from 1, columns in characters.
    pub invalid: Vec<(u32, u32)>,
    /// How many NUL characters were left out.
    pub nul_bytes: usize,
}

/// What kind of file the bytes are. Text that cannot be decoded is text all the same; why is for [`decode`] to say.
#[must_use]
pub fn kind(bytes: &[u8]) -> Kind {
    if let Some(kind) = by_magic(bytes) {
        return kind;
    }
    // Markup tells itself at the beginning, and its letters are the same in every encoding but those of two bytes.
    let head = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    let is_wide = head.contains(&0) || head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let markup = if is_wide {
        to_text(head, None).ok().and_then(|(text, _)| by_markup(&text))
    } else {
        by_markup(String::from_utf8_lossy(head).trim_start_matches('\u{FEFF}'))
    };
    markup.unwrap_or(Kind::Text)
}

/// The text of a file, taken for plain text whatever [`kind`] says of it.
///
/// # Errors
/// Where the bytes are no text: nothing at all, or binary data.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    decode_declared(bytes, None)
}

/// The text of a web page. What the page, or the header it came with, declares counts only among the encodings that the
/// bytes may be: many pages say one thing and are another.
///
/// # Errors
/// Where the bytes are no text at all.
pub fn decode_markup(bytes: &[u8], header: Option<&str>) -> Result<Decoded, Undecodable> {
    decode_declared(bytes, declared(bytes).or_else(|| chinese(header?.as_bytes())))
}

fn decode_declared(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Undecodable> {
    let undecodable = |kind| Undecodable { kind };
    if bytes.is_empty() {
        return Err(undecodable(Kind::Empty));
    }
    let (text, encoding) = to_text(bytes, declared).map_err(undecodable)?;
    let (text, nul_bytes) = without_nul(text);
    told(text, encoding, nul_bytes)
}

fn told(text: String, encoding: &'static str, nul_bytes: usize) -> Result<Decoded, Undecodable> {
    let undecodable = |kind| Undecodable { kind };
    if text.chars().all(char::is_whitespace) {
        return Err(undecodable(Kind::NoText));
    }
    let invalid = places_of_replacement(&text);
    // A file whose every fifth character is beyond reading was never text in any of these encodings.
    if invalid.len() > 16 && invalid.len() * 5 > text.chars().count() {
        return Err(undecodable(Kind::Binary));
    }
    Ok(Decoded { text, encoding, invalid, nul_bytes })
}

/// The lines of a text. CR, LF and both together end a line alike; the end of the last line may be missing.
fn lines(text: &str) -> Vec<&str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text.lines().collect();
    }
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(end) = rest.bytes().position(|byte| byte == b'\n' || byte == b'\r') else {
            lines.push(rest);
            break;
        };
        lines.push(&rest[..end]);
        let ending = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + ending..];
    }
    lines
}

/// Text by its bytes. Where they are one of the Chinese encodings, a declared one goes before the more likely one, unless
/// the bytes speak against it.
fn to_text(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<(String, &'static str), Kind> {
    let has_nul = memchr::memchr(0, bytes).is_some();
    let has_mark = matches!(bytes, [0xEF, 0xBB, 0xBF, ..] | [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..]);
    if !has_nul
        && !has_mark
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return if is_binary(bytes) { Err(Kind::Binary) } else { Ok((text.to_owned(), "UTF-8")) };
    }
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return Ok((marked.decode_without_bom_handling(&bytes[length..]).0.into_owned(), name(marked)));
    }
    if let Some(wide) = utf16_without_mark(bytes) {
        return Ok((wide.decode_without_bom_handling(bytes).0.into_owned(), name(wide)));
    }
    if is_binary(bytes) {
        return Err(Kind::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), "UTF-8"));
    }
    let (valid, invalid) = utf8_shares(bytes);
    if valid >= 9 * invalid {
        return Ok((String::from_utf8_lossy(bytes).into_owned(), "UTF-8"));
    }
    let legacy = match (declared, legacy_encoding(bytes)) {
        (Some(declared), likely) if declared != likely => {
            let is_short = bytes.iter().filter(|byte| !byte.is_ascii()).count() < SURE_BYTES;
            let is_believed = is_short || declared == GB18030;
            if is_believed && faults(declared, bytes) <= faults(likely, bytes) { declared } else { likely }
        }
        (_, likely) => likely,
    };
    if valid >= 24 && valid * 8 >= invalid {
        return Ok(line_by_line(bytes, legacy));
    }
    Ok((legacy.decode_without_bom_handling(bytes).0.into_owned(), name(legacy)))
}

/// The name as people write it.
fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// UTF-16 that does not say so: nearly every code unit is ASCII, Chinese or Chinese punctuation when read in one byte
/// order. Two ASCII letters read as one unit are a Chinese character too, so units of two ASCII bytes prove nothing.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    // In valid UTF-8 without NUL every unit is explained better, and the test would only cost time.
    if sample.len() < 4 || (!sample.contains(&0) && std::str::from_utf8(sample).is_ok()) {
        return None;
    }
    let fits = |unit: u16| {
        let [high, low] = unit.to_be_bytes();
        let plain = |byte: u8| (0x20..0x7F).contains(&byte);
        let evidence = match unit {
            0x09 | 0x0A | 0x0D | 0x20..=0x7E => true,
            0x3000..=0x301F | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E | 0x2010..=0x2026 => !(plain(high) && plain(low)),
            _ => false,
        };
        let possible = evidence || matches!(unit, 0xA0..=0x00FF | 0x2000..=0x303F | 0x3400..=0x9FFF | 0xFF00..=0xFFEF);
        (evidence, possible)
    };
    let agrees = |unit_of: fn([u8; 2]) -> u16| {
        let units = sample.len() / 2;
        let (mut evidence, mut possible) = (0, 0);
        for pair in sample.chunks_exact(2) {
            let (is_evidence, is_possible) = fits(unit_of([pair[0], pair[1]]));
            evidence += usize::from(is_evidence);
            possible += usize::from(is_possible);
        }
        possible * 20 >= units * 19 && evidence * 2 >= units
    };
    match (agrees(u16::from_le_bytes), agrees(u16::from_be_bytes)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether control bytes or NUL make up more than a stray few of the bytes.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    // Line ends, tabs, form feeds and the end-of-file mark of old programs stand in text, too.
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, 0 | b'\t' | b'\n' | 0x0B | 0x0C | b'\r' | 0x1A);
    let any = sample.iter().fold(false, |found, byte| found | (*byte == 0) | is_control(*byte));
    if !any {
        return false;
    }
    let control: usize = sample.iter().map(|byte| usize::from(is_control(*byte))).sum();
    let nul: usize = sample.iter().map(|byte| usize::from(*byte == 0)).sum();
    control * 20 > sample.len() || nul * 4 > sample.len()
}

/// Bytes of characters that take three bytes or more in UTF-8, and bytes of invalid sequences. Two bytes of GB18030 are
/// often a valid sequence by accident, three in a row hardly ever.
fn utf8_shares(bytes: &[u8]) -> (usize, usize) {
    let mut valid = 0;
    let mut invalid = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().map(char::len_utf8).filter(|length| *length >= 3).sum::<usize>();
        invalid += chunk.invalid().len();
    }
    (valid, invalid)
}

/// GB18030 or Big5, whichever the characters speak for. Other encodings of bytes are not met in Chinese offices, and a guess
/// at one of them is a guess too far.
fn legacy_encoding(bytes: &[u8]) -> &'static Encoding {
    let start = bytes.iter().position(|byte| *byte >= 0x80).unwrap_or(0);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..bytes.len().min(start + SAMPLE_BYTES)], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let is_big5 = match guess {
        known if known == BIG5 => true,
        known if known == GBK || known == GB18030 => false,
        _ => faults(BIG5, bytes) < faults(GB18030, bytes),
    };
    if is_big5 { BIG5 } else { GB18030 }
}

/// How many characters an encoding cannot read.
fn faults(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let text = encoding.decode_without_bom_handling(bytes).0;
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

/// The encoding that a page declares in its head, where it is one of the Chinese ones.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(SAMPLE_BYTES)].to_ascii_lowercase();
    let value = |tag: &[u8], name: &[u8]| {
        let rest = tag[memchr::memmem::find(tag, name)? + name.len()..].trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        chinese(&rest[..rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len())])
    };
    let tags = |opens: &'static [u8], name: &'static [u8]| {
        memchr::memmem::find_iter(&head, opens).find_map(|at| {
            let tag = &head[at..];
            value(&tag[..memchr::memchr(b'>', tag).unwrap_or(tag.len())], name)
        })
    };
    tags(b"<meta", b"charset").or_else(|| tags(b"<?xml", b"encoding"))
}

/// A Chinese encoding by its label. Others say nothing of Chinese bytes: they are what an editor declares that knows nothing.
fn chinese(label: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_label(label)? {
        known if known == GBK || known == GB18030 => Some(GB18030),
        known => (known == BIG5).then_some(BIG5),
    }
}

/// Text pasted together from files of different encodings: each line is valid UTF-8 or is taken as the other encoding.
fn line_by_line(bytes: &[u8], legacy: &'static Encoding) -> (String, &'static str) {
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (valid, invalid) = utf8_shares(line);
        if line.is_ascii() || (valid > 0 && valid >= 9 * invalid) {
            text.push_str(&String::from_utf8_lossy(line));
        } else {
            text.push_str(&legacy.decode_without_bom_handling(line).0);
        }
    }
    (text, if legacy == BIG5 { "UTF-8 + Big5" } else { "UTF-8 + GB18030" })
}

fn without_nul(text: String) -> (String, usize) {
    if memchr::memchr(0, text.as_bytes()).is_none() {
        return (text, 0);
    }
    let nul_bytes = text.bytes().filter(|byte| *byte == 0).count();
    (text.replace('\0', ""), nul_bytes)
}

fn places_of_replacement(text: &str) -> Vec<(u32, u32)> {
    const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;
    if memchr::memmem::find(text.as_bytes(), "\u{FFFD}".as_bytes()).is_none() {
        return Vec::new();
    }
    let mut places = Vec::new();
    for (line, content) in lines(text).into_iter().enumerate() {
        if content.contains(REPLACEMENT) {
            let columns = content.chars().enumerate().filter(|(_, c)| *c == REPLACEMENT);
            places.extend(columns.map(|(column, _)| (line as u32 + 1, column as u32 + 1)));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str =
        "一、总体情况\n某区2019年政府信息公开工作年度报告,共公开信息3354条。\n规章 | 0 | 0 | 0 |\n";
    const TRADITIONAL: &str =
        "一、總體情況\n某縣2021年政府信息公開工作年度報告,主動公開信息16996條。\n規章 | 0 | 0 | 0 |\n";

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn encodings_are_told_by_content() {
        let gb18030 = GB18030.encode(SIMPLIFIED).0.into_owned();
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (bytes, text, encoding) in [
            (SIMPLIFIED.as_bytes().to_vec(), SIMPLIFIED, "UTF-8"),
            (marked(b"\xEF\xBB\xBF", SIMPLIFIED.as_bytes()), SIMPLIFIED, "UTF-8"),
            (gb18030, SIMPLIFIED, "GB18030"),
            (BIG5.encode(TRADITIONAL).0.into_owned(), TRADITIONAL, "Big5"),
            (utf16(SIMPLIFIED, u16::to_le_bytes), SIMPLIFIED, "UTF-16LE"),
            (utf16(TRADITIONAL, u16::to_be_bytes), TRADITIONAL, "UTF-16BE"),
            (marked(b"\xFF\xFE", &utf16(SIMPLIFIED, u16::to_le_bytes)), SIMPLIFIED, "UTF-16LE"),
            (marked(b"\xFE\xFF", &utf16(SIMPLIFIED, u16::to_be_bytes)), SIMPLIFIED, "UTF-16BE"),
            (utf16("a,b\n1,2\n", u16::to_le_bytes), "a,b\n1,2\n", "UTF-16LE"),
            (b"plain, and of even length".to_vec(), "plain, and of even length", "UTF-8"),
            (GB18030.encode("无。").0.into_owned(), "无。", "GB18030"),
        ] {
            let decoded = decode(&bytes).expect(text);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
            assert!(decoded.invalid.is_empty() && decoded.nul_bytes == 0, "{encoding}");
        }
    }

    #[test]
    fn every_length_of_a_gb18030_file_is_read_as_such() {
        let bytes = GB18030.encode(SIMPLIFIED).0.into_owned();
        for end in 24..bytes.len() {
            assert_eq!(decode(&bytes[..end]).unwrap().encoding, "GB18030", "{end}");
        }
    }

    #[test]
    fn pages_are_told_by_their_bytes_first() {
        let page = |charset: &str, text: &str| format!("<html><head><META charset={charset}></head>{text}");
        for (charset, text, encoder, expected) in [
            ("gb2312", SIMPLIFIED, GB18030, "GB18030"),
            ("'big5'", TRADITIONAL, BIG5, "Big5"),
            ("\"utf-8\"", SIMPLIFIED, GB18030, "GB18030"),
            ("gbk", SIMPLIFIED, encoding_rs::UTF_8, "UTF-8"),
            ("big5", SIMPLIFIED, GB18030, "GB18030"),
            ("iso-8859-1", SIMPLIFIED, GB18030, "GB18030"),
            ("x\u{FF}", "无", GB18030, "GB18030"),
        ] {
            let page = page(charset, text);
            let bytes = encoder.encode(&page).0;
            let decoded = decode_markup(&bytes, None).unwrap();
            assert_eq!((decoded.text.as_str(), decoded.encoding), (page.as_str(), expected), "{charset}");
        }
        assert_eq!(decode_markup(&BIG5.encode("無").0, Some("big5")).unwrap().encoding, "Big5");
        assert_eq!(decode_markup(&[], None).unwrap_err().kind, Kind::Empty);
    }

    #[test]
    fn bad_bytes_are_counted_where_they_stand() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.extend("规章\u{0}有\n".bytes());
        bytes.extend([0xE8, 0xA7, b'\r', b'\n', b'x', 0xFF]);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.nul_bytes, 1);
        assert_eq!(decoded.invalid, [(5, 1), (6, 2)]);
        assert!(decoded.text.contains("规章有\n\u{FFFD}\r\nx\u{FFFD}"));
    }

    #[test]
    fn lines_of_two_encodings_are_each_read() {
        for (utf8, gb18030) in [(2, 1), (1, 1), (1, 3)] {
            let mut bytes = SIMPLIFIED.repeat(utf8).into_bytes();
            bytes.extend_from_slice(&GB18030.encode(&SIMPLIFIED.repeat(gb18030)).0);
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.text, decoded.encoding), (SIMPLIFIED.repeat(utf8 + gb18030), "UTF-8 + GB18030"));
        }
    }

    #[test]
    fn what_is_no_text_says_so() {
        let noise: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for (bytes, kind) in [
            (Vec::new(), Kind::Empty),
            (b"\xEF\xBB\xBF".to_vec(), Kind::NoText),
            (b" \r\n\t\r\n".to_vec(), Kind::NoText),
            (vec![0; 4096], Kind::Binary),
            (noise, Kind::Binary),
        ] {
            assert_eq!(decode(&bytes).map_err(|error| error.kind), Err(kind));
        }
        // What is of another kind is told before it is read; asked for as text, it is text.
        assert_eq!(kind(b"<html><body>"), Kind::Html);
        assert_eq!(decode(b"<html><body>").unwrap().text, "<html><body>");
    }

    #[test]
    fn all_line_ends_are_alike() {
        for (text, expected) in [
            ("", vec![]),
            ("a", vec!["a"]),
            ("a\nb\n", vec!["a", "b"]),
            ("a\r\nb\rc\n\nd", vec!["a", "b", "c", "", "d"]),
            ("\r\r\n\n", vec!["", "", ""]),
        ] {
            assert_eq!(lines(text), expected, "{text:?}");
        }
    }
}
