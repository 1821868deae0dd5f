//! The record stream of older Excel workbooks (MS-XLS): records, strings, and the numbers in them.

use crate::source::{Budget, plain_name};

/// A record: what it is, and its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its number, such as 0x0203 for a cell with a number.
    pub kind: u16,
    /// Its bytes.
    pub data: &'a [u8],
}

/// The records from a place in the stream on. A record that is cut off ends them.
pub fn records(stream: &[u8], start: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = start;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some(Record { kind, data })
    })
}

/// A number of two bytes.
#[must_use]
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number of four bytes.
#[must_use]
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A number of eight bytes with a point.
#[must_use]
pub fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A number packed into four bytes: an integer or the upper half of a double, perhaps in hundredths.
#[must_use]
pub fn rk(packed: u32) -> f64 {
    let value =
        if packed & 2 != 0 { f64::from((packed as i32) >> 2) } else { f64::from_bits(u64::from(packed & !3) << 32) };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

/// A string with its length before it, in two bytes or in one. Workbooks before Excel 97 write bytes of the system's own
/// encoding, later ones 8 or 16 bits a character.
#[must_use]
pub fn string(data: &[u8], at: usize, has_long_length: bool, is_unicode: bool) -> Option<String> {
    let (length, at) =
        if has_long_length { (usize::from(u16_at(data, at)?), at + 2) } else { (usize::from(*data.get(at)?), at + 1) };
    if !is_unicode {
        let end = (at + length).min(data.len());
        return Some(plain_name(data.get(at..end)?));
    }
    Strings { chunks: vec![data], chunk: 0, at }.characters(length)
}

/// The table of strings that cells share: a record and those that continue it.
#[must_use]
pub fn shared_strings(chunks: Vec<&[u8]>, budget: &Budget) -> Vec<String> {
    // The counts before the first string are not relied on.
    let mut reader = Strings { chunks, chunk: 0, at: 8 };
    let strings = std::iter::from_fn(|| reader.next());
    strings.take_while(|text| budget.step(1) && budget.hold(text.len() + size_of::<String>())).collect()
}

/// Strings over the borders of records.
struct Strings<'a> {
    chunks: Vec<&'a [u8]>,
    chunk: usize,
    at: usize,
}

impl Strings<'_> {
    fn next(&mut self) -> Option<String> {
        let length = usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(u16::from_le_bytes([self.byte()?, self.byte()?])) } else { 0 };
        let phonetic = if flags & 4 != 0 {
            u32::from_le_bytes([self.byte()?, self.byte()?, self.byte()?, self.byte()?]) as usize
        } else {
            0
        };
        let text = self.flagged(length, flags);
        self.skip(runs * 4 + phonetic);
        text
    }

    /// Characters with their flag before them.
    fn characters(&mut self, length: usize) -> Option<String> {
        let flags = self.byte()?;
        if flags & 8 != 0 {
            self.skip(2);
        }
        if flags & 4 != 0 {
            self.skip(4);
        }
        self.flagged(length, flags)
    }

    fn flagged(&mut self, length: usize, flags: u8) -> Option<String> {
        let mut units = Vec::with_capacity(length.min(1 << 16));
        let mut is_wide = flags & 1 != 0;
        while units.len() < length {
            let chunk = self.current()?;
            if self.at >= chunk.len() {
                self.chunk += 1;
                self.at = 1;
                // The rest of the string says anew how wide its characters are.
                is_wide = self.current()?.first()? & 1 != 0;
                continue;
            }
            if is_wide {
                units.push(u16_at(chunk, self.at)?);
                self.at += 2;
            } else {
                units.push(u16::from(chunk[self.at]));
                self.at += 1;
            }
        }
        Some(String::from_utf16_lossy(&units))
    }

    fn current(&self) -> Option<&[u8]> {
        self.chunks.get(self.chunk).copied()
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.current()?.len() {
            self.at -= self.current()?.len();
            self.chunk += 1;
        }
        let byte = self.current()?[self.at];
        self.at += 1;
        Some(byte)
    }

    fn skip(&mut self, count: usize) {
        self.at += count;
        while let Some(chunk) = self.current().filter(|chunk| self.at > chunk.len()) {
            self.at -= chunk.len();
            self.chunk += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_integers_or_halves_of_doubles() {
        for (packed, expected) in [(0x0000_000E, 3.0), (0x0000_000F, 0.03), (0xFFFF_FFE2, -8.0), (0x3FF0_0000, 1.0)] {
            assert!((rk(packed) - expected).abs() < 1e-12, "{packed:x}");
        }
    }

    #[test]
    fn a_shared_string_may_change_its_width_where_records_meet() {
        let head = [0_u8, 0, 0, 0, 0, 0, 0, 0];
        // Four characters, two of them wide in the first record, two narrow in the second; then one with runs.
        let first = [&head[..], &[4, 0, 1, 0xC4, 0x89, 0xE0, 0x7A]].concat();
        let second = [0, b'1', b'2', 1, 0, 8, 1, 0, b'x', 0, 0, 0, 0, 2, 0, 0, b'a', b'b'];
        let budget = Budget::new(100, &crate::source::Limits::default());
        assert_eq!(shared_strings(vec![&first, &second], &budget), ["规章12", "x", "ab"]);
    }
}
