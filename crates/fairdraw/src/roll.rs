//! The list of entries, `roll.bin`: rows of 36 bytes, strictly ascending by their first 32.

use crate::Hash;

/// Bytes of a row in `roll.bin`.
pub const ROW: usize = 36;

/// One person in the draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// What stands for the person, by [`entrant`](crate::entry::entrant).
    pub commit: Hash,
    /// Tickets, at least 1.
    pub weight: u32,
}

impl Row {
    /// The row as it stands in `roll.bin`.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; ROW] {
        let mut bytes = [0; ROW];
        let (commit, weight) = bytes.split_at_mut(32);
        commit.copy_from_slice(&self.commit);
        weight.copy_from_slice(&self.weight.to_be_bytes());
        bytes
    }

    /// Reads a row of `roll.bin`.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; ROW]) -> Self {
        let mut row = Self {
            commit: [0; 32],
            weight: 0,
        };
        let (commit, weight) = bytes.split_at(32);
        row.commit.copy_from_slice(commit);
        row.weight = weight.iter().fold(0, |sum, &byte| (sum << 8) | u32::from(byte));
        row
    }
}

/// Sorts rows as they stand in the roll; on all cores with the feature `rayon`.
pub fn sort(rows: &mut [Row]) {
    #[cfg(feature = "rayon")]
    rayon::slice::ParallelSliceMut::par_sort_unstable(rows);
    #[cfg(not(feature = "rayon"))]
    rows.sort_unstable();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors;

    #[test]
    fn rows_come_back_from_their_bytes() {
        for entry in vectors::entries() {
            assert_eq!(Row::from_bytes(&entry.row.to_bytes()), entry.row);
        }
        let mut row = [0; ROW];
        row[32..].copy_from_slice(&[1, 2, 3, 4]);
        assert_eq!(Row::from_bytes(&row).weight, 0x0102_0304);
    }
}
