//! Documents that are unusual, damaged or too large.

use super::*;
use crate::source::Excess;

#[test]
fn strict_documents_with_other_prefixes_are_read() {
    let strict = "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><tbl><tr><tc><tcPr><gridSpan \
        w:val='2' xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'/></tcPr><p><r><t>a</t></r></p></tc><tc><p><r><t>1</t>\
        </r></p></tc></tr></tbl></body></document>";
    assert_eq!(picture(&read_parts(&[("word/document.xml", strict)]).unwrap()), "{a+2|1}");
}

#[test]
fn damaged_and_empty_files_say_so() {
    let limits = Limits::default();
    let noise: String = (0_u32..20_000).map(|n| format!("[{}]", n.wrapping_mul(2_654_435_761))).collect();
    let whole = zipped(&[("word/document.xml", &document(&short(&noise))), ("word/styles.xml", "<w:styles/>")]);
    let cut = read(&whole[..whole.len() / 2], Kind::Docx, &limits).unwrap();
    assert!(cut.remarks.contains(&Remark::Rescued) && cut.blocks.len() > 1000, "{:?}", cut.remarks);
    assert_eq!(read(&whole, Kind::Docx, &limits).unwrap().remarks, []);
    for (parts, expected) in [
        (vec![("word/document.xml", "<w:document/>")], Unreadable::Kind(Undecodable { kind: Kind::NoText })),
        (vec![("word/document.xml", "<w:document><")], Unreadable::Damaged(Kind::Docx)),
        (vec![("word/styles.xml", "")], Unreadable::Damaged(Kind::Docx)),
    ] {
        assert_eq!(read_parts(&parts), Err(expected), "{parts:?}");
    }
    for bytes in [&b"PK\x03\x04"[..], b"", &whole[..40]] {
        assert_eq!(read(bytes, Kind::Docx, &limits), Err(Unreadable::Damaged(Kind::Docx)));
    }
}

#[test]
fn what_goes_beyond_a_limit_is_told() {
    let tight = Limits { cells: 20, ..Limits::default() };
    let many = document(&short(&"[甲]".repeat(100)));
    let content = read(&zipped(&[("word/document.xml", &many)]), Kind::Docx, &tight).unwrap();
    assert_eq!(content.remarks, [Remark::Cut { setting: "limits.cells", limit: 20 }]);
    assert!((10..30).contains(&content.blocks.len()), "{}", content.blocks.len());
    let large = Limits { unpacked_bytes: 100, ..Limits::default() };
    let error = read(&zipped(&[("word/document.xml", &many)]), Kind::Docx, &large).unwrap_err();
    assert_eq!(error, Unreadable::TooMuch(Excess::Unpacked(0)));
}
