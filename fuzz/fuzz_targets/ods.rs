//! Workbooks in OpenDocument: the bytes as a whole file, and as the content of a sound one.
#![no_main]

use std::io::{Cursor, Write};

use gouji::document::read_as;
use gouji::extract::extract;
use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

fn wrapped(content: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("content.xml", options).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    for file in [bytes.to_vec(), wrapped(bytes)] {
        if let Ok(reading) = read_as(&file, Kind::Ods, &Limits::default()) {
            extract(&reading.document, &reading.invalid, reading.nul_bytes);
        }
    }
});
