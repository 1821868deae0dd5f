//! Older workbooks: the bytes as a whole file, and as the record stream in a sound container.
#![no_main]

use gouji::document::read_as;
use gouji::extract::extract;
use gouji::source::{Kind, Limits};
use libfuzzer_sys::fuzz_target;

/// A container of one stream, `Workbook`, that fills its sectors.
fn wrapped(stream: &[u8]) -> Vec<u8> {
    let sectors = (stream.len().max(4096)).div_ceil(512);
    let tables = (sectors + 2).div_ceil(127);
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[24..36].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0, 0, 0]);
    let mut put = |at: usize, number: u32| file[at..at + 4].copy_from_slice(&number.to_le_bytes());
    put(44, tables as u32);
    put(48, tables as u32);
    put(56, 4096);
    put(60, u32::MAX - 1);
    put(68, u32::MAX - 1);
    for at in 0..109 {
        put(76 + 4 * at, if at < tables { at as u32 } else { u32::MAX });
    }
    // The table of chains, then the directory in one sector, then the stream.
    let mut chains = vec![u32::MAX - 2; tables];
    chains.push(u32::MAX - 1);
    chains.extend((1..sectors).map(|at| (tables + 1 + at) as u32));
    chains.push(u32::MAX - 1);
    chains.resize(tables * 128, u32::MAX);
    file.extend(chains.iter().flat_map(|number| number.to_le_bytes()));
    let mut directory = vec![0; 512];
    for (at, (name, kind, start, size)) in [("Root Entry", 5, u32::MAX - 1, 0), ("Workbook", 2, tables as u32 + 1, sectors as u32 * 512)].into_iter().enumerate() {
        let entry = &mut directory[128 * at..128 * at + 128];
        for (place, byte) in name.bytes().enumerate() {
            entry[2 * place] = byte;
        }
        entry[64] = 2 * name.len() as u8 + 2;
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
    }
    file.extend(directory);
    file.extend_from_slice(stream);
    file.resize(512 * (1 + tables + 1 + sectors), 0);
    file
}

fuzz_target!(|bytes: &[u8]| {
    // A longer stream would need a second table of tables.
    let mut files = vec![bytes.to_vec()];
    files.extend((bytes.len() < 1 << 20).then(|| wrapped(bytes)));
    for file in files {
        if let Ok(reading) = read_as(&file, Kind::Xls, &Limits::default()) {
            extract(&reading.document, &reading.invalid, reading.nul_bytes);
        }
    }
});
