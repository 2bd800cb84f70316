//! The public beacon drand over HTTP. What a relay says is believed only after its signature was checked, so a relay can be late or
//! silent, but it cannot lie.

use serde::Deserialize;
use std::{io::Read as _, time::Duration};

/// The relays that are asked where the settings name none: those of the League of Entropy and of Cloudflare, a member of it.
pub const RELAYS: [&str; 4] = [
    "https://api.drand.sh",
    "https://api2.drand.sh",
    "https://api3.drand.sh",
    "https://drand.cloudflare.com",
];

/// Longest answer in bytes; a round has about 300.
const LONGEST_ANSWER: u64 = 16 * 1024;
/// How long one relay may take in all.
const PATIENCE: Duration = Duration::from_secs(5);
/// Longest signature in bytes: a point of BLS12-381's larger group.
const LONGEST_SIGNATURE: usize = 96;

/// Why a relay's answer is of no use.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    /// It could not be reached in time.
    #[error("it does not answer: {0}")]
    Silent(Box<ureq::Error>),
    /// It answered, but not with a round.
    #[error("it answered with status {0}; a round that has come is answered with 200")]
    Status(u16),
    /// Its answer ended early.
    #[error("its answer broke off: {0}")]
    Broken(#[from] std::io::Error),
    /// Its answer is too long to be a round.
    #[error("its answer has more than {LONGEST_ANSWER} bytes; a round has about 300")]
    TooLong,
    /// Its answer is no round.
    #[error("its answer is no round of drand: {0}")]
    Malformed(String),
    /// It gave another round.
    #[error("it gave round {given} where round {asked} was asked for")]
    OtherRound {
        /// What was asked for.
        asked: u64,
        /// What it gave.
        given: u64,
    },
}

impl RelayError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Silent(_) => "relay_silent",
            Self::Status(_) => "relay_status",
            Self::Broken(_) => "relay_broke_off",
            Self::TooLong => "relay_too_long",
            Self::Malformed(_) => "relay_malformed",
            Self::OtherRound { .. } => "relay_other_round",
        }
    }
}

/// What a relay answers; it says more, which is not needed.
#[derive(Deserialize)]
struct Round {
    round: u64,
    signature: String,
}

/// Asks relays for rounds. It blocks: call it where that is no harm.
#[derive(Clone, Debug)]
pub struct Relays {
    addresses: Vec<String>,
    agent: ureq::Agent,
}

impl Relays {
    /// Relays by their addresses, as `https://api.drand.sh`; plain `http://` is allowed, since signatures are checked.
    #[must_use]
    pub fn new(addresses: &[String]) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .max_redirects(3)
            .user_agent(concat!("canyu/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        let addresses = addresses.iter().map(|a| a.trim_end_matches('/').to_owned()).collect();
        Self { addresses, agent }
    }

    /// Their addresses, in the order in which they are asked.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// The signature that one relay gives for a round of a chain (its hash, hexadecimal). It is not checked yet.
    ///
    /// # Errors
    /// Why there is none.
    pub fn ask(&self, relay: &str, chain: &str, round: u64) -> Result<Vec<u8>, RelayError> {
        let mut answer = self
            .agent
            .get(format!("{relay}/{chain}/public/{round}"))
            .call()
            .map_err(|error| RelayError::Silent(Box::new(error)))?;
        let status = answer.status().as_u16();
        if status != 200 {
            return Err(RelayError::Status(status));
        }
        let mut body = Vec::new();
        answer
            .body_mut()
            .as_reader()
            .take(LONGEST_ANSWER + 1)
            .read_to_end(&mut body)?;
        if body.len() as u64 > LONGEST_ANSWER {
            return Err(RelayError::TooLong);
        }
        read(&body, round)
    }
}

fn read(body: &[u8], asked: u64) -> Result<Vec<u8>, RelayError> {
    let answer: Round = serde_json::from_slice(body).map_err(|error| RelayError::Malformed(error.to_string()))?;
    if answer.round != asked {
        return Err(RelayError::OtherRound {
            asked,
            given: answer.round,
        });
    }
    unhex(&answer.signature)
        .filter(|bytes| bytes.len() <= LONGEST_SIGNATURE)
        .ok_or_else(|| RelayError::Malformed("the signature is not hexadecimal".to_owned()))
}

/// Bytes from hexadecimal digits, in either case.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|value| u8::try_from(value).ok());
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// How long to wait before all relays are asked again: 1 second, then twice as long each time, up to 5 minutes.
#[must_use]
pub fn patience(tries: u32) -> Duration {
    Duration::from_secs(1 << tries.min(9)).min(Duration::from_secs(300))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_round_or_is_refused_by_name() {
        let body = br#"{"round":3,"randomness":"7e","signature":"B3fab6"}"#;
        assert_eq!(read(body, 3).unwrap(), [0xb3, 0xfa, 0xb6]);
        assert_eq!(read(body, 4).unwrap_err().code(), "relay_other_round");
        for wrong in [
            &b"<html>"[..],
            br#"{"round":3}"#,
            br#"{"round":3,"signature":"b3f"}"#,
            br#"{"round":3,"signature":"zz"}"#,
            br#"{"round":-3,"signature":"00"}"#,
        ] {
            assert_eq!(read(wrong, 3).unwrap_err().code(), "relay_malformed");
        }
        let long = format!(r#"{{"round":3,"signature":"{}"}}"#, "00".repeat(97));
        assert_eq!(read(long.as_bytes(), 3).unwrap_err().code(), "relay_malformed");
    }

    #[test]
    fn patience_doubles_and_ends_at_five_minutes() {
        let waits: Vec<u64> = (0..12).map(|tries| patience(tries).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        assert_eq!(patience(u32::MAX).as_secs(), 300);
    }
}
