//! The Merkle-sum tree over the list of entries: the root says how many tickets there are, and whose any of them is.
//!
//! The shape is RFC 6962's: n leaves split at the largest power of two below n. Built level by level, that is: neighbours are
//! joined in pairs, and an odd last one moves up as it is. Every label carries the sum of the weights below, and the sums are hashed,
//! so that a path proves where the leaf's tickets begin.

mod blocks;
mod path;
mod row;

pub use blocks::{Blocks, Builder};
pub use path::{PathError, PathStep, Side, check_path};
pub use row::{RowError, RowFault};

use crate::{Hash, hash::sha256, roll::Row};
use sha2::block_api::compress256;

/// Leaves of a block: a power of two, so that whole blocks are subtrees. Of a block only its label is kept; 4096 rows (147 KB) are read
/// again where a path is wanted.
pub const BLOCK: usize = 4096;

/// The longest path there can be: the sums are below 2^63, and every leaf weighs at least 1.
pub const LONGEST_PATH: usize = 63;

/// A leaf or an inner node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its hash.
    pub hash: Hash,
    /// The tickets below it, less than 2^63.
    pub sum: u64,
}

impl Label {
    /// The root of a list without entries, as in RFC 6962: the hash of nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            hash: sha256(&[]),
            sum: 0,
        }
    }
}

/// Why a tree cannot be built or a path not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The tickets add up to 2^63 or more.
    #[error("the tickets add up to 2^63 or more")]
    TooManyTickets,
    /// The number of labels is not what that number of entries needs.
    #[error("that number of entries needs another number of blocks")]
    WrongBlocks,
    /// There is no such entry or block.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// The rows are not those that the block was made of.
    #[error("the rows are not those that the block was made of")]
    OtherRows,
}

impl TreeError {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooManyTickets => "too_many_tickets",
            Self::WrongBlocks => "wrong_blocks",
            Self::NoSuchEntry => "no_such_entry",
            Self::OtherRows => "other_rows",
        }
    }
}

/// SHA-256's state before the first block (FIPS 180-4, 5.3.3).
const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The label of an entry: H(0x00 ‖ commit ‖ u32 weight), and its weight.
#[must_use]
pub fn leaf(row: &Row) -> Label {
    // 37 bytes are one block of SHA-256, padded by hand: the general interface takes half as long again.
    let mut block = [0; 64];
    put(&mut block, 1, &row.commit);
    put(&mut block, 33, &row.weight.to_be_bytes());
    put(&mut block, 37, &[0x80]);
    put(&mut block, 56, &(37_u64 * 8).to_be_bytes());
    Label {
        hash: compress(&block),
        sum: row.weight.into(),
    }
}

/// The label above two others: H(0x01 ‖ hL ‖ u64 sL ‖ hR ‖ u64 sR), and their sum.
///
/// # Errors
/// [`TreeError::TooManyTickets`] where the sum is 2^63 or more.
pub fn node(left: &Label, right: &Label) -> Result<Label, TreeError> {
    let sum = left.sum.checked_add(right.sum).ok_or(TreeError::TooManyTickets)?;
    if sum >= 1 << 63 {
        return Err(TreeError::TooManyTickets);
    }
    // 81 bytes are two blocks.
    let mut blocks = [0; 128];
    put(&mut blocks, 0, &[1]);
    put(&mut blocks, 1, &left.hash);
    put(&mut blocks, 33, &left.sum.to_be_bytes());
    put(&mut blocks, 41, &right.hash);
    put(&mut blocks, 73, &right.sum.to_be_bytes());
    put(&mut blocks, 81, &[0x80]);
    put(&mut blocks, 120, &(81_u64 * 8).to_be_bytes());
    Ok(Label {
        hash: compress(&blocks),
        sum,
    })
}

/// Writes bytes at a place; all places here are constants within the blocks.
#[inline]
fn put(blocks: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = blocks.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

#[inline]
fn compress(blocks: &[u8]) -> Hash {
    let mut state = START;
    compress256(&mut state, blocks.as_chunks::<64>().0);
    let mut hash = [0; 32];
    for (to, word) in hash.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *to = word.to_be_bytes();
    }
    hash
}

/// Joins neighbours in pairs; an odd last one moves up.
fn level_above(labels: &[Label]) -> Result<Vec<Label>, TreeError> {
    let (pairs, rest) = labels.as_chunks::<2>();
    let mut above = Vec::with_capacity(pairs.len() + rest.len());
    for [left, right] in pairs {
        above.push(node(left, right)?);
    }
    above.extend_from_slice(rest);
    Ok(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hash::sha256, vectors};

    #[test]
    fn leaves_hash_as_in_the_vectors() {
        for entry in vectors::entries() {
            let label = leaf(&entry.row);
            assert_eq!(
                (label.hash, label.sum),
                (vectors::hash(entry.leaf), u64::from(entry.row.weight))
            );
        }
    }

    #[test]
    fn blocks_padded_by_hand_hash_as_the_general_interface_does() {
        let row = Row {
            commit: std::array::from_fn(|i| i as u8),
            weight: 0xfedc_ba98,
        };
        let mut bytes = vec![0];
        bytes.extend(row.to_bytes());
        assert_eq!(leaf(&row).hash, sha256(&bytes));
        let left = Label {
            hash: sha256(b"left"),
            sum: 0x0102_0304_0506_0708,
        };
        let right = Label {
            hash: sha256(b"right"),
            sum: 0x1112_1314_1516_1718,
        };
        let mut bytes = vec![1];
        for label in [&left, &right] {
            bytes.extend(label.hash);
            bytes.extend(label.sum.to_be_bytes());
        }
        assert_eq!(node(&left, &right).unwrap().hash, sha256(&bytes));
    }

    #[test]
    fn sums_of_2_to_the_63_are_refused() {
        let label = |sum| Label { hash: [0; 32], sum };
        assert_eq!(
            node(&label(1 << 62), &label((1 << 62) - 1)).map(|above| above.sum),
            Ok((1 << 63) - 1)
        );
        assert_eq!(node(&label(1 << 62), &label(1 << 62)), Err(TreeError::TooManyTickets));
        assert_eq!(node(&label(u64::MAX), &label(1)), Err(TreeError::TooManyTickets));
    }
}
