//! The text of a part of a zipped Office document.

/// The text of a part, which is UTF-8 unless its first two bytes say UTF-16.
pub fn text_of(bytes: Vec<u8>) -> String {
    let utf16 = |order: fn([u8; 2]) -> u16| {
        let units = bytes[2..].as_chunks::<2>().0.iter().map(|unit| order(*unit));
        char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => utf16(u16::from_le_bytes),
        Some([0xFE, 0xFF]) => utf16(u16::from_be_bytes),
        _ => String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_utf_16_are_read() {
        let bytes = |order: fn(u16) -> [u8; 2]| "\u{feff}<一/>".encode_utf16().flat_map(order).collect::<Vec<_>>();
        assert_eq!(text_of(bytes(u16::to_le_bytes)), "<一/>");
        assert_eq!(text_of(bytes(u16::to_be_bytes)), "<一/>");
        assert_eq!(text_of(b"a\xFF".to_vec()), "a\u{FFFD}");
    }
}
