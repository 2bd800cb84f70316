//! SHA-256, the only hash of the protocol.

use crate::Hash;
use sha2::{Digest as _, Sha256};

/// The hash of a text or file.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// The bytes that are signed or hashed for one purpose: its tag, a zero byte, and the parts. No text under one tag can be taken for
/// one under another.
pub(crate) fn tagged(tag: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(160);
    bytes.extend_from_slice(tag.as_bytes());
    bytes.push(0);
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}
