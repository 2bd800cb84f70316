//! Signatures that somebody else checks: a browser has Ed25519 of its own, but answers later.

use super::{Files, Given, Mine, Options, run};
use crate::{
    json::Writer,
    key::{Signatures, Signed, VerifierKey},
    text::base64,
};
use std::cell::{Cell, RefCell};

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

impl Asked {
    pub(super) fn new(key: &VerifierKey, message: Vec<u8>, signature: [u8; 64]) -> Self {
        Self {
            key: *key.bytes(),
            message,
            signature,
        }
    }

    /// The questions for a page: `[{"key":…,"message":…,"signature":…}]`, all in base 64.
    #[must_use]
    pub fn to_json(list: &[Self]) -> String {
        let mut json = Writer::default();
        json.raw("", "[");
        for one in list {
            json.raw("", "{");
            json.text("key", &base64(&one.key));
            json.text("message", &base64(&one.message));
            json.text("signature", &base64(&one.signature));
            json.close('}');
        }
        json.close(']');
        json.0
    }
}

/// All signatures that a check of these files asks for. The check is gone through with every signature taken for good, so no question is
/// missed; only drand's signature is left for the real check.
#[must_use]
pub fn asked(files: &Files<'_>, mine: Option<&Mine>) -> Vec<Asked> {
    let recorder = Recorder::default();
    run(&Given {
        files,
        mine,
        roll: None,
        options: Options::default(),
        signatures: &recorder,
        is_rehearsed: true,
    });
    recorder.0.into_inner()
}

#[derive(Default)]
struct Recorder(RefCell<Vec<Asked>>);

impl Signatures for Recorder {
    fn check(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Signed {
        if let Ok(mut all) = self.0.try_borrow_mut() {
            all.push(Asked {
                key: *key,
                message: message.into(),
                signature: *signature,
            });
        }
        Signed::Good
    }
}

/// The answers. What was not asked is not known.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    all: Vec<(Asked, Signed)>,
    /// The place after the last answer: questions mostly come in their order.
    next: Cell<usize>,
}

impl Verdicts {
    /// Answers in the order of the questions; missing ones are [`Signed::Unknown`].
    #[must_use]
    pub fn new(asked: Vec<Asked>, answers: impl IntoIterator<Item = Signed>) -> Self {
        let mut answers = answers.into_iter();
        let mut all = Vec::new();
        for one in asked {
            all.push((one, answers.next().unwrap_or(Signed::Unknown)));
        }
        Self {
            all,
            next: Cell::new(0),
        }
    }
}

impl Signatures for Verdicts {
    fn check(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Signed {
        for turn in 0..self.all.len() {
            let place = (self.next.get() + turn) % self.all.len();
            if let Some((one, answer)) = self.all.get(place)
                && one.signature == *signature
                && one.message == message
                && one.key == *key
            {
                self.next.set(place + 1);
                return *answer;
            }
        }
        Signed::Unknown
    }
}
