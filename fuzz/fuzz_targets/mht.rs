//! Web archives: any bytes as they are, and as a page inside a sound archive.

#![no_main]

use gouji::document::read_as;
use gouji::extract::extract;
use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;

const BEFORE: &[u8] = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";

fuzz_target!(|bytes: &[u8]| {
    for archive in [bytes.to_vec(), [BEFORE, bytes].concat()] {
        if let Ok(reading) = read_as(&archive, Kind::Mht, &Limits::default()) {
            extract(&reading.document, &reading.invalid, reading.nul_bytes);
        }
    }
});
