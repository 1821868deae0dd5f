//! How much is read of a file before gouji gives up on it: a report has some kilobytes, and a film, a disk image or a
//! crafted archive beside it must fill neither memory nor time.

/// Limits of reading. What goes beyond one is told with the limit and how to change it; nothing is cut silently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of a file.
    pub file_bytes: u64,
    /// Most bytes that one member of an archive, or one part of an Office file, may unpack to.
    pub unpacked_bytes: u64,
    /// Most times that a member of an archive may be larger than it is packed; small members are always read.
    pub ratio: u64,
    /// How deep archives are entered that lie in archives.
    pub nesting: u32,
    /// Most members of one archive.
    pub members: u32,
    /// Most cells of the tables of one file.
    pub cells: u32,
    /// Most pages of a PDF.
    pub pages: u32,
    /// Most seconds that another program may take to convert a file of an older kind.
    pub convert_seconds: u32,
}

/// What a member of an archive may unpack to however small it is packed: a form that is mostly blank packs very well.
const SMALL_BYTES: u64 = 4 << 20;

impl Limits {
    /// Most bytes that a member may unpack to which is packed into so many.
    #[must_use]
    pub fn most_unpacked(&self, packed: u64) -> u64 {
        packed.saturating_mul(self.ratio).max(SMALL_BYTES).min(self.unpacked_bytes)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            unpacked_bytes: 256 << 20,
            ratio: 200,
            nesting: 3,
            members: 10_000,
            cells: 200_000,
            pages: 500,
            convert_seconds: 60,
        }
    }
}
