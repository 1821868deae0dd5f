//! Files and bytes: which files make up a batch, what their bytes are, and which text those bytes hold.
//!
//! Submitted files are only ever read. What the bytes say is for `document` and the floors above; here only their kind is
//! told, and text is decoded.

mod decode;
mod find;
mod kind;
mod limits;
mod office;
mod own;
mod read;

pub use decode::{Decoded, decode, kind, lines};
pub use find::{Batch, FindError, Member, Skipped, SourceFile, find, is_left_aside};
pub use kind::{Kind, Undecodable};
pub use limits::Limits;
pub use office::{NotConverted, convert};
pub use own::own_name;
pub use read::{ReadError, digest, read};
