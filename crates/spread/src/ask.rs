//! Whom to ask next.

use crate::{
    Brought, Unknown,
    rate::{Rate, gamma_quantile},
};

/// What can be expected of a participant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Friends whom he would bring in a whole new round: when he is asked again. (k + Z) / (k/R + F).
    pub if_asked: f64,
    /// 95 % interval of that.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Friends who still come by themselves: `if_asked` × (1 − F).
    pub still: f64,
}

/// What can be expected of somebody who has brought Z = `friends` so far, at an exposure F between 0 and 1, where participants bring `r` on average
/// and differ by `k`.
///
/// Each participant has a rate λ of his own, gamma distributed with shape k and mean R; his friends are Poisson with mean λF. So what he has done
/// says what he is like: λ given Z is gamma with shape k + Z and rate k/R + F, mean (k + Z) / (k/R + F). The smaller k, the more his own friends
/// count; where all are alike it is R. Source: the conjugate gamma-Poisson model, as in P. S. Fader, B. G. S. Hardie and K. L. Lee, *"Counting your
/// customers" the easy way*, Marketing Science 24 (2005), without their drop-out. R and k are taken as known.
///
/// # Errors
/// [`Unknown::NobodyBrought`] for R = 0, [`Unknown::Impossible`] for numbers that are none.
pub fn ask(friends: u32, exposure: f64, r: f64, k: f64) -> Result<Expected, Unknown> {
    if r == 0.0 {
        return Err(Unknown::NobodyBrought);
    }
    let is_fine = r.is_finite() && r > 0.0 && k > 0.0 && (0.0..=1.0).contains(&exposure);
    if !is_fine {
        return Err(Unknown::Impossible);
    }
    if k.is_infinite() {
        return Ok(Expected {
            if_asked: r,
            low: r,
            high: r,
            still: r * (1.0 - exposure),
        });
    }
    let (shape, rate) = (k + f64::from(friends), k / r + exposure);
    let if_asked = shape / rate;
    Ok(Expected {
        if_asked,
        low: gamma_quantile(shape, 0.025)? / rate,
        high: gamma_quantile(shape, 0.975)? / rate,
        still: if_asked * (1.0 - exposure),
    })
}

/// A segment of participants, and what can be expected of each of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment<T> {
    /// Which one.
    pub name: T,
    /// How many people.
    pub people: u64,
    /// Friends whom one of them would bring when asked again, on average; with its 95 % interval.
    pub each: Expected,
}

/// Segments (a community, a node, those with three friends …), whom to ask first at the top: by `if_asked` for each person, as asking costs the same
/// for everybody. Those without people are left out.
///
/// Rates of people add up: the mean of the segment's λ is the mean of theirs, its variance the sum of theirs by n², and its distribution is taken as
/// gamma with both.
///
/// # Errors
/// As [`ask`].
pub fn whom_to_ask<T>(
    segments: impl IntoIterator<Item = (T, Vec<Brought>)>,
    r: f64,
    k: f64,
) -> Result<Vec<Segment<T>>, Unknown> {
    let mut found = Vec::new();
    for (name, groups) in segments {
        let (mut people, mut mean, mut variance, mut still) = (0, 0.0, 0.0, 0.0);
        for group in groups {
            let one = ask(group.friends, group.exposure, r, k)?;
            let count = group.people as f64;
            people += group.people;
            mean += count * one.if_asked;
            still += count * one.still;
            variance += count * one.if_asked * one.if_asked / (k + f64::from(group.friends));
        }
        if people == 0 {
            continue;
        }
        let count = people as f64;
        let each = Expected {
            if_asked: mean / count,
            low: mean / count,
            high: mean / count,
            still: still / count,
        };
        let each = if variance > 0.0 {
            // A gamma distribution with this mean and variance.
            let rate = Rate {
                shape: mean * mean / variance,
                exposure: mean / variance * count,
                size: f64::INFINITY,
            };
            Expected {
                low: rate.quantile(0.025)?,
                high: rate.quantile(0.975)?,
                ..each
            }
        } else {
            each
        };
        found.push(Segment { name, people, each });
    }
    found.sort_by(|a, b| b.each.if_asked.total_cmp(&a.each.if_asked));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_has_brought_counts_the_more_the_less_alike_people_are() {
        // (0.5 + 3) / (0.5/0.7 + 1) = 2.0417.
        let found = ask(3, 1.0, 0.7, 0.5).unwrap();
        assert!((found.if_asked - 3.5 / (0.5 / 0.7 + 1.0)).abs() < 1e-12 && found.still == 0.0);
        assert!(ask(3, 1.0, 0.7, 5.0).unwrap().if_asked < found.if_asked);
        // Somebody new is like everybody.
        let new = ask(0, 0.0, 0.7, 0.5).unwrap();
        assert!((new.if_asked - 0.7).abs() < 1e-12 && (new.still - 0.7).abs() < 1e-12);
    }

    #[test]
    fn segments_are_ordered_by_what_one_of_them_brings() {
        let group = |friends, people| Brought::finished(friends, people);
        let segments = [
            ("many quiet ones", vec![group(0, 900), group(1, 100)]),
            ("a few who brought three", vec![group(3, 4)]),
            ("nobody", Vec::new()),
        ];
        let found = whom_to_ask(segments, 0.7, 0.5).unwrap();
        assert_eq!(
            found.iter().map(|segment| segment.name).collect::<Vec<_>>(),
            ["a few who brought three", "many quiet ones"]
        );
        let one = ask(3, 1.0, 0.7, 0.5).unwrap();
        let four = found[0].each;
        assert!((four.if_asked - one.if_asked).abs() < 1e-12);
        // Four know twice as well as one.
        assert!(four.low > one.low && four.high < one.high && four.low < four.if_asked);
    }
}
