//! The interval of a rate: friends for each participant, where participants differ.

use statrs::distribution::{Beta, ContinuousCDF as _, Gamma, Normal};

use crate::{Estimate, Exposed, Unknown};

/// How unequal people are, where it is not known: k of the negative binomial distribution (see [`crate::dispersion`]). It stands for a campaign in
/// which a sixth of the people bring four fifths of the friends, so that intervals come out rather too wide than too narrow. Real ones lie between
/// 0.1 and 2.
pub const CAUTIOUS_K: f64 = 0.3;

/// k for people who are all alike, so that only chance tells them apart (Poisson).
pub const ALL_ALIKE: f64 = f64::INFINITY;

/// From this many events or people on, incomplete beta functions no longer converge. What is done instead differs by less than a thousandth where
/// both are many, and where the other one is few this one hardly matters.
const MANY: f64 = 5_000.0;

/// Numbers that say how uncertain a rate is: its posterior is that of a gamma (all alike) or beta prime distribution.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    /// Events, with what the prior adds.
    pub shape: f64,
    /// Exposure, with what the prior adds.
    pub exposure: f64,
    /// The size of the negative binomial distribution of the events, infinite where all are alike.
    pub size: f64,
}

impl Rate {
    /// Events in an exposure, after Jeffreys' prior.
    ///
    /// The sum of friends of people with the same exposure is negative binomial of size n·k: exactly. Of different exposures Fᵢ it is about so, with
    /// the size that makes the variance right: k(ΣFᵢ)²/ΣFᵢ². With p = size/(size + R·ΣF) the likelihood is that of a beta distribution in p, so the
    /// interval of R is that of p ~ Beta(size, events + ½).
    pub fn new(events: u64, exposed: &Exposed, k: f64) -> Result<Self, Unknown> {
        exposed.check()?;
        Ok(Self {
            shape: events as f64 + 0.5,
            exposure: exposed.sum,
            size: size(exposed, k)?,
        })
    }

    /// The value below which the rate is with a probability between 0 and 1.
    pub fn quantile(&self, part: f64) -> Result<f64, Unknown> {
        let Self { shape, exposure, size } = *self;
        let found = if size.is_infinite() {
            gamma_quantile(shape, part)? / exposure
        } else if shape.max(size) > MANY && shape.min(size) > MANY / 100.0 {
            shape / exposure * log_quantile(shape, size, part)?.exp()
        } else {
            // The larger one hardly matters there.
            let (events, people) = (shape.min(MANY), size.min(MANY));
            let beta = Beta::new(people, events).map_err(|_| Unknown::Impossible)?;
            let p = beta.inverse_cdf(1.0 - part);
            people / (exposure * events / shape) * (1.0 - p) / p
        };
        if found.is_finite() {
            Ok(found)
        } else {
            Err(Unknown::TooFew)
        }
    }

    /// The figure with its 95 % interval. Without events it begins at 0.
    pub fn estimate(&self, events: u64, value: f64) -> Result<Estimate, Unknown> {
        let low = if events == 0 {
            0.0
        } else {
            self.quantile(0.025)?.min(value)
        };
        Ok(Estimate {
            value,
            low,
            high: self.quantile(0.975)?.max(value),
        })
    }
}

/// The size of the negative binomial distribution of what people bring together.
///
/// Below 1 the upper end of an interval would be in the thousands: one person says nothing about people who differ.
pub(crate) fn size(exposed: &Exposed, k: f64) -> Result<f64, Unknown> {
    if k.is_nan() || k <= 0.0 {
        return Err(Unknown::Impossible);
    }
    let size = k * exposed.sum * exposed.sum / exposed.squares;
    if size < 1.0 { Err(Unknown::TooFew) } else { Ok(size) }
}

/// The quantile of ln(G/shape) − ln(H/size), G and H gamma distributed with these shapes: by Cornish and Fisher's expansion of the three cumulants of
/// a gamma variable's logarithm, ln a − 1/2a, 1/a + 1/2a², −1/a².
fn log_quantile(shape: f64, size: f64, part: f64) -> Result<f64, Unknown> {
    let normal = Normal::new(0.0, 1.0).map_err(|_| Unknown::Impossible)?;
    let z = normal.inverse_cdf(part);
    let (a, b) = (shape.recip(), size.recip());
    let mean = (b - a) / 2.0;
    let variance = a + a * a / 2.0 + b + b * b / 2.0;
    let skewness = (b * b - a * a) / variance.powf(1.5);
    Ok(mean + variance.sqrt() * (z + skewness / 6.0 * (z * z - 1.0)))
}

pub(crate) fn gamma_quantile(shape: f64, part: f64) -> Result<f64, Unknown> {
    // Of so many the gamma distribution is Wilson and Hilferty's cube, to more digits than anybody reads.
    if shape > 100_000.0 {
        let normal = Normal::new(0.0, 1.0).map_err(|_| Unknown::Impossible)?;
        let ninth = 1.0 / (9.0 * shape);
        return Ok(shape * (1.0 - ninth + normal.inverse_cdf(part) * ninth.sqrt()).powi(3));
    }
    let gamma = Gamma::new(shape, 1.0).map_err(|_| Unknown::Impossible)?;
    Ok(gamma.inverse_cdf(part))
}

/// Things for each person: uses of a share button by those who finished a node. Unlike a part of a whole this may be above 1.
///
/// The interval is Jeffreys' for a Poisson rate: Gamma(events + ½, people). People who share twice share more alike than that says, so it is a little
/// too narrow.
///
/// # Errors
/// [`Unknown::Nobody`] without people.
pub fn per(events: u64, people: u64) -> Result<Estimate, Unknown> {
    let exposed = Exposed::finished(people);
    Rate::new(events, &exposed, ALL_ALIKE)?.estimate(events, events as f64 / people as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where one way of finding a quantile ends and another begins, nothing jumps.
    #[test]
    fn quantiles_do_not_jump_where_there_are_many() {
        for (shape, size) in [(MANY, 60.0), (60.0, MANY), (MANY, MANY), (300.0, MANY), (MANY, 1_000.0)] {
            let just = |by: f64| Rate {
                shape: shape * by,
                exposure: 1_000.0 * by,
                size: size * by,
            };
            for part in [0.025, 0.5, 0.975] {
                let (few, many) = (
                    just(0.9999).quantile(part).unwrap(),
                    just(1.0001).quantile(part).unwrap(),
                );
                assert!((few / many - 1.0).abs() < 1e-3, "{shape} {size} {part}: {few} {many}");
            }
        }
        for part in [0.025, 0.5, 0.975] {
            let (few, many) = (
                gamma_quantile(99_999.0, part).unwrap(),
                gamma_quantile(100_001.0, part).unwrap(),
            );
            assert!((few / many - 1.0).abs() < 3e-5, "{part}: {few} {many}");
        }
    }

    /// A negative binomial count of infinite size is Poisson: the limit is reached from below.
    #[test]
    fn people_who_hardly_differ_are_alike() {
        for events in [3, 300, 30_000] {
            let exposed = Exposed::finished(1_000);
            let [alike, hardly] =
                [ALL_ALIKE, 1e6].map(|k| Rate::new(events, &exposed, k).unwrap().quantile(0.975).unwrap());
            assert!((alike / hardly - 1.0).abs() < 5e-3, "{events}: {alike} {hardly}");
        }
    }
}
