//! The organiser's key, in the text forms of C2SP's signed notes (<https://c2sp.org/signed-note>) and of Go's note package.

#[cfg(feature = "sign")]
mod sign;

#[cfg(feature = "sign")]
pub use sign::SigningKey;

use crate::{
    beacon::Chain,
    hash::sha256,
    text::{base64, cut, hex, unbase64},
};
use std::{fmt, str::FromStr};

/// The note format's number for Ed25519.
const ED25519: u8 = 1;

/// A public key with the name that its signatures carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    bytes: [u8; 32],
}

/// Why a text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not the form of a key.
    #[error("this is not a key: it has to be NAME+HASH+BASE64")]
    Malformed,
    /// A name that is empty, or has white space or a plus sign.
    #[error("a key's name may not be empty and has neither white space nor a plus sign")]
    Name,
    /// Another kind of key than Ed25519.
    #[error("this is not an Ed25519 key")]
    Algorithm,
    /// The key does not belong to the hash in front of it.
    #[error("the key does not belong to the hash in front of it")]
    Hash,
}

impl KeyError {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "key_malformed",
            Self::Name => "key_name",
            Self::Algorithm => "key_algorithm",
            Self::Hash => "key_hash",
        }
    }
}

impl VerifierKey {
    /// A key from its 32 bytes.
    ///
    /// # Errors
    /// Where the name cannot be one.
    pub fn new(name: &str, bytes: [u8; 32]) -> Result<Self, KeyError> {
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
            return Err(KeyError::Name);
        }
        let name = name.to_owned();
        Ok(Self { name, bytes })
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The Ed25519 key.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// The four bytes that say in a signature whose it is.
    #[must_use]
    pub fn hash(&self) -> [u8; 4] {
        let mut text = self.name.clone().into_bytes();
        text.extend_from_slice(&[b'\n', ED25519]);
        text.extend_from_slice(&self.bytes);
        let [a, b, c, d, ..] = sha256(&text);
        [a, b, c, d]
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![ED25519];
        key.extend_from_slice(&self.bytes);
        f.write_str(&[&self.name, "+", &hex(&self.hash()), "+", &base64(&key)].concat())
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (name, hash, bytes) = parts(text)?;
        let key = Self::new(name, bytes)?;
        if hex(&key.hash()) == hash {
            Ok(key)
        } else {
            Err(KeyError::Hash)
        }
    }
}

/// Name, hash and the 32 bytes of `NAME+HASH+BASE64`.
fn parts(text: &str) -> Result<(&str, &str, [u8; 32]), KeyError> {
    let (name, rest) = cut(text, b'+').ok_or(KeyError::Malformed)?;
    let (hash, key) = cut(rest, b'+').ok_or(KeyError::Malformed)?;
    let key = unbase64(key).ok_or(KeyError::Malformed)?;
    match key.split_first() {
        Some((&ED25519, bytes)) => Ok((name, hash, bytes.try_into().map_err(|_| KeyError::Malformed)?)),
        Some(_) => Err(KeyError::Algorithm),
        None => Err(KeyError::Malformed),
    }
}

/// What became of checking a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// It is the key's.
    Good,
    /// It is not.
    Bad,
    /// It could not be checked here.
    Unknown,
}

/// Whoever can check signatures: a library, or a page that has had it done before.
pub trait Signatures {
    /// Checks an Ed25519 signature.
    fn check(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Signed;

    /// Checks the signature of a round of drand; left as it is, by the feature `drand`, and without that it is unknown.
    fn round(&self, chain: &Chain, round: u64, signature: &[u8]) -> Signed {
        chain.signed(round, signature)
    }
}

/// Checks by `ed25519-dalek`, strictly: no weak keys, no second spelling of a signature.
#[cfg(feature = "ed25519")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Dalek;

#[cfg(feature = "ed25519")]
impl Signatures for Dalek {
    fn check(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Signed {
        let checked = ed25519_dalek::VerifyingKey::from_bytes(key)
            .and_then(|key| key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)));
        if checked.is_ok() { Signed::Good } else { Signed::Bad }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Go's golang.org/x/mod/sumdb/note.
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn a_key_of_gos_note_package_is_read_and_written() {
        let key: VerifierKey = PETER.parse().unwrap();
        assert_eq!((key.name(), hex(&key.hash()).as_str()), ("PeterNeumann", "c74f20a3"));
        assert_eq!(key.to_string(), PETER);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let cases = [
            (PETER.replace("c7", "c8"), KeyError::Hash),
            (PETER.replace("Peter", "Petra"), KeyError::Hash),
            (PETER.replace("+ARpc", "+AhpC"), KeyError::Algorithm),
            (PETER.replace("Peter", "Peter "), KeyError::Name),
            ("a+b".to_owned(), KeyError::Malformed),
            (PETER.replace("10TW", ""), KeyError::Malformed),
            (format!("+{PETER}"), KeyError::Malformed),
            (String::new(), KeyError::Malformed),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<VerifierKey>(), Err(error), "{text}");
        }
    }
}
