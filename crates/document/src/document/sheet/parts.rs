//! The parts of a zipped workbook by their names, each unpacked out of the file's one budget: what a part declares of its
//! size is never believed.

use std::collections::HashMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::super::Unreadable;
use super::super::part::text_of;
use crate::source::{Budget, Kind};

/// A zipped workbook.
pub struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Numbers of parts by their names in lower case: names of parts are the same in capitals.
    places: HashMap<String, usize>,
    budget: &'a Budget,
}

impl<'a> Parts<'a> {
    /// Opens a workbook.
    ///
    /// # Errors
    /// Where it is no sound zip archive, or one of too many parts.
    pub fn open(bytes: &'a [u8], kind: Kind, budget: &'a Budget) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged(kind))?;
        let most = budget.limits.members;
        if archive.len() > most as usize {
            return Err(Unreadable::TooLarge { setting: "limits.members", limit: u64::from(most) });
        }
        let names = archive.file_names_raw().enumerate();
        let known = |raw: &[u8]| String::from_utf8_lossy(raw).replace('\\', "/").trim_start_matches('/').to_lowercase();
        let places = names.map(|(at, name)| (known(name), at)).collect();
        Ok(Self { archive, places, budget })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&name.to_lowercase())
    }

    /// A part's text as far as it can be unpacked; `None` where it is not there, cannot be unpacked, or would be too much.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let at = *self.places.get(&name.to_lowercase())?;
        let part = self.archive.by_index(at).ok()?;
        let packed = part.compressed_size();
        let (bytes, is_whole) = self.budget.unpack(part, packed)?;
        (is_whole || !bytes.is_empty()).then(|| text_of(bytes))
    }
}
