//! Proof of work by the ALTCHA protocol (version 2, PBKDF2/SHA-256): a puzzle that costs a phone about a second, and a farm of accounts much.
//! It is only asked for where many newcomers come from one place, and never keeps anybody out who solves it.

use crate::campaigns::Live;
use altcha::{CreateChallengeOptions, Payload, VerifySolutionOptions, create_challenge, verify_solution};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use fairdraw::text::hex;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub use altcha::Challenge;

/// Rounds of PBKDF2 for each try; of 256 tries one solves the puzzle.
const ROUNDS: u32 = 2_000;
/// And in a rehearsal, where nobody is to be kept waiting.
const ROUNDS_IN_REHEARSAL: u32 = 10;
/// Largest solution that is looked at, in bytes.
const LARGEST: usize = 4_096;

/// How hard puzzles are.
#[derive(Clone, Copy, Debug)]
pub struct Puzzle {
    rounds: u32,
}

impl Puzzle {
    pub(super) fn new(is_rehearsal: bool) -> Self {
        Self {
            rounds: if is_rehearsal { ROUNDS_IN_REHEARSAL } else { ROUNDS },
        }
    }

    /// A puzzle that goes with a visit token, and with no other.
    pub(super) fn make(self, live: &Live, visit: &str) -> Result<Challenge, altcha::Error> {
        create_challenge(CreateChallengeOptions {
            algorithm: "PBKDF2/SHA-256".to_owned(),
            cost: self.rounds,
            key_prefix: "00".to_owned(),
            data: Some(BTreeMap::from([("visit".to_owned(), json!(visit))])),
            hmac_signature_secret: Some(secret(live)),
            ..CreateChallengeOptions::default()
        })
    }

    /// Whether a solution, as Base64 of the protocol's JSON, is that of the puzzle of a visit token.
    pub(super) fn is_solved(live: &Live, visit: &str, proof: &str) -> bool {
        let bytes = Some(proof)
            .filter(|proof| proof.len() <= LARGEST)
            .and_then(|proof| STANDARD.decode(proof).ok());
        let Some(payload) = bytes.and_then(|bytes| serde_json::from_slice::<Payload>(&bytes).ok()) else {
            return false;
        };
        let named = payload
            .challenge
            .parameters
            .data
            .as_ref()
            .and_then(|data| data.get("visit"))
            .and_then(Value::as_str);
        if named != Some(visit) {
            return false;
        }
        let secret = secret(live);
        let options = VerifySolutionOptions::new(&payload.challenge, &payload.solution, &secret);
        verify_solution(options).is_ok_and(|result| result.verified)
    }
}

fn secret(live: &Live) -> String {
    hex(&live.secrets.challenges())
}
