//! k: how unequal participants are at bringing friends.

mod stratum;

use crate::{ALL_ALIKE, Estimate, Unknown};
use stratum::Stratum;

/// Half of the 95 % quantile of χ² with one degree of freedom: as far as the logarithm of the likelihood falls at the ends of an interval.
const FALL: f64 = 1.920_729_410_347_062;
/// ln k is looked for between these; above, people are all alike.
const LN_K: [f64; 2] = [-9.3, 11.6];
/// Steps of each search: a golden section leaves 0.618 of the interval each time.
const STEPS: usize = 60;

/// People with the same number of confirmed friends and the same exposure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brought {
    /// Confirmed friends of each.
    pub friends: u32,
    /// How much of the time that it takes they have had, above 0 and up to 1 ([`crate::Delay::exposure`]).
    pub exposure: f64,
    /// How many people.
    pub people: u64,
}

impl Brought {
    /// People of a finished campaign.
    #[must_use]
    pub fn finished(friends: u32, people: u64) -> Self {
        Self {
            friends,
            exposure: 1.0,
            people,
        }
    }
}

/// How unequal people are: k by maximum likelihood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unequal {
    /// k: below 1 few people bring most, above 10 all are nearly alike. Nothing: they do not differ more than by chance.
    pub k: Option<f64>,
    /// Where its 95 % interval begins.
    pub low: f64,
    /// Where it ends. Nothing: it has no end, they may be all alike.
    pub high: Option<f64>,
}

impl Unequal {
    /// k as a number for further calculations, [`ALL_ALIKE`] where there is none.
    #[must_use]
    pub fn k(&self) -> f64 {
        self.k.unwrap_or(ALL_ALIKE)
    }
}

/// R and k by maximum likelihood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dispersion {
    /// Friends for each participant, with its 95 % interval.
    pub r: Estimate,
    /// How unequal participants are.
    pub unequal: Unequal,
    /// The logarithm of the likelihood at the maximum.
    pub log_likelihood: f64,
}

/// The negative binomial distribution that fits best: friends of somebody with exposure F are negative binomial with mean R·F and size k, that is
/// Poisson with a rate that differs between people as a gamma distribution of shape k. Both intervals are by profile likelihood, that of k adjusted
/// for R.
///
/// Source: J. O. Lloyd-Smith et al., *Superspreading and the effect of individual variation on disease emergence*, Nature 438 (2005). Cost: the
/// largest number of friends plus how many different exposures there are; not people.
///
/// # Errors
/// [`Unknown::Nobody`] without people, [`Unknown::TooFew`] for one, [`Unknown::NobodyBrought`] where all have no friends, [`Unknown::NoTime`] where
/// nobody has had time, [`Unknown::Impossible`] for friends of somebody without any time, and for more than ten million of one person.
pub fn dispersion(groups: impl IntoIterator<Item = Brought>) -> Result<Dispersion, Unknown> {
    let all = Strata(vec![Stratum::gather(groups)?]);
    let (unequal, log_likelihood) = all.unequal();
    let of = |r: f64| {
        all.best_k(|k| all.0.iter().map(|stratum| stratum.log_likelihood(r, k)).sum())
            .1
    };
    let r: f64 = all.0.iter().map(|stratum| stratum.best_r(unequal.k())).sum();
    let falls = |ln_r: f64| log_likelihood - of(ln_r.exp()) - FALL;
    let end = |to: f64| cross(&falls, r.ln(), r.ln() + to).unwrap_or(r.ln() + to).exp();
    let r = Estimate {
        value: r,
        low: end(-12.0),
        high: end(12.0),
    };
    Ok(Dispersion {
        r,
        unequal,
        log_likelihood,
    })
}

/// k alone, of people whose R differs by something that is known: each generation has its own R, all have one k.
///
/// Where R falls from generation to generation, all people taken together are more unequal than those of any generation, and k comes out too small.
/// Generations of which nobody has brought anybody say nothing about k and are left out.
///
/// # Errors
/// As [`dispersion`]: what the first generation says, where none can be taken.
pub fn dispersion_within<G>(strata: impl IntoIterator<Item = G>) -> Result<Unequal, Unknown>
where
    G: IntoIterator<Item = Brought>,
{
    let mut taken = Vec::new();
    let mut why = None;
    for groups in strata {
        match Stratum::gather(groups) {
            Ok(stratum) => taken.push(stratum),
            Err(Unknown::Impossible) => return Err(Unknown::Impossible),
            Err(error) => why = why.or(Some(error)),
        }
    }
    if taken.is_empty() {
        return Err(why.unwrap_or(Unknown::Nobody));
    }
    Ok(Strata(taken).unequal().0)
}

/// Generations, or all together.
struct Strata(Vec<Stratum>);

impl Strata {
    /// k with its interval, and the logarithm of the likelihood.
    fn unequal(&self) -> (Unequal, f64) {
        let (found, best) = self.best_k(|k| self.profile(k));
        // The likelihood's slope at 1/k = 0 says whether any k is better than none.
        let k = (found.ln() < LN_K[1] - 0.01 && self.is_unequal()).then_some(found);
        let best = if k.is_some() { best } else { self.profile(ALL_ALIKE) };
        let adjusted = |k: f64| self.profile(k) - self.price(k);
        let (middle, most) = self.best_k(adjusted);
        let falls = |ln_k: f64| most - adjusted(ln_k.exp()) - FALL;
        let low = cross(&falls, middle.ln(), LN_K[0]).unwrap_or(LN_K[0]).exp();
        let high = k.and_then(|_| cross(&falls, middle.ln(), LN_K[1])).map(f64::exp);
        let (low, high) = (low.min(found), high.map(|high| high.max(found)));
        (Unequal { k, low, high }, best)
    }

    /// The likelihood of a k at the R that suits it best.
    fn profile(&self, k: f64) -> f64 {
        self.0
            .iter()
            .map(|stratum| stratum.log_likelihood(stratum.best_r(k), k))
            .sum()
    }

    /// What the profile likelihood is too sure of, as R is estimated from the same people: half the logarithm of the information on R. With it the
    /// interval of k is right for some hundred people, too. Source: D. R. Cox and N. Reid, *Parameter orthogonality and approximate conditional
    /// inference*, J. R. Stat. Soc. B 49 (1987).
    fn price(&self, k: f64) -> f64 {
        self.0.iter().map(|stratum| stratum.information(k).ln() / 2.0).sum()
    }

    /// Whether friends vary more than by chance: the sign of the likelihood's slope by 1/k where all are alike.
    fn is_unequal(&self) -> bool {
        let more: f64 = self.0.iter().map(Stratum::more_than_chance).sum();
        let friends: f64 = self.0.iter().map(|stratum| stratum.friends).sum();
        more > friends * 1e-9
    }

    /// The k for which something is largest, and how large: golden section over its logarithm.
    fn best_k(&self, of: impl Fn(f64) -> f64) -> (f64, f64) {
        let of = |ln_k: f64| of(ln_k.exp());
        let golden = (5f64.sqrt() - 1.0) / 2.0;
        let [mut low, mut high] = LN_K;
        let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
        let (mut at_a, mut at_b) = (of(a), of(b));
        for _ in 0..STEPS {
            if at_a < at_b {
                (low, a, at_a) = (a, b, at_b);
                b = low + golden * (high - low);
                at_b = of(b);
            } else {
                (high, b, at_b) = (b, a, at_a);
                a = high - golden * (high - low);
                at_a = of(a);
            }
        }
        let middle = (low + high) / 2.0;
        (middle.exp(), of(middle))
    }
}

/// Where a function that grows from `from` to `to` is 0; nothing where it stays below.
fn cross(of: &impl Fn(f64) -> f64, from: f64, to: f64) -> Option<f64> {
    if of(to) <= 0.0 {
        return None;
    }
    let (mut below, mut above) = (from, to);
    for _ in 0..STEPS {
        let middle = (below + above) / 2.0;
        if of(middle) > 0.0 {
            above = middle;
        } else {
            below = middle;
        }
    }
    Some((below + above) / 2.0)
}
