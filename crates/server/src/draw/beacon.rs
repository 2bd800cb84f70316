//! The random value: what staff paste, or relays give, against what the manifest names.

use super::{
    Draw,
    relays::{Relays, unhex},
};
use fairdraw::{
    Hash,
    beacon::{Chain, Published, Spec, read_numbers_key},
    hash::sha256,
    manifest::Manifest,
    text::hex,
};
use serde::Deserialize;

/// Why a random value is not the one that the manifest names.
#[derive(Debug, thiserror::Error)]
pub enum BeaconError {
    /// A source has not been given.
    #[error("the manifest wants {0}, which was not given")]
    Missing(String),
    /// A source has been given that the manifest does not name.
    #[error("{0} was given, which the manifest does not name, or names only once")]
    NotNamed(&'static str),
    /// It is of another round.
    #[error("it is of round {given}; the manifest names round {right}, and no other one counts")]
    WrongRound {
        /// What was given.
        given: u64,
        /// What is right.
        right: u64,
    },
    /// It is of a chain that this server does not know.
    #[error("the manifest names the drand chain {0}, which this server does not know")]
    UnknownChain(String),
    /// Its signature is not of that round.
    #[error("this is not drand's signature of round {0}: it is of another round, of another chain, or mistyped")]
    BadSignature(u64),
    /// The numbers cannot be read.
    #[error("the numbers cannot be read ({0}); they are written as in RFC 3797, for example 9319./2.5.8.10.12./")]
    BadNumbers(String),
    /// A secret is not one that a witness has committed to.
    #[error("secret number {0} is not one that a witness has committed to: its SHA-256 is not in the manifest")]
    WrongSecret(usize),
    /// Some witnesses' secrets are missing.
    #[error("{given} of {wanted} witnesses' secrets were given: all are needed")]
    SecretsMissing {
        /// Given.
        given: usize,
        /// Needed.
        wanted: usize,
    },
    /// No relay gave the round.
    #[error("no relay of drand gave the round ({0}; see the log): try again, or paste its signature")]
    NoRelay(String),
    /// The file cannot be read.
    #[error("the beacon file cannot be read ({0}); give beacon.json of a bundle, or the answer of a drand relay")]
    Unreadable(String),
}

impl BeaconError {
    /// The stable code; those of what is wrong are the verifier's.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "beacon_missing",
            Self::NotNamed(_) => "beacon_not_named",
            Self::WrongRound { .. } => "round_not_the_manifests",
            Self::UnknownChain(_) => "chain_unknown",
            Self::BadSignature(_) => "beacon_signature_bad",
            Self::BadNumbers(_) => "numbers_malformed",
            Self::WrongSecret(_) => "secrets_not_committed",
            Self::SecretsMissing { .. } => "secrets_missing",
            Self::NoRelay(_) => "no_relay",
            Self::Unreadable(_) => "beacon_unreadable",
        }
    }
}

/// What has been given, not checked yet.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// Signatures of drand, with their rounds where those were told.
    pub drand: Vec<(Option<u64>, Vec<u8>)>,
    /// RFC 3797 key strings.
    pub numbers: Vec<String>,
    /// Witnesses' secrets, in any order.
    pub secrets: Vec<Vec<u8>>,
}

/// What a drand relay answers.
#[derive(Deserialize)]
struct Round {
    round: u64,
    signature: String,
}

impl Given {
    /// Whether nothing has been given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.drand.is_empty() && self.numbers.is_empty() && self.secrets.is_empty()
    }

    /// Takes in a file: `beacon.json` of a bundle, or the answer of a drand relay.
    ///
    /// # Errors
    /// [`BeaconError::Unreadable`]
    pub fn read(&mut self, json: &[u8]) -> Result<(), BeaconError> {
        if let Ok(round) = serde_json::from_slice::<Round>(json) {
            let signature = unhex(&round.signature);
            let signature =
                signature.ok_or_else(|| BeaconError::Unreadable("the signature is not hexadecimal".to_owned()))?;
            self.drand.push((Some(round.round), signature));
            return Ok(());
        }
        let published = Published::from_json(json).map_err(|error| BeaconError::Unreadable(error.to_string()))?;
        for part in published {
            match part {
                Published::Drand { round, signature } => self.drand.push((Some(round), signature)),
                Published::Numbers { key } => self.numbers.push(key),
                Published::Witness { secrets } => self.secrets.extend(secrets),
            }
        }
        Ok(())
    }

    /// What was given in the order of the manifest, every part checked.
    ///
    /// # Errors
    /// What is missing, too much, or wrong.
    pub fn check(self, manifest: &Manifest) -> Result<Vec<Published>, BeaconError> {
        let mut drand = self.drand.into_iter();
        let mut numbers = self.numbers.into_iter();
        let mut secrets = self.secrets;
        let mut published = Vec::new();
        for source in manifest.beacon.sources() {
            let missing = || BeaconError::Missing(source.to_string());
            published.push(match source {
                Spec::Drand { chain, round } => {
                    let (given, signature) = drand.next().ok_or_else(missing)?;
                    check_drand(chain, *round, given, &signature)?;
                    Published::Drand {
                        round: *round,
                        signature,
                    }
                }
                Spec::Numbers(_) => {
                    let key = numbers.next().ok_or_else(missing)?;
                    read_numbers_key(&key).map_err(|error| BeaconError::BadNumbers(error.to_string()))?;
                    Published::Numbers { key }
                }
                Spec::Witness(id) => Published::Witness {
                    secrets: in_order(&mut secrets, witnesses(manifest, id))?,
                },
                // There is no list within a list.
                Spec::All(_) => return Err(missing()),
            });
        }
        match (drand.next(), numbers.next(), secrets.is_empty()) {
            (Some(_), _, _) => Err(BeaconError::NotNamed("a drand signature")),
            (_, Some(_), _) => Err(BeaconError::NotNamed("a string of numbers")),
            (_, _, false) => Err(BeaconError::WrongSecret(1)),
            _ => Ok(published),
        }
    }
}

/// What the witnesses of that name have committed to.
pub(super) fn witnesses<'a>(manifest: &'a Manifest, id: &str) -> &'a [Hash] {
    let named = manifest.witnesses.iter().find(|witnesses| witnesses.id == *id);
    named.map_or(&[], |witnesses| &witnesses.commits)
}

/// The secrets in the order of what was committed to; they are taken out of those that were given.
fn in_order(given: &mut Vec<Vec<u8>>, commits: &[Hash]) -> Result<Vec<Vec<u8>>, BeaconError> {
    let wanted = commits.len();
    let number = given.len();
    if let Some(wrong) = given.iter().position(|secret| !commits.contains(&sha256(secret))) {
        return Err(BeaconError::WrongSecret(wrong + 1));
    }
    let found: Vec<Vec<u8>> = commits
        .iter()
        .filter_map(|commit| given.iter().find(|secret| sha256(secret) == *commit).cloned())
        .collect();
    if found.len() != wanted {
        return Err(BeaconError::SecretsMissing { given: number, wanted });
    }
    given.clear();
    Ok(found)
}

fn check_drand(chain: &Hash, round: u64, given: Option<u64>, signature: &[u8]) -> Result<(), BeaconError> {
    if let Some(given) = given.filter(|given| *given != round) {
        return Err(BeaconError::WrongRound { given, right: round });
    }
    let known = Chain::known(chain).ok_or_else(|| BeaconError::UnknownChain(hex(chain)))?;
    if known.verify(round, signature) {
        Ok(())
    } else {
        Err(BeaconError::BadSignature(round))
    }
}

/// The round of drand that a spec wants, if it does, and whether it wants nothing else.
#[must_use]
pub fn round(spec: &Spec) -> Option<(Hash, u64, bool)> {
    let all = spec.sources();
    all.iter().find_map(|source| match source {
        Spec::Drand { chain, round } => Some((*chain, *round, all.len() == 1)),
        _ => None,
    })
}

/// What staff have to do for the draw to be run.
pub(super) fn what_is_needed(spec: &Spec, slug: &str) -> String {
    let others: Vec<String> = spec
        .sources()
        .iter()
        .filter_map(|source| match source {
            Spec::Numbers(id) => Some(format!("--numbers KEY (of \"{id}\")")),
            Spec::Witness(id) => Some(format!("--secret HEX (each of \"{id}\")")),
            Spec::Drand { .. } | Spec::All(_) => None,
        })
        .collect();
    if others.is_empty() {
        format!("a running server fetches the random value and runs the draw; or `canyu draw run {slug}`")
    } else {
        format!("`canyu draw run {slug} {}`", others.join(" "))
    }
}

impl Draw {
    /// Asks relays for the round that the manifest names, one after the other, until one gives a signature that holds. `None` where
    /// none did; what each said is in the log.
    pub async fn ask(&self, relays: &Relays) -> Option<Vec<u8>> {
        let (chain, round, _) = round(&self.manifest().beacon)?;
        for relay in relays.addresses() {
            let (asking, address) = (relays.clone(), relay.clone());
            let asked = move || {
                let signature = asking
                    .ask(&address, &hex(&chain), round)
                    .map_err(|error| (error.code(), error.to_string()))?;
                check_drand(&chain, round, Some(round), &signature)
                    .map_err(|error| (error.code(), error.to_string()))?;
                Ok::<_, (&str, String)>(signature)
            };
            match tokio::task::spawn_blocking(asked).await {
                Ok(Ok(signature)) => {
                    tracing::info!(campaign = self.campaign(), relay, round, "the random value has come");
                    return Some(signature);
                }
                Ok(Err((code, error))) => {
                    tracing::warn!(
                        campaign = self.campaign(),
                        relay,
                        round,
                        code,
                        error,
                        "a relay was of no use"
                    );
                }
                Err(error) => tracing::error!(%error, relay, "asking a relay failed"),
            }
        }
        None
    }
}
