//! The protocol's test vectors, from its document.

use crate::{
    Hash,
    roll::Row,
    text::{unhex, unhex_hash},
    tree::{Label, PathStep, Side},
};

pub(crate) const MANIFEST: &str = include_str!("../vectors/bundle/manifest.json");
pub(crate) const MANIFEST_HASH: &str = "82007135d49d16a58f61d02699000ce1e63430633394a08581eaf18af34499c2";
pub(crate) const COMMITMENT: &str = include_str!("../vectors/bundle/commitment.txt");
pub(crate) const COMMITMENT_HASH: &str = "93af80caed4529d9164fc2621e81aa92dc25db6003e70a440dc761ac2c9a3233";
pub(crate) const SEED: &str = "07133b1093b7b43311bfdbe237697d0d4fcf5d8937b24c49942edaefa0db69d4";
const ENTRIES: &str = include_str!("../vectors/entries.tsv");
const DRAND: &str = include_str!("../vectors/drand.txt");

/// An entry of the vectors' roll.
pub(crate) struct Entry {
    pub(crate) row: Row,
    pub(crate) contact: &'static str,
    pub(crate) nonce: Hash,
    pub(crate) leaf: &'static str,
}

pub(crate) fn hash(text: &str) -> Hash {
    unhex_hash(text).unwrap()
}

/// The roll: index, weight, contact, nonce, commit, leaf hash.
pub(crate) fn entries() -> Vec<Entry> {
    let entry = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let row = Row {
            commit: hash(fields[4]),
            weight: fields[1].parse().unwrap(),
        };
        Entry {
            row,
            contact: fields[2],
            nonce: hash(fields[3]),
            leaf: fields[5],
        }
    };
    ENTRIES.lines().map(entry).collect()
}

pub(crate) fn root() -> Label {
    Label {
        hash: hash("978ca74b06b5994a40b61be2e7fa914f1f3c6275c26008e0fd5e7b7b3e75d49a"),
        sum: 157,
    }
}

pub(crate) fn path_of_leaf_5() -> Vec<PathStep> {
    [
        (
            Side::Left,
            1,
            "a37aae6a04e03102302b97c2ecdcd4dc5580f57bd5fb1cc8dd85c3b6da7707d6",
        ),
        (
            Side::Right,
            6,
            "103a9e553498c2564b1b7eddfacf755fc46cd282156973744a33e4830a600f61",
        ),
        (
            Side::Left,
            12,
            "f21283688a7fd2d363215aee747fac4465db50ebaab25c4d748fadbf01113f34",
        ),
        (
            Side::Right,
            126,
            "46eb67a6349e61026a768aa94bec311ca7dbdd4b3b55a7962179b25edaa6b243",
        ),
    ]
    .map(|(side, sum, digits)| PathStep {
        side,
        sum,
        hash: hash(digits),
    })
    .to_vec()
}

/// Rounds of drand's quicknet: round, signature, randomness.
pub(crate) fn drand() -> Vec<(u64, Vec<u8>, Hash)> {
    let round = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        (fields[0].parse().unwrap(), unhex(fields[1]).unwrap(), hash(fields[2]))
    };
    DRAND.lines().map(round).collect()
}
