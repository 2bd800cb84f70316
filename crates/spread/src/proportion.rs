//! Parts of a whole: of those who have seen a node, how many started.

use statrs::distribution::{ContinuousCDF as _, Normal};

use crate::{Estimate, Unknown, unknown::LEVEL};

/// A part with its 95 % Wilson interval.
///
/// `hits` of `of` things, both counted; the figure and its interval are between 0 and 1. Wilson's interval is right also for few and for parts near 0
/// and 1, where the usual one (p ± 1.96 standard errors) is not.
///
/// Centre `(p + z²/2n) / (1 + z²/n)`, half-width `z·sqrt(p(1−p)/n + z²/4n²) / (1 + z²/n)`. Source: E. B. Wilson, *Probable inference, the law of
/// succession, and statistical inference*, JASA 22 (1927).
///
/// # Errors
/// [`Unknown::Nobody`] of none, [`Unknown::Impossible`] for more hits than there are things.
///
/// ```
/// let part = canyu_spread::wilson(81, 263)?;
/// assert!((part.low - 0.255289).abs() < 1e-6 && (part.high - 0.366210).abs() < 1e-6);
/// # Ok::<(), canyu_spread::Unknown>(())
/// ```
pub fn wilson(hits: u64, of: u64) -> Result<Estimate, Unknown> {
    wilson_at(hits, of, LEVEL)
}

/// The same at another level, between 0 and 1 (0.95 for 95 %).
///
/// # Errors
/// As [`wilson`]; [`Unknown::Impossible`] for a level that is none, too.
pub fn wilson_at(hits: u64, of: u64, level: f64) -> Result<Estimate, Unknown> {
    if of == 0 {
        return Err(if hits == 0 {
            Unknown::Nobody
        } else {
            Unknown::Impossible
        });
    }
    if hits > of {
        return Err(Unknown::Impossible);
    }
    let part = wilson_part(hits as f64 / of as f64, of as f64, z(level)?);
    Ok(Estimate {
        // Exactly 0 and 1 at the ends, where rounding would leave a trace.
        low: if hits == 0 { 0.0 } else { part.low },
        high: if hits == of { 1.0 } else { part.high },
        ..part
    })
}

/// Wilson's interval of a part `p` of `n` things, more than none, which need be no whole number; it reaches `z` standard deviations.
pub(crate) fn wilson_part(p: f64, n: f64, z: f64) -> Estimate {
    let scale = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / scale;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / scale;
    Estimate {
        value: p,
        low: (centre - half).max(0.0),
        high: (centre + half).min(1.0),
    }
}

/// How many standard deviations reach to the ends of an interval of this level.
fn z(level: f64) -> Result<f64, Unknown> {
    if !(level > 0.0 && level < 1.0) {
        return Err(Unknown::Impossible);
    }
    let normal = Normal::new(0.0, 1.0).map_err(|_| Unknown::Impossible)?;
    Ok(normal.inverse_cdf(0.5 + level / 2.0))
}

/// What K, the friends that a participant brings, is made of: `share_rate` × `arrivals_per_sharer` × `confirmed_per_arrival`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Factors {
    /// The product: confirmed friends for each participant. [`crate::corrected`] gives its interval, and corrects it for those who have not had time.
    pub k: f64,
    /// The part of participants who shared.
    pub share_rate: Estimate,
    /// First visits by links for each of those who shared. No part but a number of visits, so it may be above 1.
    pub arrivals_per_sharer: f64,
    /// The part of those first visits that became confirmed friends.
    pub confirmed_per_arrival: Estimate,
}

/// Takes K apart: `sharers` of `participants` have shared, which brought `arrivals` first visits, of which `confirmed` became confirmed friends.
/// People, all of them.
///
/// # Errors
/// [`Unknown::Nobody`] without participants, [`Unknown::NobodyBrought`] while nobody has shared or nobody has come by a link, [`Unknown::Impossible`]
/// where a part is larger than its whole.
pub fn factors(participants: u64, sharers: u64, arrivals: u64, confirmed: u64) -> Result<Factors, Unknown> {
    let share_rate = wilson(sharers, participants)?;
    if confirmed > arrivals || (sharers == 0 && arrivals > 0) {
        return Err(Unknown::Impossible);
    }
    if arrivals == 0 {
        return Err(Unknown::NobodyBrought);
    }
    let confirmed_per_arrival = wilson(confirmed, arrivals)?;
    let arrivals_per_sharer = arrivals as f64 / sharers as f64;
    Ok(Factors {
        k: share_rate.value * arrivals_per_sharer * confirmed_per_arrival.value,
        share_rate,
        arrivals_per_sharer,
        confirmed_per_arrival,
    })
}

/// How much of a campaign was word of mouth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amplification {
    /// C/N: the part that was brought by others. For a finished campaign this is the mean reproduction number R.
    pub referred: Estimate,
    /// N/S = 1/(1 − C/N): how many people in all stand for each root.
    pub amplification: f64,
}

/// Amplification of a campaign of `people`, of whom `roots` came by no fan's link.
///
/// # Errors
/// [`Unknown::Nobody`] without people, [`Unknown::Impossible`] for more roots than people or none.
pub fn amplification(people: u64, roots: u64) -> Result<Amplification, Unknown> {
    let brought = people.checked_sub(roots).ok_or(Unknown::Impossible)?;
    let referred = wilson(brought, people)?;
    if roots == 0 {
        return Err(Unknown::Impossible);
    }
    Ok(Amplification {
        referred,
        amplification: people as f64 / roots as f64,
    })
}

/// The same from a published share alone: 1/(1 − share), people in all for each root.
///
/// # Errors
/// [`Unknown::Impossible`] for a share that is not at least 0 and below 1.
pub fn amplification_of(share: f64) -> Result<f64, Unknown> {
    if !(0.0..1.0).contains(&share) {
        return Err(Unknown::Impossible);
    }
    Ok(1.0 / (1.0 - share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factors_make_up_friends_for_each_participant() {
        let factors = factors(1_000, 120, 300, 90).unwrap();
        assert!((factors.k - 90.0 / 1_000.0).abs() < 1e-12);
        assert!((factors.arrivals_per_sharer - 2.5).abs() < 1e-12);
        assert!(factors.share_rate.holds(0.12) && factors.confirmed_per_arrival.holds(0.3));
    }

    #[test]
    fn a_level_of_fifty_per_cent_is_narrower() {
        let (half, usual) = (wilson_at(50, 100, 0.5).unwrap(), wilson(50, 100).unwrap());
        // 0.6745 standard errors of 0.05.
        assert!((half.high - 0.5 - 0.0336).abs() < 2e-4 && usual.high > half.high);
    }
}
