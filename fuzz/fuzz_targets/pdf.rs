//! Any bytes, read as a PDF: nothing may panic, hang or fill the memory.

#![no_main]

use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(reading) = gouji::document::read_as(bytes, Kind::Pdf, &Limits::default()) {
        let _ = gouji::extract::extract(&reading.document, &reading.invalid, reading.nul_bytes);
    }
});
