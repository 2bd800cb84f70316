//! Signatures that somebody else checks: a browser has Ed25519 of its own, but answers later.

use super::{Files, Mine, bounded, mine::PromisedWeight, opening::read_commitment, utf8};
use crate::{
    checkpoint::notes,
    entry::{entrant, manifest_hash},
    forfeit::{Forfeit, message},
    key::{Signatures, Signed},
    manifest::Manifest,
    note::Note,
    text::base64,
};

/// A signature that [`verify`](super::verify) is going to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The Ed25519 key.
    pub key: [u8; 32],
    /// What is said to be signed.
    pub message: Vec<u8>,
    /// The signature.
    pub signature: [u8; 64],
}

/// All signatures that a check of these files asks for.
#[must_use]
pub fn asked(files: &Files<'_>, mine: Option<&Mine>) -> Vec<Asked> {
    let manifest = files
        .manifest
        .and_then(|bytes| Some((Manifest::read(bytes).ok()?, manifest_hash(bytes))));
    let Some((Some(key), hash)) = manifest.map(|(manifest, hash)| (manifest.key, hash)) else {
        return Vec::new();
    };
    let ask = |message: Vec<u8>, signature: [u8; 64]| Asked {
        key: *key.bytes(),
        message,
        signature,
    };
    let note = |note: &str| {
        let note = Note::parse(note).ok()?;
        Some(ask(note.text().into(), note.signature(&key)?))
    };
    let file = |bytes: Option<&'_ [u8]>, name| {
        let bytes = bounded(bytes.unwrap_or_default(), name).unwrap_or_default();
        utf8(bytes).unwrap_or_default().to_owned()
    };
    let mut all = Vec::new();
    all.extend(note(&file(files.commitment, "commitment.txt")));
    let commitment = files.commitment.and_then(|bytes| read_commitment(bytes).ok());
    if let Some(commitment) = commitment {
        let hash = commitment.hash();
        let forfeits = Forfeit::parse(&file(files.forfeits, "forfeits.txt")).unwrap_or_default();
        all.extend(forfeits.iter().filter_map(|forfeit| {
            let signed = forfeit.signed?;
            let message = message(&hash, forfeit.k, signed.at, &forfeit.reason);
            Some(ask(message, signed.signature))
        }));
    }
    all.extend(notes(&file(files.checkpoints, "checkpoints.txt")).filter_map(note));
    if let Some((mine, nonce, contact)) =
        mine.and_then(|mine| Some((mine, mine.nonce.as_ref()?, mine.contact.as_deref()?)))
    {
        let commit = entrant(&hash, nonce, contact);
        let promised = |receipt: &PromisedWeight| ask(receipt.receipt(&hash, &commit).message(), receipt.signature);
        all.extend(mine.receipts.iter().map(promised));
    }
    all
}

impl Asked {
    /// The questions for a page: `[{"key":…,"message":…,"signature":…}]`, all in base 64.
    #[must_use]
    pub fn to_json(list: &[Self]) -> String {
        let mut json = String::from("[");
        for (place, one) in list.iter().enumerate() {
            let parts: [(&str, &[u8]); 3] = [
                ("{\"key\":\"", &one.key),
                ("\",\"message\":\"", &one.message),
                ("\",\"signature\":\"", &one.signature),
            ];
            if place > 0 {
                json.push(',');
            }
            for (name, bytes) in parts {
                json.push_str(name);
                json.push_str(&base64(bytes));
            }
            json.push_str("\"}");
        }
        json.push(']');
        json
    }
}

/// The answers. What was not asked is not known.
#[derive(Clone, Debug, Default)]
pub struct Verdicts(Vec<(Asked, Signed)>);

impl Verdicts {
    /// Answers in the order of the questions; missing ones are [`Signed::Unknown`].
    #[must_use]
    pub fn new(asked: Vec<Asked>, answers: impl IntoIterator<Item = Signed>) -> Self {
        let answers = answers.into_iter().chain(std::iter::repeat(Signed::Unknown));
        let mut all: Vec<(Asked, Signed)> = asked.into_iter().zip(answers).collect();
        all.sort_unstable_by_key(|(one, _)| one.signature);
        Self(all)
    }
}

impl Signatures for Verdicts {
    fn check(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Signed {
        let from = self.0.partition_point(|(one, _)| one.signature < *signature);
        let same = self
            .0
            .iter()
            .skip(from)
            .take_while(|(one, _)| one.signature == *signature);
        same.filter(|(one, _)| one.key == *key && one.message == message)
            .map(|(_, answer)| *answer)
            .next()
            .unwrap_or(Signed::Unknown)
    }
}
