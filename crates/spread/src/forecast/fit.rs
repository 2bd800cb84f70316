//! What the past says about R of each generation, and about new roots: with how sure that is.

use crate::{Exposed, Unknown, random::Random, rate::size};

/// What is believed before anything is seen: R of roots is about 0.5 (between 0.07 and 3.7) …
const LN_R: (f64, f64) = (-0.7, 1.0);
/// … and R changes from generation to generation by a factor between 0.45 and 2.2; what rises is not used (see [`Decay::draw`]).
const LN_FACTOR: (f64, f64) = (0.0, 0.4);
/// Steps of the search.
const STEPS: usize = 100;

/// R of generation g is e^(a + b·g): a and b, and how sure they are (normal, by the likelihood's curvature).
#[derive(Clone, Copy, Debug)]
pub(super) struct Decay {
    a: f64,
    b: f64,
    /// The standard deviation of b; how much a changes with b; the standard deviation of a where b is known.
    spread: f64,
    slope: f64,
    rest: f64,
    /// How probable it is that R does not change at all.
    steady: f64,
}

impl Decay {
    /// The most probable one, by Fisher's scoring of the negative binomial likelihood and the priors above.
    pub fn fit(layers: &[(Exposed, u64)], k: f64) -> Result<Self, Unknown> {
        let known: Vec<Layer> = layers
            .iter()
            .enumerate()
            .filter_map(|(g, layer)| Layer::of(g, layer, k))
            .collect();
        if known.is_empty() {
            return Err(Unknown::NoTime);
        }
        let (mut a, mut b) = (LN_R.0, LN_FACTOR.0);
        let mut information = [0.0; 3];
        for _ in 0..STEPS {
            let (wa, wb) = (LN_R.1.powi(-2), LN_FACTOR.1.powi(-2));
            let mut slope = [(LN_R.0 - a) * wa, (LN_FACTOR.0 - b) * wb];
            information = [wa, 0.0, wb];
            for Layer {
                generation,
                exposure,
                size,
                brought,
            } in &known
            {
                let mean = exposure * (a + b * generation).clamp(-30.0, 10.0).exp();
                let narrower = 1.0 + mean / size;
                let (pull, weight) = ((brought - mean) / narrower, mean / narrower);
                slope = [slope[0] + pull, slope[1] + pull * generation];
                let [aa, ab, bb] = information;
                information = [
                    aa + weight,
                    ab + weight * generation,
                    bb + weight * generation * generation,
                ];
            }
            let [aa, ab, bb] = information;
            let all = aa * bb - ab * ab;
            let by_a = ((bb * slope[0] - ab * slope[1]) / all).clamp(-1.0, 1.0);
            let by_b = ((aa * slope[1] - ab * slope[0]) / all).clamp(-1.0, 1.0);
            (a, b) = (a + by_a, b + by_b);
            if by_a.abs() + by_b.abs() < 1e-10 {
                break;
            }
        }
        let [aa, ab, bb] = information;
        let spread = (aa / (aa * bb - ab * ab)).sqrt();
        let density = |x: f64, sd: f64| (-(x / sd).powi(2) / 2.0).exp() / sd;
        let (steady, changing) = (density(b, spread), density(LN_FACTOR.0, LN_FACTOR.1));
        Ok(Self {
            a,
            b,
            spread,
            slope: -ab / aa,
            rest: aa.sqrt().recip(),
            steady: steady / (steady + changing),
        })
    }

    /// R of so many generations in one future. Where nothing speaks for a change there is none (it is as probable as not before anything is seen; how
    /// probable it is then follows from how likely b = 0 is before and after, J. M. Dickey's ratio). Else it falls from generation to generation, but
    /// never rises: where it seemed to, that was chance or will not go on, and a future of ever better friends has no end. Then all generations have
    /// the R that they have together.
    pub fn draw(&self, random: &mut Random, generations: usize) -> Vec<f64> {
        let changed = self.b + self.spread * random.normal();
        let b = if random.part() < self.steady {
            0.0
        } else {
            changed.min(0.0)
        };
        let a = self.a + self.slope * (b - self.b) + self.rest * random.normal();
        (0..generations).map(|g| (a + b * g as f64).min(5.0).exp()).collect()
    }
}

/// A generation whose people have had time.
struct Layer {
    generation: f64,
    exposure: f64,
    size: f64,
    brought: f64,
}

impl Layer {
    fn of(generation: usize, (exposed, brought): &(Exposed, u64), k: f64) -> Option<Self> {
        exposed.check().ok()?;
        // So few that they say little; but a little it is.
        let size = size(exposed, k).unwrap_or(1.0);
        Some(Self {
            generation: generation as f64,
            exposure: exposed.sum,
            size,
            brought: *brought as f64,
        })
    }
}

/// How many roots come a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Roots {
    came: f64,
    units: f64,
    /// Variance to mean of a unit's count, above 1.
    ratio: f64,
}

/// Units that say what is recent.
const RECENT: usize = 7;
/// How much units differ before anything is seen of it, and for how many of them this counts.
const PRIOR_RATIO: (f64, f64) = (1.5, 3.0);

impl Roots {
    pub fn of(joined: &[u64]) -> Self {
        let recent: Vec<f64> = joined.iter().rev().take(RECENT).map(|people| *people as f64).collect();
        let (came, units) = (recent.iter().sum::<f64>(), recent.len() as f64);
        let mean = (came / units).max(0.1);
        let squares: f64 = recent.iter().map(|people| (people - mean).powi(2)).sum();
        let (usual, count) = PRIOR_RATIO;
        let ratio = ((squares / mean + usual * count) / (units - 1.0 + count)).max(1.01);
        Self { came, units, ratio }
    }

    /// The mean of a unit in one future.
    pub fn draw(&self, random: &mut Random) -> f64 {
        random.gamma(0.5 + self.came / self.ratio, self.ratio / self.units)
    }

    /// Who comes in a unit of this mean.
    pub fn unit(&self, mean: f64, random: &mut Random) -> u64 {
        if mean > 0.0 {
            random.negative_binomial(mean, mean / (self.ratio - 1.0))
        } else {
            0
        }
    }
}
