//! How much of it is word of mouth, what that is made of, and how unequal people are at it.

use super::{
    known,
    meant::{Meant, k_within},
    within,
};
use canyu_core::staff::{
    Estimate,
    study::{self, ChainSizes, Chains, Concentration, DelayFigures, Dispersion, Factors, Known},
};
use canyu_spread::{
    Brought, CAUTIOUS_K, Delay, Unknown, amplification, chain_size, concentration, concentration_of, corrected,
    dispersion, extinction, factors, gini,
};
use std::collections::BTreeMap;

/// The part of friends that "the busiest" bring.
const MOST: f64 = 0.8;
/// The last size of each class of chains; larger ones are together.
const SIZES: [u32; 10] = [1, 2, 3, 4, 5, 10, 20, 50, 100, 1_000];

/// Figures that others are made from.
pub(super) struct Basic {
    pub people: u64,
    pub roots: u64,
    pub referred: Known<Estimate>,
    pub amplification: Known<f64>,
    pub factors: Known<Factors>,
    pub reproduction: Result<canyu_spread::Estimate, Unknown>,
    pub dispersion: Result<canyu_spread::Dispersion, Unknown>,
    pub concentration: Known<Concentration>,
    /// k of people of one generation: what forecasts are made with.
    pub k_within: f64,
}

pub(super) fn basic(meant: &Meant<'_>) -> Basic {
    let (mut people, mut roots, mut friends) = (0, 0, 0);
    for (member, person) in meant.meant() {
        people += 1;
        roots += u64::from(!person.is_brought());
        friends += u64::from(meant.friends(member));
    }
    let whole = amplification(people, roots);
    let referred = canyu_spread::wilson(people - roots, people);
    let groups: Vec<Brought> = meant.groups(|_| ()).remove(&()).unwrap_or_default();
    let dispersion = dispersion(groups.iter().copied());
    // How unequal all of them are is what makes their sum uncertain.
    let k = dispersion.map_or(CAUTIOUS_K, |found| found.unequal.k());
    Basic {
        people,
        roots,
        referred: known(referred.map(within)),
        amplification: match roots {
            // People of one channel, or the like, who were all brought.
            0 if people > 0 => Known::Unknown(study::Unknown::Filtered),
            _ => known(whole.map(|whole| whole.amplification)),
        },
        factors: known(made_of(meant, people)),
        reproduction: corrected(friends, &meant.exposed(), k),
        concentration: known(concentrated(&groups, dispersion)),
        dispersion,
        k_within: k_within(meant).unwrap_or(CAUTIOUS_K),
    }
}

fn made_of(meant: &Meant<'_>, people: u64) -> Result<Factors, Unknown> {
    let visits = meant.visits;
    let found = factors(people, visits.sharers, visits.arrivals, visits.confirmed)?;
    Ok(Factors {
        k: found.k,
        sharers: visits.sharers,
        share_rate: within(found.share_rate),
        arrivals: visits.arrivals,
        arrivals_per_sharer: found.arrivals_per_sharer,
        confirmed: visits.confirmed,
        confirmed_per_arrival: within(found.confirmed_per_arrival),
    })
}

fn concentrated(
    groups: &[Brought],
    fitted: Result<canyu_spread::Dispersion, Unknown>,
) -> Result<Concentration, Unknown> {
    let by_fit = |fitted: canyu_spread::Dispersion| concentration_of(fitted.r.value, fitted.unequal.k(), MOST).ok();
    Ok(Concentration {
        counted: concentration(groups, MOST)?,
        fitted: fitted.ok().and_then(by_fit),
        gini: gini(groups)?,
    })
}

pub(super) fn dispersed(found: Result<canyu_spread::Dispersion, Unknown>) -> Known<Dispersion> {
    known(found.map(|found| Dispersion {
        r: within(found.r),
        k: found.unequal.k,
        k_low: found.unequal.low,
        k_high: found.unequal.high,
    }))
}

/// The larger R, the less likely a chain dies: the ends of the interval are those of R's the other way round. k is taken as known.
pub(super) fn dies(found: Result<canyu_spread::Dispersion, Unknown>) -> Known<Estimate> {
    let dies = |found: canyu_spread::Dispersion| {
        let of = |r: f64| extinction(r, found.unequal.k());
        Ok(Estimate {
            value: of(found.r.value)?,
            low: of(found.r.high)?,
            high: of(found.r.low)?,
        })
    };
    known(found.and_then(dies))
}

pub(super) fn delay(delay: &Delay, friends: u64) -> DelayFigures {
    // People join in the middle of their hour, on average.
    let by = |hours: f64| delay.exposure(hours + 0.5);
    let (mut low, mut high) = (0.0, delay.weights().len() as f64);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if by(middle) < 0.5 {
            low = middle;
        } else {
            high = middle;
        }
    }
    DelayFigures {
        friends,
        median_hours: high,
        within_a_day: by(24.0),
        within_a_week: by(168.0),
    }
}

pub(super) fn chains(meant: &Meant<'_>, fitted: Result<canyu_spread::Dispersion, Unknown>) -> Known<Chains> {
    let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
    for root in meant.roots() {
        *sizes.entry(meant.forest.size(root)).or_default() += 1;
    }
    let chains: u64 = sizes.values().sum();
    if chains == 0 {
        return known(Err(Unknown::Nobody));
    }
    let people: u64 = sizes.iter().map(|(size, chains)| u64::from(*size) * chains).sum();
    let mut classes = Vec::with_capacity(SIZES.len() + 1);
    let (mut from, mut rest) = (1, 1.0);
    for to in SIZES.into_iter().map(Some).chain([None]) {
        let part = match to {
            Some(to) => fitted.and_then(|fitted| {
                let of = |size: u32| chain_size(u64::from(size), fitted.r.value, fitted.unequal.k());
                (from..=to).map(of).sum::<Result<f64, _>>()
            }),
            None => fitted.map(|_| f64::max(rest, 0.0)),
        };
        rest -= part.unwrap_or(0.0);
        classes.push(ChainSizes {
            from,
            to,
            chains: sizes
                .range(from..=to.unwrap_or(u32::MAX))
                .map(|(_, chains)| chains)
                .sum(),
            expected: part.ok().map(|part| part * chains as f64),
        });
        from = to.map_or(u32::MAX, |to| to + 1);
    }
    Known::Value(Chains {
        chains,
        mean: people as f64 / chains as f64,
        sizes: classes,
    })
}
