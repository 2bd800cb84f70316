//! Random numbers from a seed: the same seed gives the same numbers again.

use rand::{RngExt as _, SeedableRng as _};
use rand_distr::{Beta, Binomial, Distribution as _, Gamma, Poisson, StandardNormal};
use rand_pcg::Pcg64Mcg;

/// Beyond this nobody counts any more; sums stay far from the end of a `u64`.
const MOST: f64 = 1e12;

pub(crate) struct Random(Pcg64Mcg);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(Pcg64Mcg::seed_from_u64(seed))
    }

    /// Evenly between 0 and 1.
    pub fn part(&mut self) -> f64 {
        self.0.random()
    }

    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// Gamma distributed; 0 where a parameter is none.
    pub fn gamma(&mut self, shape: f64, scale: f64) -> f64 {
        Gamma::new(shape, scale).map_or(0.0, |gamma| gamma.sample(&mut self.0))
    }

    /// Poisson distributed.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let mean = mean.min(MOST);
        Poisson::new(mean).map_or(0, |poisson| poisson.sample(&mut self.0) as u64)
    }

    /// Negative binomial with a mean and a size; Poisson where the size is infinite.
    pub fn negative_binomial(&mut self, mean: f64, size: f64) -> u64 {
        let mean = if size.is_finite() {
            self.gamma(size, mean / size)
        } else {
            mean
        };
        self.poisson(mean)
    }

    /// How many of `of` things, where the part is itself uncertain: beta distributed after `hits` of `seen`.
    pub fn beta_binomial(&mut self, of: u64, hits: u64, seen: u64) -> u64 {
        let (hits, misses) = (hits as f64 + 0.5, seen.saturating_sub(hits) as f64 + 0.5);
        let part: f64 = Beta::new(hits, misses).map_or(0.0, |beta| beta.sample(&mut self.0));
        Binomial::new(of, part).map_or(0, |binomial| binomial.sample(&mut self.0))
    }
}
