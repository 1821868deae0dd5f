//! Files and bytes: which files make up a batch, what their bytes are, and which text those bytes hold.
//!
//! Submitted files are only ever read. What the bytes say is for `document` and the floors above; here only their kind is
//! told, and text is decoded.

mod archive;
mod aside;
mod budget;
mod decode;
mod directory;
mod find;
mod kind;
mod limits;
mod magic;
mod markup;
mod names;
mod nested;
mod office;
mod ole;
mod own;
mod read;
mod regular;

pub use archive::{Unentered, read_all, unentered};
pub use aside::is_left_aside;
pub use budget::{Budget, Excess};
pub use decode::{Decoded, decode, decode_markup, kind};
pub use directory::Place;
pub use find::{Batch, FindError, Member, Skipped, SourceFile, find};
pub use kind::{Kind, Undecodable};
pub use limits::Limits;
pub use names::plain_name;
pub use office::{NotConverted, convert};
pub use ole::ole_stream;
pub use own::own_name;
pub use read::{ReadError, ReadFault, digest, read};
pub use regular::{open_regular, read_regular};
