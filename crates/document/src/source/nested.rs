//! Archives in archives, unpacked once for all their members that are read one after another.

use std::collections::VecDeque;
use std::io::{BufReader, Cursor};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::archive;
use super::find::{Member, SourceFile};
use super::read::{ReadFault, refused};
use super::regular::open_regular;

/// Archives that are kept, and the bytes of the largest that is.
const KEPT: usize = 4;
const LARGEST: usize = 64 << 20;

/// Which archive: the file, as it was, and the way through it.
#[derive(PartialEq)]
struct Key {
    path: PathBuf,
    state: (u64, Option<SystemTime>),
    way: Vec<Member>,
}

static UNPACKED: Mutex<VecDeque<(Key, Arc<Vec<u8>>)>> = Mutex::new(VecDeque::new());

/// The bytes of the archive that a file lies in, which itself lies in another.
pub(super) fn holder(file: &SourceFile) -> Result<Arc<Vec<u8>>, ReadFault> {
    let (_, way) = file.within.split_last().ok_or(ReadFault::Changed)?;
    let (first, others) = way.split_first().ok_or(ReadFault::Changed)?;
    let opened = open_regular(&file.path).map_err(refused)?;
    let metadata = opened.metadata().map_err(ReadFault::System)?;
    let state = (metadata.len(), metadata.modified().ok());
    let key = Key { path: file.path.clone(), state, way: way.to_vec() };
    if let Some(kept) = kept(&key) {
        return Ok(kept);
    }
    let start = archive::member(BufReader::new(opened), first, &file.limits)?;
    let bytes = others.iter().try_fold(start, |bytes, next| archive::member(Cursor::new(bytes), next, &file.limits))?;
    let bytes = Arc::new(bytes);
    if bytes.len() <= LARGEST {
        let mut unpacked = UNPACKED.lock().unwrap_or_else(PoisonError::into_inner);
        unpacked.push_front((key, Arc::clone(&bytes)));
        unpacked.truncate(KEPT);
    }
    Ok(bytes)
}

fn kept(key: &Key) -> Option<Arc<Vec<u8>>> {
    let unpacked = UNPACKED.lock().unwrap_or_else(PoisonError::into_inner);
    unpacked.iter().find(|(known, _)| known == key).map(|(_, bytes)| Arc::clone(bytes))
}
