//! What comes next: many simulated futures of a campaign, from what is known of it.

mod bands;
mod fit;
mod score;

pub use bands::Band;
pub use score::{Score, score};

use crate::{Delay, Exposed, Unknown, random::Random};
use fit::{Decay, Roots as RootRate};

/// Generations that are followed beyond those that are there; later ones are counted with the last.
const FURTHER: usize = 15;
/// Fewer people say nothing about how it goes on.
const FEWEST: u64 = 20;
/// Fewer futures make no band.
const FEWEST_RUNS: usize = 100;
/// Futures times units are no more than this, so that nobody asks for a day of work.
const MOST: usize = 2_000_000;

/// A campaign as it stands at the end of a unit of time (a day, or an hour).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Who joined, by generation and unit: `joined[generation][unit]`, oldest first.
    pub joined: Vec<Vec<u64>>,
    /// Confirmed friends of those very people: `brought[generation][unit]` are friends, whenever they came, of who joined in that generation and
    /// unit.
    pub brought: Vec<Vec<u64>>,
}

/// Where new roots come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Roots<'a> {
    /// As many a unit as in the last seven.
    Recent,
    /// As planned: how many are expected in each unit to come; none after the end of the list.
    Planned(&'a [f64]),
}

/// What people do besides joining: reserve, redeem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// How many have done it.
    pub done: u64,
    /// Of those who have had time to, how many: the rate is taken from them.
    pub done_of: u64,
    /// Who has had time to.
    pub of: u64,
    /// Who has joined, not done it, and still may.
    pub waiting: u64,
    /// As many as there are: the stock.
    pub at_most: Option<u64>,
}

/// What to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The campaign so far.
    pub past: &'a Past,
    /// w, in the past's units.
    pub delay: &'a Delay,
    /// How unequal people are ([`crate::dispersion`]).
    pub k: f64,
    /// New roots.
    pub roots: Roots<'a>,
    /// Units until the close.
    pub ahead: usize,
    /// What else is forecast, at the close.
    pub conversions: &'a [Conversion],
    /// How many futures: 2,000 give ends of an 80 % band that vary by a hundredth or two.
    pub runs: usize,
    /// The same seed gives the same forecast.
    pub seed: u64,
}

/// Bands of futures.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Who has joined so far.
    pub now: u64,
    /// Who will have joined at the end of each unit to come; the last one is the close. Empty where the campaign is over.
    pub reach: Vec<Band>,
    /// How many will have done it at the close, for each conversion.
    pub conversions: Vec<Band>,
}

/// Simulates futures and gives the bands in which they run.
///
/// In each future R of every generation is drawn from what is known of it (it decays by a factor a generation, see `fit`). Participants' own rates
/// are gamma distributed with shape k, given what they have brought so far, so the rates of all who joined in one generation and unit sum to
/// Gamma(n·k + ΣZ, rate k/R + F): what remains of them, and of their descendants, is negative binomial, and comes by the delays w that are left. New
/// roots come by the recent rate or the plan, more or less than by chance as much as they did. Conversions are beta-binomial by the rate so far. So a
/// future costs the square of its length, however many people there are.
///
/// # Errors
/// [`Unknown::Nobody`], [`Unknown::TooFew`] for fewer than 20 people, two units or 100 futures, [`Unknown::NoTime`], [`Unknown::Impossible`] for
/// lists that do not fit each other, a k that is none, or more than two million futures times units.
pub fn forecast(plan: &Plan<'_>) -> Result<Forecast, Unknown> {
    let past = Known::of(plan)?;
    let mut random = Random::new(plan.seed);
    let mut reach: Vec<Vec<u64>> = vec![Vec::with_capacity(plan.runs); plan.ahead];
    let mut conversions: Vec<Vec<u64>> = vec![Vec::with_capacity(plan.runs); plan.conversions.len()];
    for _ in 0..plan.runs {
        let mut people = past.people;
        for (joined, reach) in past.future(plan, &mut random).iter().zip(&mut reach) {
            people += joined;
            reach.push(people);
        }
        for (conversion, runs) in plan.conversions.iter().zip(&mut conversions) {
            let still = conversion.waiting + (people - past.people);
            let more = random.beta_binomial(still, conversion.done_of, conversion.of);
            runs.push((conversion.done + more).min(conversion.at_most.unwrap_or(u64::MAX)));
        }
    }
    let bands = |runs: Vec<Vec<u64>>| runs.into_iter().filter_map(Band::of).collect();
    Ok(Forecast {
        now: past.people,
        reach: bands(reach),
        conversions: bands(conversions),
    })
}

/// The past, weighed.
struct Known {
    people: u64,
    units: usize,
    decay: Decay,
    roots: RootRate,
}

impl Known {
    fn of(plan: &Plan<'_>) -> Result<Self, Unknown> {
        let Past { joined, brought } = plan.past;
        let units = joined.first().map_or(0, Vec::len);
        let all = joined.iter().chain(brought);
        let is_fine = joined.len() == brought.len()
            && all.clone().all(|list| list.len() == units)
            && plan.k > 0.0
            && plan.runs.saturating_mul(plan.ahead) <= MOST
            && plan
                .conversions
                .iter()
                .all(|conversion| conversion.done_of <= conversion.of);
        if !is_fine {
            return Err(Unknown::Impossible);
        }
        let people: u64 = joined.iter().flatten().sum();
        if people == 0 {
            return Err(Unknown::Nobody);
        }
        if people < FEWEST || units < 2 || plan.runs < FEWEST_RUNS {
            return Err(Unknown::TooFew);
        }
        let layers: Vec<(Exposed, u64)> = joined
            .iter()
            .zip(brought)
            .map(|(joined, brought)| (Exposed::so_far(joined, plan.delay, 1.0), brought.iter().sum()))
            .collect();
        let roots = joined.first().map(Vec::as_slice).unwrap_or_default();
        Ok(Self {
            people,
            units,
            decay: Decay::fit(&layers, plan.k)?,
            roots: RootRate::of(roots),
        })
    }

    /// Who joins in each unit of one future.
    fn future(&self, plan: &Plan<'_>, random: &mut Random) -> Vec<u64> {
        let r = self.decay.draw(random, plan.past.joined.len() + FURTHER);
        // Friends to be expected, by generation and unit to come.
        let mut expected = self.remaining(plan, &r, random);
        let roots = self.roots.draw(random);
        let mut joined = Vec::with_capacity(plan.ahead);
        for unit in 0..plan.ahead {
            let mut people = 0;
            for generation in 0..expected.len() {
                let mean = expected
                    .get(generation)
                    .and_then(|units| units.get(unit))
                    .copied()
                    .unwrap_or(0.0);
                let mut new = random.poisson(mean);
                if generation == 0 {
                    new += match plan.roots {
                        Roots::Recent => self.roots.unit(roots, random),
                        Roots::Planned(means) => self.roots.unit(means.get(unit).copied().unwrap_or(0.0), random),
                    };
                }
                let r = r.get(generation).copied().unwrap_or(0.0);
                let rate = rate(new, 0, 0.0, r, plan.k, random);
                let next = (generation + 1).min(expected.len() - 1);
                spread(
                    rate,
                    plan.delay,
                    0,
                    expected.get_mut(next).and_then(|next| next.get_mut(unit..)),
                );
                people += new;
            }
            joined.push(people);
        }
        joined
    }

    /// What those who are there still bring.
    fn remaining(&self, plan: &Plan<'_>, r: &[f64], random: &mut Random) -> Vec<Vec<f64>> {
        let mut expected = vec![vec![0.0; plan.ahead]; r.len()];
        let Past { joined, brought } = plan.past;
        for (generation, (joined, brought)) in joined.iter().zip(brought).enumerate() {
            let r = r.get(generation).copied().unwrap_or(0.0);
            for (unit, (people, friends)) in joined.iter().zip(brought).enumerate() {
                let age = self.units - unit;
                let rate = rate(*people, *friends, plan.delay.exposure(age as f64), r, plan.k, random);
                spread(
                    rate,
                    plan.delay,
                    age,
                    expected.get_mut(generation + 1).map(Vec::as_mut_slice),
                );
            }
        }
        expected
    }
}

/// The sum of the rates of people of one exposure, who have brought `friends`.
fn rate(people: u64, friends: u64, exposure: f64, r: f64, k: f64, random: &mut Random) -> f64 {
    if people == 0 || r <= 0.0 {
        return 0.0;
    }
    let people = people as f64;
    if k.is_infinite() {
        return people * r;
    }
    random.gamma(people * k + friends as f64, 1.0 / (k / r + exposure))
}

/// Adds friends to the units in which they are to be expected; the first is so many units after joining.
fn spread(rate: f64, delay: &Delay, age: usize, units: Option<&mut [f64]>) {
    if rate <= 0.0 {
        return;
    }
    let weights = delay.weights().get(age..).unwrap_or_default();
    for (unit, weight) in units.into_iter().flatten().zip(weights) {
        *unit += rate * weight;
    }
}
