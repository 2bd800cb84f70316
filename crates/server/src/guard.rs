//! What stands at the door, before an act is decided: where it comes from, how often, whether it was announced, and whether somebody tries codes.
//!
//! Nothing in here tells people apart by their machines, and no address is kept: only keyed hashes of address prefixes, whose keys are thrown away
//! after two days.

mod address;
mod misses;
mod proof;
mod rates;
mod visit;

pub use address::{Door, Network, Proxies, Visitor};
pub use misses::is_miss;
pub use proof::Puzzle;
pub use rates::limit;
pub use visit::{Asked, Visit, asks_for_visit, is_guess};

use crate::clock::Clock;
use address::Keys;
use rates::Rates;
use std::sync::Arc;

/// Why somebody is not let in. Nothing is stored then, but that somebody has tried a wrong code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GuardError {
    /// The act was not announced.
    #[error("the header Canyu-Visit is missing: ask POST /visits for one, with this act's key, name and node")]
    VisitMissing,
    /// The token was made for something else, or not by this server.
    #[error(
        "the visit token is not for this act: it is bound to the fan, the Idempotency-Key, the act and the node that it was asked for"
    )]
    VisitWrong,
    /// The token is too old.
    #[error("the visit token has expired: ask for a new one")]
    VisitExpired,
    /// A puzzle was to be solved.
    #[error("the header Canyu-Proof is missing: solve the challenge that came with the visit token")]
    ProofMissing,
    /// The solution is wrong, or one of another puzzle.
    #[error("the proof does not solve the challenge that came with the visit token")]
    ProofWrong,
    /// Too many requests.
    #[error("too many requests: try again in {after} seconds")]
    TooMany {
        /// Seconds.
        after: u64,
    },
    /// Too many wrong codes.
    #[error("too many wrong codes: try again in {after} seconds")]
    TooManyTries {
        /// Seconds.
        after: u64,
    },
}

impl GuardError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::VisitMissing => "visit_missing",
            Self::VisitWrong => "visit_wrong",
            Self::VisitExpired => "visit_expired",
            Self::ProofMissing => "proof_missing",
            Self::ProofWrong => "proof_wrong",
            Self::TooMany { .. } => "too_many",
            Self::TooManyTries { .. } => "too_many_tries",
        }
    }

    /// After how many seconds it is worth trying again, if that is what has to be done.
    #[must_use]
    pub fn after(&self) -> Option<u64> {
        match self {
            Self::TooMany { after } | Self::TooManyTries { after } => Some(*after),
            _ => None,
        }
    }
}

/// What stands at the door.
#[derive(Clone)]
pub struct Guard {
    proxies: Arc<Proxies>,
    keys: Arc<Keys>,
    rates: Arc<Rates>,
    puzzle: Puzzle,
}

impl Guard {
    /// For a server behind those proxies.
    #[must_use]
    pub fn new(clock: &Clock, proxies: Proxies) -> Self {
        Self {
            proxies: Arc::new(proxies),
            keys: Arc::default(),
            rates: Arc::new(Rates::new(clock)),
            puzzle: Puzzle::new(clock.is_rehearsal()),
        }
    }
}
