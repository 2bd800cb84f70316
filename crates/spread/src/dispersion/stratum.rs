//! The likelihood of people who have one R: of all, or of a generation.

use std::collections::BTreeMap;

use super::Brought;
use crate::{ALL_ALIKE, Unknown};

/// Steps of Newton's method at most; it takes some five.
const STEPS: usize = 60;
/// Nobody brings more friends; a list as long as the largest number of them is kept.
const MOST: u32 = 10_000_000;

/// What the likelihood needs.
pub(super) struct Stratum {
    /// How many people have more than 0, 1, 2 … friends.
    more_than: Vec<f64>,
    by_exposure: Vec<Layer>,
    pub friends: f64,
}

/// People of one exposure.
struct Layer {
    exposure: f64,
    people: f64,
    friends: f64,
}

impl Stratum {
    pub fn gather(groups: impl IntoIterator<Item = Brought>) -> Result<Self, Unknown> {
        let mut with: BTreeMap<u32, u64> = BTreeMap::new();
        let mut by_exposure: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
        let mut is_anybody = false;
        for Brought {
            friends,
            exposure,
            people,
        } in groups
        {
            is_anybody |= people > 0;
            let has_time = exposure > 1e-6 && exposure <= 1.0;
            if people > 0 && friends > 0 && (!has_time || friends > MOST) {
                return Err(Unknown::Impossible);
            }
            if people == 0 || !has_time {
                continue;
            }
            *with.entry(friends).or_default() += people;
            // Positive floats are in the order of their bits.
            let sum = by_exposure.entry(exposure.to_bits()).or_default();
            sum.0 += people;
            sum.1 += people * u64::from(friends);
        }
        let people: u64 = with.values().sum();
        let friends: u64 = by_exposure.values().map(|(_, friends)| friends).sum();
        match people {
            0 if is_anybody => return Err(Unknown::NoTime),
            0 => return Err(Unknown::Nobody),
            1 => return Err(Unknown::TooFew),
            _ if friends == 0 => return Err(Unknown::NobodyBrought),
            _ => {}
        }
        let mut more_than = Vec::new();
        let mut left = people;
        for (friends, people) in &with {
            more_than.resize(*friends as usize, left as f64);
            left -= people;
        }
        let layers = by_exposure.iter().map(|(exposure, (people, friends))| Layer {
            exposure: f64::from_bits(*exposure),
            people: *people as f64,
            friends: *friends as f64,
        });
        Ok(Self {
            more_than,
            by_exposure: layers.collect(),
            friends: friends as f64,
        })
    }

    /// The logarithm of the likelihood. Written with ln(1 + x), so that it stays exact up to where all are alike.
    pub fn log_likelihood(&self, r: f64, k: f64) -> f64 {
        let steps = self.more_than.iter().enumerate().map(|(j, people)| {
            let j = j as f64;
            people * ((j / k).ln_1p() - (j + 1.0).ln())
        });
        let layers = self.by_exposure.iter().map(
            |Layer {
                 exposure,
                 people,
                 friends,
             }| {
                let mean = r * exposure;
                let rest = if k.is_infinite() {
                    people * mean
                } else {
                    (people * k + friends) * (mean / k).ln_1p()
                };
                friends * mean.ln() - rest
            },
        );
        steps.sum::<f64>() + layers.sum::<f64>()
    }

    /// The likeliest R for a k: where the likelihood's slope is 0, by Newton's method. The slope falls and is convex, so each step from the left
    /// stays left.
    pub fn best_r(&self, k: f64) -> f64 {
        let exposure: f64 = self.by_exposure.iter().map(|layer| layer.people * layer.exposure).sum();
        let mut r = self.friends / exposure;
        if k.is_infinite() {
            return r;
        }
        for _ in 0..STEPS {
            let (mut slope, mut change) = (self.friends, 0.0);
            for Layer {
                exposure,
                people,
                friends,
            } in &self.by_exposure
            {
                let all = (people * k + friends) * exposure / (k + r * exposure);
                slope -= r * all;
                change -= all * k / (k + r * exposure);
            }
            let next = r - slope / change;
            let next = if next > 0.0 { next } else { r / 2.0 };
            if (next - r).abs() <= 1e-14 * r {
                break;
            }
            r = next;
        }
        r
    }

    /// The expected information on ln R.
    pub fn information(&self, k: f64) -> f64 {
        let r = self.best_r(k);
        let layers = self.by_exposure.iter().map(|Layer { exposure, people, .. }| {
            let mean = r * exposure;
            people * mean / (1.0 + mean / k)
        });
        layers.sum()
    }

    /// How much more friends vary than by chance: Σ(friends − mean)² − Σ friends, where all are alike.
    pub fn more_than_chance(&self) -> f64 {
        let r = self.best_r(ALL_ALIKE);
        let squares: f64 = self
            .more_than
            .iter()
            .enumerate()
            .map(|(j, people)| people * (2.0 * j as f64 + 1.0))
            .sum();
        let layers = self.by_exposure.iter().map(
            |Layer {
                 exposure,
                 people,
                 friends,
             }| {
                let mean = r * exposure;
                people * mean * mean - 2.0 * mean * friends
            },
        );
        squares + layers.sum::<f64>() - self.friends
    }
}
