//! How unequal people are: what intervals elsewhere take from a study.

use super::figures::Basic;
use canyu_core::{moment::Moment, staff};
use canyu_spread::CAUTIOUS_K;

/// k of a campaign, as intervals take it: infinite where people differ no more than by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unequal {
    /// Of all participants together.
    pub all: f64,
    /// Of people of one generation.
    pub within: f64,
    /// When the study was made that found them; nothing: none has.
    pub studied: Option<Moment>,
}

impl Default for Unequal {
    fn default() -> Self {
        Self {
            all: CAUTIOUS_K,
            within: CAUTIOUS_K,
            studied: None,
        }
    }
}

impl Unequal {
    /// What a study has found; the cautious one where that says nothing of it.
    pub(super) fn found(basic: &Basic, now: Moment) -> Self {
        let Ok(found) = basic.dispersion else {
            return Self::default();
        };
        Self {
            all: found.unequal.k(),
            within: basic.k_within,
            studied: Some(now),
        }
    }

    /// The same on the wire.
    pub(in crate::statistics) fn told(self) -> staff::Unequal {
        let finite = |k: f64| k.is_finite().then_some(k);
        staff::Unequal {
            k: finite(self.all),
            within: finite(self.within),
            studied: self.studied,
        }
    }
}
