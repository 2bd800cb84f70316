//! How long it takes from joining to bringing somebody: w and F in the formulas of this crate.

use statrs::distribution::{ContinuousCDF as _, Normal};

use crate::Unknown;

/// How many observed delays the usual distribution counts for: with none it is the usual one, with some hundred it is the campaign's own.
const PRIOR: f64 = 20.0;
/// Days after which nobody brings anybody, in the usual distribution.
const DAYS: usize = 90;
/// What is usual: the median is ten hours.
const MEDIAN_DAYS: f64 = 10.0 / 24.0;
/// The standard deviation of the logarithm: some take minutes, some take weeks.
const SIGMA: f64 = 1.6;
/// More units than these are not looked at: a year of hours.
const LONGEST: usize = 24 * 366;

/// The distribution of the delay between joining and bringing somebody, in whole units of time (hours or days; the same throughout a calculation).
///
/// w₀ is the part that happens in the same hour or day, w₁ in the next one. Weights are at least 0 and sum to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Delay {
    weights: Vec<f64>,
    /// Σ of the weights up to and with each.
    cumulative: Vec<f64>,
}

/// A delay that was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observed {
    /// Units from the one in which somebody joined to the one in which his friend did.
    pub delay: usize,
    /// The longest delay that could have been seen: units from the one in which he joined until now. At least `delay`.
    pub horizon: usize,
    /// How many of them.
    pub count: u64,
}

impl Delay {
    /// From weights, which are scaled to sum to 1.
    ///
    /// # Errors
    /// [`Unknown::Impossible`] where one is negative or no number, where all are 0, and for more than a year of hours.
    pub fn new(weights: Vec<f64>) -> Result<Self, Unknown> {
        let sum: f64 = weights.iter().sum();
        let is_fine = weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
        if !is_fine || !sum.is_finite() || sum <= 0.0 || weights.len() > LONGEST {
            return Err(Unknown::Impossible);
        }
        Ok(Self::scaled(weights, sum))
    }

    fn scaled(mut weights: Vec<f64>, sum: f64) -> Self {
        let mut so_far = 0.0;
        let mut cumulative = Vec::with_capacity(weights.len());
        for weight in &mut weights {
            *weight /= sum;
            so_far += *weight;
            cumulative.push(so_far);
        }
        Self { weights, cumulative }
    }

    /// What is usual, in days: log-normal with a median of ten hours, so that half of all friends come on the same day and one in twenty-five after a
    /// week.
    ///
    /// The shape is that of J. L. Iribarren and E. Moro, *Branching dynamics of viral information spreading*, Phys. Rev. E 84 (2011), who followed
    /// 31,000 people; the two numbers are Canyu's choice for links that are sent by phone. It is only a beginning: see [`Delay::estimate`].
    #[must_use]
    pub fn usual_days() -> Self {
        Self::log_normal(1.0, DAYS)
    }

    /// The same in hours.
    #[must_use]
    pub fn usual_hours() -> Self {
        Self::log_normal(24.0, 24 * DAYS)
    }

    /// People join at any time of a unit, so a delay of x falls x units later or one more: weights are second differences of the integral of F.
    fn log_normal(units_a_day: f64, length: usize) -> Self {
        let mu = (MEDIAN_DAYS * units_a_day).ln();
        let mean = (mu + SIGMA * SIGMA / 2.0).exp();
        let normal = Normal::standard();
        let integral = |x: f64| {
            let z = (x.ln() - mu) / SIGMA;
            if x <= 0.0 {
                0.0
            } else {
                x * normal.cdf(z) - mean * normal.cdf(z - SIGMA)
            }
        };
        let until = |s: usize| integral(s as f64 + 1.0) - integral(s as f64);
        let mut before = 0.0;
        let mut weights = Vec::with_capacity(length);
        for s in 0..length {
            let now = until(s);
            weights.push((now - before).max(0.0));
            before = now;
        }
        Self::scaled(weights, before)
    }

    /// From the delays of a campaign, and what is `usual` where it has few.
    ///
    /// Of those who joined yesterday only short delays can have been seen. Taking the observed ones as they are would make everybody look quick, and
    /// a slow campaign dead; so each delay is held only against those that could have been as long: D. Lynden-Bell's estimator for data cut off on
    /// the right (*Mon. Not. R. Astr. Soc.* 155, 1971), h(s) = (delays of s) / (delays of at most s whose horizon is at least s), F(s − 1) = F(s)·(1
    /// − h(s)). The usual distribution is added as if 20 delays of it had been seen whole; beyond the longest horizon it is all there is.
    ///
    /// # Errors
    /// [`Unknown::Impossible`] for a delay beyond its horizon.
    pub fn estimate(observed: &[Observed], usual: &Self) -> Result<Self, Unknown> {
        let longest = observed
            .iter()
            .map(|seen| seen.horizon.min(LONGEST - 1) + 1)
            .max()
            .unwrap_or(0);
        let length = longest.max(usual.weights.len());
        let mut at = vec![0.0; length];
        // Differences; summed they say how many delays are held against each.
        let mut change = vec![0.0; length + 1];
        for seen in observed {
            if seen.delay > seen.horizon {
                return Err(Unknown::Impossible);
            }
            let count = seen.count as f64;
            let horizon = seen.horizon.min(LONGEST - 1);
            if let (Some(at), Some(from)) = (at.get_mut(seen.delay), change.get_mut(seen.delay)) {
                *at += count;
                *from += count;
                if let Some(after) = change.get_mut(horizon + 1) {
                    *after -= count;
                }
            }
        }
        let mut held = 0.0;
        let mut hazards = Vec::with_capacity(length);
        for (s, (at, change)) in at.iter().zip(&change).enumerate() {
            held += change;
            let against = held + PRIOR * usual.cumulative(s);
            let hazard = (at + PRIOR * usual.weight(s)) / against;
            hazards.push(if against > 0.0 { hazard.clamp(0.0, 1.0) } else { 0.0 });
        }
        let mut rest = 1.0;
        let mut weights = vec![0.0; length];
        for (weight, hazard) in weights.iter_mut().zip(&hazards).rev() {
            *weight = rest * hazard;
            rest -= *weight;
        }
        Self::new(weights)
    }

    /// wₛ: the part of friends who come s units later.
    #[must_use]
    pub fn weight(&self, s: usize) -> f64 {
        self.weights.get(s).copied().unwrap_or(0.0)
    }

    /// All weights; they sum to 1.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The part of friends who come at most s units later.
    pub(crate) fn cumulative(&self, s: usize) -> f64 {
        self.cumulative
            .get(s)
            .or(self.cumulative.last())
            .copied()
            .unwrap_or(1.0)
    }

    /// F: the part of his friends that somebody has brought at an age, between 0 and 1. The age is counted in units from the beginning of the one in
    /// which he joined, so it is 1 at that one's end; between, the part grows evenly.
    #[must_use]
    pub fn exposure(&self, age: f64) -> f64 {
        if age.is_nan() || age <= 0.0 {
            return 0.0;
        }
        let whole = age.floor();
        let units = whole as usize;
        let before = units.checked_sub(1).map_or(0.0, |last| self.cumulative(last));
        (before + (age - whole) * self.weight(units)).min(1.0)
    }

    /// The mean in units, counting a friend of the same unit as 0.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.weights
            .iter()
            .enumerate()
            .map(|(s, weight)| s as f64 * weight)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A campaign that grows every day, in which a friend comes on the same day or on one of the next three, with even chances.
    fn growing() -> Vec<Observed> {
        let days = 12;
        let mut seen = Vec::new();
        for day in 0..days {
            let horizon = days - 1 - day;
            for delay in (0..4).filter(|delay| *delay <= horizon) {
                seen.push(Observed {
                    delay,
                    horizon,
                    count: 100 << day,
                });
            }
        }
        seen
    }

    /// The bug this keeps away: averages of what was seen so far say 0.64 of a day, and nearly all have joined in the last days.
    #[test]
    fn what_could_not_be_seen_yet_is_made_up_for() {
        let seen = growing();
        let (sum, count) = seen.iter().fold((0.0, 0.0), |(sum, count), seen| {
            (sum + (seen.delay as u64 * seen.count) as f64, count + seen.count as f64)
        });
        assert!(sum / count < 0.9, "{}", sum / count);
        let delay = Delay::estimate(&seen, &Delay::usual_days()).unwrap();
        for s in 0..4 {
            assert!((delay.weight(s) - 0.25).abs() < 0.01, "{s}: {}", delay.weight(s));
        }
    }

    #[test]
    fn without_any_it_is_the_usual_one() {
        let usual = Delay::usual_days();
        let found = Delay::estimate(&[], &usual).unwrap();
        assert!(
            usual
                .weights()
                .iter()
                .zip(found.weights())
                .all(|(a, b)| (a - b).abs() < 1e-12)
        );
    }

    #[test]
    fn beyond_what_could_be_seen_it_is_the_usual_one() {
        let usual = Delay::usual_days();
        let seen = [Observed {
            delay: 0,
            horizon: 2,
            count: 1_000_000,
        }];
        let found = Delay::estimate(&seen, &usual).unwrap();
        for s in 3..20 {
            assert!((found.weight(s) - usual.weight(s)).abs() < 1e-9, "{s}");
        }
        assert!(found.weight(1) < 1e-4);
    }

    #[test]
    fn the_usual_one_is_what_it_is_said_to_be() {
        let (days, hours) = (Delay::usual_days(), Delay::usual_hours());
        // Of all friends, by hours: half within ten of them, since everybody joins within one.
        assert!((hours.exposure(10.5) - 0.5).abs() < 0.01, "{}", hours.exposure(10.5));
        assert!(
            (0.45..0.55).contains(&(1.0 - days.exposure(1.0))),
            "{}",
            days.exposure(1.0)
        );
        assert!(
            (0.03..0.06).contains(&(1.0 - days.exposure(7.5))),
            "{}",
            days.exposure(7.5)
        );
        // Days are sums of hours: of those who join at any time of a day, as many bring somebody on that day.
        let same_day = (0..24).map(|hour| hours.exposure(f64::from(24 - hour))).sum::<f64>() / 24.0;
        assert!(
            (same_day - days.weight(0)).abs() < 0.005,
            "{same_day} {}",
            days.weight(0)
        );
    }

    #[test]
    fn exposure_grows_evenly_within_a_unit() {
        let delay = Delay::new(vec![2.0, 1.0, 1.0]).unwrap();
        for (age, exposure) in [
            (-1.0, 0.0),
            (0.0, 0.0),
            (0.5, 0.25),
            (1.0, 0.5),
            (2.5, 0.875),
            (3.0, 1.0),
            (99.0, 1.0),
        ] {
            assert!((delay.exposure(age) - exposure).abs() < 1e-12, "{age}");
        }
        assert_eq!(delay.exposure(f64::NAN), 0.0);
        assert!((delay.mean() - 0.75).abs() < 1e-12);
    }
}
