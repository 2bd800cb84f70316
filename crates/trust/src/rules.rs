//! What a campaign's file may change: weights, thresholds, controls that are off, the kind of network.

use crate::Reason;
use std::collections::{BTreeMap, BTreeSet};

/// What an address says in a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Network {
    /// People come from everywhere.
    #[default]
    Open,
    /// An event or a campus: everybody is behind few addresses, so how many there are of one weighs nothing.
    Shared,
}

/// One of the controls. Each can be switched off, to measure what it is worth.
pub type Control = Reason;

/// The rules of scoring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Weights that differ from [`Reason::weight`]: the points that a reason can give at most, 0–100.
    pub weights: BTreeMap<Reason, u8>,
    /// Controls that are off.
    pub off: BTreeSet<Control>,
    /// The kind of network.
    pub network: Network,
    /// The score from which tickets and votes do not count for now.
    pub hold: u8,
    /// The score from which a human should look.
    pub review: u8,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            weights: BTreeMap::new(),
            off: BTreeSet::new(),
            network: Network::Open,
            hold: 40,
            review: 70,
        }
    }
}

impl Rules {
    /// The points that a reason can give at most.
    #[must_use]
    pub fn weight(&self, reason: Reason) -> u8 {
        if self.off.contains(&reason) || (reason == Reason::Place && self.network == Network::Shared) {
            return 0;
        }
        let weight = self.weights.get(&reason).copied();
        weight.unwrap_or_else(|| reason.weight()).min(100)
    }
}
