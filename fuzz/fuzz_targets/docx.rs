//! Bytes read as a Word document, and what is understood of them.
#![no_main]

use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(reading) = gouji::document::read_as(bytes, Kind::Docx, &Limits::default()) {
        gouji::extract::extract(&reading.document, &reading.invalid, reading.nul_bytes);
    }
});
