//! Makes sure, before a zipped workbook is read, that its parts unpack to what may be read: what a part declares of its
//! size may be wrong, so each is unpacked once into nothing.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::super::Unreadable;
use crate::source::{Kind, Limits};

/// A zipped workbook whose parts are within the limits.
///
/// # Errors
/// Where it is no sound zip archive, or a part of it would unpack to too much.
pub fn open<'a>(bytes: &'a [u8], kind: Kind, limits: &Limits) -> Result<ZipArchive<Cursor<&'a [u8]>>, Unreadable> {
    let damaged = |_| Unreadable::Damaged(kind);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > limits.members as usize {
        return Err(Unreadable::TooLarge { setting: "limits.members", limit: u64::from(limits.members) });
    }
    let mut rest = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else { continue };
        let is_read =
            [".xml", ".rels"].iter().any(|end| part.name_raw().to_ascii_lowercase().ends_with(end.as_bytes()));
        if !is_read {
            continue;
        }
        let packed = part.compressed_size();
        let most = limits.most_unpacked(packed).min(rest);
        // A part that is damaged is for the reader to complain of, if it needs it.
        let size = io::copy(&mut part.take(most + 1), &mut io::sink()).unwrap_or(0);
        if size > rest {
            return Err(Unreadable::TooLarge { setting: "limits.unpacked_mib", limit: limits.unpacked_bytes >> 20 });
        }
        if size > most {
            return Err(Unreadable::TooLarge { setting: "limits.ratio", limit: limits.ratio });
        }
        rest -= size;
    }
    Ok(archive)
}
