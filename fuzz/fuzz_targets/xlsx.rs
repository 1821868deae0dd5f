//! Workbooks: the bytes as a whole file, and as the XML of a sheet in one that is sound.
#![no_main]

use std::io::{Cursor, Write};

use gouji::document::read_as;
use gouji::extract::extract;
use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

const PARTS: [(&str, &str); 4] = [
    ("[Content_Types].xml", "<Types/>"),
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/a.xml"/></Relationships>"#,
    ),
];

fn wrapped(sheet: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in PARTS.map(|(name, text)| (name, text.as_bytes())).into_iter().chain([("xl/worksheets/a.xml", sheet)]) {
        writer.start_file(name, options).unwrap();
        writer.write_all(text).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    for file in [bytes.to_vec(), wrapped(bytes)] {
        if let Ok(reading) = read_as(&file, Kind::Xlsx, &Limits::default()) {
            extract(&reading.document, &reading.invalid, reading.nul_bytes);
        }
    }
});
