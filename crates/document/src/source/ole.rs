//! The container of older Office files (MS-CFB): its streams by name. Every chain of sectors ends at the latest where the
//! file does, so that a crafted one neither loops nor grows.

/// First bytes of such a file.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Streams below this size lie in sectors of their own small kind.
const SMALL: u32 = 4096;

/// Sector numbers from here on end a chain.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

struct Container<'a> {
    bytes: &'a [u8],
    shift: u32,
    sectors: Vec<u32>,
}

/// An entry of the directory.
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: u32,
}

/// The names of all streams and storages; none where the bytes are no such container.
#[must_use]
pub fn ole_names(bytes: &[u8]) -> Vec<String> {
    let entries = Container::of(bytes).map(|container| container.entries());
    entries.into_iter().flatten().map(|entry| entry.name).collect()
}

/// The bytes of the first stream that has one of the names. What is cut off is not there.
#[must_use]
pub fn ole_stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let container = Container::of(bytes)?;
    let entries = container.entries();
    let is_stream = |entry: &&Entry| entry.kind == 2;
    let named = |name: &&str| entries.iter().filter(is_stream).find(|entry| entry.name.eq_ignore_ascii_case(name));
    let entry = names.iter().find_map(named)?;
    let mut stream = if entry.size >= SMALL {
        container.chain(entry.start, &container.sectors, entry.size as usize)
    } else {
        container.small(entry, entries.first()?)
    };
    stream.truncate(entry.size as usize);
    Some(stream)
}

impl<'a> Container<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(SIGNATURE) {
            return None;
        }
        let shift = u32::from(u16_at(bytes, 30)?);
        if !matches!(shift, 9 | 12) {
            return None;
        }
        let mut container = Self { bytes, shift, sectors: Vec::new() };
        // The table of chains lies in sectors that the header names, and those beyond the 109th a chain of its own.
        let mut tables: Vec<u32> = (0..109).filter_map(|at| u32_at(bytes, 76 + 4 * at)).collect();
        let mut next = u32_at(bytes, 68)?;
        for _ in 0..bytes.len() >> shift {
            let Some(sector) = container.sector(next) else { break };
            let numbers: Vec<u32> = numbers(sector).collect();
            let Some((last, others)) = numbers.split_last() else { break };
            tables.extend(others);
            next = *last;
        }
        tables.truncate((bytes.len() >> shift) + 1);
        let sectors = tables.into_iter().filter_map(|at| container.sector(at)).flat_map(numbers).collect();
        container.sectors = sectors;
        Some(container)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        if number >= LAST_SECTOR {
            return None;
        }
        let start = (number as usize + 1) << self.shift;
        let end = (start + (1 << self.shift)).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The bytes of a chain, at most so many and some.
    fn chain(&self, start: u32, next: &[u32], most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut at = start;
        while bytes.len() < most.min(self.bytes.len()) {
            let Some(sector) = self.sector(at) else { break };
            bytes.extend_from_slice(sector);
            let Some(number) = next.get(at as usize) else { break };
            at = *number;
        }
        bytes
    }

    fn entries(&self) -> Vec<Entry> {
        let Some(start) = u32_at(self.bytes, 48) else { return Vec::new() };
        let directory = self.chain(start, &self.sectors, self.bytes.len());
        let entry = |bytes: &[u8]| {
            let length = usize::from(u16_at(bytes, 64)?.saturating_sub(2)).min(62);
            let units: Vec<u16> = bytes[..length].chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
            let name = String::from_utf16_lossy(&units);
            Some(Entry { name, kind: bytes[66], start: u32_at(bytes, 116)?, size: u32_at(bytes, 120)? })
        };
        directory.chunks_exact(128).filter(|bytes| bytes[66] != 0).filter_map(entry).collect()
    }

    /// A small stream: its sectors lie in the stream of the root entry, and have a table of chains of their own.
    fn small(&self, entry: &Entry, root: &Entry) -> Vec<u8> {
        let holder = self.chain(root.start, &self.sectors, root.size as usize);
        let table =
            u32_at(self.bytes, 60).map_or_else(Vec::new, |start| self.chain(start, &self.sectors, self.bytes.len()));
        let next: Vec<u32> = numbers(&table).collect();
        let mut bytes = Vec::new();
        let mut at = entry.start as usize;
        while bytes.len() < entry.size as usize {
            let Some(sector) = holder.get(at * 64..(at * 64 + 64).min(holder.len())) else { break };
            bytes.extend_from_slice(sector);
            match next.get(at) {
                Some(number) if *number < LAST_SECTOR && !sector.is_empty() => at = *number as usize,
                _ => break,
            }
        }
        bytes
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
