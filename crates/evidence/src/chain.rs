//! The chain of hashes: each frame's link covers the frame, its place, its time, and all before it.

use sha2::{Digest as _, Sha256};

/// One link of the chain.
pub type Link = [u8; 32];

/// The link after `previous`: SHA-256 over `previous`, the frame's number (u32), its time in
/// milliseconds (u64), and the SHA-256 of its bytes; integers are big-endian.
#[must_use]
pub fn next(previous: &Link, number: u32, at_ms: u64, picture_digest: &[u8; 32]) -> Link {
    Sha256::new()
        .chain_update(previous)
        .chain_update(number.to_be_bytes())
        .chain_update(at_ms.to_be_bytes())
        .chain_update(picture_digest)
        .finalize()
        .into()
}

/// SHA-256 of a frame's bytes.
#[must_use]
pub fn picture_digest(jpeg: &[u8]) -> [u8; 32] {
    Sha256::digest(jpeg).into()
}
