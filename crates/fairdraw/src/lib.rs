//! A draw that anybody can check: the protocol `fairdraw/v1`.

pub mod beacon;
pub mod checkpoint;
pub mod commitment;
pub mod draw;
pub mod entry;
pub mod excluded;
pub mod forfeit;
pub mod hash;
pub mod json;
pub mod key;
mod lines;
pub mod manifest;
pub mod note;
pub mod prizes;
pub mod result;
pub mod roll;
pub mod text;
pub mod tree;
#[cfg(test)]
mod vectors;
pub mod verify;

/// What a SHA-256 gives.
pub type Hash = [u8; 32];

/// The protocol's name, in the manifest and the result.
pub const PROTOCOL: &str = "fairdraw/v1";
