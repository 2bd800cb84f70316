//! drand's chains.

use crate::{Hash, key::Signed};

/// A chain of drand: a beacon with a fixed period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Its name, a hash of its parameters.
    pub hash: Hash,
    /// When round 1 is published, in seconds since 1970.
    pub genesis: u64,
    /// Seconds between rounds.
    pub period: u64,
    /// The group's public key, a point of G2.
    pub public_key: [u8; 96],
}

impl Chain {
    /// The chain "quicknet" of the League of Entropy: every 3 seconds, scheme `bls-unchained-g1-rfc9380`. As published by
    /// `https://api.drand.sh/52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/info`.
    pub const QUICKNET: Self = Self {
        hash: [
            0x52, 0xdb, 0x9b, 0xa7, 0x0e, 0x0c, 0xc0, 0xf6, 0xea, 0xf7, 0x80, 0x3d, 0xd0, 0x74, 0x47, 0xa1, 0xf5, 0x47,
            0x77, 0x35, 0xfd, 0x3f, 0x66, 0x17, 0x92, 0xba, 0x94, 0x60, 0x0c, 0x84, 0xe9, 0x71,
        ],
        genesis: 1_692_803_367,
        period: 3,
        public_key: [
            0x83, 0xcf, 0x0f, 0x28, 0x96, 0xad, 0xee, 0x7e, 0xb8, 0xb5, 0xf0, 0x1f, 0xca, 0xd3, 0x91, 0x22, 0x12, 0xc4,
            0x37, 0xe0, 0x07, 0x3e, 0x91, 0x1f, 0xb9, 0x00, 0x22, 0xd3, 0xe7, 0x60, 0x18, 0x3c, 0x8c, 0x4b, 0x45, 0x0b,
            0x6a, 0x0a, 0x6c, 0x3a, 0xc6, 0xa5, 0x77, 0x6a, 0x2d, 0x10, 0x64, 0x51, 0x0d, 0x1f, 0xec, 0x75, 0x8c, 0x92,
            0x1c, 0xc2, 0x2b, 0x0e, 0x17, 0xe6, 0x3a, 0xaf, 0x4b, 0xcb, 0x5e, 0xd6, 0x63, 0x04, 0xde, 0x9c, 0xf8, 0x09,
            0xbd, 0x27, 0x4c, 0xa7, 0x3b, 0xab, 0x4a, 0xf5, 0xa6, 0xe9, 0xc7, 0x6a, 0x4b, 0xc0, 0x9e, 0x76, 0xea, 0xe8,
            0x99, 0x1e, 0xf5, 0xec, 0xe4, 0x5a,
        ],
    };

    /// The chain of that name, where it is known here.
    #[must_use]
    pub fn known(hash: &Hash) -> Option<&'static Self> {
        (*hash == Self::QUICKNET.hash).then_some(&Self::QUICKNET)
    }

    /// The first round that is published at that moment (seconds since 1970) or later.
    #[must_use]
    pub const fn round_at(&self, unix: u64) -> u64 {
        unix.saturating_sub(self.genesis)
            .div_ceil(self.period)
            .saturating_add(1)
    }

    /// When a round is published, in seconds since 1970; `None` for round 0, and beyond the end of time.
    #[must_use]
    pub fn time_of(&self, round: u64) -> Option<u64> {
        round
            .checked_sub(1)?
            .checked_mul(self.period)?
            .checked_add(self.genesis)
    }

    /// [`Chain::verify`] where this was built with the feature `drand`, else unknown.
    #[must_use]
    pub fn signed(&self, round: u64, signature: &[u8]) -> Signed {
        #[cfg(feature = "drand")]
        return if self.verify(round, signature) {
            Signed::Good
        } else {
            Signed::Bad
        };
        #[cfg(not(feature = "drand"))]
        {
            let _ = (round, signature);
            Signed::Unknown
        }
    }

    /// Whether a signature is that of a round. A pairing: some 2 ms natively, 50 ms in a browser.
    #[cfg(feature = "drand")]
    #[must_use]
    pub fn verify(&self, round: u64, signature: &[u8]) -> bool {
        use drand_verify::{G2PubkeyRfc, Pubkey as _};
        // The key is a constant, and a test checks that it is in the group: the check takes as long as a third of the pairing.
        G2PubkeyRfc::from_fixed_unchecked(self.public_key)
            .is_ok_and(|key| key.verify(round, &[], signature).unwrap_or(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{hash::sha256, vectors};

    #[test]
    fn rounds_and_their_times_are_quicknets() {
        let chain = Chain::QUICKNET;
        assert_eq!(
            chain.hash,
            vectors::hash("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971")
        );
        // 2024-08-04 20:29:24 UTC
        assert_eq!(chain.time_of(10_000_000), Some(1_722_803_364));
        for (unix, round) in [
            (1_722_803_364, 10_000_000),
            (1_722_803_362, 10_000_000),
            (1_722_803_365, 10_000_001),
        ] {
            assert_eq!(chain.round_at(unix), round);
        }
        assert_eq!((chain.round_at(0), chain.round_at(chain.genesis)), (1, 1));
        assert_eq!((chain.time_of(0), chain.time_of(u64::MAX)), (None, None));
    }

    #[test]
    fn randomness_is_the_hash_of_the_signature() {
        for (_, signature, randomness) in vectors::drand() {
            assert_eq!(sha256(&signature), randomness);
        }
    }

    #[cfg(feature = "drand")]
    #[test]
    fn every_round_of_the_vectors_verifies_and_none_as_another() {
        use drand_verify::{G2PubkeyRfc, Pubkey as _};
        let chain = Chain::QUICKNET;
        assert!(G2PubkeyRfc::from_fixed(chain.public_key).is_ok());
        for (round, signature, _) in vectors::drand() {
            assert!(chain.verify(round, &signature), "{round}");
            assert!(!chain.verify(round + 1, &signature));
            let mut changed = signature.clone();
            changed[20] ^= 1;
            assert!(!chain.verify(round, &changed));
            assert!(!chain.verify(round, &signature[1..]));
            assert!(!chain.verify(round, &[]));
        }
    }
}
