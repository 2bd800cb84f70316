//! How much time people have had to bring somebody.

use crate::{Delay, Unknown};

/// People, and how much of the time they take to bring somebody has passed: summed. Each person's exposure is between 0 (just joined) and 1 (has had
/// all the time that people take).
///
/// Sums are enough for every figure, so hours or days can be added instead of people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exposed {
    /// People.
    pub people: u64,
    /// ΣF(ageᵢ), at most as large as `people`.
    pub sum: f64,
    /// ΣF(ageᵢ)².
    pub squares: f64,
}

impl Exposed {
    /// People of a finished campaign: all have had the whole time.
    #[must_use]
    pub fn finished(people: u64) -> Self {
        let mut all = Self::default();
        all.add(people, 1.0);
        all
    }

    /// Those who joined in each unit of time (hours or days as the delay's; the oldest first), as they stand now. `passed`: how much of the last unit
    /// has passed, above 0 and up to 1.
    #[must_use]
    pub fn so_far(joined: &[u64], delay: &Delay, passed: f64) -> Self {
        let mut all = Self::default();
        for (back, people) in joined.iter().rev().enumerate() {
            all.add(*people, delay.exposure(back as f64 + passed.clamp(0.0, 1.0)));
        }
        all
    }

    /// Adds people of one exposure, between 0 and 1.
    pub fn add(&mut self, people: u64, exposure: f64) {
        let exposure = if exposure > 0.0 { exposure.min(1.0) } else { 0.0 };
        self.people += people;
        self.sum += people as f64 * exposure;
        self.squares += people as f64 * exposure * exposure;
    }

    pub(crate) fn check(&self) -> Result<(), Unknown> {
        if self.people == 0 {
            return Err(Unknown::Nobody);
        }
        // A thousandth of one person's time.
        if self.sum.is_nan() || self.sum < 1e-3 || self.squares.is_nan() || self.squares <= 0.0 {
            return Err(Unknown::NoTime);
        }
        Ok(())
    }
}
