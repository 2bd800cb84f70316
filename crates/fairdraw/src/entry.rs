//! Step 1, the entry: what stands for a person in public, and the receipt that promises him a weight.

use crate::{
    Hash,
    hash::{sha256, tagged},
};

/// The hash of a manifest: of its bytes as published, so that nobody has to agree on a canonical form.
#[must_use]
pub fn manifest_hash(bytes: &[u8]) -> Hash {
    sha256(bytes)
}

/// What stands for a person in the public list. Without the nonce nobody can tell whether a contact is behind it.
///
/// - `nonce`: 32 random bytes, made in the person's browser;
/// - `contact`: the normalised e-mail address, or another handle that stays.
#[must_use]
pub fn entrant(manifest: &Hash, nonce: &[u8; 32], contact: &str) -> Hash {
    sha256(&tagged("fairdraw/v1/entrant", &[manifest, nonce, contact.as_bytes()]))
}

/// The organiser's promise, signed at every change of weight and kept by the person's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The manifest's hash.
    pub manifest: Hash,
    /// What stands for the person, by [`entrant`].
    pub commit: Hash,
    /// Tickets.
    pub weight: u32,
    /// When it was given, in seconds since 1970.
    pub at: u64,
}

impl Receipt {
    /// The bytes that the organiser signs.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        let (weight, at) = (self.weight.to_be_bytes(), self.at.to_be_bytes());
        tagged("fairdraw/v1/receipt", &[&self.manifest, &self.commit, &weight, &at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors;

    #[test]
    fn the_manifest_and_the_entrants_hash_as_in_the_vectors() {
        let manifest = manifest_hash(vectors::MANIFEST.as_bytes());
        assert_eq!(manifest, vectors::hash(vectors::MANIFEST_HASH));
        for entry in vectors::entries() {
            assert_eq!(
                entrant(&manifest, &entry.nonce, entry.contact),
                entry.row.commit,
                "{}",
                entry.contact
            );
        }
    }

    #[test]
    fn a_receipts_message_has_the_protocols_layout() {
        let receipt = Receipt {
            manifest: [1; 32],
            commit: [2; 32],
            weight: 3,
            at: 4,
        };
        let mut expected = b"fairdraw/v1/receipt\0".to_vec();
        expected.extend([1; 32]);
        expected.extend([2; 32]);
        expected.extend([0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4]);
        assert_eq!(receipt.message(), expected);
    }
}
