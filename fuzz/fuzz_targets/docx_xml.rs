//! The text of a Word document, put into a package that is sound.
#![no_main]

use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;

/// An archive with one stored part, `word/document.xml`, without a directory: the reader finds the part by its header.
fn package(xml: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"word/document.xml";
    let length = (xml.len() as u32).to_le_bytes();
    let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    bytes.extend(length);
    bytes.extend(length);
    bytes.extend((NAME.len() as u16).to_le_bytes());
    bytes.extend([0, 0]);
    bytes.extend(NAME);
    bytes.extend(xml);
    bytes
}

fuzz_target!(|xml: &[u8]| {
    if let Ok(reading) = gouji::document::read_as(&package(xml), Kind::Docx, &Limits::default()) {
        gouji::extract::extract(&reading.document, &reading.invalid, reading.nul_bytes);
    }
});
