//! Files and bytes: which files make up a batch, what their bytes are, and which text those bytes hold.
//!
//! Submitted files are only ever read. What the text says is for `document` and the floors above; so is every kind of
//! file that is no plain text.

mod decode;
mod find;
mod kind;
mod own;
mod read;

pub use decode::{Decoded, decode, lines};
pub use find::{Batch, FindError, Skipped, SourceFile, find, is_left_aside};
pub use kind::{Kind, Undecodable};
pub use own::own_name;
pub use read::{MAX_BYTES, ReadError, digest, read};
