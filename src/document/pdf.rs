//! PDF documents with a text layer.

use super::{Content, Unreadable};
use crate::source::{Kind, Limits, Undecodable};

/// Reads a file of this kind.
///
/// # Errors
/// Where nothing can be had from it.
pub fn read(_bytes: &[u8], kind: Kind, _limits: &Limits) -> Result<Content, Unreadable> {
    Err(Undecodable { kind }.into())
}
