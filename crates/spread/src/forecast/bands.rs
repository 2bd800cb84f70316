//! What many futures have in common.

/// Futures at one moment: people, or conversions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Half of the futures are above.
    pub median: u64,
    /// Where half of the futures are, ends included.
    pub half: (u64, u64),
    /// Where 80 % are.
    pub eighty: (u64, u64),
    /// Where 95 % are.
    pub ninety_five: (u64, u64),
}

impl Band {
    pub(super) fn of(mut futures: Vec<u64>) -> Option<Self> {
        futures.sort_unstable();
        let at = |part: f64| {
            let place = (part * futures.len() as f64).ceil() as usize;
            futures.get(place.saturating_sub(1)).copied()
        };
        let between = |level: f64| Some((at(0.5 - level / 2.0)?, at(0.5 + level / 2.0)?));
        Some(Self {
            median: at(0.5)?,
            half: between(0.5)?,
            eighty: between(0.8)?,
            ninety_five: between(0.95)?,
        })
    }
}
