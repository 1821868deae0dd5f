//! How much a stream unpacks to, found out without unpacking it into memory, so that a small file cannot fill the machine.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Stream};

/// Most characters that a font may name the widths of.
const WIDTHS: u64 = 200_000;

/// What may still be unpacked of a file, in bytes.
pub struct Allowance {
    left: u64,
    /// Whether something was refused.
    pub refused: bool,
    /// Whether the last stream breaks off or holds what is no packed data.
    pub is_broken: bool,
}

impl Allowance {
    /// An allowance of so many bytes.
    pub fn new(bytes: u64) -> Self {
        Self { left: bytes, refused: false, is_broken: false }
    }

    /// Whether a stream may be unpacked; what it unpacks to is then taken off.
    pub fn takes(&mut self, stream: &Stream<'_>) -> bool {
        self.is_broken = false;
        let weight = weigh(&stream.raw_data(), &stream.filters(), self.left, &mut self.is_broken);
        self.left = self.left.saturating_sub(weight.unwrap_or(0));
        self.refused |= weight.is_none();
        weight.is_some()
    }

    /// Whether a font may be loaded: the streams that make it up, and the widths that it lists.
    pub fn takes_font(&mut self, font: &Dict<'_>) -> bool {
        let descendants = font.get::<Array<'_>>("DescendantFonts");
        let descendant = descendants.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        [Some(font.clone()), descendant].into_iter().flatten().all(|font| {
            let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
            let programs = ["FontFile", "FontFile2", "FontFile3"].map(|key| descriptor.get::<Stream<'_>>(key));
            let maps = ["ToUnicode", "Encoding", "CIDToGIDMap"].map(|key| font.get::<Stream<'_>>(key));
            let is_light = programs.iter().chain(&maps).flatten().all(|stream| self.takes(stream));
            let lists = ["W", "W2"].iter().filter_map(|key| font.get::<Array<'_>>(*key));
            let is_short = lists.map(|list| widths(&list)).sum::<u64>() <= WIDTHS;
            self.refused |= !is_short;
            is_light && is_short
        })
    }
}

/// How many characters a font's list of widths speaks of: ranges may name billions of them in a line.
fn widths(list: &Array<'_>) -> u64 {
    let mut count = 0_u64;
    let mut items = list.flex_iter();
    loop {
        if let Some((_, widths)) = items.next::<(u32, Array<'_>)>() {
            count += widths.raw_iter().count() as u64;
        } else if let Some((first, last, _)) = items.next::<(u32, u32, f32)>() {
            count += u64::from(last.saturating_sub(first));
        } else {
            return count;
        }
    }
}

/// Bytes that `data` unpacks to; `None` where they are more than `most`, or where it is packed twice.
fn weigh(data: &[u8], filters: &[Filter], most: u64, is_broken: &mut bool) -> Option<u64> {
    let is_packed =
        |filter: &&Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
    if filters.iter().filter(is_packed).count() > 1 {
        return None;
    }
    let mut text;
    let mut data = data;
    for filter in filters {
        let weight = match filter {
            Filter::Ascii85Decode => {
                text = ascii_85(data);
                data = &text;
                data.len() as u64
            }
            Filter::AsciiHexDecode => {
                text = ascii_hex(data);
                data = &text;
                data.len() as u64
            }
            Filter::FlateDecode => inflated(data, most, is_broken),
            Filter::LzwDecode => lzw(data),
            Filter::RunLengthDecode => run_length(data),
            _ => data.len() as u64,
        };
        if weight > most {
            return None;
        }
        if is_packed(&filter) {
            return Some(weight);
        }
    }
    Some(data.len() as u64).filter(|weight| *weight <= most)
}

/// Bytes that a zlib or bare deflate stream holds, counted up to a little more than `most`.
fn inflated(data: &[u8], most: u64, is_broken: &mut bool) -> u64 {
    let count = |decoder: &mut dyn Read| io::copy(&mut decoder.take(most + 1), &mut io::sink());
    let zlib = count(&mut ZlibDecoder::new(data));
    let whole = zlib.or_else(|_| count(&mut DeflateDecoder::new(data)));
    // A sum that is wrong at the end spoils nothing.
    let whole = whole.or_else(|_| count(&mut DeflateDecoder::new(data.get(2..).unwrap_or_default())));
    *is_broken |= whole.is_err();
    // What breaks off may be rescued by a reader that is more lenient; it cannot be packed more densely than this.
    whole.unwrap_or((data.len() as u64).saturating_mul(1032))
}

/// Bytes that an LZW stream holds, counted by the lengths of its words alone.
fn lzw(data: &[u8]) -> u64 {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut lengths: Vec<u32> = vec![1; END + 1];
    let (mut before, mut count) = (0_u32, 0_u64);
    let (mut bits, mut held, mut width) = (0_u32, 0_u32, 9_u32);
    for &byte in data {
        bits = bits << 8 | u32::from(byte);
        held += 8;
        if held < width {
            continue;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        match code {
            CLEAR => {
                lengths.truncate(END + 1);
                (before, width) = (0, 9);
            }
            END => break,
            _ => {
                let length = lengths.get(code).copied().unwrap_or(before + 1);
                count += u64::from(length);
                if before > 0 && lengths.len() < 4096 {
                    lengths.push(before + 1);
                }
                before = length;
                width = match lengths.len() {
                    ..511 => 9,
                    511..1023 => 10,
                    1023..2047 => 11,
                    _ => 12,
                };
            }
        }
    }
    count
}

fn run_length(data: &[u8]) -> u64 {
    let (mut at, mut count) = (0, 0_u64);
    while let Some(&length) = data.get(at) {
        match length {
            128 => break,
            0..128 => {
                count += u64::from(length) + 1;
                at += usize::from(length) + 2;
            }
            _ => {
                count += 257 - u64::from(length);
                at += 2;
            }
        }
    }
    count
}

fn ascii_85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len() / 5 * 4 + 4);
    let mut group = [b'u'; 5];
    let mut filled = 0;
    let mut flush = |group: &[u8; 5], keep: usize| {
        let value = group.iter().fold(0_u32, |value, c| value.wrapping_mul(85).wrapping_add(u32::from(c - b'!')));
        bytes.extend_from_slice(&value.to_be_bytes()[..keep]);
    };
    for &c in data {
        match c {
            b'~' => break,
            b'z' if filled == 0 => flush(&[b'!'; 5], 4),
            b'!'..=b'u' => {
                group[filled] = c;
                filled += 1;
                if filled == 5 {
                    flush(&group, 4);
                    (group, filled) = ([b'u'; 5], 0);
                }
            }
            _ => {}
        }
    }
    if filled > 1 {
        flush(&group, filled - 1);
    }
    bytes
}

fn ascii_hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data
        .iter()
        .take_while(|&&c| c != b'>')
        .filter_map(|&c| char::from(c).to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
}

/// Whether what a file must unpack before anything can be read of it, its lists of objects, is more than `most` bytes.
pub fn is_bomb(bytes: &[u8], most: u64) -> bool {
    let mut total = 0_u64;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let keyword = at + found;
        at = keyword + b"stream".len();
        if bytes[..keyword].ends_with(b"end") {
            continue;
        }
        let head = &bytes[keyword.saturating_sub(400)..keyword];
        let head = memchr::memmem::rfind(head, b"obj").map_or(head, |start| &head[start..]);
        if find(head, b"ObjStm").or_else(|| find(head, b"XRef")).is_none() {
            continue;
        }
        let packings =
            [b"Decode".as_slice(), b"/Fl", b"/LZW", b"/RL"].map(|word| memchr::memmem::find_iter(head, word));
        if packings.into_iter().any(|found| found.count() > 2) {
            return true;
        }
        let start = at + bytes[at..].iter().take(2).take_while(|c| matches!(c, b'\r' | b'\n')).count();
        let end = find(&bytes[start..], b"endstream").map_or(bytes.len(), |end| start + end);
        let unpacked = io::copy(&mut ZlibDecoder::new(&bytes[start..end]).take(most + 1), &mut io::sink());
        total = total.saturating_add(unpacked.unwrap_or(0));
        if total > most {
            return true;
        }
        at = end;
    }
    false
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, word)
}
