//! Steps 5 and 6: from the beacon's value to the winners.

mod drawn;

pub use drawn::Drawn;

use crate::{
    Hash,
    hash::{sha256, tagged},
    roll::Row,
    tree::{BLOCK, Blocks, PathStep, TreeError},
};

/// The seed: the commitment's hash and what each source gave, in the order of the beacon's spec.
#[must_use]
pub fn seed(commitment: &Hash, sources: &[Vec<u8>]) -> Hash {
    // A manifest or a beacon file of 4 GB is refused long before.
    let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
    let mut bytes = tagged("fairdraw/v1/seed", &[commitment, &length(sources.len())]);
    for source in sources {
        bytes.extend_from_slice(&length(source.len()));
        bytes.extend_from_slice(source);
    }
    sha256(&bytes)
}

/// A number below a bound, and how many had to be thrown away before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The number.
    pub r: u64,
    /// From which attempt it is, from 0.
    pub attempt: u32,
}

/// A number below `m` from the seed, each with exactly the same chance: 64 bits at a time, and those above the last multiple of `m` are
/// thrown away. `None` where `m` is 0.
#[must_use]
pub fn sample(seed: &Hash, k: u32, m: u64) -> Option<Sample> {
    // 2^64 mod m, in 64 bits.
    let above = m.wrapping_neg().checked_rem(m)?;
    (0..=u32::MAX).find_map(|attempt| {
        let bytes = tagged("fairdraw/v1/draw", &[seed, &k.to_be_bytes(), &attempt.to_be_bytes()]);
        let (first, _) = sha256(&bytes)
            .split_first_chunk::<8>()
            .map(|(first, rest)| (*first, rest.len()))?;
        let u = u64::from_be_bytes(first);
        (u <= u64::MAX - above).then(|| Sample { r: u % m, attempt })
    })
}

/// One drawn person, with the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The number of the draw, from 0.
    pub k: u32,
    /// How many numbers were thrown away before.
    pub attempt: u32,
    /// The drawn ticket, from 0.
    pub x: u64,
    /// The entry's place in the roll, from 0.
    pub index: u64,
    /// What stands for the person.
    pub commit: Hash,
    /// His tickets.
    pub weight: u32,
    /// The first of them, from 0.
    pub start: u64,
    /// From his leaf to the root.
    pub path: Vec<PathStep>,
}

/// Why drawing stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError<E> {
    /// The rows could not be read.
    #[error("reading the roll: {0}")]
    Read(E),
    /// The rows are not those of the tree.
    #[error("the roll is not what the tree was made of: {0}")]
    Tree(TreeError),
}

/// Draws up to `count` people, as long as tickets remain. For each of them one block of rows is read, by its number;
/// [`Blocks::rows_of`] says which rows those are.
///
/// # Errors
/// Where rows cannot be read, or are not those that the tree was made of.
pub fn run<R: AsRef<[Row]>, E>(
    seed: &Hash,
    blocks: &Blocks,
    count: u32,
    mut read: impl FnMut(u64) -> Result<R, E>,
) -> Result<Vec<Draw>, RunError<E>> {
    let mut drawn = Drawn::default();
    let mut draws = Vec::new();
    for k in 0..count {
        let remaining = blocks.root().sum.saturating_sub(drawn.tickets());
        let Some(Sample { r, attempt }) = sample(seed, k, remaining) else {
            break;
        };
        let x = drawn.ticket(r).ok_or(RunError::Tree(TreeError::TooManyTickets))?;
        let (block, first) = blocks
            .block_of_ticket(x)
            .ok_or(RunError::Tree(TreeError::NoSuchEntry))?;
        let rows = read(block).map_err(RunError::Read)?;
        let rows = rows.as_ref();
        let (place, start, row) = holder(rows, first, x).ok_or(RunError::Tree(TreeError::OtherRows))?;
        let index = block * BLOCK as u64 + place;
        let path = blocks.path(index, rows).map_err(RunError::Tree)?;
        let is_new = drawn.add(start, row.weight);
        if !is_new {
            return Err(RunError::Tree(TreeError::OtherRows));
        }
        draws.push(Draw {
            k,
            attempt,
            x,
            index,
            commit: row.commit,
            weight: row.weight,
            start,
            path,
        });
    }
    Ok(draws)
}

/// The place in the block, the first ticket and the row of whoever has a ticket.
fn holder(rows: &[Row], first: u64, ticket: u64) -> Option<(u64, u64, &Row)> {
    let mut start = first;
    for (place, row) in (0..).zip(rows) {
        let end = start.checked_add(u64::from(row.weight))?;
        if ticket < end {
            return Some((place, start, row));
        }
        start = end;
    }
    None
}

#[cfg(test)]
mod tests;
