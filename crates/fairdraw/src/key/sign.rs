//! The organiser's secret key: made once, kept apart from everything else.

use super::{ED25519, KeyError, VerifierKey, parts};
use crate::text::{base64, hex};
use ed25519_dalek::Signer as _;
use std::{fmt, str::FromStr};

/// A secret key with the name that its signatures carry. It is erased from memory when it is dropped.
#[derive(Clone)]
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    verifier: VerifierKey,
}

impl SigningKey {
    /// A key from 32 random bytes.
    ///
    /// # Errors
    /// Where the name cannot be one.
    pub fn from_seed(name: &str, seed: [u8; 32]) -> Result<Self, KeyError> {
        let secret = ed25519_dalek::SigningKey::from_bytes(&seed);
        let verifier = VerifierKey::new(name, secret.verifying_key().to_bytes())?;
        Ok(Self { secret, verifier })
    }

    /// The key as Go's note package writes it: `PRIVATE+KEY+NAME+HASH+BASE64`. Whoever has it can sign as the organiser.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.secret.as_bytes());
        let (name, hash) = (self.verifier.name(), hex(&self.verifier.hash()));
        ["PRIVATE+KEY+", name, "+", &hash, "+", &base64(&key)].concat()
    }

    /// The public key.
    #[must_use]
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// Signs bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }

    /// The signed note of a text that ends with a line feed.
    #[must_use]
    pub fn sign_note(&self, text: &str) -> String {
        let mut signature = self.verifier.hash().to_vec();
        signature.extend_from_slice(&self.sign(text.as_bytes()));
        [
            text,
            "\n\u{2014} ",
            self.verifier.name(),
            " ",
            &base64(&signature),
            "\n",
        ]
        .concat()
    }
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let key = text
            .trim_end()
            .strip_prefix("PRIVATE+KEY+")
            .ok_or(KeyError::Malformed)?;
        let (name, hash, seed) = parts(key)?;
        let key = Self::from_seed(name, seed)?;
        if hex(&key.verifier.hash()) == hash {
            Ok(key)
        } else {
            Err(KeyError::Hash)
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("verifier", &self.verifier)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        key::{Dalek, Signatures as _, Signed},
        note::Note,
    };

    /// The example of Go's golang.org/x/mod/sumdb/note.
    const PETER: &str = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const TEXT: &str =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const SIGNED: &str = "\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn a_note_of_gos_note_package_is_signed_to_the_letter() {
        let key: SigningKey = PETER.parse().unwrap();
        assert_eq!(key.to_text(), PETER);
        let note = key.sign_note(TEXT);
        assert_eq!(note, format!("{TEXT}{SIGNED}"));
        let note = Note::parse(&note).unwrap();
        assert_eq!(note.verify(key.verifier(), &Dalek), Ok(Signed::Good));
    }

    #[test]
    fn signatures_are_checked_strictly_and_secrets_are_not_shown() {
        let key = SigningKey::from_seed("canyu", [7; 32]).unwrap();
        let signature = key.sign(b"message");
        let public = key.verifier().bytes();
        assert_eq!(Dalek.check(public, b"message", &signature), Signed::Good);
        assert_eq!(Dalek.check(public, b"massage", &signature), Signed::Bad);
        // A key of small order would let any message pass.
        assert_eq!(Dalek.check(&[0; 32], b"message", &[0; 64]), Signed::Bad);
        let shown = format!("{key:?}");
        assert!(!shown.contains("[7, 7") && !shown.contains(&"07".repeat(32)), "{shown}");
        assert_eq!(SigningKey::from_seed("two words", [7; 32]).err(), Some(KeyError::Name));
        let other = key.to_text().replace("canyu", "other");
        assert_eq!(other.parse::<SigningKey>().err(), Some(KeyError::Hash));
    }
}
