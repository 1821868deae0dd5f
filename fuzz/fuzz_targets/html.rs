//! Web pages of any bytes: reading and understanding them ends, and never panics.

#![no_main]

use gouji::document::read_as;
use gouji::extract::extract;
use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(reading) = read_as(bytes, Kind::Html, &Limits::default()) {
        extract(&reading.document, &reading.invalid, reading.nul_bytes);
    }
});
