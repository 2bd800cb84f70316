//! Signatures that somebody else checks: a browser has Ed25519 of its own, but answers later.

use super::{Check, Files, Given, Make, Mine, Options, draws, go_through, lists, mine, opening, prizes};
use crate::{
    beacon::Chain,
    json::Writer,
    key::{Signatures, Signed},
    text::base64,
};
use std::cell::{Cell, RefCell};

/// A signature that [`verify`](super::verify) is going to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Ed25519.
    Key {
        /// The key.
        key: [u8; 32],
        /// What is said to be signed.
        message: Vec<u8>,
        /// The signature.
        signature: [u8; 64],
    },
    /// A round of drand's quicknet.
    Round {
        /// The round.
        round: u64,
        /// The signature.
        signature: Vec<u8>,
    },
}

impl Asked {
    /// The questions for a page: `[{"key":…,"message":…,"signature":…},{"round":10000000,"signature":…}]`, bytes in base 64.
    #[must_use]
    pub fn to_json(list: &[Self]) -> String {
        let mut json = Writer::default();
        json.raw("", "[");
        for one in list {
            json.raw("", "{");
            let signature = match one {
                Self::Key {
                    key,
                    message,
                    signature,
                } => {
                    json.text("key", &base64(key));
                    json.text("message", &base64(message));
                    &signature[..]
                }
                Self::Round { round, signature } => {
                    json.number("round", *round);
                    signature
                }
            };
            json.text("signature", &base64(signature));
            json.close('}');
        }
        json.close(']');
        json.0
    }
}

/// The checks that ask for signatures, and those that they stand on. Going through all the draws for nothing would double the time of a check.
const SIGNED: [(Check, Make); 7] = [
    (Check::Manifest, opening::manifest),
    (Check::Signature, opening::signature),
    (Check::Commitment, opening::commitment),
    (Check::Beacon, draws::beacon),
    (Check::Forfeits, prizes::forfeits),
    (Check::Checkpoints, lists::checkpoints),
    (Check::Mine, mine::tickets),
];

/// All signatures that a check of these files asks for. The check is gone through with every signature taken for good, so no question is
/// missed.
#[must_use]
pub fn asked(files: &Files<'_>, mine: Option<&Mine>) -> Vec<Asked> {
    let recorder = Recorder::default();
    let given = Given {
        files,
        mine,
        roll: None,
        options: Options::default(),
        signatures: &recorder,
    };
    go_through(&given, &SIGNED);
    recorder.0.into_inner()
}

#[derive(Default)]
struct Recorder(RefCell<Vec<Asked>>);

impl Signatures for Recorder {
    fn check(&self, key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Signed {
        self.ask(Asked::Key {
            key: *key,
            message: message.into(),
            signature: *signature,
        })
    }

    fn round(&self, _: &Chain, round: u64, signature: &[u8]) -> Signed {
        self.ask(Asked::Round {
            round,
            signature: signature.into(),
        })
    }
}

impl Recorder {
    fn ask(&self, question: Asked) -> Signed {
        if let Ok(mut all) = self.0.try_borrow_mut() {
            all.push(question);
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

impl Verdicts {
    fn answer(&self, is_it: impl Fn(&Asked) -> bool) -> Signed {
        for turn in 0..self.all.len() {
            let place = (self.next.get() + turn) % self.all.len();
            if let Some((one, answer)) = self.all.get(place)
                && is_it(one)
            {
                self.next.set(place + 1);
                return *answer;
            }
        }
        Signed::Unknown
    }
}

impl Signatures for Verdicts {
    fn check(&self, of: &[u8; 32], said: &[u8], by: &[u8; 64]) -> Signed {
        self.answer(|one| {
            matches!(one, Asked::Key { key, message, signature } if signature == by && message == said && key == of)
        })
    }

    fn round(&self, _: &Chain, number: u64, by: &[u8]) -> Signed {
        self.answer(|one| matches!(one, Asked::Round { round, signature } if *round == number && signature == by))
    }
}
