//! Whether what was published is what the manifest announced.

use super::{Chain, ENOUGH_BITS, Published, Spec, read_numbers_key};
use crate::{hash::sha256, key::Signed, manifest::Manifest};

/// What is wrong with what a source published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BeaconFault {
    /// Another number of sources, or another kind of source at this place.
    #[error("another source than the manifest names")]
    OtherSource,
    /// Another round.
    #[error("another round than the manifest names")]
    OtherRound,
    /// A chain of drand that is not known here.
    #[error("a chain of drand that is not known here")]
    UnknownChain,
    /// Not the signature of that round.
    #[error("not the signature of that round")]
    Signature,
    /// Numbers that are not in RFC 3797's form.
    #[error("numbers that are not in the form of RFC 3797")]
    Numbers,
    /// The manifest has no witnesses of that id.
    #[error("the manifest has no witnesses of that id")]
    UnknownWitness,
    /// Not the secrets that the witnesses committed to.
    #[error("not the secrets that the witnesses committed to")]
    Secrets,
}

impl BeaconFault {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherSource => "source_not_the_manifests",
            Self::OtherRound => "round_not_the_manifests",
            Self::UnknownChain => "chain_unknown",
            Self::Signature => "beacon_signature_bad",
            Self::Numbers => "numbers_malformed",
            Self::UnknownWitness => "witness_unknown",
            Self::Secrets => "secrets_not_committed",
        }
    }
}

/// How much a source's value is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Nobody can choose it.
    Strong,
    /// Numbers with too little entropy: many lists could be tried before the close.
    Weak,
    /// drand's signature could not be checked here (see [`Signatures::round`](crate::key::Signatures::round)).
    Unchecked,
}

/// Who says whether a signature is that of a round.
pub(crate) type Rounds<'a> = &'a dyn Fn(&Chain, u64, &[u8]) -> Signed;

/// The bytes that a source gives to the seed, after checking that they are what the manifest announced, and what they are worth.
fn source(
    spec: &Spec,
    published: &Published,
    manifest: &Manifest,
    rounds: Rounds<'_>,
) -> Result<(Vec<u8>, Strength), BeaconFault> {
    match (spec, published) {
        (
            Spec::Drand { chain, round },
            Published::Drand {
                round: given,
                signature,
            },
        ) => {
            if round != given {
                return Err(BeaconFault::OtherRound);
            }
            let chain = Chain::known(chain).ok_or(BeaconFault::UnknownChain)?;
            let strength = match rounds(chain, *round, signature) {
                Signed::Good => Strength::Strong,
                Signed::Bad => return Err(BeaconFault::Signature),
                Signed::Unknown => Strength::Unchecked,
            };
            Ok((sha256(signature).to_vec(), strength))
        }
        (Spec::Numbers(id), Published::Numbers { key }) => {
            read_numbers_key(key).map_err(|_| BeaconFault::Numbers)?;
            let bits = manifest.numbers.iter().find(|numbers| numbers.id == *id);
            let is_enough = bits.is_some_and(|numbers| numbers.entropy_bits >= ENOUGH_BITS);
            let strength = if is_enough { Strength::Strong } else { Strength::Weak };
            Ok((key.clone().into_bytes(), strength))
        }
        (Spec::Witness(id), Published::Witness { secrets }) => {
            let witnesses = manifest.witnesses.iter().find(|witnesses| witnesses.id == *id);
            let commits = &witnesses.ok_or(BeaconFault::UnknownWitness)?.commits;
            let mut bytes = Vec::new();
            for (secret, commit) in secrets.iter().zip(commits) {
                if sha256(secret) != *commit {
                    return Err(BeaconFault::Secrets);
                }
                bytes.extend_from_slice(secret);
            }
            if secrets.len() != commits.len() {
                return Err(BeaconFault::Secrets);
            }
            Ok((bytes, Strength::Strong))
        }
        _ => Err(BeaconFault::OtherSource),
    }
}

/// What the sources of a beacon gave, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The bytes of each, in order, for [`crate::draw::seed`].
    pub sources: Vec<Vec<u8>>,
    /// The least of what they are worth.
    pub strength: Strength,
}

/// Checks what all the sources published.
///
/// # Errors
/// The place of the source, counted from 0, and what is wrong with it.
pub fn sources(spec: &Spec, published: &[Published], manifest: &Manifest) -> Result<Value, (usize, BeaconFault)> {
    sources_with(spec, published, manifest, &Chain::signed)
}

/// As [`sources`], where somebody else checks drand's signatures.
pub(crate) fn sources_with(
    spec: &Spec,
    published: &[Published],
    manifest: &Manifest,
    rounds: Rounds<'_>,
) -> Result<Value, (usize, BeaconFault)> {
    let specs = spec.sources();
    let (mut sources, mut least) = (Vec::new(), Strength::Strong);
    for (place, (spec, published)) in specs.iter().zip(published).enumerate() {
        let (bytes, strength) = source(spec, published, manifest, rounds).map_err(|fault| (place, fault))?;
        least = least.max(strength);
        sources.push(bytes);
    }
    if specs.len() == published.len() {
        Ok(Value {
            sources,
            strength: least,
        })
    } else {
        Err((specs.len().min(published.len()), BeaconFault::OtherSource))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors;

    fn manifest(beacon: &str) -> Manifest {
        let secret = crate::text::hex(&sha256(b"one"));
        let fields = format!(
            r#""beacon":"{beacon}","numbers":{{"lotto":{{"about":"6 of 49","entropy_bits":24}},"many":{{"about":"","entropy_bits":128}}}},"witnesses":{{"jury":["{secret}"]}}}}"#
        );
        let (head, _) = vectors::MANIFEST.split_once(r#""beacon""#).unwrap();
        Manifest::read(format!("{head}{fields}").as_bytes()).unwrap()
    }

    fn check(beacon: &str, published: &[Published]) -> Result<Value, (usize, BeaconFault)> {
        let manifest = manifest(beacon);
        sources(&manifest.beacon, published, &manifest)
    }

    fn value(sources: &[&[u8]], strength: Strength) -> Result<Value, (usize, BeaconFault)> {
        let sources = sources.iter().map(|bytes| bytes.to_vec()).collect();
        Ok(Value { sources, strength })
    }

    #[test]
    fn numbers_are_as_strong_as_their_entropy() {
        let key = || Published::Numbers {
            key: "9319./".to_owned(),
        };
        let bytes = &[&b"9319./"[..]];
        assert_eq!(check("numbers:lotto", &[key()]), value(bytes, Strength::Weak));
        assert_eq!(check("numbers:many", &[key()]), value(bytes, Strength::Strong));
        assert_eq!(check("numbers:unheard-of", &[key()]), value(bytes, Strength::Weak));
        let wrong = Published::Numbers { key: "9319".to_owned() };
        assert_eq!(check("numbers:lotto", &[wrong]), Err((0, BeaconFault::Numbers)));
    }

    #[test]
    fn witnesses_show_what_they_committed_to() {
        let secrets = |secrets: &[&str]| Published::Witness {
            secrets: secrets.iter().map(|secret| secret.as_bytes().to_vec()).collect(),
        };
        let good = check("witness:jury", &[secrets(&["one"])]);
        assert_eq!(good, value(&[b"one"], Strength::Strong));
        for wrong in [&["two"][..], &[], &["one", "one"]] {
            let checked = check("witness:jury", &[secrets(wrong)]);
            assert_eq!(checked, Err((0, BeaconFault::Secrets)));
        }
        let unknown = check("witness:nobody", &[secrets(&["one"])]);
        assert_eq!(unknown, Err((0, BeaconFault::UnknownWitness)));
    }

    #[cfg(feature = "drand")]
    #[test]
    fn drand_is_the_manifests_round_and_its_own_signature() {
        let chain = crate::text::hex(&Chain::QUICKNET.hash);
        let beacon = format!("drand:{chain}:1000");
        let rounds = vectors::drand();
        let (round, signature, randomness) = &rounds[4];
        let drand = |round, signature: &[u8]| Published::Drand {
            round,
            signature: signature.to_vec(),
        };
        let good = check(&beacon, &[drand(*round, signature)]);
        assert_eq!(good, value(&[randomness], Strength::Strong));
        let other = check(&beacon, &[drand(123, &rounds[3].1)]);
        assert_eq!(other, Err((0, BeaconFault::OtherRound)));
        let mixed = check(&beacon, &[drand(1000, &rounds[3].1)]);
        assert_eq!(mixed, Err((0, BeaconFault::Signature)));
        let unknown = check(&beacon.replace("52db", "52dc"), &[drand(*round, signature)]);
        assert_eq!(unknown, Err((0, BeaconFault::UnknownChain)));
    }

    #[test]
    fn every_source_is_there_and_in_its_place() {
        let key = || Published::Numbers { key: "1./".to_owned() };
        let secret = || Published::Witness {
            secrets: vec![b"one".to_vec()],
        };
        let both = "all(numbers:many,witness:jury)";
        let good = check(both, &[key(), secret()]);
        assert_eq!(good, value(&[b"1./", b"one"], Strength::Strong));
        let other = BeaconFault::OtherSource;
        assert_eq!(check(both, &[key()]), Err((1, other)));
        assert_eq!(check(both, &[secret(), key()]), Err((0, other)));
        assert_eq!(check(both, &[key(), secret(), key()]), Err((2, other)));
        assert_eq!(check(both, &[]), Err((0, other)));
    }
}
