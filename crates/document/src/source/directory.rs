//! The directory of a zip archive as it was written, and the way straight from there to a member.
//!
//! The library keeps one entry a name and reads the whole directory anew for each member that is asked for; here entries of
//! the same name stay apart, and a member that was once found is read without the directory.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::limits::Limits;
use super::read::ReadFault;

/// An entry of the directory.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name, in bytes of some encoding.
    pub(super) name: Vec<u8>,
    /// Whether it is a link.
    pub(super) is_link: bool,
    /// Where its bytes are.
    pub(super) place: Place,
}

/// Where a member's bytes are in its archive, and how they are packed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Where its own header begins.
    header: u64,
    /// Bytes that it is packed into.
    packed: u64,
    /// Bytes that it says to unpack to.
    pub(super) size: u64,
    /// Checksum of its bytes.
    crc: u32,
    /// Checksum of its name as written.
    name_crc: u32,
    method: u16,
    is_locked: bool,
}

/// Length of an entry, and of a member's own header, before their names.
const ENTRY: usize = 46;
const HEADER: usize = 30;

/// The entries of a directory that begins at a place of the file; places in it count from an offset.
pub(super) fn entries(reader: &mut (impl Read + Seek), start: u64, offset: u64) -> Vec<Entry> {
    let mut entries = Vec::new();
    if reader.seek(SeekFrom::Start(start)).is_ok() {
        while let Some(entry) = entry(reader, offset) {
            entries.push(entry);
        }
    }
    entries
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from(u16_at(bytes, at)) | u32::from(u16_at(bytes, at + 2)) << 16
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn bytes(reader: &mut impl Read, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// The next entry; `None` after the last (APPNOTE 4.3.12).
fn entry(reader: &mut impl Read, offset: u64) -> Option<Entry> {
    let head = bytes(reader, ENTRY)?;
    if head[..4] != *b"PK\x01\x02" {
        return None;
    }
    let length = |at: usize| usize::from(u16_at(&head, at));
    let mut name = bytes(reader, length(28))?;
    let extra = bytes(reader, length(30))?;
    io::copy(&mut reader.by_ref().take(length(32) as u64), &mut io::sink()).ok()?;
    let name_crc = crc(&name);
    let [mut size, mut packed, mut header] = [24, 20, 42].map(|at| u64::from(u32_at(&head, at)));
    for (kind, field) in fields(&extra) {
        match kind {
            // What does not fit into four bytes follows in this order (APPNOTE 4.5.3).
            0x0001 => {
                let mut parts =
                    field.chunks_exact(8).map(|part| u64::from_le_bytes(part.try_into().unwrap_or_default()));
                for wide in [&mut size, &mut packed, &mut header] {
                    if *wide == u64::from(u32::MAX) {
                        *wide = parts.next().unwrap_or(*wide);
                    }
                }
            }
            // The name once more in UTF-8, if it belongs to this one (APPNOTE 4.6.9).
            0x7075 if field.len() > 5 && u32_at(field, 1) == name_crc && std::str::from_utf8(&field[5..]).is_ok() => {
                name = field[5..].to_vec();
            }
            _ => {}
        }
    }
    let is_from_unix = head[5] == 3;
    Some(Entry {
        name,
        is_link: is_from_unix && (u32_at(&head, 38) >> 16) & 0o170_000 == 0o120_000,
        place: Place {
            header: header.checked_add(offset)?,
            packed,
            size,
            crc: u32_at(&head, 16),
            name_crc,
            method: u16_at(&head, 10),
            is_locked: u16_at(&head, 8) & 1 != 0,
        },
    })
}

/// The fields of an entry's extra data, each with its kind.
fn fields(mut extra: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let head = extra.get(..4)?;
        let field = extra.get(4..4 + usize::from(u16_at(head, 2)))?;
        extra = &extra[4 + field.len()..];
        Some((u16_at(head, 0), field))
    })
}

impl Place {
    /// Bytes that it is packed into.
    pub(super) fn packed(&self) -> u64 {
        self.packed
    }

    /// Where it lies in its archive, from its header to the end of what is packed; names and extra fields count as none.
    pub(super) fn stretch(&self) -> (u64, u64) {
        (self.header, self.header.saturating_add(HEADER as u64).saturating_add(self.packed))
    }

    /// The member's first bytes, so many; `None` where there are fewer.
    pub(super) fn head(&self, reader: &mut (impl Read + Seek), count: usize) -> Option<Vec<u8>> {
        let mut unpacked = self.open(reader).ok()?;
        bytes(&mut unpacked, count)
    }

    /// All of the member's bytes.
    pub(super) fn unpack(&self, reader: &mut (impl Read + Seek), limits: &Limits) -> Result<Vec<u8>, ReadFault> {
        if self.is_locked {
            return Err(ReadFault::Locked);
        }
        let most = limits.most_unpacked(self.packed);
        let too_large = |size: u64| {
            if size > limits.unpacked_bytes {
                ReadFault::TooLarge { setting: "limits.unpacked_mib", limit: limits.unpacked_bytes >> 20 }
            } else {
                ReadFault::TooLarge { setting: "limits.ratio", limit: limits.ratio }
            }
        };
        if self.size > most {
            return Err(too_large(self.size));
        }
        // What a member declares of its size may be wrong.
        let mut bytes = Vec::new();
        self.open(reader)?.take(most + 1).read_to_end(&mut bytes).map_err(fault)?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(too_large(size));
        }
        if size == self.size && crc(&bytes) == self.crc { Ok(bytes) } else { Err(ReadFault::Damaged) }
    }

    /// A reader of the member's bytes, if its own header still stands where the directory said.
    fn open<'a>(&self, reader: &'a mut (impl Read + Seek)) -> Result<Box<dyn Read + 'a>, ReadFault> {
        reader.seek(SeekFrom::Start(self.header)).map_err(fault)?;
        let mut head = [0; HEADER];
        reader.read_exact(&mut head).map_err(fault)?;
        if head[..4] != *b"PK\x03\x04" {
            return Err(ReadFault::Damaged);
        }
        let mut name = vec![0; usize::from(u16_at(&head, 26))];
        reader.read_exact(&mut name).map_err(fault)?;
        if crc(&name) != self.name_crc {
            return Err(ReadFault::Damaged);
        }
        reader.seek(SeekFrom::Current(i64::from(u16_at(&head, 28)))).map_err(fault)?;
        let packed = reader.take(self.packed);
        match self.method {
            0 => Ok(Box::new(packed)),
            8 => Ok(Box::new(DeflateDecoder::new(packed))),
            _ => Err(ReadFault::Method),
        }
    }
}

/// What an error of reading says of the archive, or else of the system.
fn fault(error: io::Error) -> ReadFault {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match error.kind() {
        InvalidData | InvalidInput | UnexpectedEof => ReadFault::Damaged,
        _ => ReadFault::System(error),
    }
}
