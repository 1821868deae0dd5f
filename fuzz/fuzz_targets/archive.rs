//! Zip archives: listed as a batch lists them, and every member read.
#![no_main]

use gouji::source::{Limits, kind, read_all, unentered};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { unpacked_bytes: 16 << 20, ..Limits::default() };
    kind(bytes);
    let _ = unentered(bytes, &limits);
    let _ = read_all(bytes, &limits);
});
